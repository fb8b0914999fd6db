"""A receiver of webhooks on loopback that behaves as it is told: well, slowly, rudely."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Received:
    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    port: int
    manner: object
    got: list[Received] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook/very-secret"


@contextmanager
def receiver(manner: object = OK) -> Iterator[Receiver]:
    """`manner`: bytes to answer with, or a function (connection, request number) that does as it likes."""
    listening = socket.create_server(("127.0.0.1", 0))
    made = Receiver(listening.getsockname()[1], manner)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(made, connection), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        stop.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def talk(made: Receiver, connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as reading:
        try:
            while (line := reading.readline()) and line.strip():
                headers = {}
                while row := reading.readline().strip():
                    name, _, value = row.decode().partition(":")
                    headers[name.lower()] = value.strip()
                body = reading.read(int(headers.get("content-length", 0)))
                made.got.append(Received(line.decode().strip(), headers, body))
                if isinstance(made.manner, bytes):
                    connection.sendall(made.manner)
                elif made.manner(connection, len(made.got)) is False:  # type: ignore[operator]
                    return
        except OSError:
            return


def answering(status: str, *headers: str) -> bytes:
    more = "".join(f"{header}\r\n" for header in headers)
    return f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{more}\r\n".encode()


def dripping(connection: socket.socket, number: int) -> None:
    """A byte now and then, for ever: each read succeeds, the whole never ends."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        connection.sendall(b"a")
        time.sleep(0.05)


def half_closing(connection: socket.socket, number: int) -> bool:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    return False


def silent(connection: socket.socket, number: int) -> bool:
    """Takes the request and says nothing until the other side has had enough."""
    with contextlib.suppress(OSError):
        connection.settimeout(30)
        connection.recv(1)
    return False


def endless(connection: socket.socket, number: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
