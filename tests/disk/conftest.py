"""A table whose disk is full: its file is a link to /dev/full, which takes no byte and asks for no rights."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pytest

from handrail.kit.pg.provision import Urls
from handrail.kit.pg.server import Embedded

OWNER = "mara@example.com"


@dataclass
class House:
    """An installation of its own, used as people use it: by commands and over HTTP."""

    server: Embedded
    urls: Urls
    folder: Path
    running: list[subprocess.Popen[str]] = field(default_factory=list)
    address: str = ""

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")}
        mine = {"DATABASE_URL": self.urls.app, "DATABASE_OWNER_URL": self.urls.owner}
        return {**kept, **mine, "HANDRAIL_DATA": str(self.folder), "HANDRAIL_SECRET_KEY": "k" * 40}

    def handrail(self, *words: object, to: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "handrail", *map(str, words)]
        with (to or Path(os.devnull)).open("w") as file:
            out = file if to else subprocess.PIPE
            return subprocess.run(
                command, env=self.environ, stdout=out, stderr=subprocess.PIPE, text=True, timeout=240
            )

    def rows(self, table: str) -> int:
        with psycopg.connect(self.admin) as connection:
            found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert found
        return int(found[0])

    @property
    def admin(self) -> str:
        return self.server.url(self.urls.app.rsplit("/", 1)[1])

    @contextmanager
    def full(self, table: str) -> Iterator[None]:
        """`table` is emptied, and nothing can be written into it; after the block there is room again."""
        self.disconnect()
        with psycopg.connect(self.admin) as connection:
            connection.execute(f"TRUNCATE {table} CASCADE")
            path = connection.execute(f"SELECT pg_relation_filepath('{table}')").fetchone()
        assert path
        file = self.server.cluster / path[0]
        assert file.stat().st_size == 0
        aside = file.with_name(file.name + ".aside")
        file.rename(aside)
        file.symlink_to("/dev/full")
        self.back()
        try:
            yield
        finally:
            self.disconnect()
            aside.rename(file)
            self.back()

    def back(self) -> None:
        """The pages have connections again: on a busy machine that takes them longer than they let somebody wait."""
        if self.address:
            wait_for(lambda: answers(f"{self.address}/healthz"))

    def disconnect(self) -> None:
        """Nobody holds the file open."""
        with psycopg.connect(self.admin) as connection:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            connection.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")

    # -- over HTTP ------------------------------------------------------------------------------------------

    def web(self, *, largest_file: int = 0) -> httpx.Client:
        """A signed-in browser in front of the real server, which may be kept from writing larger files."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        self.start("web", "--port", port, largest_file=largest_file, HANDRAIL_URL=address)
        self.address = address
        wait_for(lambda: answers(f"{address}/healthz"))
        link = self.handrail("login-link", OWNER).stdout.strip()
        browser = httpx.Client(
            base_url=address,
            follow_redirects=True,
            timeout=240,
            headers={"Accept": "text/html", "Referer": address},
        )
        browser.get(address + link[link.index("/", 8) :])
        return browser

    def start(self, *words: object, largest_file: int = 0, **environ: str) -> None:
        """A part that lasts. The limit is the shell's, in blocks of 512 bytes."""
        limit = f"ulimit -f {largest_file // 512}; " if largest_file else ""
        command = ["sh", "-c", limit + 'exec "$@"', "sh", sys.executable, "-m", "handrail", *map(str, words)]
        self.running.append(subprocess.Popen(command, env={**self.environ, **environ}, text=True))

    def stop(self) -> None:
        self.address = ""
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            process.wait(20)


def answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def wait_for(what: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def post(browser: httpx.Client, address: str, **sent: object) -> httpx.Response:
    """Send the page's form, with its token."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(address).text)
    assert token
    data = {"csrfmiddlewaretoken": token[1], **sent.pop("data", {})}  # type: ignore[dict-item]
    return browser.post(str(sent.pop("to", address)), data=data, **sent)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def house(own_database: tuple[Embedded, Urls]) -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix=f"handrail-disk-{secrets.token_hex(2)}-"))
    made = House(*own_database, folder)
    yield made
    made.stop()
    made.disconnect()
    shutil.rmtree(folder, ignore_errors=True)
