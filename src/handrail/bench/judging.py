"""The judgement: every customer of a workspace, and one customer after one change."""

from __future__ import annotations

from time import perf_counter, process_time

from handrail.cli.session import say

from . import laying, seed
from .measure import Result, result, statements

BATCH = 500
CHANGES = 100
MOST = 20_000
"""More customers than these are laid by the database, and a part of them is judged."""


def judge(size: int, clients: int) -> list[Result]:
    """For a batch of 500 customers, and for one touchpoint with the verdict that follows from it."""
    workspace = seed.workspace(size).pk if size <= MOST else laying.workspace(size)
    looked = min(size, MOST // 2 if size > MOST else size)
    batches = [judged(workspace, start) for start in range(0, looked, BATCH)]
    began = process_time()
    changes = [changed(workspace, number) for number in range(1, min(size - 1, CHANGES) + 1)]
    busy = (process_time() - began) / len(changes) * 1_000
    counted = statements(lambda: changed(workspace, 1))
    say(f"judge-one: {busy:.1f} ms of Python each.")
    return [
        result("judge", size, batches, looked / sum(batches)),
        result("judge-one", size, changes, len(changes) / sum(changes), statements=counted),
    ]


def judged(workspace: int, start: int) -> float:
    from handrail.house.workspaces.scope import enter
    from handrail.record.customers.models import Customer
    from handrail.watch.health import verbs

    with enter(workspace):
        rows = Customer.objects.order_by("pk").only("pk")[start : start + BATCH]
        ids = [row.pk for row in rows]
        started = perf_counter()
        verbs.judge(ids)
        return perf_counter() - started


def changed(workspace: int, number: int) -> float:
    from handrail.house.ledger import reading
    from handrail.house.ledger.rows import today
    from handrail.house.workspaces.scope import enter
    from handrail.record.customers import verbs
    from handrail.record.customers.models import Customer, Touchpoint

    started = perf_counter()
    with enter(workspace):
        customer = reading.find(Customer, f"c-{number}")
        verbs.add_touchpoints([Touchpoint(customer=customer, kind="call", on=today(), summary="Bench")])
    return perf_counter() - started
