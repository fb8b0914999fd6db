"""One address for everything: event streams and writing together natively async, the rest through Django's WSGI.

Django's own ASGI handler served a quarter of the pages per second and left connections open (measured).
"""

from __future__ import annotations

import asyncio
import re
import signal
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import quote

from django.template.loader import render_to_string

from handrail.wsgi import application as pages  # isort: skip  # first, because this sets Django up

from handrail.house.access.guard import stream_member
from handrail.house.ledger.stream import Stream
from handrail.kit import supervise
from handrail.kit.answering import Pages
from handrail.kit.asgi import Ending, Headers, Message, Receive, Send, let_nobody_in, problem
from handrail.kit.pg.strain import NO_ROOM
from handrail.record.notes.live import Writing

THREADS = 16  # as many as the connection pool in settings has connections
MOST_BYTES = 100 * 2**20  # of one request; an export of 50,000 opportunities has some 20
MOST_OF_STRANGERS = 2**16
_IN_MEMORY = 2**20
_PATIENCE = 30.0  # seconds to wait for the next piece of a body
_TO_ASK = 0.3  # seconds for those who have just come in
_TO_ANSWER = 5.0  # seconds of the grace that are kept for answering
_PRINTABLE = "".join(map(chr, range(33, 127)))
_STREAM = re.compile(r"/w/[^/]+/stream")

_ending = Ending()
_live = Stream(stream_member, ending=_ending)
_writing = Writing(_live.hub, _ending)
_pages = Pages(pages, workers=THREADS)  # type: ignore[arg-type]


async def application(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http" and _STREAM.fullmatch(scope["path"]):
        await _live({**scope, "headers": _clean(scope["headers"])}, receive, send)
    elif scope["type"] == "http":
        await _page(scope, receive, send)
    elif scope["type"] == "websocket":
        await _writing({**scope, "headers": _clean(scope["headers"])}, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    # The server ends well for SIGINT as for SIGTERM. It has taken both; we take the one that its parent sends.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _stop)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await _writing.close()
    await _live.close()
    await send({"type": "lifespan.shutdown.complete"})


def _stop() -> None:
    """No new connections; event streams end now, everything else may end what it has begun."""
    if _ending.asked.is_set():
        return
    _ending.ask(supervise.GRACE - _TO_ANSWER)
    # The server would close at once what has connected and not asked yet.
    let_nobody_in()
    asyncio.get_running_loop().call_later(_TO_ASK, signal.raise_signal, signal.SIGINT)


async def _page(scope: Message, receive: Receive, send: Send) -> None:
    """Read the whole body here: a slow upload holds no thread, and a body without a length gets one."""
    if scope["method"] == "HEAD":
        send = _without_body(send)
    headers = _clean(scope["headers"])
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
        if _has_body(scope, headers):
            if trouble := await _read(receive, body, _length(headers), _most(headers)):
                await _turn_away(headers, send, *trouble)
                return
            headers = _with_length(headers, body.tell())
            body.seek(0)
        inner = {**scope, "headers": headers, "query_string": _ascii(scope["query_string"])}
        await _pages(inner, _giver(body), send)


async def _turn_away(headers: Headers, send: Send, status: int, title: str, fix: str) -> None:
    """A browser's form gets a page, a program problem details."""
    close = [(b"connection", b"close")]
    if b"text/html" not in dict(headers).get(b"accept", b""):
        await problem(send, status, title, fix, close)
        return
    page = render_to_string("ui/turned_away.html", {"title": title, "fix": fix}).encode()
    shape = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(page)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*shape, *close]})
    await send({"type": "http.response.body", "body": page})


def _clean(headers: Headers) -> Headers:
    # CGI turns dashes into underscores: `X_Forwarded_For` would pass for what only our proxy may set.
    kept = [(name, value) for name, value in headers if b"_" not in name]
    cookies = [value for name, value in kept if name == b"cookie"]
    if len(cookies) < 2:
        return kept
    # HTTP/2 may split cookies; a2wsgi would join them with a comma.
    return [*((name, value) for name, value in kept if name != b"cookie"), (b"cookie", b"; ".join(cookies))]


def _ascii(query: bytes) -> bytes:
    # Some clients do not escape; a2wsgi would answer 500.
    return query if query.isascii() else quote(query, safe=_PRINTABLE).encode()


def _length(headers: Headers) -> int | None:
    said = dict(headers).get(b"content-length", b"")
    return int(said) if said.isdigit() else None


def _has_body(scope: Message, headers: Headers) -> bool:
    names = {name for name, _ in headers}
    framed = b"content-length" in names or b"transfer-encoding" in names
    return framed or (
        scope["http_version"] not in ("1", "1.0", "1.1") and scope["method"] not in ("GET", "HEAD")
    )


def _with_length(headers: Headers, length: int) -> Headers:
    kept = [(name, value) for name, value in headers if name not in (b"content-length", b"transfer-encoding")]
    return [*kept, (b"content-length", str(length).encode())]


def _most(headers: Headers) -> int:
    """Who shows neither session nor token sends a form at most: nobody fills our disk before being known."""
    known = any(
        name == b"authorization" or (name == b"cookie" and b"handrail=" in value) for name, value in headers
    )
    return MOST_BYTES if known else MOST_OF_STRANGERS


async def _read(
    receive: Receive, body: IO[bytes], length: int | None, most: int
) -> tuple[int, str, str] | None:
    """Fill `body`; what is wrong with it, if anything."""
    if (length or 0) > most:
        return _too_large(most)
    while True:
        try:
            message = await asyncio.wait_for(_coroutine(receive), min(_PATIENCE, _ending.rest()))
        except TimeoutError:
            if _ending.rest() <= 0:
                return 503, "The server is being restarted", "Nothing was kept. Send it again in a moment."
            return 408, "The upload stopped half-way", "Check the connection and send it again."
        if message["type"] == "http.disconnect":
            return 400, "The upload was broken off", "Send it again."
        try:
            body.write(message.get("body", b""))
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            return (
                507,
                "The disk is full",
                "Nothing was kept. Free some space on the server, then send it again.",
            )
        if body.tell() > most:
            return _too_large(most)
        if not message.get("more_body"):
            return None


def _too_large(most: int) -> tuple[int, str, str]:
    if most == MOST_OF_STRANGERS:
        return 413, "This is more than somebody may send who is not signed in", "Sign in, then send it again."
    words = f"The file is larger than {MOST_BYTES // 2**20} MB"
    return 413, words, "Split it into smaller files, or import it with `handrail import` on the server."


async def _coroutine(receive: Receive) -> Message:
    return await receive()  # granian gives a future, which neither wait_for nor a2wsgi take for a coroutine


def _giver(body: IO[bytes]) -> Receive:
    async def receive() -> Message:
        piece = body.read(_IN_MEMORY)
        return {"type": "http.request", "body": piece, "more_body": len(piece) == _IN_MEMORY}

    return receive


def _without_body(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sender
