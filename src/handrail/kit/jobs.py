"""Putting work into the queue as part of the transaction that asks for it, wherever that runs.

In the worker the queue's own connections are at hand, and what is put in by them stays when the transaction is rolled
back: the work would be done twice. So this always goes by Django's connection.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import Task, configure_task


def queue(task: Task[..., Any, ...], after: timedelta | None = None, **told: Any) -> None:
    """Done once what is under way is committed, and never where it is not; `after` so long at the earliest.
    `AlreadyEnqueued` where the task waits only once, and does."""
    configure_task(
        name=task.name, job_manager=JobManager(DjangoConnector()), queue=task.queue, lock=task.lock,
        priority=task.priority, queueing_lock=task.queueing_lock,
        schedule_in={"seconds": int(after.total_seconds())} if after else None,
    ).defer(**told)  # fmt: skip
