"""What happens in the database, told to whoever listens in this process: one connection, many subscribers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import orjson
import psycopg

log = logging.getLogger(__name__)
CHANNEL = "handrail"
_ROOM = (
    100  # changes that a subscriber may be behind before it is let go; its page then reloads what it shows
)
_PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)
_QUIET = 30.0  # seconds without a word after which the connection is tried


@dataclass(frozen=True, slots=True)
class Change:
    """Something changed: `topics` such as "customer:12", or "*" for anything; by which member, from which window."""

    id: str
    topics: list[str]
    kind: str
    by: int | None = None
    window: str = ""

    @property
    def about_access(self) -> bool:
        return self.kind.startswith(ABOUT_ACCESS)

    def without(self, hidden: frozenset[int]) -> Change | None:
        """What somebody hears from whom these customers are hidden; None where nothing is left."""
        kept = [topic for topic in self.topics if not is_about(topic, hidden)]
        return replace(self, topics=[topic.partition("@")[0] for topic in kept]) if kept else None


ABOUT_ACCESS = ("member.", "session.", "teamplace.", "customer.guarded")
"""After such a change it is asked again who may listen, and to what."""


def is_about(topic: str, customers: frozenset[int]) -> bool:
    about = topic.partition("@")[2]
    return about.isdigit() and int(about) in customers


class Listener(NamedTuple):
    """A workspace, the member somebody is in it, and the customers that are hidden from them."""

    workspace_id: int
    member_id: int
    hidden: frozenset[int] = frozenset()


PRIVATE = "nudges:"
"""Topics that end in a member's id and are told to nobody else: how much somebody is reminded is their own affair."""

MISSED = "stream.missed"
"""The kind of change that says: something may have happened that you were not told; look again."""


@dataclass(eq=False, slots=True)
class Subscriber:
    workspace_id: int
    member_id: int
    hidden: frozenset[int] = frozenset()
    queue: asyncio.Queue[Change] = field(default_factory=lambda: asyncio.Queue(_ROOM))

    def offer(self, change: Change) -> None:
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            change = Change(change.id, ["*"], MISSED)
        self.queue.put_nowait(change)


class Hub:
    """Subscribers by workspace. The connection opens with the first of them and is mended for ever after."""

    def __init__(self, channel: str = CHANNEL) -> None:
        self.channel = channel
        self._epoch = secrets.token_hex(4)
        self._told: defaultdict[int, int] = defaultdict(int)
        self._subscribers: defaultdict[int, set[Subscriber]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    @contextmanager
    def subscription(
        self, workspace_id: int, member_id: int, hidden: frozenset[int] = frozenset()
    ) -> Iterator[Subscriber]:
        subscriber = Subscriber(workspace_id, member_id, hidden)
        self._subscribers[workspace_id].add(subscriber)
        try:
            yield subscriber
        finally:
            self._subscribers[workspace_id].discard(subscriber)
            if not self._subscribers[workspace_id]:
                del self._subscribers[workspace_id]

    def count(self, workspace_id: int, member_id: int) -> int:
        return sum(one.member_id == member_id for one in self._subscribers.get(workspace_id, ()))

    def last_id(self, workspace_id: int) -> str:
        """Stands for "nothing missed so far": a reader that comes back with it needs no reload."""
        return f"{self._epoch}-{self._told.get(workspace_id, 0)}"

    async def ready(self, seconds: float = 5.0) -> bool:
        """Whether the database is being listened to; starts that if nobody did."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._listening.wait(), seconds)
        return self._listening.is_set()

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        failures = 0
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                failures = 0 if self._listening.is_set() else failures + 1
                self._listening.clear()
                pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
                log.warning("Live updates lost the database (%s); trying again in %g s.", error, pause)
                await asyncio.sleep(pause)

    async def _listen(self) -> None:
        async with await psycopg.AsyncConnection.connect(
            address(), autocommit=True, connect_timeout=5
        ) as connection:
            await _look_for_a_pooler(connection)
            await connection.execute(f"LISTEN {self.channel}".encode())
            self._tell_all_missed()
            self._listening.set()
            while True:
                async for said in connection.notifies(timeout=_QUIET):
                    self._hear(said.payload)
                await connection.execute(b"SELECT 1")  # a connection that died in silence shows itself here

    def _hear(self, payload: str) -> None:
        try:
            said = orjson.loads(payload)
            workspace, topics, kind = int(said["w"]), list(said["t"]), str(said["k"])
            by, window = said.get("b"), str(said.get("f", ""))
        except (ValueError, KeyError, TypeError):
            log.error("A notification on %s is not readable: %.200s", self.channel, payload)
            return
        self._tell(workspace, topics, kind, by, window)

    def _tell_all_missed(self) -> None:
        self._epoch = secrets.token_hex(4)
        self._told.clear()
        for workspace in list(self._subscribers):
            self._tell(workspace, ["*"], MISSED, None)

    def _tell(self, workspace: int, topics: list[str], kind: str, by: int | None, window: str = "") -> None:
        self._told[workspace] += 1
        change = Change(self.last_id(workspace), topics, kind, by, window)
        private = any(topic.startswith(PRIVATE) for topic in topics)
        for subscriber in self._subscribers.get(workspace, ()):
            if not private:
                subscriber.offer(change)
            elif meant := [topic for topic in topics if for_member(topic, subscriber.member_id)]:
                subscriber.offer(replace(change, topics=meant))


async def _look_for_a_pooler(connection: psycopg.AsyncConnection) -> None:
    row = await (await connection.execute(b"SELECT pg_backend_pid()")).fetchone()
    if row and row[0] != connection.info.backend_pid:
        log.warning("Live updates listen through a pooler and may hear nothing: set DATABASE_DIRECT_URL.")


def for_member(topic: str, member_id: int) -> bool:
    return not topic.startswith(PRIVATE) or topic == f"{PRIVATE}{member_id}"


def address() -> str:
    """LISTEN needs a connection of its own; DATABASE_DIRECT_URL goes round a transaction pooler."""
    return os.environ.get("DATABASE_DIRECT_URL") or os.environ["DATABASE_URL"]
