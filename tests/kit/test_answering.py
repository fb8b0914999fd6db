"""What the application says reaches the server whole, in order and no sooner or later than it must."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

import pytest

from handrail.kit.answering import PIECE, Pages

SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/",
    "query_string": b"",
    "http_version": "1.1",
    "headers": [],
}


def told(
    app: Callable[..., Iterable[bytes]], heard: Callable[[Any], None] = lambda message: None
) -> list[Any]:
    """What the server is told by an answer of `app`, message by message."""
    messages: list[Any] = []

    async def send(message: Any) -> None:
        messages.append(message)
        heard(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(Pages(app)(SCOPE, receive, send))  # type: ignore[arg-type]
    return messages


def saying(*pieces: bytes, head: str = "200 OK") -> Callable[..., Iterable[bytes]]:
    def app(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response(head, [("Content-Type", "text/plain"), ("X-Said", "é")])
        return list(pieces)

    return app


@pytest.mark.parametrize("pieces", [(), (b"",), (b"one",), (b"one", b"", b"two")])
def test_a_whole_answer_is_a_head_and_a_body(pieces):
    head, body = told(saying(*pieces, head="404 Not Found"))
    assert head["status"] == 404
    assert head["headers"] == [(b"content-type", b"text/plain"), (b"x-said", "é".encode("latin1"))]
    assert body == {"type": "http.response.body", "body": b"".join(pieces), "more_body": False}


def test_what_is_streamed_comes_before_its_end():
    arrived, waited = Event(), []

    def app(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        yield b"a" * PIECE
        waited.append(arrived.wait(60))
        yield from [b"b" * 4096] * 300

    messages = told(app, lambda message: arrived.set() if message.get("body") else None)
    assert waited == [True], "the first piece came while the rest was not there yet"
    bodies = messages[1:]
    assert b"".join(body["body"] for body in bodies) == b"a" * PIECE + b"b" * 4096 * 300
    assert [body["more_body"] for body in bodies] == [True] * (len(bodies) - 1) + [False]
    assert len(bodies) < 10, "small pieces go together"


def test_what_breaks_is_not_answered_as_if_it_were_whole():
    closed = []

    class Torn:
        def __iter__(self) -> Any:
            yield b"half"
            raise RuntimeError("the disk is gone")

        def close(self) -> None:
            closed.append(True)

    def app(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [])
        return Torn()

    heard: list[Any] = []
    with pytest.raises(RuntimeError, match="the disk is gone"):
        told(app, heard.append)
    assert (closed, heard) == ([True], [])
