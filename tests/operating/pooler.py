"""The real PgBouncer in transaction mode before the test's own PostgreSQL."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from handrail.kit.pg import place
from tests.operating.parts import free_port

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
SERVERS = 3
"""Connections to the server: fewer than the threads that ask, so that they have to share."""


@contextmanager
def pooled(*urls: str) -> Iterator[list[str]]:
    """The same addresses through a pooler."""
    if PROGRAM is None:
        why = "No pgbouncer here. Install the system's package (Debian: apt-get install pgbouncer)."
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="handrail-pooler-"))
    account = place.account_for(folder / "none")  # it does not run as root either
    try:
        written(folder, urls, port, account)
        more = account.spawn if account else {}
        process = subprocess.Popen(
            [PROGRAM, "-q", str(folder / "pgbouncer.ini")], stderr=subprocess.DEVNULL, cwd="/", **more
        )
        try:
            listens(port, process)
            yield [through(url, port) for url in urls]
        finally:
            process.terminate()
            process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def written(folder: Path, urls: tuple[str, ...], port: int, account: place.Account | None) -> None:
    there = urlsplit(urls[0])
    people = {unquote(one.username or ""): unquote(one.password or "") for one in map(urlsplit, urls)}
    (folder / "users.txt").write_text("".join(f'"{name}" "{secret}"\n' for name, secret in people.items()))
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={there.hostname} port={there.port}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = scram-sha-256\nauth_file = {folder / 'users.txt'}\n"
        f"pool_mode = transaction\ndefault_pool_size = {SERVERS}\nmax_client_conn = 200\n"
    )
    if account:
        for one in (folder, *folder.iterdir()):
            os.chown(one, account.uid, account.gid)


def through(url: str, port: int) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"{parts.netloc.rpartition('@')[0]}@127.0.0.1:{port}").geturl()


def listens(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(500):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "pgbouncer ended at once"
        time.sleep(0.02)
    raise AssertionError("pgbouncer does not listen")
