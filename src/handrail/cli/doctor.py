"""`handrail doctor`: is everything well, and if not, what to do."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from handrail.cli.session import parser, say, session

_ABOUT = """\
Look at settings, database, roles, tables, live updates, clocks, disk, worker, mail and web server, and say what to do.
Exit code 0 if nothing is bad, 1 if something is."""
_SIGNS = {"well": "ok  ", "look": "look", "bad": "BAD "}


def main(argv: list[str]) -> int:
    made = parser("doctor", _ABOUT)
    made.add_argument("--format", choices=("text", "json"), default="text")
    options = made.parse_args(argv)
    with session(options.data):
        from handrail.doors.operator.doctor import examine

        findings = list(examine())
    if options.format == "json":
        json.dump([asdict(one) for one in findings], sys.stdout, indent=1)
        sys.stdout.write("\n")
    else:
        for one in findings:
            sys.stdout.write(f"{_SIGNS[one.state]}  {one.check}: {one.says}\n")
            if one.fix:
                sys.stdout.write(f"      {one.fix}\n")
    bad = sum(one.state == "bad" for one in findings)
    say(f"{bad} bad." if bad else "Nothing is bad.")
    return 1 if bad else 0
