"""The embedded server on a disk without room: it goes down, says why, and comes back with everything committed.

A limit on the size of files, which the server inherits, stands for the disk: past it the kernel takes no byte.
"""

from __future__ import annotations

import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from handrail.cli import up
from handrail.kit.pg import Embedded, PgError

SMALL = {"shared_buffers": "16MB", "fsync": "off"}
ROOM = 512 * 1024


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="handrail-full-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """For us and for what we start meanwhile."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill_up(server: Embedded) -> set[int]:
    """Write until it is down for good, less at a time where much does not fit; what it said it has committed."""
    committed: set[int] = set()
    size, deadline = 20_000, time.monotonic() + 120
    while server.alive():
        assert time.monotonic() < deadline, "it never was full"
        try:
            with psycopg.connect(server.url()) as connection:
                connection.execute("INSERT INTO kept VALUES (%s, repeat('x', %s))", [len(committed), size])
            committed.add(len(committed))
        except psycopg.Error:
            size = max(size // 2, 500)
            time.sleep(0.05)  # it may be on its way up again
    return committed


def test_a_log_that_finds_no_room_ends_the_server_and_loses_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up, "RETRY", 0.0)
    with Embedded(folder, options=SMALL) as server:
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE kept (n int, filler text)")
            connection.execute("ALTER TABLE kept ALTER filler SET STORAGE EXTERNAL")
        with psycopg.connect(server.url(), autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            row = connection.execute(
                "SELECT pg_current_wal_insert_lsn() - '0/0', setting::bigint"
                " FROM pg_settings WHERE name = 'wal_segment_size'"
            ).fetchone()
        assert row
    limit = int(row[0] % row[1]) + ROOM

    with no_file_beyond(limit):
        server.start()
    committed = fill_up(server)
    assert len(committed) > 3, "it worked for a while"

    keeper = up._Keeper(server)
    with no_file_beyond(limit):
        assert keeper() is False
        assert keeper() is False
    said = capsys.readouterr().err
    assert said.count("grow no more") == 1, "a thing that stays is said once"
    assert "tried again" in said
    assert not server.alive()

    keeper()
    assert server.alive()
    assert "The database runs again." in capsys.readouterr().err
    with psycopg.connect(server.url()) as connection:
        found = {n for (n,) in connection.execute("SELECT n FROM kept")}
        connection.execute("INSERT INTO kept VALUES (-1, 'room again')")
    assert committed <= found
    server.stop()


def test_a_server_that_can_not_be_made_says_so(folder: Path) -> None:
    with no_file_beyond(ROOM), pytest.raises(PgError, match="grow no more") as caught:
        Embedded(folder, options=SMALL).start()
    assert str(folder) in caught.value.fix
    assert not (folder / "postgres").exists(), "nothing half-made has the final name"
    with Embedded(folder, options=SMALL) as server:
        assert server.alive()
