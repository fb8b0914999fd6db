"""The few words of ASGI that our native handlers share."""

from __future__ import annotations

import asyncio
import ctypes
import math
import os
import socket
import struct
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

import orjson

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Ending:
    """Whether this server was asked to stop, and until when what is under way may take."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self._until = math.inf

    def ask(self, seconds: float) -> None:
        if not self.asked.is_set():
            self._until = asyncio.get_running_loop().time() + seconds
            self.asked.set()

    def rest(self) -> float:
        """Seconds that are left; infinitely many as long as nobody asked."""
        return self._until - asyncio.get_running_loop().time()


def let_nobody_in() -> None:
    """Let no new connection reach this process: who knocks hears nothing, knocks again a second later, and is refused
    once the port is closed. Closing it cuts off who has come in and not asked yet. Only Linux can do this."""
    nothing = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0))  # a packet filter: return 0 bytes
    program = struct.pack("HP", 1, ctypes.addressof(nothing))
    for name in os.listdir("/dev/fd") if sys.platform == "linux" else ():
        with suppress(OSError):  # most are no sockets, and one was the list itself
            one = socket.socket(fileno=int(name))
            try:
                if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    one.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, program)
            finally:
                one.detach()


_SO_ATTACH_FILTER = 26


async def problem(send: Send, status: int, title: str, fix: str = "", headers: Headers | None = None) -> None:
    """Answer with problem details (RFC 9457)."""
    body = orjson.dumps({"type": "about:blank", "title": title, "status": status, "fix": fix})
    shape = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*shape, *(headers or [])]})
    await send({"type": "http.response.body", "body": body})
