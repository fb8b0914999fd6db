"""A task that comes again: the next one is made once, by whatever path the one before was closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.ledger import undoing
from handrail.house.ledger.models import Event
from handrail.house.ledger.rows import today
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import Actor, on_behalf_of
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Stale
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.tasks import verbs
from handrail.record.tasks.models import Task

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAID = ("title", "text", "next_action", "customer_id", "priority", "subject", "fields", "owner_id")


def made(**more) -> Task:
    return verbs.add_tasks([Task(**{"title": "Send numbers", "recurs": "FREQ=WEEKLY", **more})])[0]


def fresh(row: Task) -> Task:
    return Task.objects.get(pk=row.pk)


def test_the_next_one_has_its_words_and_takes_the_rule_over(scene):
    with clock.frozen(MONDAY), scene.inside(scene.bob):
        (acme,) = add_customers([Customer(name="Acme", owner=scene.bob)])
        row = made(
            customer=acme, owner=scene.bob, due_on=date(2026, 11, 6), text="By mail", next_action="Ask Jo",
            priority="high", subject="customer:acme", fields={"region": "North"}, source="Kick-off",
            recurs=" rrule:freq=weekly;count=3; ",
        )  # fmt: skip
        assert row.recurs == "FREQ=WEEKLY;COUNT=3"
        verbs.edit_task(row, {"state": "done"})
        old, new = Task.objects.order_by("pk")
        assert (old.recurs, old.state, old.done_on) == ("", "done", date(2026, 11, 23))
        assert (new.recurs, new.state, new.done_on, new.source) == ("FREQ=WEEKLY;COUNT=2", "open", None, "")
        assert new.due_on == date(2026, 11, 27), "what was missed is not made up for"
        assert [getattr(new, name) for name in SAID] == [getattr(old, name) for name in SAID]
        assert old.revision == row.revision, "who closed it knows how it stands"


def test_closed_twice_it_makes_no_two(scene):
    with scene.inside(scene.bob):
        row = made()
        stale = fresh(row)
        verbs.finish([row])
        with pytest.raises(Stale):
            verbs.finish([stale])
    with scene.inside(scene.bob):
        verbs.reopen([fresh(row)])
        verbs.finish([fresh(row)])
        assert Task.objects.count() == 2
        verbs.edit_task(Task.objects.exclude(pk=row.pk).get(), {"state": "dropped"})
        assert Task.objects.count() == 2, "what is dropped is not done"


def test_the_last_of_a_rule_that_ends_is_the_last(scene):
    with scene.inside(scene.bob):
        rows = [made(recurs="FREQ=DAILY;COUNT=1"), made(recurs="FREQ=DAILY;UNTIL=20200101")]
        assert verbs.finish(rows) == 2
        assert list(Task.objects.values_list("state", "recurs")) == [("done", "")] * 2


def test_many_are_closed_in_as_many_statements_as_two(scene):
    with scene.inside(scene.bob):
        rows = verbs.add_tasks([Task(title=f"T{n}", owner=scene.bob, recurs="FREQ=DAILY") for n in range(40)])
        with CaptureQueriesContext(connection) as asked:
            verbs.finish(Task.objects.filter(pk__in=[row.pk for row in rows]))
        assert len(asked) < 30
        assert Task.objects.filter(state="open", recurs="FREQ=DAILY").count() == 40


def test_taking_back_that_it_is_done_takes_the_next_one_back(scene):
    with scene.inside(scene.bob) as scope:
        row = made(due_on=today())
    with scene.inside(scene.bob) as scope:
        verbs.edit_task(fresh(row), {"state": "done"})
        batch = scope.batch
    with scene.inside(scene.bob) as scope:
        undoing.undo(batch)
        back = scope.batch
    with scene.inside(scene.bob):
        left = Task.objects.get(removed_at=None)
        assert (left.pk, left.recurs, left.state) == (row.pk, "FREQ=WEEKLY", "open")
        undoing.undo(back)
        old, new = Task.objects.filter(removed_at=None).order_by("pk")
        assert [(one.state, one.recurs) for one in (old, new)] == [("done", ""), ("open", "FREQ=WEEKLY")]
        assert Task.objects.count() == 2, "nothing is finished anew"


def test_who_left_leaves_a_gap_and_whoever_owns_it_hears_of_the_next(scene):
    with scene.inside(scene.ada):
        row, other = made(owner=scene.bob, title="His"), made(owner=scene.alice, title="Hers")
        Member.objects.filter(pk=scene.bob.pk).update(left_on=today())
        verbs.finish([fresh(row), fresh(other)])
        new = Task.objects.get(title="His", state="open")
        assert (new.owner_id, new.owner_gap, new.owner_text) == (None, "left", "Bob")
        told = Nudge.objects.filter(
            name="task.given", subject_id=Task.objects.get(title="Hers", state="open").pk
        )
        assert [(one.recipient.name, one.params["who"]) for one in told.select_related("recipient")] == [
            ("Alice", "Ada")
        ]


@pytest.mark.parametrize("kind", ["rule", "import", "token"])
def test_whoever_closes_it(scene, kind):
    with scene.inside(scene.bob), on_behalf_of(Actor(kind, None, "Somebody else")):
        row = made(owner=scene.bob)
        verbs.edit_tasks([(row, {"state": "done"})])
        assert Task.objects.get(state="open").recurs == "FREQ=WEEKLY"
        events = Event.objects.filter(subject_kind="task").values_list("actor_kind", flat=True)
        assert set(events) == {kind}


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "weekly", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rule_that_can_not_be_followed_is_refused_in_words(scene, rule):
    with scene.inside(scene.bob):
        row = made()
        for attempt in (
            lambda: verbs.edit_task(row, {"recurs": rule}),
            lambda: verbs.edit_tasks([(row, {"recurs": rule})]),
            lambda: made(recurs=rule),
        ):
            with pytest.raises(Invalid, match="does not say when it comes again") as refusal:
                attempt()
            assert refusal.value.problems[0].field == "recurs"
            assert "FREQ=WEEKLY;BYDAY=MO" in refusal.value.problems[0].fix
        assert verbs.edit_task(row, {"recurs": None}) and fresh(row).recurs == ""


def test_one_that_stood_there_before_stays_and_keeps_nobody_waiting(scene):
    with scene.inside(scene.bob):
        row = made()
        Task.objects.filter(pk=row.pk).update(recurs="FREQ=DAILY;INTERVAL=0")
        row = fresh(row)
        assert verbs.edit_task(row, {"recurs": "FREQ=DAILY;INTERVAL=0", "text": "Still"})
        verbs.finish([row])
        assert Task.objects.count() == 1


def test_a_version_that_does_not_know_rules_still_makes_tasks(scene):
    """It writes all columns but the one that it has never heard of."""
    with scene.inside(scene.bob):
        row = made(recurs="")
        columns = [f.column for f in Task._meta.concrete_fields if f.name not in ("id", "key", "recurs")]
        names = ", ".join(f'"{name}"' for name in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO tasks_task (key, {names}) SELECT 'older', {names} FROM tasks_task WHERE id = %s",
                [row.pk],
            )
        assert Task.objects.get(key="older").recurs == ""


def test_a_day_that_it_was_never_due_is_counted_from_today(scene):
    with clock.frozen(MONDAY), scene.inside(scene.bob):
        verbs.finish([made(recurs="FREQ=DAILY;INTERVAL=2")])
        assert Task.objects.get(state="open").due_on == MONDAY.date() + timedelta(days=2)
