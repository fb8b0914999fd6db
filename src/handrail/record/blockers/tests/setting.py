"""A card that is held up, and the clock that passes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from handrail.house.deadlines import sweeps
from handrail.house.deadlines.models import Deadline
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.record.blockers import verbs
from handrail.record.blockers.models import Blocker
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

MONDAY = datetime(2026, 11, 16, 12, tzinfo=UTC)


class Killed(Exception):
    """The worker died before its commit."""


@contextmanager
def on_day(number: int) -> Iterator[None]:
    with clock.frozen(MONDAY + timedelta(days=number)):
        yield


def day(number: int) -> Any:
    return (MONDAY + timedelta(days=number)).date()


def fire(scene: Any, *, crash: bool = False) -> None:
    """What is due now, as a worker does it; or as far as one came that was killed."""
    with contextlib.suppress(Killed), enter(scene.workspace.pk, cause="deadline"):
        due = Deadline.objects.filter(name="blocker.due", next_fire_at__lte=clock.real())
        sweeps.fire(list(due.values_list("pk", flat=True)))
        if crash:
            raise Killed


def a_task(title: str = "CRM feed", **values: Any) -> Task:
    return tasks.add_tasks([Task(title=title, **{"due_on": day(10), **values})])[0]


def a_blocker(task: Task, **values: Any) -> Blocker:
    said = {
        "title": "No access to the CRM", "blocks": [f"task:{task.key}"], "due_on": day(3),
        "fallback": "We begin with the list by hand.",
        "effects": [{"what": f"task:{task.key}", "do": "move", "to": 5}],
    }  # fmt: skip
    return verbs.add_blockers([Blocker(**{**said, **values})])[0]
