"""The worker: procrastinate's jobs, and the sweeps that look regularly for what has become due."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handrail.cli.session import count, parser, say, session
from handrail.kit import logs, supervise
from handrail.kit.pg.strain import strain_of

if TYPE_CHECKING:
    from procrastinate import App, PsycopgConnector

log = logging.getLogger(__name__)
LOST = 1
"""The exit code where the database went away; 2 would say that it never can work here."""
_STALLED = 30.0  # seconds without a heartbeat, of which a living worker sends one every ten
_CONNECTIONS = (
    3  # to fetch jobs and mark them; another one listens, and what works has connections of its own
)


@dataclass(frozen=True)
class Sweep:
    """Something to do every so many seconds: the dotted name of a function without arguments."""

    function: str
    seconds: float


PERIODIC: list[Sweep] = []
"""Sweeps of this process, besides those in `wiring.PERIODIC` ({dotted name: seconds})."""


def main(argv: list[str]) -> int:
    arguments = parser("worker", "Start the worker alone: jobs and sweeps. Any number of workers may run.")
    arguments.add_argument(
        "--concurrency", type=count, default=2, metavar="N", help="jobs at the same time (2)"
    )
    options = arguments.parse_args(argv)
    os.environ["HANDRAIL_PROCESS"] = "worker"
    with session(options.data):
        return _until_stopped(options.concurrency)


def _until_stopped(concurrency: int) -> int:
    """A database that goes away ends the worker with a word; whoever looks after it starts it again."""
    try:
        asyncio.run(_run(concurrency))
    except Exception as error:
        if (trouble := strain_of(error)) is None:
            raise
        say("The worker ends:", trouble.message)
        return LOST
    return 0


async def _run(concurrency: int) -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(_connector()) as worker_app:
        async with worker_app.open_async():
            sweeps = [asyncio.create_task(_every(one.seconds, one.function)) for one in _sweeps()]
            sweeps.append(asyncio.create_task(_requeue(worker_app)))
            jobs = asyncio.create_task(
                worker_app.run_worker_async(
                    concurrency=concurrency,
                    shutdown_graceful_timeout=supervise.GRACE,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                )
            )
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, _stop, jobs)
            try:
                await jobs
            except asyncio.CancelledError:
                log.info("All jobs have ended.")
            finally:
                for sweep in sweeps:
                    sweep.cancel()


def _connector() -> PsycopgConnector:
    """A new job is told by NOTIFY, so this goes round a pooler."""
    from procrastinate import PsycopgConnector

    from handrail.house.ledger.listen import address

    return PsycopgConnector(conninfo=address(), min_size=1, max_size=_CONNECTIONS)


def _stop(jobs: asyncio.Task[None]) -> None:
    """Begin nothing new. What has not ended when the grace is over, or at the second wish, is cut off.

    Its transaction is then rolled back. A job is found without a heartbeat, and another worker does it; a sweep
    looks again for what is due.
    """
    if supervise.ending.is_set():
        os._exit(0)
    supervise.ending.set()
    end = threading.Timer(supervise.GRACE, os._exit, [0])
    end.daemon = True
    end.start()
    jobs.cancel()


def _sweeps() -> list[Sweep]:
    from handrail import wiring

    wired: dict[str, float] = getattr(wiring, "PERIODIC", {})
    return [*PERIODIC, *(Sweep(name, seconds) for name, seconds in wired.items())]


async def _every(seconds: float, name: str) -> None:
    """A sweep that fails is reported and tried again at its next turn; others and jobs go on."""
    from handrail import wiring

    function = wiring.load(name)
    while not supervise.ending.is_set():
        try:
            await asyncio.to_thread(_with_connection, function)
        except Exception as error:
            trouble = strain_of(error)
            words = "The sweep %s failed; it is tried again in %g s. %s"
            log.error(words, name, seconds, trouble or "", exc_info=trouble is None)
        await asyncio.sleep(seconds)


def _with_connection(function: Callable[[], object]) -> None:
    from django.db import close_old_connections

    close_old_connections()
    try:
        with logs.about(sweep=f"{function.__module__}.{function.__qualname__}"):
            function()
    finally:
        close_old_connections()


async def _requeue(app: App) -> None:
    """Jobs of a worker that was killed are nobody's: put them back."""
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED):
                log.warning("Job %s (%s) lost its worker; it is queued again.", job.id, job.task_name)
                await app.job_manager.retry_job(job)
        except Exception:
            log.exception("Looking for stalled jobs failed; it is tried again.")
        await asyncio.sleep(_STALLED / 2)
