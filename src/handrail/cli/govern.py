"""`handrail govern`: what rules and dates would do until a moment, or doing it.

What is found goes to stdout, words to stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from handrail.cli.session import Unusable, say, session
from handrail.cli.session import parser as make_parser

if TYPE_CHECKING:
    from handrail.watch.rules.ahead import Ahead

CODES = "Exit codes: 0 done, or nothing would happen; 1 something would happen; 2 it could not be looked at."


def main(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    with session(options.data):
        from handrail.house.workspaces.scope import enter
        from handrail.kit import clock
        from handrail.watch.rules import ahead, governing

        with enter(options.workspace):
            zone = clock_zone()
            start = moment("--from", options.since, zone) if options.since else clock.now()
            end = moment("--at", options.at, zone) if options.at else start + timedelta(days=1)
            told = ahead.look(end, start) if options.dry_run else None
        if told is not None:
            return tell(told, options.format)
        done = governing.govern(options.workspace, end)
        sys.stdout.write(json.dumps(done, sort_keys=True) + "\n" if options.format == "json" else "")
        say(
            f"{done['fired']:,} dates fired and {done['judged']:,} customers judged, as of {end.isoformat()}."
        )
    return 0


def clock_zone() -> str:
    from handrail.house.workspaces.scope import current

    return current().workspace.time_zone


def moment(name: str, text: str, zone: str) -> datetime:
    """A moment, or the end of a day where the workspace is."""
    from zoneinfo import ZoneInfo

    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time.max, ZoneInfo(zone)).astimezone(UTC)
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        fix = "Write a day such as 2027-01-31, or a moment such as 2027-01-31T09:00:00+01:00."
        raise Unusable(f"{name}: “{text}” is no moment.", fix) from None


def tell(told: Ahead, form: str) -> int:
    if form == "json":
        sys.stdout.write(json.dumps(told.plain(), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        for event in told.events:
            said = event.said or event.name
            why = (
                "; ".join(event.does) or " ".join(event.why)
                if event.what in ("rule", "health")
                else event.title
            )
            sys.stdout.write(
                f"{event.at.isoformat()}  {event.what:8}  {event.kind}:{event.key}  {said}  ({why})\n"
            )
    counted = ", ".join(f"{number:,} {name}" for name, number in told.counts.items() if number) or "nothing"
    say(f"Until {told.end.isoformat()}: {counted}. Nothing was written.")
    return 1 if told.events else 0


def parser() -> argparse.ArgumentParser:
    made = make_parser(
        "govern",
        "With --dry-run, say what rules, dates and health would come to until a moment, on what, and why.\n"
        "Without it, do what is due until then, each thing at its own moment: once, also when the worker comes.\n\n"
        + CODES,
    )
    made.add_argument(
        "--workspace", "-w", required=True, metavar="SLUG", help="the workspace's name in its address"
    )
    made.add_argument("--at", metavar="MOMENT", help="a day or a moment (a day from now)")
    made.add_argument(
        "--from", dest="since", metavar="MOMENT", help="look from here on instead of from now on"
    )
    made.add_argument("--dry-run", action="store_true", help="only say it")
    made.add_argument(
        "--format", choices=("text", "json"), default="text", help="how it is written to stdout"
    )
    return made
