"""Connections that go only where they may: a name is looked up once, judged, and that very address is asked."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any

import httpcore2

from .addresses import Allowed, BadAddress, Place, check

_deadline: ContextVar[float | None] = ContextVar("handrail_outward_deadline", default=None)
_secure: ContextVar[bool] = ContextVar("handrail_outward_secure", default=True)


@contextmanager
def within(seconds: float, *, secure: bool) -> Iterator[None]:
    """All reading and writing in this block ends after so many seconds, however slowly the other side drips."""
    marks = _deadline.set(monotonic() + seconds), _secure.set(secure)
    try:
        yield
    finally:
        _deadline.reset(marks[0])
        _secure.reset(marks[1])


def left(kind: type[Exception], timeout: float | None) -> float | None:
    """The seconds that one step may still take."""
    end = _deadline.get()
    if end is None:
        return timeout
    rest = end - monotonic()
    if rest <= 0:
        raise kind("The time is up.")
    return rest if timeout is None else min(rest, timeout)


class Guarded(httpcore2.NetworkBackend):
    """The network as a pool of connections sees it: only addresses that pass `check` are there."""

    def __init__(self, allowed: Allowed) -> None:
        self.allowed = allowed
        self.inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        place = Place(_secure.get(), host.lower(), port, "/")
        trouble: Exception = BadAddress("This host has no address.")
        for address in check(place, lookup(place.host, port), self.allowed):
            rest = left(httpcore2.ConnectTimeout, timeout)
            try:
                return Bounded(
                    self.inner.connect_tcp(address, port, rest, local_address, socket_options or ())
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                trouble = error
        raise trouble

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore2.NetworkStream:
        raise BadAddress("Only addresses of the network are asked.")


def lookup(host: str, port: int) -> list[str]:
    """Every spelling of an address ends here, as the address that would be asked."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpcore2.ConnectError(f"There is no host called {host}.") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Bounded(httpcore2.NetworkStream):
    """A connection whose every step ends in time."""

    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self.inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, left(httpcore2.ReadTimeout, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, left(httpcore2.WriteTimeout, timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        rest = left(httpcore2.ConnectTimeout, timeout)
        return Bounded(self.inner.start_tls(ssl_context, server_hostname, rest))

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)
