from __future__ import annotations

import os
import sys

from handrail.cli import tables
from handrail.cli.session import parser, session


def main(argv: list[str]) -> int:
    arguments = parser("migrate", "Bring the database's tables up to date, as the owner.")
    arguments.add_argument("--quiet", "-q", action="store_true", help="say nothing unless something is wrong")
    options = arguments.parse_args(argv)
    with session(options.data):
        from django.core.management import call_command
        from django.db import connections
        from django.db.migrations.loader import MigrationLoader

        tables.lay(os.environ["DATABASE_OWNER_URL"], MigrationLoader(connections["owner"]).graph.nodes)
        verbosity = 0 if options.quiet else 1
        call_command("migrate", database="owner", interactive=False, verbosity=verbosity, stdout=sys.stderr)
    return 0
