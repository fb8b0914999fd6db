"""`handrail plan move`: a plan goes to another phase, judged as everywhere."""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handrail.cli.cards import who
from handrail.cli.session import parser, say, session

if TYPE_CHECKING:
    from handrail.kit.refusals import Refused

_ABOUT = "Bring success plans to another phase. What the policy asks is asked as on the page."
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
    made = parser("plan", _ABOUT)
    actions = made.add_subparsers(dest="action", required=True, metavar="ACTION")
    one = actions.add_parser(
        "move",
        help="bring plans to a phase, all of them or none",
        epilog="Exit codes: 0 moved, 1 a check does not hold, 2 unusable.",
    )
    one.add_argument("key", nargs="+", metavar="KEY", help="keys of plans, and behind them the phase")
    one.add_argument("phase", metavar="PHASE", help="initiate, develop, finalize, execute or completed")
    one.add_argument("--workspace", "-w", required=True, metavar="SLUG")
    one.add_argument("--why", default="", metavar="WORDS", help="why they go back, or are let through")
    one.add_argument("--by", default="", metavar="EMAIL", help="the member who moves them")
    one.add_argument(
        "--let-through", action="store_true", help="as a manager, with --why, whatever the checks say"
    )
    one.add_argument("--format", choices=("text", "json"), default="text", help="json: the answer on stdout")
    one.add_argument("--data", "-d", type=Path, default=SUPPRESS, metavar="DIR", help="the data folder")
    return made


def move(options: Namespace) -> int:
    from handrail.house.ledger import reading
    from handrail.house.workspaces.scope import Actor, enter
    from handrail.record.plans.models import Plan
    from handrail.record.plans.verbs import move_plans

    member = who(options)
    actor = None if member is not None else Actor("system", label="handrail plan move")
    with enter(options.workspace, member=member, actor=actor):
        plans = [reading.find(Plan, key, lock=True) for key in dict.fromkeys(options.key)]
        return move_plans(plans, options.phase, reason=options.why, override=options.let_through)


def tell_refused(options: Namespace, refusal: Refused) -> None:
    """Every check of every plan, what holds and what would pass it."""
    from handrail.house.workspaces.scope import enter
    from handrail.watch.health.queries import this_day
    from handrail.watch.health.words import say as spoken

    with enter(options.workspace):
        day = this_day()
    refused: dict[str, list[dict[str, Any]]] = {}
    say(refusal.message)
    for key, verdicts in refusal.of.items():
        refused[key] = []
        for verdict in verdicts:
            words = spoken(verdict, day)
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
