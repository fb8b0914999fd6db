"""`handrail restore FILE`: an installation as it was, on this machine or another one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from handrail.cli import archive
from handrail.cli.session import Unusable, data_dir, parser, say
from handrail.kit import clock, pg
from handrail.kit.pg import dumps

_ABOUT = """\
Bring an installation back from a file that `handrail backup` wrote, by the same or an older version.

Stop Handrail first. The backup is read into a new database beside the present one, its tables are brought up to
date, and only then the two change places: whatever goes wrong, what was there stays."""


def main(argv: list[str]) -> int:
    made = parser("restore", _ABOUT)
    made.add_argument(
        "--replace",
        action="store_true",
        help="although there are workspaces here; their database is kept aside",
    )
    made.add_argument("file", type=Path, help="what `handrail backup` wrote")
    options = made.parse_args(argv)
    folder = data_dir(options.data)
    with archive.opened(options.file.expanduser()) as contents, pg.resolve(os.environ, folder) as urls:
        if (count := workspaces(urls.owner)) and not options.replace:
            raise Unusable(
                f"There are {count} workspaces here already; nothing was touched.",
                "Restore into an empty data folder (--data), or say --replace: the present database is kept aside.",
            )
        refuse_in_use(urls.owner)
        if urls.admin:
            swap(urls, contents, folder, keep=bool(count))
        else:
            fill(urls, contents, folder)
        put_files(contents, folder)
    say(f"Restored what was backed up at {contents.manifest['made_at']}. `handrail up` starts it.")
    return 0


def workspaces(owner_url: str) -> int:
    """How many there are; none where there are no tables yet."""
    with psycopg.connect(owner_url) as owner:
        try:
            row = owner.execute("SELECT count(*) FROM workspaces_workspace").fetchone()
        except psycopg.errors.UndefinedTable:
            return 0
    return int(row[0]) if row else 0


def refuse_in_use(owner_url: str) -> None:
    """Whoever has just left is still listed for a moment."""
    for _ in range(20):
        if not others(owner_url):
            break
        time.sleep(0.1)
    else:
        raise Unusable(
            "Handrail is running on this database; nothing was touched.",
            "Stop it first, then run this again.",
        )


def others(owner_url: str) -> int:
    with psycopg.connect(owner_url) as owner:
        row = owner.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND usename IS NOT NULL"
        ).fetchone()
    return int(row[0]) if row else 0


def swap(urls: pg.Urls, contents: archive.Contents, folder: Path, *, keep: bool) -> None:
    """Read the dump into a database of its own, bring it up to date, and let it take the present one's place."""
    name, fresh = urls.database, f"{urls.database}_restoring"
    pg.drop(urls.admin, fresh)
    try:
        made = pg.beside(urls, fresh)
        dumps.load(made.owner, contents.dump)
        migrate(made, folder)
    except BaseException:
        pg.drop(urls.admin, fresh)
        raise
    if keep:
        aside = f"{name}_before_{clock.real():%Y%m%d_%H%M%S}"
        pg.rename(urls.admin, name, aside)
        say(f"The database that was here is kept as {aside}.")
    else:
        pg.drop(urls.admin, name)
    pg.rename(urls.admin, fresh, name)


def fill(urls: pg.Urls, contents: archive.Contents, folder: Path) -> None:
    """Where nobody may make a second database: into the one that was named, if it is empty."""
    with psycopg.connect(urls.owner) as owner:
        row = owner.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if row and row[0]:
        raise Unusable(
            f"The database {urls.database} has tables, and DATABASE_OWNER_URL may not make another one.",
            "Name an empty database in both addresses.",
        )
    dumps.load(urls.owner, contents.dump)
    migrate(urls, folder)


def migrate(urls: pg.Urls, folder: Path) -> None:
    places = {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner, "HANDRAIL_DATA": str(folder)}
    environ = {**os.environ, **places}
    done = subprocess.run([sys.executable, "-m", "handrail", "migrate", "--quiet"], env=environ)
    if done.returncode:
        raise Unusable(
            "The backup's tables could not be brought up to date; what was here is untouched.",
            "Was it written by a newer Handrail? Then restore it with that one.",
        )


def set_aside(folder: Path) -> None:
    """The histories that were here are of other workspaces: a number may mean another one now."""
    here = folder / archive.GIT
    if here.is_dir():
        aside = folder / f"{archive.GIT}_before_{clock.real():%Y%m%d_%H%M%S}"
        move(here, aside)
        say(f"The files under git that were here are kept in {aside}.")


def move(here: Path, aside: Path) -> None:
    """A folder that is a volume of its own can not be moved; what is in it can."""
    try:
        os.replace(here, aside)
    except OSError:
        aside.mkdir()
        for child in list(here.iterdir()):
            shutil.move(child, aside / child.name)


def put_files(contents: archive.Contents, folder: Path) -> None:
    """The histories last: without the key and the files that belong to the database nothing works."""
    histories = [part for part in contents.files if part.parts[0] == archive.GIT]
    for part in contents.files:
        if part not in histories:
            put(contents, folder, part)
    set_aside(folder)
    for part in histories:
        put(contents, folder, part)


def put(contents: archive.Contents, folder: Path, part: Path) -> None:
    if str(part) == archive.KEY and os.environ.get("HANDRAIL_SECRET_KEY"):
        say("HANDRAIL_SECRET_KEY is set and goes before the backup's signing key.")
        return
    target = folder / part
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.new")
    shutil.copyfile(contents.folder / part, fresh)
    fresh.chmod(0o600)
    os.replace(fresh, target)
