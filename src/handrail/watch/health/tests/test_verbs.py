"""Standings follow the record: in the change itself, by the worker, and when time passes a boundary."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.access.workspace import set_clock
from handrail.house.ledger import claims, sweeps, write
from handrail.house.ledger.models import Claim, Event
from handrail.kit import clock
from handrail.record.customers.models import Customer, Touchpoint
from handrail.watch.health import verbs
from handrail.watch.health.models import Standing


def customer(name="Northwind", **values) -> Customer:
    row = Customer(key=name.lower(), name=name, **values)
    write.create([row])
    return row


def state(row) -> str:
    return Standing.objects.get(customer_id=row.pk).state


def test_a_customer_without_evidence_is_no_data_and_never_green(scene):
    with scene.inside():
        row = customer()
    with scene.inside():
        assert state(row) == "no_data"
        assert Claim.objects.count() == 0


def test_a_touch_and_a_good_word_turn_it_healthy_in_the_same_change(scene):
    today = clock.today()
    with scene.inside():
        row = customer(sentiment="good", sentiment_on=today, renewal_on=today + timedelta(days=200))
    with scene.inside():
        write.create([Touchpoint(key="t", customer=row, kind="call", on=today)])
    with scene.inside():
        assert state(row) == "healthy"
        changes = (
            Event.objects.filter(kind="standing.changed")
            .order_by("at", "id")
            .values_list("changes", flat=True)
        )
        assert [c["state"] for c in changes] == [[None, "no_data"], ["no_data", "healthy"]]


def test_time_alone_moves_a_customer_on(scene):
    today = clock.today()
    with scene.inside():
        row = customer(sentiment="good", sentiment_on=today, renewal_on=today + timedelta(days=300))
        write.create([Touchpoint(key="t", customer=row, kind="call", on=today)])
    with scene.inside():
        assert state(row) == "healthy"
        held = Standing.objects.get(customer_id=row.pk).holds_until
    with clock.frozen(held - timedelta(seconds=1)), scene.inside():
        verbs.judge([row.pk])
        assert state(row) == "healthy"
    with scene.inside():
        set_clock(held - clock.real() + timedelta(days=70))
    verbs.judge_due()
    with scene.inside():
        assert state(row) != "healthy", "the clock of the workspace has passed its boundaries"
        set_clock(timedelta(0))
    verbs.judge_due()
    with scene.inside():
        assert state(row) == "healthy", "a verdict of a day to come is not kept"


def test_the_sweep_finds_what_is_due_across_workspaces(scene):
    with scene.inside():
        row = customer(sentiment="good", sentiment_on=clock.today())
    with scene.inside():
        Standing.objects.filter(customer_id=row.pk).update(
            holds_until=clock.real() - timedelta(minutes=1), state="healthy", rank=3
        )
    verbs.judge_due()
    with scene.inside():
        assert state(row) == "no_data"


def test_a_poison_ticket_steps_aside_and_the_others_go_on(scene, monkeypatch):
    with scene.inside():
        good = customer("Good")
        bad = customer("Bad")
        real = verbs.judge_batch

        def poisoned(ids):
            if bad.pk in ids:
                raise RuntimeError("poison")
            real(ids)

        monkeypatch.setattr(verbs, "judge_batch", poisoned)
    with scene.inside():
        assert state(good)
        assert not Standing.objects.filter(customer_id=bad.pk).exists()
        left = Claim.objects.get()
        assert (left.attempts, left.problem) == (1, "RuntimeError: poison")
        assert left.not_before > clock.real()


def test_many_tickets_are_left_to_the_worker(scene, monkeypatch):
    monkeypatch.setattr(claims, "AT_ONCE", 10)
    with scene.inside():
        write.create([Customer(key=f"c{n}", name=f"C{n}") for n in range(25)])
    with scene.inside():
        assert Standing.objects.count() == 10
    sweeps.serve_workspace(scene.workspace.pk)
    with scene.inside():
        assert Standing.objects.count() == 25
        assert Claim.objects.count() == 0


def test_judging_more_customers_takes_no_more_statements(scene):
    with scene.inside():
        rows = write.create([Customer(key=f"c{n}", name=f"C{n}") for n in range(60)])
        with CaptureQueriesContext(connection) as few:
            verbs.judge([row.pk for row in rows[:5]])
        with CaptureQueriesContext(connection) as many:
            verbs.judge([row.pk for row in rows])
        assert len(many) == len(few) <= 45
