"""The event stream over a real LISTEN connection; only the guard is a plain function here."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import pytest
from django.db import OperationalError

from handrail.house.ledger import listen, stream
from handrail.house.ledger.stream import Stream

WORKSPACE, MEMBER = 4_100_001, 7


class Reader:
    """A browser on one stream: what it has been sent, and a way to leave."""

    def __init__(self, application: Stream, cookies: str = "handrail=alice", seen: str = "") -> None:
        headers = [(b"cookie", cookies.encode()), (b"last-event-id", seen.encode())]
        self.scope = {"type": "http", "method": "GET", "path": "/w/acme/stream", "headers": headers}
        self.status = 0
        self.text = ""
        self.leave = asyncio.Event()
        self.blocked = False
        self.news = asyncio.Event()
        self.task = asyncio.create_task(application(self.scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await self.leave.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        if self.blocked:
            await asyncio.Event().wait()
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"").decode()
        self.news.set()

    async def until(self, piece: str) -> None:
        async with asyncio.timeout(10):
            while piece not in self.text:
                self.news.clear()
                await self.news.wait()

    def changes(self) -> list[Any]:
        return [json.loads(line[6:]) for line in self.text.splitlines() if line.startswith("data: {")]


def alice_only(cookies: dict[str, str], slug: str) -> tuple[int, int] | None:
    return (WORKSPACE, MEMBER) if (cookies.get("handrail"), slug) == ("alice", "acme") else None


async def notify(*payloads: object) -> None:
    async with await psycopg.AsyncConnection.connect(listen.address(), autocommit=True) as connection:
        for payload in payloads:
            text = payload if isinstance(payload, str) else json.dumps(payload)
            await connection.execute("SELECT pg_notify(%s, %s)", [listen.CHANNEL, text])


def change(topic: str, kind: str = "customer.changed", workspace: int = WORKSPACE) -> dict[str, object]:
    return {"w": workspace, "t": [topic], "k": kind, "b": None}


def run(test: Callable[[Stream], Awaitable[None]], guard: stream.Guard = alice_only) -> None:
    async def whole() -> None:
        application = Stream(guard)
        try:
            await test(application)
        finally:
            await application.close()

    asyncio.run(whole())


def test_a_member_hears_of_the_own_workspace_alone() -> None:
    async def test(application: Stream) -> None:
        reader = Reader(application)
        await reader.until("you are in")
        await notify(change("customer:1", workspace=WORKSPACE + 1), "garbage", change("customer:2"))
        await reader.until("customer:2")
        assert reader.changes() == [{"t": ["customer:2"], "k": "customer.changed", "b": None}]
        reader.leave.set()
        await reader.task
        assert application.hub.count(WORKSPACE, MEMBER) == 0

    run(test)


@pytest.mark.parametrize(("cookies", "status"), [("", 401), ("handrail=charlie", 404)])
def test_others_hear_nothing(cookies: str, status: int) -> None:
    async def test(application: Stream) -> None:
        reader = Reader(application, cookies)
        await reader.task
        assert reader.status == status
        assert json.loads(reader.text)["status"] == status

    run(test)


def test_who_loses_access_is_shown_out() -> None:
    allowed = [True]

    async def test(application: Stream) -> None:
        reader = Reader(application)
        await reader.until("you are in")
        await notify(change("member:7", "member.changed"))
        await reader.until("member:7")
        allowed[0] = False
        await notify(change("member:7", "member.left"), change("customer:9"))
        await reader.task
        assert "event: leave" in reader.text
        assert "customer:9" not in reader.text

    run(test, lambda cookies, slug: alice_only(cookies, slug) if allowed[0] else None)


def test_nobody_is_told_of_a_customer_that_is_hidden_from_them() -> None:
    """The ids stand behind an @ on the wire, and are told to nobody."""
    hidden = [frozenset({5})]

    async def test(application: Stream) -> None:
        reader = Reader(application)
        await reader.until("you are in")
        mixed = {
            "w": WORKSPACE,
            "t": ["task:1@5", "customer:5@5", "task:2@6"],
            "k": "task.changed",
            "b": None,
        }
        await notify(change("customer:5@5"), mixed, change("metric:9"))
        await reader.until("metric:9")
        assert [told["t"] for told in reader.changes()] == [["task:2"], ["metric:9"]]
        hidden[0] = frozenset()
        await notify(change("customer:5@5", "customer.guarded"), change("customer:5@5"), change("metric:10"))
        await reader.until("metric:10")
        assert [told["t"] for told in reader.changes()][2:] == [["customer:5"], ["customer:5"], ["metric:10"]]

    run(test, lambda cookies, slug: listen.Listener(WORKSPACE, MEMBER, hidden[0]))


def test_who_comes_back_learns_whether_something_was_missed() -> None:
    async def test(application: Stream) -> None:
        first = Reader(application)
        await first.until("you are in")
        await notify(change("customer:1"))
        await first.until("customer:1")
        last = [line[4:] for line in first.text.splitlines() if line.startswith("id: ")][-1]
        current, late = Reader(application, seen=last), Reader(application, seen="an-old-one")
        await current.until("you are in")
        await late.until(listen.MISSED)
        assert current.changes() == []

    run(test)


def test_a_broken_connection_is_mended_and_said() -> None:
    async def test(application: Stream) -> None:
        reader = Reader(application)
        await reader.until("you are in")
        async with await psycopg.AsyncConnection.connect(listen.address(), autocommit=True) as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database() AND usename = current_user"
            )
        await reader.until(listen.MISSED)
        await notify(change("customer:3"))
        await reader.until("customer:3")

    run(test)


def test_a_reader_far_behind_is_told_once_to_look_again() -> None:
    async def test(application: Stream) -> None:
        watcher = Reader(application)
        await watcher.until("you are in")
        with application.hub.subscription(WORKSPACE, MEMBER) as slow:
            await notify(*(change(f"customer:{number}") for number in range(150)), change("customer:last"))
            await watcher.until("customer:last")
            heard = [slow.queue.get_nowait() for _ in range(slow.queue.qsize())]
        assert heard[0].kind == listen.MISSED
        assert heard[0].topics == ["*"]
        assert heard[-1].topics == ["customer:last"]
        assert len(heard) < 100

    run(test)


def test_a_reader_that_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "STUCK", 0.1)

    async def test(application: Stream) -> None:
        reader = Reader(application)
        await reader.until("you are in")
        reader.blocked = True
        await notify(change("customer:1"))
        async with asyncio.timeout(10):
            await reader.task
        assert application.hub.count(WORKSPACE, MEMBER) == 0

    run(test)


def test_too_many_windows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MOST_STREAMS", 2)

    async def test(application: Stream) -> None:
        readers = [Reader(application) for _ in range(2)]
        for reader in readers:
            await reader.until("you are in")
        third = Reader(application)
        await third.task
        assert third.status == 429

    run(test)


def test_the_limit_holds_for_windows_that_come_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MOST_STREAMS", 3)

    async def test(application: Stream) -> None:
        readers = [Reader(application) for _ in range(12)]
        async with asyncio.timeout(10):
            while any(not reader.status for reader in readers):
                await asyncio.sleep(0.01)
        assert sorted(reader.status for reader in readers) == [200] * 3 + [429] * 9
        assert application.hub.count(WORKSPACE, MEMBER) == 3

    run(test)


def test_while_the_database_is_away_nobody_is_let_in_and_nothing_breaks() -> None:
    def away(cookies: dict[str, str], slug: str) -> tuple[int, int] | None:
        raise OperationalError("the connection is closed")

    async def test(application: Stream) -> None:
        reader = Reader(application)
        await reader.task
        assert (reader.status, json.loads(reader.text)["status"]) == (503, 503)

    run(test, away)


def test_what_is_told_to_one_member_reaches_no_other():
    from handrail.house.ledger.listen import Hub

    async def heard():
        hub = Hub()
        with hub.subscription(1, 10) as bob, hub.subscription(1, 11) as ada:
            hub._tell(1, ["nudges:10", "customer:5"], "nudge.told", 12)
            hub._tell(1, ["nudges:10"], "nudge.told", 12)
            return [one.queue.get_nowait().topics for one in (bob, bob, ada)], ada.queue.empty()

    topics, silent = asyncio.run(heard())
    assert topics == [["nudges:10", "customer:5"], ["nudges:10"], ["customer:5"]]
    assert silent
