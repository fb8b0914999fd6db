"""The file that lays an empty database's tables at once is of these migrations.

That it says what they make is held by an older installation, which comes to the same tables by them
(`tests/operating/test_backup.py`).
"""

from __future__ import annotations

import psycopg
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from handrail.cli import tables
from handrail.kit import pg


def test_only_an_empty_database_of_these_migrations_gets_it(
    own_database: tuple[pg.Embedded, pg.Urls],
) -> None:
    server, laid = own_database
    steps = sorted(MigrationLoader(connections["owner"]).graph.nodes)
    assert not tables.lay(laid.owner, steps)
    name = f"{laid.database}_empty"
    empty = pg.provision(server.url("postgres"), database=name, secrets=server.secrets)
    try:
        assert not tables.lay(empty.owner, steps[1:])
        assert tables.lay(empty.owner, steps), "Run `make tables`."
        with psycopg.connect(empty.owner) as owner:
            applied = owner.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
        assert applied == steps
    finally:
        pg.drop(server.url("postgres"), name)
