"""The real web server on a free port, and somebody who is signed in there."""

from __future__ import annotations

import http.client
import socket
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Event
from time import monotonic

from handrail.cli import ports
from handrail.cli.session import Unusable

from . import children
from .seed import EMAIL

HOST = "127.0.0.1"
PATIENCE = 60.0
TICK = 0.05


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    cookie: str = ""

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": self.cookie, "Accept": "text/html"}


_kept = ExitStack()
_serving: list[Server] = []


@contextmanager
def one_server() -> Iterator[None]:
    """All benches of this block ask the same server, which the first of them starts."""
    with _kept:
        try:
            yield
        finally:
            _serving.clear()


def serving() -> AbstractContextManager[Server]:
    if not _serving:
        _serving.append(_kept.enter_context(started()))
    return nullcontext(_serving[0])


@contextmanager
def started() -> Iterator[Server]:
    """`handrail web` as its own process, as it is in use; ended when the block ends."""
    port = free_port()
    environ = {name: value for name, value in children.environ().items() if name != "HANDRAIL_URL"}
    child = subprocess.Popen(
        children.command("web", "--host", HOST, "--port", str(port)), env=environ, stdin=subprocess.DEVNULL
    )
    try:
        wait_until_up(child, port)
        yield Server(port, sign_in(port))
    finally:
        child.terminate()
        child.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_until_up(child: subprocess.Popen[bytes], port: int) -> None:
    deadline, pause = monotonic() + PATIENCE, Event()
    while not ports.answers(HOST, port):
        if child.poll() is not None or monotonic() > deadline:
            raise Unusable("The web server did not start.", "`handrail web` tells why.")
        pause.wait(TICK)


def sign_in(port: int) -> str:
    """Through a sign-in link, as a person does; the session's cookie."""
    from handrail.house.access.verbs import login_link

    connection = Server(port).connection()
    connection.request("GET", login_link(EMAIL))
    answer = connection.getresponse()
    answer.read()
    cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    if not cookies:
        raise Unusable(f"Nobody could sign in: the server answered {answer.status}.")
    return "; ".join(cookies)
