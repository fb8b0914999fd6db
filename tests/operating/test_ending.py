"""What does not end by itself when it is asked to."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from procrastinate.contrib.django import app

from handrail import asgi, worker
from handrail.kit.asgi import Ending

ROOT = Path(__file__).resolve().parents[2]
Answer = TypeVar("Answer")


def test_a_worker_cuts_off_what_takes_too_long() -> None:
    command = [sys.executable, "-m", "tests.operating.stuck"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "at it\n"
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_a_job_whose_worker_is_gone_is_another_ones() -> None:
    """As it is left by a worker that was cut off: under way, and nobody's heart beats for it."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        gone, number = 0, 0
        try:
            gone = one(
                connection,
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id",
            )
            number = one(
                connection,
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
                " VALUES ('default', 'nothing', '{}', 'doing', %s) RETURNING id",
                gone,
            )
            alone(looked_for_until(lambda: state_of(connection, number) == "todo"))
        finally:
            connection.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
            connection.execute("DELETE FROM procrastinate_workers WHERE id = %s", [gone])


def alone(work: Coroutine[Any, Any, Answer]) -> Answer:
    """In a thread of its own: the browser of other tests keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


async def looked_for_until(done: Callable[[], bool]) -> None:
    with app.replace_connector(worker._connector()) as worker_app:
        async with worker_app.open_async():
            looking = asyncio.create_task(worker._requeue(worker_app))
            async with asyncio.timeout(20):
                while not done():
                    await asyncio.sleep(0.02)
            looking.cancel()


def one(connection: psycopg.Connection, query: str, *values: object) -> int:
    row = connection.execute(query.encode(), values).fetchone()
    assert row
    return int(row[0])


def state_of(connection: psycopg.Connection, number: int) -> str:
    row = connection.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [number]).fetchone()
    assert row
    return str(row[0])


def test_an_upload_that_comes_too_slowly_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def upload() -> tuple[int, str, str] | None:
        monkeypatch.setattr(asgi, "_ending", ending := Ending())
        ending.ask(0)
        return await asgi._read(asyncio.Future, io.BytesIO(), None, 100)

    answer = alone(upload())
    assert answer
    assert answer[0] == 503
    assert "Send it again" in answer[2]
