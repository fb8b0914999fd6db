"""A card is blocked while an open blocker names it, and goes on as it stood when none does. The one place that says so.

What blocks a card in another way (a card that comes first, a risk, a connection) is asked at its gate and changes no
state: see `record/projects/blocking.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.talk.subjects import Subject
from handrail.house.workspaces.scope import unveiled
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.record.tasks.queries import OPEN as OPEN_TASKS

from .models import Blocker
from .states import OPEN

BLOCKED = "blocked"


def cards_of(names: Iterable[str]) -> list[str]:
    """The keys of the cards among what is named."""
    return [name.partition(":")[2] for name in names if name.startswith("task:")]


def follow(rows: Sequence[Blocker], left: Collection[str] = ()) -> None:
    """The cards that these name, or named (`left` are keys): blocked or let go, whoever asks. Five statements at most.

    Of several that hold the same card one remembers how it stood, and hands that on when it is over. Who takes back
    what they did takes back what followed from it as well.
    """
    keys = {key for row in rows for key in (*cards_of(row.blocks), *row.held)} | set(left)
    if not keys or undoing.taking_back():
        return
    with unveiled():
        mine = {row.pk: row for row in rows}
        around = [mine.get(row.pk, row) for row in holders(keys)]
        stood = {key: state for row in around for key, state in row.held.items() if key in keys}
        found = Task.objects.filter(key__in=keys, removed_at=None, state__in=OPEN_TASKS).order_by("pk")
        cards = {task.key: task for task in found.select_for_update(no_key=True)}
        names = {key: [row for row in around if is_open(row) and f"task:{key}" in row.blocks] for key in keys}
        changes = {}
        for key, task in cards.items():
            if names[key] and task.state != BLOCKED:
                stood[key], changes[key] = task.state, BLOCKED
            elif not names[key] and task.state == BLOCKED and key in stood:
                changes[key] = stood[key]
        remember(around, {key: names[key][0] for key in keys if names[key] and key in stood}, stood, keys)
        tasks.edit_tasks([(cards[key], {"state": state}) for key, state in changes.items()])


def holders(keys: Collection[str]) -> Iterable[Blocker]:
    """All blockers that name one of these cards, or remember one. One statement."""
    named = Q(blocks__has_any_keys=names_of(keys)) | Q(held__has_any_keys=sorted(keys))
    return Blocker.objects.filter(named).order_by("pk")


def names_of(keys: Iterable[str]) -> list[str]:
    return [f"task:{key}" for key in sorted(keys)]


def is_open(row: Blocker) -> bool:
    return row.removed_at is None and row.state in OPEN


def remember(
    around: Sequence[Blocker], by: Mapping[str, Blocker], stood: Mapping[str, str], keys: Collection[str]
) -> None:
    """Each of these cards is remembered by one open blocker, or by none."""
    pairs: list[tuple[Any, dict[str, Any]]] = []
    for row in around:
        held = {key: state for key, state in row.held.items() if key not in keys}
        held |= {key: stood[key] for key, holder in by.items() if holder.pk == row.pk}
        if held != row.held:
            pairs.append((row, {"held": held}))
    ledger_rows.edit_many(pairs)


def held_up(keys: Collection[str]) -> dict[str, list[Subject]]:
    """{card's key: the open blockers that name it}: what a gate asks. One statement."""
    found: dict[str, list[Subject]] = {}
    if not keys:
        return found
    rows = Blocker.objects.filter(
        blocks__has_any_keys=names_of(keys), state__in=OPEN, removed_at=None
    ).order_by("due_on", "pk")
    for row in rows:
        for key in cards_of(row.blocks):
            if key in keys:
                about = Subject("blocker", row.key, row.pk, row.customer_id, row.title)
                found.setdefault(key, []).append(about)
    return found
