"""Folding the events of a subject gives its row."""

from __future__ import annotations

import pytest
from django.apps import apps

from handrail.house.ledger import write
from handrail.house.ledger.models import Event
from handrail.house.ledger.values import fold, snapshot
from handrail.house.workspaces.models import Member, Tenanted
from handrail.kit.refusals import Stale
from handrail.record.customers.models import Customer


def history(row: Tenanted) -> list[dict]:
    events = Event.objects.filter(subject_kind=row._meta.model_name, subject_id=row.pk).order_by("id")
    return [event.changes for event in events]


def test_a_created_row_folds_from_its_event(scene):
    with scene.inside():
        row = Customer(key="a", name="A", arr="12.50", owner=scene.alice, owner_gap="")
        write.create([row])
        row = Customer.objects.get(pk=row.pk)
        assert {k: v for k, v in snapshot(row).items() if v is not None} == fold(history(row))


def test_changes_fold_and_say_old_and_new(scene):
    with scene.inside():
        row = Customer(key="a", name="A")
        write.create([row])
        assert write.change(row, {"name": "B", "arr": "10"})
        assert not write.change(row, {"name": "B"})
        row = Customer.objects.get(pk=row.pk)
        assert history(row)[1] == {"arr": [None, "10"], "name": ["A", "B"]}
        assert fold(history(row)) == {k: v for k, v in snapshot(row).items() if v is not None}
        assert row.revision == 2


def test_a_writer_who_saw_an_older_row_is_told_both_sides(scene):
    with scene.inside():
        row = Customer(key="a", name="A")
        write.create([row])
        write.change(row, {"name": "B"})
        with pytest.raises(Stale) as refusal:
            write.change(row, {"name": "C"}, revision=1)
        assert refusal.value.differences == {"name": ("B", "C")}


def test_two_processes_cannot_both_change_from_the_same_row(scene):
    with scene.inside():
        write.create([Customer(key="a", name="A")])
        mine, yours = Customer.objects.get(key="a"), Customer.objects.get(key="a")
        write.change(mine, {"name": "B"})
        with pytest.raises(Stale):
            write.change(yours, {"name": "C"})


def test_the_app_can_not_rewrite_history(scene):
    from django.db import ProgrammingError, transaction

    with scene.inside(), pytest.raises(ProgrammingError), transaction.atomic():
        Event.objects.all().update(kind="nothing")


def test_every_actor_is_named(scene):
    with scene.inside(scene.bob):
        row = Customer(key="a", name="A")
        write.create([row])
        event = Event.objects.get(subject_kind="customer", subject_id=row.pk)
        assert (event.actor_kind, event.actor_id, event.actor_label) == ("member", scene.bob.pk, "Bob")


def test_every_tenant_model_keeps_its_ledger_kind_apart():
    models = [m for m in apps.get_models() if issubclass(m, Tenanted)]
    kinds = [m._meta.model_name for m in models]
    assert Member in models
    assert len(kinds) == len(set(kinds)), "two models with one name would share a history"
