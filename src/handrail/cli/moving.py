"""What moving things by a command has alike: its options, by whom it is done, and how the answer is told."""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from handrail.cli.session import parser, say, session

if TYPE_CHECKING:
    from handrail.house.workspaces.models import Member
    from handrail.house.workspaces.scope import Scope
    from handrail.kit.refusals import Refused
    from handrail.kit.verdict import Verdict

REFUSED = 1


class Spoken(Protocol):
    @property
    def reason(self) -> str: ...
    @property
    def fix(self) -> str: ...


Said = Callable[["Verdict"], Spoken]
"""The words of a check."""


def run(options: Namespace, move: Callable[[Namespace], int], words: Callable[[Namespace], Said]) -> int:
    """All of them or none; what refuses is told with every check."""
    with session(options.data):
        from handrail.kit.refusals import Refused

        try:
            moved = move(options)
        except Refused as refusal:
            tell_refused(options, refusal, words(options))
            return REFUSED
    tell(options, {"moved": moved, "refused": {}})
    say(f"Moved: {moved:,}.")
    return 0


def arguments(command: str, about: str, does: str) -> tuple[ArgumentParser, ArgumentParser]:
    """The parser of the command, and that of its one action, `move`."""
    made = parser(command, about)
    actions = made.add_subparsers(dest="action", required=True, metavar="ACTION")
    epilog = "Exit codes: 0 moved, 1 a check does not hold, 2 unusable."
    return made, actions.add_parser("move", help=f"{does}, all of them or none", epilog=epilog)


def add_options(one: ArgumentParser, through: str) -> None:
    """`through` says as whom somebody lets them through."""
    one.add_argument("--workspace", "-w", required=True, metavar="SLUG")
    one.add_argument("--why", default="", metavar="WORDS", help="why they go back, or are let through")
    one.add_argument("--by", default="", metavar="EMAIL", help="the member who moves them")
    words = f"as {through}, with --why, whatever the checks say"
    one.add_argument("--let-through", action="store_true", help=words)
    one.add_argument("--format", choices=("text", "json"), default="text", help="json: the answer on stdout")
    one.add_argument("--data", "-d", type=Path, default=SUPPRESS, metavar="DIR", help="the data folder")


# -- by whom --------------------------------------------------------------------------------------------------


def entered(options: Namespace, label: str) -> AbstractContextManager[Scope]:
    """The workspace, as the member it is done by; without one as a command of the server, called by its `label`."""
    from handrail.house.workspaces.scope import Actor, enter

    member = who(options)
    actor = None if member is not None else Actor("system", label=label)
    return enter(options.workspace, member=member, actor=actor)


def who(options: Namespace) -> Member | None:
    """The member it is done by; without one it is a command of the server, which may what an owner may."""
    from handrail.house.access import queries
    from handrail.house.workspaces.scope import enter
    from handrail.kit.refusals import NotAllowed, NotFound

    if not options.by:
        return None
    with enter(options.workspace):
        member = queries.member_by_email(options.by)
    if member is None:
        raise NotFound(
            f"{options.by} is not a member of “{options.workspace}”.",
            "Look at the spelling of the address.",
        )
    if member.role == "guest":
        raise NotAllowed(f"{member.name} is a guest and moves nothing.", "Name a member.")
    return member


# -- the answer -----------------------------------------------------------------------------------------------


def tell_refused(options: Namespace, refusal: Refused, words: Said) -> None:
    """Every check of every one of them: what holds, and what would pass it."""
    say(refusal.message)
    refused: dict[str, list[dict[str, Any]]] = {key: [] for key in refusal.of}
    for key, verdict in ((key, one) for key, verdicts in refusal.of.items() for one in verdicts):
        told = words(verdict)
        answer = {"code": verdict.code, "passed": verdict.passed, "reason": told.reason, "fix": told.fix}
        refused[key].append(answer)
        mark = "holds " if verdict.passed else "failed"
        say(f"  {mark}  {key}: {told.reason}", "" if verdict.passed else told.fix)
    tell(options, {"moved": 0, "message": refusal.message, "refused": refused})


def tell(options: Namespace, answer: dict[str, Any]) -> None:
    if options.format == "json":
        json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
