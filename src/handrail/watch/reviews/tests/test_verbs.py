"""From a cadence to the minutes: what is planned, what gets on the agenda and why, how each thing ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.sweeps import fire_due
from handrail.house.escalations.models import Escalation
from handrail.house.ledger.undoing import undo
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, NotFound
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.notes.models import Note
from handrail.record.projects import queries as boards
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Card, Project
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.reviews import minutes, queries, sweeps, verbs
from handrail.watch.reviews.models import AgendaItem, Cadence, Review

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""Before ten o'clock on a Monday."""


def at(days: float) -> object:
    return clock.frozen(MONDAY + timedelta(days=days))


def weekly(owner, **more) -> Cadence:
    row = Cadence(title="Account-risk review", owner=owner, starts_on=date(2026, 11, 2), **more)
    return verbs.add_cadences([row])[0]


def the_planned() -> Review:
    return Review.objects.get(state="planned", removed_at=None)


def reasons(row: Review) -> dict[str, list[str]]:
    return {one.title: [reason["code"] for reason in one.reasons] for one in queries.items_of(row)}


def test_a_cadence_always_has_one_review_ahead(scene):
    with at(0):
        with scene.inside():
            row = weekly(scene.bob)
            first = the_planned()
            assert (first.at.isoformat(), first.owner, first.title) == (
                "2026-11-23T10:00:00+00:00", scene.bob, "Account-risk review",
            )  # fmt: skip
        with scene.inside():
            assert Deadline.objects.get(name="review.due").due_at == first.at
            verbs.edit_cadence(
                Cadence.objects.get(), {"rule": "rrule:freq=weekly;byday=we", "owner": scene.ada}
            )
            moved = the_planned()
            assert (moved.pk, moved.at.day, moved.owner) == (first.pk, 25, scene.ada)
            verbs.edit_cadence(Cadence.objects.get(), {"on": False})
            assert not Review.objects.filter(removed_at=None).exists()
            verbs.edit_cadence(Cadence.objects.get(), {"on": True})
            verbs.call_off(the_planned(), "Nobody is here")
            assert the_planned().at.isoformat() == "2026-12-02T10:00:00+00:00"
            with pytest.raises(Invalid, match="can not be read"):
                verbs.edit_cadence(Cadence.objects.get(), {"rule": "FREQ=HOURLY"})
            with pytest.raises(Invalid, match="no day"):
                verbs.edit_cadence(Cadence.objects.get(), {"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"})
            verbs.remove_cadences([Cadence.objects.get()])
            assert not Review.objects.filter(state="planned", removed_at=None).exists()
            assert row.key == "account-risk-review"


def test_the_agenda_fills_itself_and_each_item_says_why(scene):
    with at(-30), scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.bob)])
        setting = build(scene.bob)
        projects.edit_stage(setting.stages[1], {"exit_rule": "The reviewer has approved"})
        old = setting.card("Old card", owner=scene.bob)
        tasks.add_tasks(
            [
                Task(title="Late", owner=scene.bob, customer=acme, due_on=date(2026, 11, 13)),
                Task(title="Nobody's", due_on=date(2027, 3, 1)),
                Task(title="All well", owner=scene.bob, due_on=date(2026, 12, 1)),
                Task(title="Done", owner=scene.bob, due_on=date(2026, 10, 1), state="done"),
            ]
        )
        decisions.add_decisions([Decision(title="Which region", owner=scene.bob)])
        assert old.task.state == "open"
    with at(-14), scene.inside():
        weekly(scene.bob)
    with at(-8), scene.inside():
        tasks.add_tasks([Task(title="Stuck", owner=scene.bob, state="blocked", due_on=date(2026, 12, 24))])
        check = setting.check(2, "checklist", "enter")
        projects.move_cards([old], setting.stages[1])
        projects.edit_check(check, {"kind": "review"})
    with at(-6.9), scene.inside():
        verbs.open_review(the_planned())
        verbs.close_review(Review.objects.get(state="open"))
    with at(-1), scene.inside(scene.bob):
        card = boards.cards().get(pk=old.pk)
        projects.move_cards([card], setting.stages[2], override=True, reason="It is only a pilot")
    with at(0.1):
        with scene.inside(), CaptureQueriesContext(connection) as few:
            verbs.open_review(the_planned())
        with scene.inside():
            row = queries.reviews().get(state="open")
            assert reasons(row) == {
                "Stuck": ["survived", "blocked", "stale"],
                "Which region": ["survived", "stale"],
                "Late": ["overdue"],
                "Nobody's": ["gap"],
                "Old card": ["let_through"],
                "Prep": ["silent"],
            }
            raised = Escalation.objects.get(subject_kind="task")
            assert (raised.cause, raised.owner, raised.subject_key) == ("review.survived", scene.bob, "stuck")
            assert Escalation.objects.count() == 2
            assert the_planned().at.date() == date(2026, 11, 30), "the next one is planned already"
        with scene.inside():
            tasks.edit_task(Task.objects.get(key="stuck"), {"state": "in_progress"})
        with scene.inside():
            assert Escalation.objects.get(pk=raised.pk).state == "resolved", "it is over with its cause"
    assert len(few) < 75, len(few)


@pytest.fixture
def review(scene):
    """Under way, with something of each kind on its agenda; on a Monday."""
    with at(-30), scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.bob)])
        tasks.add_tasks(
            [
                Task(
                    title=name, customer=acme, owner=scene.bob, state="in_progress", due_on=date(2026, 11, 13)
                )
                for name in "abcd"
            ]
        )
        decisions.add_decisions([Decision(title="Which region", owner=scene.bob, due_on=date(2026, 11, 12))])
    with at(-1), scene.inside():
        weekly(scene.alice)
    with at(0), scene.inside():
        verbs.open_review(the_planned())


def item(title: str) -> AgendaItem:
    found = AgendaItem.objects.select_related("review", "customer").filter(title=title, removed_at=None)
    return found.order_by("-pk")[0]


def test_each_item_ends_in_something_and_the_rest_comes_back(scene, review):
    with at(0.1):
        with scene.inside(scene.bob):
            first = queries.reviews().get(state="open")
            assert first.current == item("Which region").key, "what has the most reasons comes first"
            verbs.decide(item("Which region"), "Frankfurt")
            assert Decision.objects.get().state == "approved"
            made = verbs.act(item("a"), "Call Jo", scene.ada, date(2026, 11, 30))
            assert (made.subject, made.customer_id, made.owner) == (
                "task:a",
                item("a").customer_id,
                scene.ada,
            )
            verbs.redate(item("b"), date(2026, 12, 3), "They asked for it")
            assert Task.objects.get(key="b").due_on == date(2026, 12, 3)
            verbs.keep(item("c"), "On its way")
            with pytest.raises(Invalid, match="ended already"):
                verbs.keep(item("c"), "Again")
            with pytest.raises(Invalid, match="needs words"):
                verbs.keep(item("d"), " ")
            assert queries.review(first.key).current == item("d").key, "the next one that is open"
            verbs.bring_up(queries.review(first.key), "Who stands in at Christmas?")
        with scene.inside(scene.alice) as change:
            text = verbs.close_review(queries.review(first.key))
            assert [line for line in text.splitlines() if line.startswith(("#", "-"))] == [
                "# Account-risk review of 2026-11-23",
                "## Decisions", "- **Which region** (overdue, stale): Frankfurt",
                "## Actions", "- **a** (overdue, stale): Call Jo – Ada by 2026-11-30",
                "## New dates", "- **b** (overdue, stale): They asked for it – from 2026-11-13 to 2026-12-03",
                "## No change", "- **c** (overdue, stale): On its way",
                "## Left over for the next time", "- **d** (overdue, stale)",
                "- **Who stands in at Christmas?** (added)",
            ]  # fmt: skip
        with scene.inside(scene.alice):
            assert Note.objects.get().text.startswith("# Account-risk review of 2026-11-23")
            undo(change.batch)
            assert Note.objects.get().removed_at is not None
            assert queries.review(first.key).state == "open", "what was closed by mistake is under way again"
    with at(0.2), scene.inside():
        verbs.close_review(queries.review(first.key))
    with at(7), scene.inside():
        verbs.open_review(the_planned())
        again = reasons(queries.reviews().get(state="open"))
        assert again["Who stands in at Christmas?"] == ["left"]
        assert again["d"] == ["overdue", "stale"]
        assert "b" not in again
        assert item("d").carried == 1


def test_an_exception_that_comes_a_third_time_says_so(scene, review):
    for week in (0.1, 7, 14):
        with at(week), scene.inside():
            if week > 1:
                verbs.open_review(the_planned())
            row = queries.reviews().get(state="open")
            assert ("repeated" in reasons(row)["a"]) == (week == 14)
            verbs.close_review(row)


def test_only_its_owner_gives_the_answer_that_a_decision_waits_for(scene, review):
    with at(0), scene.inside(scene.ada), pytest.raises(NotAllowed, match="Bob decides this"):
        verbs.decide(item("Which region"), "Dublin")
    with at(0), scene.inside(scene.ada):
        verbs.decide(item("a"), "We drop it")
        assert Decision.objects.get(title="a").owner == scene.ada
        assert queries.reviews().get(state="open").people == ["alice", "ada"]


def test_a_review_that_nobody_opens_is_missed_raised_and_followed_by_the_next(scene):
    with scene.inside():
        weekly(scene.bob)
        tasks.add_tasks([Task(title="Stuck", owner=scene.bob, state="blocked")])
        first = the_planned().key
    for days in (9, 18):
        with scene.inside():
            Workspace.objects.filter(pk=scene.workspace.pk).update(clock_offset=timedelta(days=days))
            Deadline.objects.filter(next_fire_at__isnull=False).update(next_fire_at=clock.real())
        fire_due()
    with enter(scene.workspace.pk, member=scene.alice):
        assert queries.review(first).state == "missed"
        assert Review.objects.filter(state="missed").count() == 2
        assert the_planned().at > clock.now()
        told = Nudge.objects.filter(recipient=scene.bob, name="review.due", urgent=True).order_by("pk")
        assert told[0].subject_key == first
        assert Escalation.objects.get().subject_key == "stuck"
        verbs.open_review(queries.review(first))
        assert queries.review(first).state == "open", "late is better than never"


def test_nothing_of_a_private_customer_is_told_to_who_may_not_see_it(scene):
    with at(-30), scene.inside():
        (row,) = customers.add_customers([Customer(name="Secret", owner=scene.alice, private=True)])
        tasks.add_tasks([Task(title="Hidden", customer=row), Task(title="Open")])
    with at(-1), scene.inside():
        weekly(scene.bob)
    with at(0), scene.inside(scene.bob):
        verbs.open_review(the_planned())
    with at(0), scene.inside(scene.bob):
        found = queries.reviews().get(state="open")
        assert [one.title for one in queries.items_of(found)] == ["Open"]
        assert "Hidden" not in minutes.of(found)
    with at(0), scene.inside(scene.alice):
        found = queries.reviews().get(state="open")
        assert {one.title for one in queries.items_of(found)} == {"Open", "Hidden"}
        assert "Hidden" not in minutes.of(found, open_to_all=True)


def test_the_minutes_kept_for_a_private_customer_say_what_was_looked_at(scene):
    """They are filed under that customer: who may not see it does not see the note. Of another one, they say nothing."""
    with at(-30), scene.inside():
        secret, other = customers.add_customers(
            [Customer(name=name, owner=scene.alice, private=True) for name in ("Secret", "Other")]
        )
        project = projects.add_projects([Project(title="Launch", customer=secret, owner=scene.alice)])[0]
    with at(0), scene.inside():
        (row,) = verbs.add_reviews([Review(project=project, title="Launch", at=clock.now())])
        verbs.open_review(row)
        verbs.bring_up(row, "Their own")
        elsewhere = verbs.bring_up(row, "Of the other")
        AgendaItem.objects.filter(pk=elsewhere.pk).update(customer=other)
        verbs.close_review(Review.objects.get(pk=row.pk))
        note = Note.objects.get()
        assert note.customer == secret
        assert "Their own" in note.text and "Of the other" not in note.text
    with scene.inside(scene.bob):
        assert not Note.objects.exists()


def test_the_rhythm_begins_by_itself_and_never_twice(scene):
    with scene.inside():
        customers.add_customers([Customer(name="Acme")])
        projects.edit_project(build(scene.bob).project, {"kind": "readiness"})
    for _ in range(2):
        sweeps.begin_missing()
    with scene.inside():
        assert {row.key: (row.on, row.owner_id) for row in Cadence.objects.all()} == {
            "account-risk": (True, scene.alice.pk),
            "urgent-blockers": (True, scene.alice.pk),
            "spring-checkout-weekly": (True, scene.bob.pk),
            "spring-checkout-daily": (True, scene.bob.pk),
        }
        verbs.remove_cadences(list(Cadence.objects.all()))
    sweeps.begin_missing()
    with scene.inside():
        assert not Cadence.objects.filter(removed_at=None).exists(), "who took them away has decided so"


@pytest.mark.parametrize("kind", ["weekly", "daily"])
def test_an_agenda_takes_the_same_statements_for_ten_cards_and_for_two_hundred(scene, kind):
    asked = []
    for size in (10, 200):
        with at(-30), scene.inside():
            setting = build(scene.bob)
            rows = [
                Task(title=f"Card {n}", owner=scene.bob, state="blocked", due_on=date(2026, 11, 3))
                for n in range(size)
            ]
            projects.add_cards([Card(task=row, stage=setting.stages[0]) for row in rows])
        with at(0), scene.inside():
            (row,) = verbs.add_reviews(
                [Review(title="Now", kind=kind, project=setting.project, owner=scene.bob)]
            )
        with at(0), scene.inside(), CaptureQueriesContext(connection) as captured:
            verbs.open_review(queries.review(row.key))
        with scene.inside():
            found = queries.review(row.key)
            assert len(queries.items_of(found)) + found.left_out == size + (2 if kind == "weekly" else 0)
            assert found.left_out == (2 if (size, kind) == (200, "weekly") else 0)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 45, asked


def test_what_was_let_through_does_not_escape_the_next_review(scene):
    """No review was held yet, the cards have gone, and two hundred worse things are before them."""
    with at(-60), scene.inside(scene.bob):
        setting = build(scene.bob)
        setting.check(2, "checklist", "enter")
        taken, removed = setting.card("Taken off"), setting.card("Removed")
        for card in (taken, removed):
            projects.move_cards([card], setting.stages[2], override=True, reason="A pilot")
        projects.remove_cards([taken])
        tasks.remove_tasks([removed.task])
        late = [
            Task(title=f"Late {n}", owner=scene.bob, due_on=date(2026, 9, 1), state="blocked")
            for n in range(200)
        ]
        tasks.add_tasks(late)
    with at(0), scene.inside():
        verbs.open_review(verbs.add_reviews([Review(title="First", owner=scene.bob)])[0])
        row = queries.reviews().get(state="open")
        told = reasons(row)
        assert told["Removed"] == ["let_through"] and "let_through" in told["Taken off"]
        assert (len(told), row.left_out) == (202, 2), "stages that ask nothing did not fit"
        with pytest.raises(NotFound, match="not there any more"):
            verbs.redate(item("Removed"), date(2026, 12, 3))
        verbs.close_review(row)
    with at(7), scene.inside():
        verbs.open_review(verbs.add_reviews([Review(title="Second", owner=scene.bob)])[0])
        assert reasons(queries.reviews().get(state="open"))["Removed"] == ["let_through"]
        verbs.decide(item("Removed"), "It was right")
        assert Decision.objects.get().title == "Removed"
        verbs.close_review(queries.reviews().get(state="open"))
    with at(14), scene.inside():
        verbs.open_review(verbs.add_reviews([Review(title="Third", owner=scene.bob)])[0])
        assert "Removed" not in reasons(queries.reviews().get(state="open")), "it was answered for"
