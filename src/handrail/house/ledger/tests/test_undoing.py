"""A change is taken back as a whole by its inverse, by whoever made it, and not over the head of somebody else."""

from __future__ import annotations

import pytest

from handrail.house.ledger import undoing
from handrail.house.ledger.models import Event
from handrail.house.workspaces.scope import Actor, enter
from handrail.kit import clock
from handrail.kit.refusals import NotFound, Overtaken
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


def made(scene, **values) -> Customer:
    with scene.inside(scene.alice):
        return customers.add_customers([Customer(**{"name": "Northwind", "key": "north", **values})])[0]


def north() -> Customer:
    return Customer.objects.get(key="north")


def edited(scene, member, **values) -> int:
    """One request of its own; returns what it is called."""
    with scene.inside(member) as scope:
        customers.edit_customer(north(), values)
        return scope.batch


def test_an_edit_is_taken_back_and_done_again(scene):
    made(scene, region="EMEA", owner=scene.alice)
    batch = edited(scene, scene.bob, region="APAC", owner=None, owner_gap="nobody")
    with scene.inside(scene.bob) as scope:
        undoing.undo(batch)
        back = scope.batch
        assert (north().region, north().owner_id, north().owner_gap) == ("EMEA", scene.alice.pk, "")
        told = Event.objects.filter(batch=back, subject_kind="customer").get()
        assert told.cause == f"undo {batch}"
    with scene.inside(scene.bob):
        undoing.undo(back)
        assert (north().region, north().owner_id) == ("APAC", None)


def test_creation_removal_and_restoring_have_their_inverse(scene):
    with scene.inside(scene.bob) as scope:
        row = tasks.add_tasks([Task(title="Call")])[0]
        created = scope.batch
    with scene.inside(scene.bob) as scope:
        undoing.undo(created)
        assert Task.objects.get(pk=row.pk).removed_at is not None
        removed = scope.batch
    with scene.inside(scene.bob) as scope:
        undoing.undo(removed)
        assert Task.objects.get(pk=row.pk).removed_at is None
    with scene.inside(scene.bob) as scope:
        tasks.remove_tasks([Task.objects.get(pk=row.pk)])
        removed = scope.batch
    with scene.inside(scene.bob):
        undoing.undo(removed)
        assert Task.objects.get(pk=row.pk).removed_at is None


def test_many_at_once_are_one_change(scene):
    with scene.inside(scene.bob):
        rows = customers.add_customers([Customer(name=f"C {n}", region=str(n)) for n in range(7)])
    with scene.inside(scene.bob) as scope:
        customers.edit_customers((row, {"region": "all", "owner": scene.bob}) for row in rows)
        batch = scope.batch
    with scene.inside(scene.bob):
        undoing.undo(batch)
        assert set(Customer.objects.values_list("region", "owner_id")) == {(str(n), None) for n in range(7)}


def test_parts_go_before_their_plan_and_derived_dates_do_not_stand_in_the_way(scene):
    row = made(scene)
    with scene.inside(scene.bob) as scope:
        plan = plans.add_plans([Plan(customer=row, title="P")])[0]
        stone = plans.add_milestones([Milestone(plan=plan, title="Live")])[0]
        whole = scope.batch
    with scene.inside(scene.bob) as scope:
        plans.finish_milestones([stone])
        first = scope.batch
    with scene.inside(scene.alice):
        plans.edit_plan(Plan.objects.get(pk=plan.pk), {"title": "Other"})
    with scene.inside(scene.bob):
        undoing.undo(first)
        stone.refresh_from_db()
        assert (stone.state, stone.done_on) == ("planned", None)
    with scene.inside(scene.bob), pytest.raises(Overtaken):
        undoing.undo(whole)


def test_what_somebody_changed_since_is_not_overwritten(scene):
    made(scene, region="EMEA", size="10")
    batch = edited(scene, scene.bob, region="APAC")
    edited(scene, scene.alice, size="20")
    other = edited(scene, scene.alice, region="LATAM")
    with scene.inside(scene.bob):
        with pytest.raises(Overtaken) as refusal:
            undoing.undo(batch)
        assert "“Northwind” has been changed since by Alice: region" in refusal.value.message
        assert north().region == "LATAM"
    with scene.inside(scene.alice):
        undoing.undo(other)
    with scene.inside(scene.bob):
        undoing.undo(batch)  # it is again as Bob left it
        assert (north().region, north().size) == ("EMEA", "20")


def test_a_new_customer_with_somebodys_work_is_not_removed(scene):
    with scene.inside(scene.bob) as scope:
        row = customers.add_customers([Customer(name="Northwind", key="north")])[0]
        batch = scope.batch
    with scene.inside(scene.alice):
        tasks.add_tasks([Task(title="Call them", customer=row)])
    with scene.inside(scene.bob), pytest.raises(Overtaken, match="by Alice: task"):
        undoing.undo(batch)
    with scene.inside(scene.alice):
        tasks.remove_tasks([Task.objects.get()])
    with scene.inside(scene.bob):
        undoing.undo(batch)
        assert north().removed_at is not None


def test_half_a_change_is_never_taken_back(scene):
    with scene.inside(scene.bob):
        rows = customers.add_customers([Customer(name=f"C {n}", key=f"c{n}") for n in range(3)])
    with scene.inside(scene.bob) as scope:
        customers.edit_customers((row, {"region": "all"}) for row in rows)
        batch = scope.batch
    with scene.inside(scene.alice):
        customers.edit_customer(Customer.objects.get(key="c2"), {"region": "mine"})
    with scene.inside(scene.bob):
        with pytest.raises(Overtaken):
            undoing.undo(batch)
        assert set(Customer.objects.values_list("region", flat=True)) == {"all", "mine"}


def test_only_ones_own_changes_of_the_last_day(scene):
    made(scene)
    batch = edited(scene, scene.bob, region="APAC")
    with scene.inside(scene.alice), pytest.raises(NotFound):
        undoing.undo(batch)
    with scene.elsewhere(), pytest.raises(NotFound):
        undoing.undo(batch)
    with scene.inside(scene.bob), clock.frozen(clock.real() + undoing.LASTS * 1.01), pytest.raises(NotFound):
        undoing.undo(batch)


def test_twice_is_refused_and_the_last_one_goes_back_step_by_step(scene):
    made(scene, region="one")
    first = edited(scene, scene.bob, region="two")
    second = edited(scene, scene.bob, region="three")
    for batch, left in ((second, "two"), (first, "one")):
        with scene.inside(scene.bob):
            assert undoing.last().batch == batch
            undoing.undo(undoing.last().batch)
            assert north().region == left
    with scene.inside(scene.bob):
        with pytest.raises(NotFound):
            undoing.last()
        with pytest.raises(Overtaken, match="already"):
            undoing.undo(second)


def test_an_import_is_taken_back_as_a_whole_by_whoever_confirmed_it(scene):
    old = made(scene, region="EMEA")
    actor = Actor("import", scene.bob.pk, "accounts.csv")
    with enter(scene.workspace.pk, actor=actor, member=scene.bob, cause="import:accounts") as scope:
        customers.add_customers([Customer(name=f"C {n}") for n in range(20)])
        customers.edit_customers([(old, {"region": "APAC"})])
        batch = scope.batch
    with scene.inside(scene.alice):
        assert undoing.of_import("accounts") is None
    with scene.inside(scene.bob):
        assert undoing.of_import("accounts") == batch
        undoing.undo(batch)
        assert list(Customer.objects.filter(removed_at=None).values_list("name", "region")) == [
            ("Northwind", "EMEA")
        ]


def test_too_much_for_one_go_says_so(scene, monkeypatch):
    monkeypatch.setattr(undoing, "MOST", 3)
    with scene.inside(scene.bob) as scope:
        customers.add_customers([Customer(name=f"C {n}") for n in range(4)])
        batch = scope.batch
    with scene.inside(scene.bob), pytest.raises(Overtaken, match="too many"):
        undoing.undo(batch)


def test_a_tree_of_files_is_not_parted_from_its_texts(scene):
    from handrail.doors.infohub.models import Document
    from handrail.house.ledger import write

    with scene.inside(scene.bob) as scope:
        customers.add_customers([Customer(name="Northwind")])
        write.create([Document(key="d", path="a.yaml", kind="account", digest="0")])
        batch = scope.batch
    with scene.inside(scene.bob):
        with pytest.raises(Overtaken, match="tree of files"):
            undoing.undo(batch)
        with pytest.raises(NotFound):
            undoing.last()
