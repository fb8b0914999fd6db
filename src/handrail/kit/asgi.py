"""The few words of ASGI that our native handlers share."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, MutableMapping
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


async def problem(send: Send, status: int, title: str, fix: str = "", headers: Headers | None = None) -> None:
    """Answer with problem details (RFC 9457)."""
    body = orjson.dumps({"type": "about:blank", "title": title, "status": status, "fix": fix})
    shape = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*shape, *(headers or [])]})
    await send({"type": "http.response.body", "body": body})
