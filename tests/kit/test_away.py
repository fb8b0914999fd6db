"""The database goes away under a running server, and comes back: no crash, no detail, and it mends itself."""

from __future__ import annotations

import os
import select
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from psycopg.conninfo import conninfo_to_dict

from .test_asgi import Site


class Line:
    """A telephone line to the worker's own PostgreSQL that can be cut."""

    def __init__(self) -> None:
        told = conninfo_to_dict(os.environ["DATABASE_URL"])
        host, port = str(told["host"]), str(told.get("port", 5432))
        self.there = f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, int(port))
        self.open: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        user, password, name = (told.get(part, "") for part in ("user", "password", "dbname"))
        secret = f":{password}" if password else ""
        self.url = f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{name}"
        threading.Thread(target=self.serve, args=[self.listener], daemon=True).start()

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self.relay, args=[caller], daemon=True).start()

    def relay(self, caller: socket.socket) -> None:
        family = socket.AF_UNIX if isinstance(self.there, str) else socket.AF_INET
        with socket.socket(family) as called, caller, suppress(OSError):
            called.connect(self.there)
            self.open += [caller, called]
            ways = {caller: called, called: caller}
            while True:
                for one in select.select(list(ways), [], [], 30)[0]:
                    piece = one.recv(65536)
                    if not piece:
                        return
                    ways[one].sendall(piece)

    def cut(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for one in self.open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.open.clear()
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.serve, args=[self.listener], daemon=True).start()


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    with suppress(OSError):
        made.cut()


def test_the_database_goes_and_comes_back(scene: Any, line: Line) -> None:
    site = Site(DATABASE_URL=line.url)
    try:
        goes_and_comes_back(site, scene, line)
    finally:
        site.stop()


def goes_and_comes_back(site: Site, scene: Any, line: Line) -> None:
    token = {"Authorization": f"Bearer {scene.token(scene.bob)}"}
    cookie = {"Cookie": f"handrail={scene.client(scene.bob).cookies['handrail'].value}"}
    api = f"/api/v1{scene.url}customers"
    assert site.ask("GET", api, **token).status == 200
    assert site.ask("GET", scene.url, **cookie).status == 200
    line.cut()
    said = {"Content_Type": "application/json", **token}
    asks = [
        ("GET", api, None, token),
        ("POST", api, '{"name": "Acme"}', said),
        ("GET", api, None, cookie),
        ("GET", scene.url, None, cookie),
        ("GET", f"{scene.url}stream", None, cookie),
    ]
    with ThreadPoolExecutor(len(asks)) as pool:
        answers = list(pool.map(lambda ask: site.ask(ask[0], ask[1], ask[2], **ask[3]), asks))
    *programs, page, stream = answers
    for answer in (*programs, stream):
        assert (answer.status, answer.headers["Content-Type"]) == (503, "application/problem+json")
        assert answer.headers["Retry-After"] == "5"
    for answer in programs:
        told = answer.json()
        assert (told["code"], told["request_id"]) == ("away", answer.headers["X-Request-ID"])
        assert b"127.0.0.1" not in answer.body and b"psycopg" not in answer.body
    assert page.status == 503
    assert page.headers["Content-Type"].startswith("text/html")
    assert b"can not reach its database" in page.body
    assert page.headers["X-Request-ID"].encode() in page.body
    line.mend()
    assert back(site, api, token), "it never came back"
    assert site.ask("GET", scene.url, **cookie).status == 200


def back(site: Site, path: str, headers: dict[str, str]) -> bool:
    for _ in range(60):
        if site.ask("GET", path, **headers).status == 200:
            return True
        time.sleep(0.5)
    return False
