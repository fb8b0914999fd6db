"""What the writer does when two people, or a wrong character, get in its way."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from handrail import wiring
from handrail.house.ledger import sweeps, write
from handrail.house.ledger.models import Claim, Event
from handrail.house.ledger.values import fold, snapshot
from handrail.house.workspaces import keys
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Stale
from handrail.record.customers.models import Customer


def test_a_double_click_is_one_record_and_one_refusal(scene):
    together, outcomes = threading.Barrier(2), []

    def click() -> None:
        try:
            with scene.inside():
                row = Customer(key=keys.fresh(Customer, "Twice"), name="Twice")
                together.wait(10)
                write.create([row])
            outcomes.append("made")
        except Invalid:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["made", "refused"]


def test_who_loses_a_race_sees_what_the_other_one_wrote(scene):
    """The revision was right when it was checked, and wrong when the row was written."""
    with scene.inside():
        write.create([Customer(key="a", name="A")])
        mine, yours = Customer.objects.get(key="a"), Customer.objects.get(key="a")
        write.change(mine, {"name": "B"})
        with pytest.raises(Stale) as refusal:
            write.change(yours, {"name": "C"}, revision=1)
        assert (refusal.value.revision, refusal.value.differences) == (2, {"name": ("B", "C")})


def test_after_a_refused_twin_the_same_change_can_go_on(scene):
    with scene.inside():
        write.create([Customer(key="a", name="A")])
        with pytest.raises(Invalid):
            write.create([Customer(key="a", name="Again")])
        write.create([Customer(key="b", name="B")])
    with scene.inside():
        assert set(Customer.objects.values_list("key", flat=True)) == {"a", "b"}


@pytest.mark.parametrize("values", [{"name": "a\0b"}, {"fields": {"x": ["a\0b"]}}])
def test_a_nul_is_refused_in_words(scene, values):
    with scene.inside():
        with pytest.raises(Invalid, match="NUL"):
            write.create([Customer(key="a", **{"name": "A", **values})])
        row = Customer(key="b", name="B")
        write.create([row])
        with pytest.raises(Invalid, match="NUL"):
            write.change(row, values)


def test_history_folds_although_the_clock_was_turned_back(scene):
    with scene.inside():
        row = Customer(key="a", name="1")
        write.create([row])
        write.change(row, {"name": "2"})
    with clock.frozen(clock.real() - timedelta(days=1)), scene.inside():
        write.change(row, {"name": "3"})
    with scene.inside():
        events = Event.objects.filter(subject_kind="customer", subject_id=row.pk).order_by("id")
        stands = snapshot(Customer.objects.get(pk=row.pk))
        folded = fold([event.changes for event in events])
    assert folded["name"] == "3"
    assert folded == {name: value for name, value in stands.items() if value is not None}


def test_a_workspace_whose_tickets_fail_at_the_commit_does_not_stop_the_others(scene, monkeypatch):
    """A deferred constraint speaks at the commit only, past every savepoint of the reader."""
    with monkeypatch.context() as patch:
        patch.setattr(wiring, "SETTLES", {})
        for inside in (scene.inside, scene.elsewhere):
            with inside():
                write.create([Customer(key="a", name="A")])
    monkeypatch.setattr(wiring, "SETTLES", {"health": f"{__name__}.points_nowhere"})
    monkeypatch.setattr(points_nowhere, "where", scene.workspace.pk, raising=False)
    sweeps.serve_workspace(scene.workspace.pk)
    sweeps.serve_workspace(scene.other.pk)
    with scene.inside():
        assert Claim.objects.filter(reader="health").exists()
    with scene.elsewhere():
        assert not Claim.objects.filter(reader="health").exists()


def points_nowhere(claims: list[Claim]) -> None:
    if claims[0].workspace_id == points_nowhere.where:
        Customer.objects.filter(pk=claims[0].subject_id).update(owner_id=2**40, owner_gap="")
