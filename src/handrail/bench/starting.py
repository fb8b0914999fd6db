"""`handrail up` from nothing and again: how long until a page can be opened, and what all of it holds when idle."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from urllib.parse import urlsplit

from handrail.cli.session import Unusable

from . import children
from .measure import Result, result

SETTLES = 20.0
"""Seconds after which the first jobs and sweeps are done."""


def start(size: int, clients: int) -> list[Result]:
    """In an empty folder, then so many times more with what is there."""
    with TemporaryDirectory(prefix="handrail-start-") as place:
        Path(place).chmod(0o711)
        first, _ = once(Path(place) / "data", settles=0)
        again = [once(Path(place) / "data", settles=SETTLES) for _ in range(size)]
    seconds = [one for one, _ in again]
    idle = max(megabytes for _, megabytes in again)
    return [
        result("start-first", 1, [first], 1 / first),
        result("start", size, seconds, size / sum(seconds), peak_mb=round(idle, 1) or None),
    ]


def once(data: Path, settles: float) -> tuple[float, float]:
    """Seconds until the page behind the link is there, and megabytes held after `settles` more."""
    begun = perf_counter()
    with up(data) as (process, link):
        opened(link)
        seconds = perf_counter() - begun
        sleep(settles)
        return seconds, children.held(process.pid)


@contextmanager
def up(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        children.command("up", "--data", str(data), "--port", str(port)),
        env=children.environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        link = process.stdout.readline().strip() if process.stdout else ""
        if not link:
            raise Unusable("`handrail up` did not start.", "Run it by hand to see why.")
        yield process, link
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def opened(link: str) -> None:
    parts = urlsplit(link)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        connection.request("GET", parts.path)
        if connection.getresponse().status >= 400:
            raise Unusable("The page behind the link is not there.")
    finally:
        connection.close()
