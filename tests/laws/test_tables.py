"""The file that lays an empty database's tables at once says what the migrations make, and nothing else."""

from __future__ import annotations

from difflib import unified_diff

import psycopg
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from handrail.cli import tables
from handrail.kit import pg


def test_the_file_is_what_the_migrations_make(own_database: tuple[pg.Embedded, pg.Urls]) -> None:
    _, urls = own_database
    steps = MigrationLoader(connections["owner"]).graph.nodes
    made = tables.text(urls.owner, steps).splitlines()
    kept = tables.FILE.read_text().splitlines()
    differences = list(unified_diff(kept, made, "tables.sql", "the migrations", n=0))
    assert not differences, "Run `make tables`.\n" + "\n".join(differences[:20])


def test_only_an_empty_database_of_these_migrations_gets_it(
    own_database: tuple[pg.Embedded, pg.Urls],
) -> None:
    server, migrated = own_database
    steps = sorted(MigrationLoader(connections["owner"]).graph.nodes)
    assert not tables.lay(migrated.owner, steps)
    name = f"{migrated.database}_empty"
    empty = pg.provision(server.url("postgres"), database=name, secrets=server.secrets)
    try:
        assert not tables.lay(empty.owner, steps[1:])
        assert tables.lay(empty.owner, steps)
        with psycopg.connect(empty.owner) as owner:
            applied = owner.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
        assert applied == steps
        assert rights(empty.owner) == rights(migrated.owner)
    finally:
        pg.drop(server.url("postgres"), name)


def rights(url: str) -> set[tuple[str, ...]]:
    """Who may do what with which table, and every policy: what keeps one workspace from another."""
    query = """
        SELECT relname, relrowsecurity::text, array(SELECT x::text FROM unnest(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))) x ORDER BY 1)::text,
               array(SELECT concat(polname, polcmd, pg_get_expr(polqual, polrelid)) FROM pg_policy
                     WHERE polrelid = c.oid ORDER BY 1)::text
        FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S')
        UNION ALL
        SELECT proname, prosecdef::text, array(SELECT x::text FROM unnest(coalesce(proacl, acldefault('f', proowner))) x ORDER BY 1)::text, ''
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """
    with psycopg.connect(url) as owner:
        return set(owner.execute(query).fetchall())
