"""A customer's health over time, judged again from the ledger: the same judgement, over the record as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.record.customers.models import Customer
from handrail.watch.health import queries as health
from handrail.watch.health.checks import judge_customer
from handrail.watch.health.words import say as spoken

from . import past

WEEKS, MOST_WEEKS = 26, 104


@dataclass(frozen=True, slots=True)
class Point:
    """How the customer stood at a moment, and which reasons decided."""

    at: datetime
    state: str
    why: tuple[str, ...]


def replay(customer: Customer, weeks: int = WEEKS) -> list[Point]:
    """A point for each week, the newest first; none from before the customer was there."""
    return list(points(customer, min(weeks, MOST_WEEKS)))


def points(customer: Customer, weeks: int) -> Iterator[Point]:
    now = clock.now()
    with past.seen([customer.pk], now - timedelta(weeks=weeks)) as look:
        for week in range(weeks + 1):
            at = now - timedelta(weeks=week)
            if at < customer.created_at:
                return
            look.back_to(at)
            with past.clock_at(at):
                facts = health.facts_of([customer.pk]).get(customer.pk)
                if facts is None:
                    continue
                today = health.this_day()
                judged = judge_customer(facts, health.policy_of(current().workspace), today)
                yield Point(at, judged.state, tuple(spoken(one, today).reason for one in judged.reasons))
