"""A milestone makes its action, a task that serves it; the task's end offers to end the milestone, and ends nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from handrail.house.ledger.duties import heir
from handrail.house.nudges.verbs import Telling, tell
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import ref
from handrail.house.talk.verbs import add_links
from handrail.kit.words import mark
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks

from .deadlines import OPEN_MILESTONES
from .models import Milestone

SERVES = "serves"
ASKED = "milestone.action_done"
REASON = mark("Its task “%(task)s” is done. Is the milestone reached?")
STEP = mark("Look at the milestone")


def make_actions(rows: Sequence[Milestone]) -> list[Task]:
    """A task for each: the same owner and day, of the same customer, connected with it."""
    with transaction.atomic():
        made = [Task(title=row.title, customer=row.customer, due_on=row.due_on, **heir(row)) for row in rows]
        add_tasks(made)
        pairs = zip(made, rows, strict=True)
        add_links([Link(source=ref(task), target=ref(row), relation=SERVES) for task, row in pairs])
    return made


def offer(rows: Sequence[Task]) -> None:
    """These tasks are done now. One statement where none serves a milestone."""
    if served := served_by(rows):
        tell(tellings(served))


def served_by(rows: Sequence[Task]) -> list[tuple[Milestone, Task]]:
    """The milestones not yet reached that these tasks serve. Two statements, and one where none serves any."""
    done = {ref(row): row for row in rows}
    links = Link.objects.filter(source__in=list(done), relation=SERVES, removed_at=None)
    served = {
        target.partition(":")[2]: done[source]
        for source, target in links.filter(target__startswith="milestone:").values_list("source", "target")
    }
    if not served:
        return []
    there = Milestone.objects.filter(key__in=list(served), removed_at=None, plan__removed_at=None)
    return [(row, served[row.key]) for row in there.filter(state__in=OPEN_MILESTONES).order_by("pk")]


def tellings(served: Sequence[tuple[Milestone, Task]]) -> Iterator[Telling]:
    for row, task in served:
        if row.owner_id is None:
            continue
        yield Telling(
            recipient_id=row.owner_id or 0,
            occasion=f"{ASKED} {row.key} {task.key}"[:200],
            name=ASKED,
            subject_kind="milestone",
            subject_id=row.pk,
            subject_key=row.key,
            about_id=row.customer_id,
            title=row.title,
            reason=REASON,
            params={"task": task.title},
            step=STEP,
            step_path=f"milestones/{row.key}/",
        )
