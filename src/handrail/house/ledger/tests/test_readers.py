"""Which readers of the ledger a change concerns, and what happens to the rows that need no ticket."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from handrail import wiring
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import sweeps, write
from handrail.house.ledger.append import together
from handrail.house.ledger.models import Claim, Event
from handrail.house.ledger.rows import today
from handrail.house.search.models import Entry
from handrail.kit.refusals import Invalid
from handrail.record.customers.models import Customer
from handrail.record.tasks import verbs
from handrail.record.tasks.models import Task


@dataclass
class Seen:
    """Stands for a row, and notes what is asked of it."""

    row: Any
    asked: set[str] = field(default_factory=set)

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(self.row, name)


@pytest.mark.parametrize("kind", sorted(wiring.DEADLINES_REST))
def test_what_a_promise_rests_on_is_named(kind, scene):
    """A column that is looked at and not named would leave a date where it was."""
    from django.apps import apps

    model = next(m for m in apps.get_models() if m._meta.model_name == kind)
    needs, rests = wiring.DEADLINES_REST[kind]
    day = today if callable(today) else None
    with scene.inside():
        values = {f.attname: day() for f in model._meta.concrete_fields if f.attname in needs and day}
        task = Task(title="T", due_on=today(), owner=scene.bob)
        row = model(
            **values, **({"task": task, "reviewer": scene.ada} if kind == "card" else {"owner": scene.bob})
        )
        seen = Seen(row)
        assert list(wiring.load(wiring.DEADLINES[kind])(seen)), "it promises something, or nothing is proven"
        bare = model(**({"task": task} if kind == "card" else {}))
        assert not list(wiring.load(wiring.DEADLINES[kind])(bare)), "without its dates it promises nothing"
    columns = {f.name: f.attname for f in model._meta.concrete_fields}
    asked = {columns.get(name, name) for name in seen.asked} & set(columns.values())
    assert asked <= rests
    assert needs <= rests


def test_a_change_that_moves_no_date_leaves_it_and_one_that_does_moves_it(scene):
    with scene.inside():
        (row,) = verbs.add_tasks([Task(title="Ask Jo", owner=scene.bob)])
    with scene.inside():
        assert not Deadline.objects.filter(subject_id=row.pk, subject_kind="task").exists()
        verbs.edit_task(row, {"due_on": today() + timedelta(days=3)})
    with scene.inside():
        first = Deadline.objects.get(subject_id=row.pk, subject_kind="task")
        verbs.edit_task(row, {"next_action": "Call"})
        assert not Claim.objects.filter(reader="deadlines").exists()
        verbs.edit_task(row, {"title": "Ask Mo"})
    with scene.inside():
        assert (first.title, Deadline.objects.get(pk=first.pk).title) == ("Ask Jo", "Ask Mo")
        verbs.finish([row])
    with scene.inside():
        assert not Deadline.objects.filter(pk=first.pk).exists()
        assert not Claim.objects.exists()


def test_a_new_row_is_found_when_the_change_ends_and_not_when_it_was_taken_back(scene):
    with scene.inside():
        (kept,) = verbs.add_tasks([Task(title="Kept")])
        (gone,) = verbs.add_tasks([Task(title="Gone")])
        verbs.remove_tasks([gone])
        with pytest.raises(Invalid), transaction.atomic():
            (lost,) = verbs.add_tasks([Task(title="Lost")])
            raise Invalid([])
        verbs.edit_task(kept, {"title": "Kept on"})
    with scene.inside():
        found = dict(Entry.objects.filter(subject_kind="task").values_list("title", "present"))
        assert found.pop("Kept on") is True
        assert not any(found.values()), "what was taken back is not found"
        assert not Entry.objects.filter(subject_id=lost.pk, subject_kind="task").exists()
        assert not Claim.objects.exists()


def test_what_can_not_be_indexed_at_once_is_later_and_holds_up_nothing(scene, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(wiring.AT_ONCE, "search", (wiring.AT_ONCE["search"][0], f"{__name__}.fails"))
        with scene.inside():
            (row,) = verbs.add_tasks([Task(title="Macros")])
    with scene.inside():
        assert Task.objects.filter(pk=row.pk).exists()
        assert not Entry.objects.filter(subject_id=row.pk, subject_kind="task").exists()
    assert sweeps.serve_workspace(scene.workspace.pk) == 1
    with scene.inside():
        assert Entry.objects.get(subject_id=row.pk, subject_kind="task").title == "Macros"


def fails(rows: list[Any]) -> None:
    Task.objects.filter(pk=rows[0].pk).update(title=None)


def test_told_together_is_told_once_and_not_at_all_where_it_fails(scene):
    with scene.inside():
        before = Event.objects.count()
        with together():
            write.create([Customer(key="a", name="A")])
            write.create([Customer(key="b", name="B")])
            assert Event.objects.count() == before
        assert Event.objects.count() == before + 2
        with pytest.raises(Invalid), transaction.atomic(), together():
            write.create([Customer(key="c", name="C")])
            write.create([Customer(key="a", name="Again")])
        assert Event.objects.count() == before + 2
        assert set(Customer.objects.values_list("key", flat=True)) == {"a", "b"}
