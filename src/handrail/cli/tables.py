"""The tables of an empty database, laid at once: what a hundred migrations come to, kept as one file of SQL.

Django needs some ten seconds of processor time to walk through the migrations, most of it to picture every model again
after each step. `make tables` writes the file after a change of the migrations, a law compares it with what they make,
and where it does not fit (other migrations, another PostgreSQL, a database that is not empty) they run as ever.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import psycopg

from handrail.kit import clock
from handrail.kit.pg import dumps
from handrail.kit.pg.provision import without_default_rights

FILE = Path(__file__).parents[1] / "tables.sql"
_HEAD = "-- What the migrations make of an empty database. Written by `make tables`, never by hand."
_MONTHS = "SELECT public.ledger_make_partition((date_trunc('month', %s) + n * interval '1 month')::date) "
_MONTHS += "FROM generate_series(-1, 2) AS n"
_APPLIED = "INSERT INTO public.django_migrations (app, name, applied) VALUES (%s, %s, %s)"

Step = tuple[str, str]
"""A migration: its app and its name."""


def lay(owner_url: str, steps: Iterable[Step]) -> bool:
    """Make the tables at once, if the database has none and the file is of these migrations; else do nothing."""
    steps = sorted(steps)
    with FILE.open() as file:
        marks = [file.readline() for _ in range(2)]
        with psycopg.connect(owner_url) as owner:
            if marks != _marks(owner, steps) or not _empty(owner):
                return False
            now = clock.real()
            owner.execute("SELECT show_limit()")  # functions name a setting which only its extension knows
            owner.execute(file.read().encode())
            owner.cursor().executemany(_APPLIED, [(*step, now) for step in steps])
            owner.execute(_MONTHS, [now])
    return True


def text(owner_url: str, steps: Iterable[Step]) -> str:
    """What the file says of the tables at this address. Months and dates are of the day, so they are not in it."""
    with psycopg.connect(owner_url) as owner:
        marks = _marks(owner, sorted(steps))
    rights = "".join(f"{statement};\n" for statement in without_default_rights())
    tables = dumps.script(owner_url, without=["django_migrations", "ledger_event_2*/"])
    return "".join(marks) + rights + tables


def _marks(owner: psycopg.Connection, steps: Iterable[Step]) -> list[str]:
    names = hashlib.sha256("\n".join(map(".".join, steps)).encode()).hexdigest()
    return [f"{_HEAD}\n", f"-- PostgreSQL {owner.info.server_version // 10_000}, migrations {names[:16]}\n"]


def _empty(owner: psycopg.Connection) -> bool:
    row = owner.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    ).fetchone()
    return row == (0,)


def write() -> None:
    """Let the migrations run in an installation that is thrown away, and keep what they made."""
    from handrail.cli.session import session

    with tempfile.TemporaryDirectory(prefix="handrail-tables-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 - the database server is a user of its own and must pass
        os.environ.pop("DATABASE_URL", None)
        with session(Path(folder)) as urls:
            from django.core.management import call_command
            from django.db import connections
            from django.db.migrations.loader import MigrationLoader

            call_command("migrate", database="owner", verbosity=0)
            FILE.write_text(text(urls.owner, MigrationLoader(connections["owner"]).graph.nodes))
            connections.close_all()
    print(f"Written: {FILE.name}", file=sys.stderr)


if __name__ == "__main__":
    write()
