"""`handrail plan move`: a plan goes to another phase, judged as everywhere."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from handrail.cli import moving

_ABOUT = "Bring success plans to another phase. What the policy asks is asked as on the page."


def main(argv: list[str]) -> int:
    return moving.run(arguments().parse_args(argv), move, words)


def arguments() -> ArgumentParser:
    made, one = moving.arguments("plan", _ABOUT, "bring plans to a phase")
    one.add_argument("key", nargs="+", metavar="KEY", help="keys of plans, and behind them the phase")
    one.add_argument("phase", metavar="PHASE", help="initiate, develop, finalize, execute or completed")
    moving.add_options(one, "a manager")
    return made


def words(options: Namespace) -> moving.Said:
    from handrail.house.workspaces.scope import enter
    from handrail.watch.health.queries import this_day
    from handrail.watch.health.words import say

    with enter(options.workspace):
        day = this_day()
    return lambda verdict: say(verdict, day)


def move(options: Namespace) -> int:
    from handrail.house.ledger import reading
    from handrail.record.plans.models import Plan
    from handrail.record.plans.verbs import move_plans

    with moving.entered(options, "handrail plan move"):
        plans = [reading.find(Plan, key, lock=True) for key in dict.fromkeys(options.key)]
        return move_plans(plans, options.phase, reason=options.why, override=options.let_through)
