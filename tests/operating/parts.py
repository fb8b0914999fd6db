"""What tests of running Handrail start: workers, a proxy before the web servers, people who keep asking."""

from __future__ import annotations

import json
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any, NamedTuple

import httpx

PATIENCE = 180.0


def wait_until(done: Callable[[], object], what: str) -> None:
    ends = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < ends, f"it took too long: {what}"
        time.sleep(0.05)


def worker(environ: Mapping[str, str] = os.environ) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "handrail", "worker"]
    return subprocess.Popen(command, env={**environ, "HANDRAIL_LOG_LEVEL": "ERROR"})


def ended_well(process: subprocess.Popen[bytes]) -> bool:
    process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE) == 0


def command(environ: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "handrail", *words], env=environ, capture_output=True, text=True, check=False
    )


PEOPLE = """
import json, django
django.setup()
from tests.cast import stage
scene = stage()
client, stranger = scene.client(scene.bob), scene.token(scene.charlie)
print(json.dumps({
    "slug": scene.workspace.slug, "token": scene.token(scene.bob), "cookie": client.cookies["handrail"].value,
    "email": scene.bob.user.email, "other": scene.other.slug, "stranger": stranger,
}))
"""


def people(environ: Mapping[str, str]) -> dict[str, str]:
    """The cast in a database that is not this process's own: where they are, and what lets them in."""
    done = subprocess.run([sys.executable, "-c", PEOPLE], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: dict[str, str] = json.loads(done.stdout)
    return told


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Proxy:
    """Gives each connection to one of the ports, in turn. Where nobody listens, to the next one; nothing else is
    tried twice."""

    def __init__(self) -> None:
        self.ports: Sequence[int] = ()
        self.turn = count()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self.listener.accept()
                threading.Thread(target=self.relay, args=[caller], daemon=True).start()

    def relay(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):
            first = caller.recv(65536)  # as proxies do, which connect when they have something to say
            if first:
                self.pass_on(caller, first)

    def pass_on(self, caller: socket.socket, first: bytes) -> None:
        with self.connected() as called:
            called.sendall(first)
            ways = {caller: called, called: caller}
            while True:
                for one in select.select(list(ways), [], [], 30)[0]:
                    piece = one.recv(65536)
                    if not piece:
                        return
                    ways[one].sendall(piece)

    def connected(self) -> socket.socket:
        while True:
            port = self.ports[next(self.turn) % len(self.ports)]
            with suppress(ConnectionRefusedError):
                return socket.create_connection(("127.0.0.1", port))
            time.sleep(0.005)

    def close(self) -> None:
        self.listener.close()


class Trouble(NamedTuple):
    """An answer that was none; without a status, there was not even an answer."""

    asked: str
    status: int
    said: str


class Crowd:
    """People who look at pages and programs that write, all the time. Knows what was acknowledged and what failed."""

    def __init__(self, url: str, slug: str, token: str, cookie: str, size: int = 2) -> None:
        self.url, self.slug, self.token, self.cookie = url, slug, token, cookie
        self.mark = f"crowd-{secrets.token_hex(3)}"
        self.acknowledged: list[str] = []
        self.looked = 0
        self.troubles: list[Trouble] = []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.work, args=[name]) for name in range(size)]
        for thread in self.threads:
            thread.start()

    def work(self, name: int) -> None:
        for number in count():
            for do in (lambda number=number: self.write(f"{self.mark}-{name}-{number}"), self.look):
                if self.over.is_set():
                    return
                do()
            self.over.wait(0.15)

    def write(self, key: str) -> None:
        sent = {"key": key, "name": key}
        if (
            self.asked("POST", f"/api/v1/w/{self.slug}/customers", json=sent, headers=bearer(self.token))
            == 201
        ):
            self.acknowledged.append(key)

    def look(self) -> None:
        cookies = {"Cookie": f"handrail={self.cookie}"}
        self.looked += self.asked("GET", f"/w/{self.slug}/", headers=cookies) == 200

    def asked(self, method: str, path: str, **more: Any) -> int:
        try:
            answer = httpx.request(method, self.url + path, timeout=60, **more)
        except httpx.HTTPError as error:
            self.troubles.append(Trouble(f"{method} {path}", 0, repr(error)))
            return 0
        if answer.status_code >= 300:
            self.troubles.append(
                Trouble(f"{method} {path}", answer.status_code, answer.text or str(answer.headers))
            )
        return answer.status_code

    def stop(self) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()


@contextmanager
def crowd(url: str, told: Mapping[str, str], size: int = 2) -> Iterator[Crowd]:
    gathered = Crowd(url, told["slug"], told["token"], told["cookie"], size)
    try:
        yield gathered
    finally:
        gathered.stop()


def keys_in(url: str, told: Mapping[str, str]) -> set[str]:
    """The keys of all customers there, page by page."""
    found: set[str] = set()
    cursor, address = "", f"{url}/api/v1/w/{told['slug']}/customers"
    while True:
        asked = {"limit": 500, "cursor": cursor}
        answer = httpx.get(address, params=asked, headers=bearer(told["token"]), timeout=60)
        page = answer.raise_for_status().json()
        found |= {one["key"] for one in page["items"]}
        if not (cursor := page["next"]):
            return found
