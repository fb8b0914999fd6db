"""A whole database as one file and back, by PostgreSQL's own programs.

`pg_dump` reads one moment of the database however long it takes. What it writes names no machine, no password and no
role but the three of `provision`, so that it can be read on any other server that has them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from psycopg.pq import Conninfo

from handrail.kit.pg import place
from handrail.kit.pg.errors import PgError, explain
from handrail.kit.pg.provision import forget_default_rights

_LEFT_OUT = ("SCHEMA - public", "ACL - SCHEMA public", "EXTENSION", "COMMENT")
"""What `provision` has laid in the new database already, and only an administrator may lay."""


def dump(url: str, file: Path) -> None:
    """Write the database at `url` (the owner's address) into `file`."""
    arguments = ["--format=custom", "--no-owner", "--no-comments", "--schema=public", f"--file={file}"]
    _run("pg_dump", url, arguments, file.parent)


def script(url: str, *, without: Sequence[str]) -> str:
    """What makes the tables at `url` and what stands in them, as SQL that is the same for the same tables.

    `without` names tables, by pattern, whose rows are left out; those that end in `/` are left out themselves.
    """
    arguments = ["--no-owner", "--no-comments", "--schema=public", "--inserts", "--rows-per-insert=1000"]
    arguments += [
        f"--exclude-table={name[:-1]}" if name.endswith("/") else f"--exclude-table-data={name}"
        for name in without
    ]
    return _TALK.sub("", _run("pg_dump", url, arguments, Path()))


_TALK = re.compile(
    r"^(?:--\n-- .*\n--\n\n|-- Dumped .*\n|\\.*\n\n?|CREATE SCHEMA public;\n+)|(?<=;\n)\n+", re.MULTILINE
)
"""Headings, versions, a key that differs each time, what `provision` has laid already, and empty lines between."""


def load(url: str, file: Path) -> None:
    """Read `file` into the empty database at `url`, as its owner: all of it or nothing.

    By psql, since functions may name settings of an extension, which only a session knows that has used it.
    """
    forget_default_rights(url)
    contents = _run("pg_restore", url, ["--list", str(file)], file.parent)
    wanted = [line for line in contents.splitlines() if not _left_out(line)]
    listed, script = (file.with_name(f"{file.name}.{end}") for end in ("contents", "sql"))
    try:
        listed.write_text("\n".join(wanted))
        _run(
            "pg_restore",
            url,
            ["--no-owner", f"--use-list={listed}", f"--file={script}", str(file)],
            file.parent,
        )
        arguments = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        first = ["--output=/dev/null", "--command=SELECT show_limit()"]
        _run("psql", url, [*arguments, *first, f"--file={script}"], file.parent)
    finally:
        listed.unlink(missing_ok=True)
        script.unlink(missing_ok=True)


def _left_out(line: str) -> bool:
    """A line of the contents: "215; 1259 16999 TABLE public accounts handrail_owner"."""
    return any(f" {kind} " in f" {line} " for kind in _LEFT_OUT) and not line.startswith(";")


def program(name: str) -> str:
    """The one that came with Handrail is never older than its server; else the machine's own."""
    try:
        found = place.wheel_folder() / "pginstall" / "bin" / name
        if found.exists():
            return str(found)
    except PgError:
        pass
    if (system := shutil.which(name)) is not None:
        return system
    raise PgError(f"There is no {name} on this machine.", "Install PostgreSQL's client programs.")


def _run(name: str, url: str, arguments: list[str], where: Path) -> str:
    environ = {
        **os.environ,
        **_variables(url),
        "PGOPTIONS": "-c statement_timeout=0 -c client_min_messages=warning",
    }
    done = subprocess.run(
        [program(name), *arguments], env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise _said(name, done.stderr, where)
    return done.stdout


def _variables(url: str) -> dict[str, str]:
    """All that an address says, as PostgreSQL's variables: every user of a machine sees what stands in a command."""
    told = Conninfo.parse(url.encode())
    return {one.envvar.decode(): one.val.decode() for one in told if one.envvar and one.val}


def _said(name: str, words: str, where: Path) -> PgError:
    if "No space left" in words or "quota" in words:
        return explain(words, where)
    lines = [line.strip() for line in words.splitlines() if line.strip()] or ["it gave no reason"]
    telling = next((line for line in lines if "error:" in line.lower()), lines[-1])
    return PgError(
        f"{name} did not finish: {telling[telling.lower().find('error:') + 6 :].strip() or telling}"
    )
