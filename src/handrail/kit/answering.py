"""Django's WSGI behind ASGI with one hop back: a whole answer goes to the event loop at once.

a2wsgi hands over the head, each piece and the end one by one, and its thread waits for the event loop each time.
What is larger than a piece still goes piece by piece.
"""

from __future__ import annotations

from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import WSGIResponder

from .asgi import Message, Receive, Send

PIECE = 256 * 1024
"""Bytes from which on an answer is handed over before it is whole."""


class Pages(WSGIMiddleware):
    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:  # type: ignore[override]
        responder = Responder(self.app, self.executor, self.send_queue_size)
        await responder(scope, receive, send)  # type: ignore[arg-type]


class Responder(WSGIResponder):
    """Keeps what the application says until it has said all of it, or a piece. All but `__call__` is in its thread."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.kept: list[Message] = []
        self.size = 0
        self.begun = False

    def wsgi(self, *args: Any) -> None:
        super().wsgi(*args)
        if self.begun:
            self.hand_over()
            return
        for message in self.taken():
            # The queue is empty, and closed only after the event loop hears that this thread is done.
            self.loop.call_soon_threadsafe(self.send_queue.put_nowait, message)

    def send(self, message: Message | None) -> None:  # type: ignore[override]
        assert message is not None
        self.kept.append(message)
        self.size += len(message.get("body", b""))
        if self.size >= PIECE:
            self.hand_over()

    def hand_over(self) -> None:
        self.begun = True
        for message in self.taken():
            super().send(message)  # type: ignore[arg-type]

    def taken(self) -> list[Message]:
        """What is kept: the head if it has not gone, then all pieces as one."""
        pieces = [message for message in self.kept if "body" in message]
        heads = [message for message in self.kept if "body" not in message]
        self.kept, self.size = [], 0
        body = b"".join(piece["body"] for piece in pieces)
        more = pieces[-1].get("more_body", False)
        return [*heads, {"type": "http.response.body", "body": body, "more_body": more}]
