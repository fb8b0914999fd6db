"""Live pages: the event stream of one workspace for one member, `GET /w/<slug>/stream`, as native ASGI.

A message names what changed, never what it says now: the page asks for that under the reader's own rights.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import orjson
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.http import parse_cookie

from handrail.kit.asgi import Ending, Message, Receive, Send, problem

from .listen import MISSED, Change, Hub, Listener, Subscriber

log = logging.getLogger(__name__)
Guard = Callable[[dict[str, str], str], tuple[int, int] | Listener | None]
"""Cookies and a workspace's slug to who it is; blocking, so it is called in a thread."""

MOST_STREAMS = 20  # per member and process: a person with that many windows is a script
HEARTBEAT = 15.0
RECHECK = 60.0
STUCK = 20.0  # seconds after which a reader that takes nothing is let go; its page comes back by itself

_NOBODY = (401, "You are not signed in", "Sign in first.")
_UNKNOWN = (404, "There is no such workspace here, or you may not see it", "Look at the name in its address.")
_CROWDED = (429, "Too many windows are open", "Close some of them.", [(b"retry-after", b"60")])
_AWAY = (503, "Live updates pause while the database is away", "Wait a moment.", [(b"retry-after", b"5")])
_STOPPING = (503, "This server is being restarted", "Come again at once.", [(b"retry-after", b"1")])
_READ_ONLY = (405, "An event stream can only be read", "Use GET.", [(b"allow", b"GET")])


class Stream:
    """The ASGI application of this process. `guard` says who may listen; it comes from a room upstairs.

    Where `ending` is asked for, every stream ends well; its page comes back, to another process, and looks again.
    """

    def __init__(self, guard: Guard, hub: Hub | None = None, ending: Ending | None = None) -> None:
        self.guard = guard
        self.hub = hub or Hub()
        self.ending = ending or Ending()
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="stream-guard")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET":
            await problem(send, *_READ_ONLY)
            return
        if self.ending.asked.is_set():
            await problem(send, *_STOPPING)
            return
        visit = Visit(self, scope)
        try:
            who = await visit.authenticate()
        except DatabaseError as error:
            log.warning("The event stream could not ask who somebody is: %s", error)
            await problem(send, *_AWAY)
            return
        if who is None:
            await problem(send, *(_UNKNOWN if visit.signed_in else _NOBODY))
        elif not await self.hub.ready():
            await problem(send, *_AWAY)
        elif self.hub.count(who.workspace_id, who.member_id) >= MOST_STREAMS:
            await problem(send, *_CROWDED)
        else:
            # Nothing is awaited between the count and the place taken, so that no other can take it too.
            await visit.stream(who, receive, send)

    async def who(self, cookies: dict[str, str], slug: str) -> Listener | None:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, cookies, slug)

    async def close(self) -> None:
        """Let go of the database; called once when the server stops."""
        await self.hub.close()

    def _ask(self, cookies: dict[str, str], slug: str) -> Listener | None:
        close_old_connections()
        try:
            found = self.guard(cookies, slug)
            return Listener(*found) if found else None
        finally:
            close_old_connections()


class Visit:
    """One reader of the stream, from asking in to leaving."""

    def __init__(self, stream: Stream, scope: Message) -> None:
        self.parent = stream
        headers = dict(scope["headers"])
        self.slug = scope["path"].split("/")[2]
        self.cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin1"))
        self.seen = headers.get(b"last-event-id", b"").decode("latin1")

    async def authenticate(self) -> Listener | None:
        return await self.parent.who(self.cookies, self.slug)

    @property
    def signed_in(self) -> bool:
        return settings.SESSION_COOKIE_NAME in self.cookies

    async def stream(self, who: Listener, receive: Receive, send: Send) -> None:
        with self.parent.hub.subscription(*who) as subscriber:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            ways = (self._write(subscriber, send), _gone(receive), self.parent.ending.asked.wait())
            jobs = [asyncio.create_task(way) for way in ways]
            try:
                await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for job in jobs:
                    job.cancel()
                # A database that went away while asking again ends the stream: the page comes back by itself.
                await asyncio.gather(*jobs, return_exceptions=True)
            with contextlib.suppress(TimeoutError):
                await _give(send, b"", more=False)

    async def _write(self, subscriber: Subscriber, send: Send) -> None:
        await _give(send, self._greeting(subscriber.workspace_id))
        loop = asyncio.get_running_loop()
        recheck = loop.time() + RECHECK
        while True:
            change = await _next(subscriber)
            if (change and change.about_access) or loop.time() >= recheck:
                if not self._still(await self.authenticate(), subscriber):
                    await _give(send, b"event: leave\ndata: {}\n\n")
                    return
                recheck = loop.time() + RECHECK
            told = change.without(subscriber.hidden) if change else None
            await _give(send, _frame(told) if told else b": still here\n\n")

    def _still(self, who: Listener | None, subscriber: Subscriber) -> bool:
        """Whether it is the same member, who from now on is told what they may see now."""
        if who is None or who[:2] != (subscriber.workspace_id, subscriber.member_id):
            return False
        subscriber.hidden = who.hidden
        return True

    def _greeting(self, workspace_id: int) -> bytes:
        last = self.parent.hub.last_id(workspace_id)
        greeting = b"retry: 2000\n: you are in\n"
        if self.seen and self.seen != last:
            return greeting + _frame(Change(last, ["*"], MISSED))
        return greeting + b"id: " + last.encode() + b"\n\n"


_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def _next(subscriber: Subscriber) -> Change | None:
    """The next change, or None when it is time for a sign of life."""
    try:
        return await asyncio.wait_for(subscriber.queue.get(), HEARTBEAT)
    except TimeoutError:
        return None


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _give(send: Send, piece: bytes, *, more: bool = True) -> None:
    async with asyncio.timeout(STUCK):
        await send({"type": "http.response.body", "body": piece, "more_body": more})


def _frame(change: Change) -> bytes:
    told = {"t": change.topics, "k": change.kind, "b": change.by}
    data = orjson.dumps(told | ({"f": change.window} if change.window else {}))
    return b"id: %b\nevent: change\ndata: %b\n\n" % (change.id.encode(), data)
