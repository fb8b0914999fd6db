"""A note that is open for writing in this process: its shared text, who is there, and what others do elsewhere."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
import secrets
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from django.db import Error as DatabaseError
from pycrdt import create_update_message, write_var_uint

from handrail.house.ledger.listen import MISSED, Change, Hub

from . import hands, presence
from .presence import Here
from .shared import Shared
from .strokes import STROKE

log = logging.getLogger(__name__)
Job = TypeVar("Job")
IDLE = 5.0
"""Seconds without a stroke after which a spell of writing has ended."""
LONGEST_SPELL = 60.0
HERE, WHO = "here ", "who"
SYNC, AWARENESS, KEPT = b"\x00", b"\x01", b"\x64"


class Window(Protocol):
    """A visit, as its room sees it."""

    def give(self, message: bytes) -> None: ...


class Work:
    """Blocking work, in few threads of its own."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(6)
        self._threads = ThreadPoolExecutor(max_workers=3, thread_name_prefix="writing")

    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._clean, work, arguments)

    def _clean(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        hands.clean()
        try:
            return work(*arguments)
        finally:
            hands.clean()


class Room:
    """Made by the first who comes, dropped behind the last."""

    def __init__(self, work: Work, hub: Hub, workspace: int, note: int) -> None:
        self.work, self.hub, self.workspace, self.note = work, hub, workspace, note
        self.shared = Shared()
        self.seen: set[int] = set()
        self.windows: dict[Window, set[int]] = {}
        """Each with the clients it speaks for."""
        self.present: dict[int, Here] = {}
        self.ready = asyncio.Event()
        self._spell: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._jobs: set[asyncio.Task[Any]] = set()
        self._listening: asyncio.Task[None] | None = None
        self._news: dict[int, str] = {}
        self._telling: asyncio.Task[None] | None = None

    # -- coming and going ---------------------------------------------------------------------------------

    async def open(self, writer: hands.Writer) -> None:
        """Listen first, then read: nothing falls in between."""
        listening = asyncio.Event()
        self._listening = asyncio.create_task(self._listen(listening))
        await listening.wait()
        for pk, update in await self.work.run(hands.opened, writer):
            self._learn(pk, update)
        self.ready.set()
        self._tell(WHO)

    def enter(self, window: Window) -> None:
        self.windows[window] = set()
        if self.present:
            window.give(AWARENESS + message(presence.written(list(self.present.values()))))

    async def leave(self, window: Window) -> None:
        clients = self.windows.pop(window, set())
        if gone := [self.present.pop(client).gone() for client in clients if client in self.present]:
            self._say(gone)
        if not self.windows:
            await self.close()
        elif self._spell is not None:
            self.do(self._settle())

    async def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await asyncio.gather(*self._jobs, return_exceptions=True)
        if self._spell is not None:
            await self._settle()

    # -- what is written ----------------------------------------------------------------------------------

    def stroke(self, pk: int, update: bytes, by: Window | None) -> None:
        """It is kept: now everybody here may see it."""
        self._learn(pk, update, by)
        self._touch()

    def _learn(self, pk: int, update: bytes, by: Window | None = None) -> None:
        if pk not in self.seen:
            self.seen.add(pk)
            self.shared.take(update)
            self._give(bytes(create_update_message(update)), by)

    def _give(self, told: bytes, but: Window | None = None) -> None:
        for window in list(self.windows):
            if window is not but:
                window.give(told)

    def _touch(self) -> None:
        """Somebody has written: the spell ends when nobody does for a while, or has gone on for long."""
        loop = asyncio.get_running_loop()
        self._spell = self._spell or loop.time()
        if self._timer is not None:
            self._timer.cancel()
        moment = min(loop.time() + IDLE, self._spell + LONGEST_SPELL)
        self._timer = loop.call_at(moment, lambda: self.do(self._settle()))

    async def _settle(self) -> None:
        self._spell = None
        try:
            await self.work.run(hands.settled, self.workspace, self.note)
        except Exception as error:  # the worker comes round to it
            log.warning("What was written could not go into its note yet: %s", error)

    def do(self, job: Coroutine[Any, Any, Job]) -> asyncio.Task[Job]:
        """Work that ends whatever becomes of the window that wanted it; a room that closes waits for it."""
        task = asyncio.create_task(job)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)
        return task

    # -- who is there -------------------------------------------------------------------------------------

    def appear(self, window: Window, entries: list[Here], name: str) -> None:
        """A window speaks for one client, and only for that one."""
        mine = self.windows.get(window)
        if mine is None:
            return
        taken = {client for other, some in self.windows.items() if other is not window for client in some}
        for one in entries:
            if (one.client in mine or not mine) and one.client not in taken:
                mine.add(one.client)
                self.present[one.client] = presence.signed(one, name)
                self._say([self.present[one.client]], window)

    def _say(self, entries: list[Here], but: Window | None = None) -> None:
        self._give(AWARENESS + message(presence.written(entries)), but)
        for one in entries:
            self._tell(HERE + base64.b64encode(presence.written([one])).decode(), one.client)

    def _tell(self, what: str, about: int = -1) -> None:
        """To the other processes, one word at a time; of what is said meanwhile about the same, only the last."""
        self._news[about] = what
        if self._telling is None or self._telling.done():
            self._telling = self.do(self._tell_all())

    async def _tell_all(self) -> None:
        while self._news:
            what = self._news.pop(next(iter(self._news)))
            with contextlib.suppress(DatabaseError):  # it is said again in a few seconds
                await self.work.run(hands.told, self.workspace, self.note, what, self.work.name)

    # -- what happens elsewhere ---------------------------------------------------------------------------

    async def _listen(self, listening: asyncio.Event) -> None:
        with self.hub.subscription(self.workspace, 0) as subscriber:
            listening.set()
            while True:
                change = await subscriber.queue.get()
                try:
                    await self._hear(change)
                except DatabaseError as error:
                    log.warning("A note that is open could not be brought up to date: %s", error)
                except Exception:
                    log.exception("A note that is open could not be brought up to date")

    async def _hear(self, change: Change) -> None:
        if change.kind == MISSED:
            await self._learn_all()
        elif change.window == self.work.name or f"note:{self.note}" not in change.topics:
            return
        elif change.kind.startswith(STROKE):
            pk = int(change.kind.removeprefix(STROKE))
            if pk not in self.seen:
                await self._fetch(pk)
        elif change.kind.startswith(HERE):
            self._give(AWARENESS + message(base64.b64decode(change.kind.removeprefix(HERE))))
        elif change.kind == WHO:
            self._say(list(self.present.values()))

    async def _fetch(self, pk: int) -> None:
        await self.ready.wait()
        update = await self.work.run(hands.fetched, self.workspace, self.note, pk)
        if update is None:
            await self._learn_all()
        else:
            self._learn(pk, update)

    async def _learn_all(self) -> None:
        """Something was missed, or merged: all of it once more, since what is known already does no harm."""
        await self.ready.wait()
        before = self.shared.state
        for pk, update in await self.work.run(hands.all_of, self.workspace, self.note):
            self.seen.add(pk)
            self.shared.take(update)
        self._give(bytes(create_update_message(self.shared.since(before))))


def message(payload: bytes) -> bytes:
    return bytes(write_var_uint(len(payload))) + payload


def counted(number: int) -> bytes:
    """The word that so many of a window's strokes are kept."""
    return KEPT + bytes(write_var_uint(number))
