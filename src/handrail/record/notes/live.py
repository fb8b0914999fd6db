"""Writing in one note by several hands: `/w/<slug>/notes/<key>/live`, a WebSocket that speaks the protocol of Yjs.

A stroke is kept before anybody else sees it, and each is kept under the rights that its writer has at that moment.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections import Counter
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import parse_cookie
from pycrdt import Decoder, create_sync_message, handle_sync_message

from handrail.house.ledger.listen import Change, Hub
from handrail.kit.asgi import Ending, Message, Receive, Send

from . import hands, presence
from .rooms import AWARENESS, SYNC, Room, Work, counted
from .shared import NOTHING, Unreadable, checked
from .strokes import CHANNEL

log = logging.getLogger(__name__)
PATH = re.compile(r"/w/([^/]+)/notes/([^/]+)/live")
MOST_WINDOWS = 20
"""Of one member in one process."""
MOST_BYTES = 2 * 2**20
"""Of one message."""
BEHIND = 1_000
"""Messages that a window may be behind before it is let go; it comes back by itself and asks for what it lacks."""
RECHECK = 60.0
PATIENCE = 2.0
GONE, FULL, TOO_LONG, RESTART, ODD, OTHER = 4404, 4429, 4413, 1012, 4400, 4403
"""Why a window is let go, for its script."""


class Writing:
    """The ASGI application of this process."""

    def __init__(self, news: Hub, ending: Ending | None = None) -> None:
        self.news, self.ending = news, ending or Ending()
        """What happens in the workspaces: after a change of who may see what, everybody is asked again."""
        self.hub = Hub(CHANNEL)
        self.work = Work()
        self.rooms: dict[int, Room] = {}
        self.windows: Counter[tuple[int, int]] = Counter()
        self._doors: dict[int, asyncio.Lock] = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        await receive()
        found = PATH.fullmatch(scope["path"])
        if found is None or not at_home(scope) or self.ending.asked.is_set():
            await send({"type": "websocket.close", "code": 1008})
            return
        await send({"type": "websocket.accept"})
        await Visit(self, scope, *map(unquote, found.groups())).run(receive, send)

    async def join(self, visit: Visit, writer: hands.Writer) -> Room:
        """One at a time for each note: of two who come at once, one opens the room."""
        async with self._doors.setdefault(writer.note, asyncio.Lock()):
            room = self.rooms.get(writer.note)
            if room is None:
                room = await self._opened(writer)
            room.enter(visit)
            return room

    async def _opened(self, writer: hands.Writer) -> Room:
        room = Room(self.work, self.hub, writer.workspace, writer.note)
        try:
            await room.open(writer)
        except BaseException:
            await room.close()
            raise
        self.rooms[writer.note] = room
        return room

    async def part(self, visit: Visit, room: Room) -> None:
        async with self._doors[room.note]:
            await room.leave(visit)
            if not room.windows:
                self.rooms.pop(room.note, None)

    async def close(self) -> None:
        await self.hub.close()


def at_home(scope: Message) -> bool:
    """Whether a page of ours asks, or a program, which says no origin: a browser brings its cookies from anywhere."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin1")
    same = urlsplit(origin).netloc == headers.get(b"host", b"").decode("latin1")
    return not origin or same or origin in settings.CSRF_TRUSTED_ORIGINS


def touches(change: Change, note: int) -> bool:
    return any(topic.partition("@")[0] in ("*", f"note:{note}") for topic in change.topics)


class LetGo(Exception):
    """This window has to leave; its script is told why."""

    def __init__(self, code: int) -> None:
        self.code = code


class Visit:
    """One window, from coming in to leaving."""

    def __init__(self, writing: Writing, scope: Message, slug: str, key: str) -> None:
        self.writing, self.slug, self.key = writing, slug, key
        headers = dict(scope["headers"])
        self.cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin1"))
        self.by = parse_qs(scope.get("query_string", b"").decode("latin1")).get("by", [""])[0]
        """Whose words the window brings: the number of a user."""
        self.queue: asyncio.Queue[bytes] = asyncio.Queue(BEHIND)
        self.slow = asyncio.Event()
        self.kept = 0

    def give(self, message: bytes) -> None:
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            self.slow.set()

    async def run(self, receive: Receive, send: Send) -> None:
        try:
            await self._run(receive, send)
            code = 1000
        except LetGo as reason:
            code = reason.code
        except DatabaseError as error:
            log.warning("A writing window is let go, since the database is away: %s", error)
            code = 1013
        with contextlib.suppress(Exception):  # it may have gone by itself
            await send({"type": "websocket.close", "code": code})

    async def _run(self, receive: Receive, send: Send) -> None:
        work = self.writing.work
        writer = await work.run(hands.admitted, self.cookies, self.slug, self.key)
        if writer is None or self.by not in ("", str(writer.member.user_id)):
            with contextlib.suppress(
                TimeoutError
            ):  # closed over its unread greeting, a line may lose the reason
                await asyncio.wait_for(receive(), PATIENCE)
            raise LetGo(GONE if writer is None else OTHER)
        if not await self.writing.hub.ready():
            raise LetGo(1013)
        who = (writer.workspace, writer.member.pk)
        if self.writing.windows[who] >= MOST_WINDOWS:
            raise LetGo(FULL)
        self.writing.windows[who] += 1
        try:
            room = await self.writing.join(self, writer)
            try:
                await self._stay(room, writer, receive, send)
            finally:
                await self.writing.part(self, room)
        finally:
            self.writing.windows[who] -= 1

    async def _stay(self, room: Room, writer: hands.Writer, receive: Receive, send: Send) -> None:
        ways = (
            self._listen(room, writer, receive), self._speak(send), self._watch(writer), self._ends(),
            self._fall_behind(),
        )  # fmt: skip
        jobs = [asyncio.create_task(way) for way in ways]
        try:
            done, _ = await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
            for job in done:
                job.result()
        finally:
            for job in jobs:
                job.cancel()
            await asyncio.gather(*jobs, return_exceptions=True)

    async def _speak(self, send: Send) -> None:
        while True:
            await send({"type": "websocket.send", "bytes": await self.queue.get()})

    async def _ends(self) -> None:
        await self.writing.ending.asked.wait()
        raise LetGo(RESTART)

    async def _fall_behind(self) -> None:
        await self.slow.wait()
        raise LetGo(1013)

    async def _watch(self, writer: hands.Writer) -> None:
        """Ask again who may be here: now and then, and whenever that may have changed."""
        with self.writing.news.subscription(writer.workspace, 0) as subscriber:
            await self.writing.news.ready()
            loop = asyncio.get_running_loop()
            due = loop.time() + RECHECK
            while True:
                try:
                    change = await asyncio.wait_for(subscriber.queue.get(), max(0.01, due - loop.time()))
                except TimeoutError:
                    change = None
                if change is None or change.about_access or touches(change, writer.note):
                    if not await self.writing.work.run(hands.still, self.cookies, self.slug, writer):
                        raise LetGo(GONE)
                    due = loop.time() + RECHECK

    # -- what the window says -----------------------------------------------------------------------------

    async def _listen(self, room: Room, writer: hands.Writer, receive: Receive) -> None:
        while True:
            said = await receive()
            if said["type"] != "websocket.receive":
                return
            data = said.get("bytes") or b""
            if len(data) > MOST_BYTES:
                raise LetGo(TOO_LONG)
            try:
                await self._hear(room, writer, data)
            except (Unreadable, IndexError, RuntimeError, ValueError):
                raise LetGo(ODD) from None

    async def _hear(self, room: Room, writer: hands.Writer, data: bytes) -> None:
        if data[:1] == AWARENESS:
            room.appear(self, presence.read(Decoder(data[1:]).read_message() or b""), writer.name)
        elif data[:2] == SYNC + b"\x00":
            self.give(bytes(handle_sync_message(data[1:], room.shared.doc) or b""))
            self.give(bytes(create_sync_message(room.shared.doc)))  # and what do you have that we lack?
        elif data[:1] == SYNC:
            await self._write(room, writer, Decoder(data[2:]).read_message() or NOTHING)

    async def _write(self, room: Room, writer: hands.Writer, update: bytes) -> None:
        """Acknowledged once it is kept. What has begun ends, whatever becomes of this window."""
        if update != NOTHING:
            if not room.shared.has_room_for(checked(update)):
                raise LetGo(TOO_LONG)
            if not await asyncio.shield(room.do(self._keep(room, writer, update))):
                raise LetGo(GONE)
        self.kept += 1
        self.give(counted(self.kept))

    async def _keep(self, room: Room, writer: hands.Writer, update: bytes) -> bool:
        work = self.writing.work
        pk = await work.run(hands.kept, self.cookies, self.slug, writer, update, work.name)
        if pk is not None:
            room.stroke(pk, update, self)
        return pk is not None
