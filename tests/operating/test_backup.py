"""Backup and restore for real: two data folders are two machines, each with its own server and passwords."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from handrail.kit import pg
from handrail.kit.pg import dumps

DUMPS = Path(__file__).parent / "dumps"
RIGHTS = """
SELECT relname, relrowsecurity, (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(relacl) a WHERE a::text
NOT LIKE 'handrail_owner=%') FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY relname
"""
POLICIES = "SELECT tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
FUNCTIONS = """
SELECT proname, prosecdef, proacl::text FROM pg_proc WHERE proowner = 'handrail_owner'::regrole ORDER BY proname, 3
"""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="handrail-backup-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


def handrail(
    data: Path, *arguments: str, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH")}
    environ = {**kept, "HANDRAIL_DATA": str(data)}
    command = [sys.executable, "-m", "handrail", *arguments]
    return subprocess.run(
        command, env=environ, capture_output=True, text=True, check=False, preexec_fn=before
    )


def done(data: Path, *arguments: str) -> str:
    ran = handrail(data, *arguments)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def exported(data: Path, folder: Path) -> dict[str, bytes]:
    done(data, "export", "--workspace", "demo", str(folder))
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def asked(data: Path, *statements: str) -> list[list[tuple[object, ...]]]:
    with pg.resolve({}, data) as urls, psycopg.connect(urls.owner) as owner:
        return [owner.execute(statement.encode()).fetchall() for statement in statements]


@pytest.fixture(scope="module")
def here(place: Path) -> Path:
    done(place / "here", "prepare", "--demo")
    return place / "here"


@pytest.fixture(scope="module")
def file(place: Path, here: Path) -> Path:
    (here / "files/ab").mkdir(parents=True)
    (here / "files/ab/abcd").write_bytes(b"\0a file")
    with half_an_import(here, place / "deals.csv"):
        done(here, "backup", str(place / "all.backup"))
    return place / "all.backup"


@contextmanager
def half_an_import(data: Path, file: Path) -> Iterator[None]:
    """Rows are being written all the while, of which the backup must hold none."""
    row = "006Nq{0:010d},001Nq{1:010d},Account {1},Deal {0},Proposal,{0},2026-12-01\n"
    head = "Id,AccountId,Account Name,Name,StageName,Amount,CloseDate\n"
    file.write_text(head + "".join(row.format(n, n % 500) for n in range(5_000)))
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH")}
    command = [sys.executable, "-m", "handrail", "import", "--workspace", "demo", str(file)]
    writing = (
        "SELECT count(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND usename = 'handrail_app'"
    )
    with pg.resolve({}, data):
        process = subprocess.Popen(
            command, env={**kept, "HANDRAIL_DATA": str(data)}, stderr=subprocess.DEVNULL
        )
        try:
            while asked(data, writing) == [[(0,)]]:
                assert process.poll() is None, "the import was over before it was seen"
                time.sleep(0.01)
            process.send_signal(signal.SIGSTOP)
            assert asked(data, writing) == [[(1,)]]
            yield
            assert asked(data, writing) == [[(1,)]]
        finally:
            process.kill()
            process.wait()


def test_another_machine_has_everything_afterwards(place: Path, here: Path, file: Path) -> None:
    there = place / "there"
    done(there, "restore", str(file))
    assert exported(there, place / "tree-there") == exported(here, place / "tree-here")
    for one, other in zip(*(asked(data, RIGHTS, POLICIES, FUNCTIONS) for data in (here, there)), strict=True):
        assert one == other
        assert len(one) > 20
    assert (there / "secret_key").read_text() == (here / "secret_key").read_text()
    assert (there / "files/ab/abcd").read_bytes() == b"\0a file"
    assert "/sign-in/link/" in done(there, "login-link", "mara@fernway.example")
    assert (here / "pg-secrets.json").read_text() != (there / "pg-secrets.json").read_text()


def test_the_file_is_for_its_owner_only(file: Path) -> None:
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_is_replaced_unless_it_is_said(place: Path, file: Path) -> None:
    full = place / "full"
    done(full, "prepare")
    refused = handrail(full, "restore", str(file))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert asked(full, "SELECT count(*) FROM workspaces_workspace WHERE slug = 'demo'") == [[(0,)]]
    done(full, "restore", "--replace", str(file))
    assert asked(full, "SELECT count(*) FROM workspaces_workspace WHERE slug = 'demo'") == [[(1,)]]
    names = [row[0] for row in asked(full, "SELECT datname FROM pg_database")[0]]
    assert any(str(name).startswith("handrail_before_") for name in names)


def test_a_running_installation_is_not_pulled_away(place: Path, here: Path, file: Path) -> None:
    with pg.resolve({}, here) as urls, psycopg.connect(urls.app):
        refused = handrail(here, "restore", "--replace", str(file))
    assert refused.returncode == 2
    assert "Stop it first" in refused.stderr


def test_a_damaged_file_changes_nothing(place: Path, file: Path) -> None:
    data = place / "empty"
    for harm in ("cut", "changed", "foreign", "missing", "climbing"):
        refused = handrail(data, "restore", str(damaged(file, place / f"{harm}.backup", harm)))
        assert refused.returncode == 2, harm
        assert "Traceback" not in refused.stderr, harm
        assert not (data / "postgres").exists(), harm


def damaged(file: Path, bad: Path, harm: str) -> Path:
    content = file.read_bytes()
    if harm == "cut":
        bad.write_bytes(content[:-30])
    elif harm == "changed":
        middle = len(content) // 2
        bad.write_bytes(content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :])
    elif harm == "foreign":
        bad.write_text("no archive at all")
    else:
        with zipfile.ZipFile(file) as source, zipfile.ZipFile(bad, "w") as target:
            for name in source.namelist():
                text = source.read(name)
                if harm == "climbing" and name == "handrail.json":
                    text = text.replace(b'"files/ab/abcd"', b'"../escaped"')
                if harm == "climbing" or name != "secret_key":
                    target.writestr(name, text)
    return bad


def test_a_full_disk_keeps_the_earlier_backup(place: Path, here: Path) -> None:
    target = place / "kept.backup"
    target.write_bytes(b"the earlier one")
    limit = 100_000  # bytes that a file may have, as on a disk with no more room
    ran = handrail(
        here, "backup", str(target), before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert target.read_bytes() == b"the earlier one"
    assert [path.name for path in place.glob(".handrail-*")] == []


@pytest.mark.parametrize("dump", sorted(DUMPS.glob("*.backup")), ids=lambda path: path.stem)
def test_an_older_installation_is_brought_up_to_date(place: Path, here: Path, dump: Path) -> None:
    """One dump per milestone: whoever ran that version can go on with this one, on the tables of a new one."""
    data = place / dump.stem
    done(data, "restore", str(dump))
    tree = exported(data, place / f"tree-{dump.stem}")
    assert sum(path.endswith("csp.yaml") for path in tree) >= 3
    assert "/sign-in/link/" in done(data, "login-link", "mara@fernway.example")
    assert (
        asked(data, "SELECT count(*) FROM health_standing")[0][0]
        == (asked(data, "SELECT count(*) FROM customers_customer WHERE removed_at IS NULL")[0][0])
    )
    assert structure(data) == structure(here), (
        "Other tables than of a new one. Run `make tables`, or look why."
    )
    for one, other in zip(
        *(asked(folder, RIGHTS, POLICIES, FUNCTIONS) for folder in (data, here)), strict=True
    ):
        assert lasting(one) == lasting(other)


def structure(data: Path) -> list[str]:
    """What makes the tables, without what stands in them."""
    with pg.resolve({}, data) as urls:
        made = dumps.script(urls.owner, without=["*", "ledger_event_2*/"])
    # Read back once, PostgreSQL writes the cast of a list as casts of what is in it.
    made = re.sub(r"\(ARRAY\[([^\]]*)\]\)::text\[\]", r"ARRAY[\1]", made)
    return re.sub(r"\(('\w*'::character varying)\)::text", r"\1", made).splitlines()


def lasting(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Without the months, which are those of when it ran."""
    return [row for row in rows if not str(row[0]).startswith("ledger_event_2")]
