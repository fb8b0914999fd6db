from __future__ import annotations

import os
import sys

from handrail.cli import tables
from handrail.cli.session import parser, say, session

_ABOUT = """\
What a start needs, in one go: tables up to date, the example or a first workspace. Prints the path that signs
the first person in."""


def main(argv: list[str]) -> int:
    arguments = parser("prepare", _ABOUT)
    arguments.add_argument("--demo", action="store_true", help="load the example workspace too")
    options = arguments.parse_args(argv)
    with session(options.data):
        migrate()
        print(open_house(demo=options.demo), flush=True)
    return 0


def migrate() -> None:
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    if tables.lay(os.environ["DATABASE_OWNER_URL"], executor.loader.graph.nodes):
        return
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database's tables up to date.")
        call_command("migrate", database="owner", interactive=False, verbosity=0, stdout=sys.stderr)


def open_house(*, demo: bool) -> str:
    """The path of a sign-in link: into the example for its Mara, else for the first person who was created."""
    from django.core.management import call_command

    from handrail.cli.login_link import login_path
    from handrail.doors.infohub.example import YOU

    if demo:
        call_command("load_example")
    call_command("open_first")
    return login_path(YOU if demo else None)
