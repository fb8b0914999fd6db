"""The embedded server on a disk without room: it goes down, says why, and comes back with everything committed.

A limit on the size of files, which the server inherits, stands for the disk: past it the kernel takes no byte.
"""

from __future__ import annotations

import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from handrail.cli import up
from handrail.kit.pg import Embedded, PgError

SMALL = {"shared_buffers": "16MB", "fsync": "off"}
ROOM = 512 * 1024
ROW, LITTLE = 20_000, 90


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


def fill_up(server: Embedded, limit: int) -> set[int]:
    """Write until it is down; what it said it has committed.

    Up to the last bytes below the limit, or there would be room for what a start writes.
    """
    committed: set[int] = set()
    with suppress(psycopg.Error):
        while True:
            with psycopg.connect(server.url()) as connection:
                left = limit - log_offset(connection)
                if LITTLE < left < 3 * ROW:
                    connection.execute(
                        "SELECT pg_logical_emit_message(false, '', repeat('x', %s), true)", [left - LITTLE]
                    )
                connection.execute("INSERT INTO kept VALUES (%s, repeat('x', %s))", [len(committed), ROW])
            committed.add(len(committed))
    deadline = time.monotonic() + 20
    while server.alive():
        assert time.monotonic() < deadline, "it never ended"
        time.sleep(0.05)
    return committed


def log_offset(connection: psycopg.Connection) -> int:
    """Where in its file the log is written next."""
    row = connection.execute(
        "SELECT (pg_current_wal_insert_lsn() - '0/0') % setting::bigint FROM pg_settings"
        " WHERE name = 'wal_segment_size'"
    ).fetchone()
    assert row
    return int(row[0])


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
            limit = log_offset(connection) + ROOM

    with no_file_beyond(limit):
        server.start()
    committed = fill_up(server, limit)
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
