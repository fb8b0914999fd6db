from __future__ import annotations

from handrail.cli.session import session


def main(argv: list[str]) -> int:
    with session():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["handrail manage", *argv])
    return 0
