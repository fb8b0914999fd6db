"""`handrail cards move`: cards go to another stage, judged as everywhere."""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handrail.cli.session import parser, say, session

if TYPE_CHECKING:
    from handrail.house.workspaces.models import Member
    from handrail.kit.refusals import Refused
    from handrail.record.projects.models import Board, Card, Stage

_ABOUT = "Move the cards of a board. A stage's checks are asked as on the page."
REFUSED = 1


def main(argv: list[str]) -> int:
    options = arguments().parse_args(argv)
    with session(options.data):
        from handrail.kit.refusals import Refused

        try:
            moved = move(options)
        except Refused as refusal:
            tell_refused(options, refusal)
            return REFUSED
    tell(options, {"moved": moved, "refused": {}})
    say(f"Moved: {moved:,}.")
    return 0


def arguments() -> ArgumentParser:
    made = parser("cards", _ABOUT)
    actions = made.add_subparsers(dest="action", required=True, metavar="ACTION")
    one = actions.add_parser(
        "move",
        help="move cards to another stage, all of them or none",
        epilog="Exit codes: 0 moved, 1 a check does not hold, 2 unusable.",
    )
    one.add_argument("key", nargs="+", metavar="KEY", help="keys of cards of one board")
    one.add_argument("--to", required=True, metavar="STAGE", help="title or key of a stage of their board")
    one.add_argument("--workspace", "-w", required=True, metavar="SLUG")
    one.add_argument("--why", default="", metavar="WORDS", help="why they go back, or are let through")
    one.add_argument("--by", default="", metavar="EMAIL", help="the member who moves them")
    one.add_argument(
        "--let-through",
        action="store_true",
        help="as the workflow owner, with --why, whatever the checks say",
    )
    one.add_argument("--format", choices=("text", "json"), default="text", help="json: the answer on stdout")
    one.add_argument("--data", "-d", type=Path, default=SUPPRESS, metavar="DIR", help="the data folder")
    return made


# -- the work -------------------------------------------------------------------------------------------


def move(options: Namespace) -> int:
    from handrail.house.workspaces.scope import Actor, enter
    from handrail.record.projects import verbs

    member = who(options)
    actor = None if member is not None else Actor("system", label="handrail cards move")
    with enter(options.workspace, member=member, actor=actor):
        cards = found(list(dict.fromkeys(options.key)))
        stage = stage_of(cards[0].board, options.to)
        return verbs.move_cards(cards, stage, reason=options.why, override=options.let_through)


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


def found(keys: list[str]) -> list[Card]:
    """In the order they were named, held until this is over."""
    from handrail.kit.refusals import NotFound
    from handrail.record.projects import queries

    rows = queries.cards().filter(key__in=keys).order_by("pk").select_for_update(no_key=True, of=("self",))
    there = {row.key: row for row in rows}
    for key in keys:
        if key not in there:
            raise NotFound(f"There is no card “{key}” on a board here.", "A card has the key of its task.")
    return [there[key] for key in keys]


def stage_of(board: Board, words: str) -> Stage:
    from handrail.kit.refusals import NotFound
    from handrail.record.projects import queries

    stages = queries.stages_of(board)
    named = [s for s in stages if words in (s.key, s.title)]
    named = named or [s for s in stages if s.title.casefold() == words.strip().casefold()]
    if len(named) != 1:
        listed = ", ".join(f"{stage.title} ({stage.key})" for stage in stages)
        problem = "no stage" if not named else "more than one stage"
        raise NotFound(f"“{board.title}” has {problem} “{words}”.", f"Name one of these: {listed}.")
    return named[0]


# -- the answer -----------------------------------------------------------------------------------------


def tell_refused(options: Namespace, refusal: Refused) -> None:
    from handrail.record.projects import gates

    refused: dict[str, list[dict[str, Any]]] = {}
    say(refusal.message)
    for key, verdicts in refusal.of.items():
        refused[key] = []
        for verdict in verdicts:
            words = gates.said(verdict)
            refused[key].append(
                {"code": verdict.code, "passed": verdict.passed, "reason": words.reason, "fix": words.fix}
            )
            mark = "holds " if verdict.passed else "failed"
            say(f"  {mark}  {key}: {words.reason}", "" if verdict.passed else words.fix)
    tell(options, {"moved": 0, "message": refusal.message, "refused": refused})


def tell(options: Namespace, answer: dict[str, Any]) -> None:
    if options.format == "json":
        json.dump(answer, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
