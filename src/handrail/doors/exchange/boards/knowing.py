"""What came in before: found again by the other tool's own names, whatever has become of it here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from handrail.house.workspaces.scope import current, unveiled
from handrail.record.projects.models import Board, Card
from handrail.record.tasks.models import Task

from .foreign import Foreign, Item
from .wanting import IMPORTED

CHUNK = 4_000


@dataclass(slots=True)
class Known:
    """An item that came in before: its task, and its card while it is on a board."""

    item: Item
    task: Any
    card: Any
    """None while it is on no board."""


def before(foreign: Foreign) -> Iterator[QuerySet[Task]]:
    """The tasks that its items became, in parts."""
    idents = [item.ident for item in foreign.items]
    for start in range(0, len(idents), CHUNK):
        some = {f"fields__external_ids__{foreign.system}__in": idents[start : start + CHUNK]}
        yield Task.objects.filter(**some)


def ident_of(task: Task, foreign: Foreign) -> str:
    return str(task.fields["external_ids"][foreign.system])


def unseen(board: Board, foreign: Foreign) -> set[str]:
    """What belongs by now to a customer whom the importer may not see: no second one is made of it."""
    hidden = current().hidden
    if not hidden:
        return set()
    here = Q(removed_at=None) | Q(pk__in=Card.objects.filter(board=board).values("task_id"))
    with unveiled():
        parts = [rows.filter(here, customer__in=hidden).only("fields") for rows in before(foreign)]
        return {ident_of(task, foreign) for rows in parts for task in rows}


def remembered(one: Known, said: Mapping[str, str], refused: bool) -> dict[str, Any]:
    """What the other tool says now; but not of a place that was refused: that is tried again the next time."""
    before = one.task.fields.get(IMPORTED)
    stage = before.get("stage") if isinstance(before, dict) else None
    return {"fields": {**one.task.fields, IMPORTED: {**said, "stage": stage} if refused else {**said}}}


def plain(one: Known, name: str) -> str:
    row = one.task if hasattr(one.task, name) else one.card
    return shown(getattr(row, name))


def shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(point["text"] if isinstance(point, dict) else str(point) for point in value)
    return "" if value is None else str(value)
