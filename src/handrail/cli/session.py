"""What every command needs: words on stderr, a running database, Django set up."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handrail.kit import environment, pg
from handrail.kit.web.numbers import whole

SETTINGS = "handrail.settings"


class Unusable(Exception):
    """The command cannot do its work: what is wrong, and what to do. Ends with exit code 2, no traceback."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def say(*words: str) -> None:
    print(*filter(None, words), file=sys.stderr, flush=True)


def parser(name: str, description: str) -> argparse.ArgumentParser:
    """An argument parser with the option that all commands on a database share."""
    made = argparse.ArgumentParser(
        prog=f"handrail {name}", description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    where = f"where everything is kept (HANDRAIL_DATA, or {data_dir()})"
    made.add_argument("--data", "-d", type=Path, metavar="DIR", help=where)
    return made


def count(text: str) -> int:
    """An option that is a number from 1 on."""
    return between(text, 1, 1_000_000_000)


def port(text: str) -> int:
    return between(text, 1, 65535)


def between(text: str, low: int, high: int) -> int:
    found = whole(text, 12)
    if found is None or not low <= found <= high:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from {low:,} to {high:,}")
    return found


def data_dir(chosen: Path | None = None) -> Path:
    return chosen.expanduser().resolve() if chosen else environment.data_dir()


@contextmanager
def running(data: Path | None = None) -> Iterator[pg.Urls]:
    """Keep the database running while the block runs, with its addresses in the environment."""
    folder = data_dir(data)
    with pg.resolve(os.environ, folder) as urls:
        pg.refuse_powerful(urls.app)
        before = dict(os.environ)
        os.environ.update(HANDRAIL_DATA=str(folder), DATABASE_URL=urls.app, DATABASE_OWNER_URL=urls.owner)
        try:
            yield urls
        finally:
            _put_back(before)


@contextmanager
def session(data: Path | None = None) -> Iterator[pg.Urls]:
    """`running`, and Django is set up: models and verbs may be imported inside the block."""
    with running(data) as urls:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        import django

        django.setup()
        from django.db import ProgrammingError, connections

        try:
            yield urls
        except ProgrammingError:
            _refuse_old_tables()
            raise
        finally:
            connections.close_all()


def _refuse_old_tables() -> None:
    """What failed on tables that are missing or of an older version is said so, and is no fault of ours."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unusable(
            "The database's tables are not there yet, or are those of an older version.",
            "Run `handrail migrate`, then this again; `handrail up` does it by itself.",
        )


def _put_back(before: dict[str, str]) -> None:
    for name in ("HANDRAIL_DATA", "DATABASE_URL", "DATABASE_OWNER_URL"):
        if name in before:
            os.environ[name] = before[name]
        else:
            os.environ.pop(name, None)
