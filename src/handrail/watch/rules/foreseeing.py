"""How customers' health would turn by time alone, each at the moment at which its verdict holds no longer. Nothing is
written, and nothing is simulated but time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from handrail.house.deadlines.promising import as_shown, really
from handrail.house.workspaces.scope import current
from handrail.kit.verdict import Standing as Judgement
from handrail.kit.verdict import Today
from handrail.record.customers.models import Customer
from handrail.watch.health import queries as health
from handrail.watch.health.checks import judge_customer
from handrail.watch.health.facts import HealthFacts
from handrail.watch.health.models import Standing
from handrail.watch.health.policy import Policy

BATCH = 400


@dataclass(frozen=True, slots=True)
class Turn:
    """A customer's health is another one from this moment on."""

    at: datetime
    customer: Customer
    was: str
    judged: Judgement
    today: Today


def turns(start: datetime, end: datetime) -> list[Turn]:
    """In their order. What ran out before `start` turns at `start`. Costs those whose verdict holds no longer by the
    end, and the statements of a judgement for each 400 of them."""
    rows = Standing.objects.filter(holds_until__lte=really(end)).select_related("customer")
    before = {row.customer_id: row for row in rows.defer("criteria", "need").order_by("customer_id")}
    policy, ids, found = health.policy_of(current().workspace), sorted(before), list[Turn]()
    for first in range(0, len(ids), BATCH):
        facts = health.facts_of(ids[first : first + BATCH])
        for pk in sorted(facts):
            found += of_customer(before[pk], facts[pk], policy, start, end)
    return sorted(found, key=lambda one: (one.at, one.customer.key))


def of_customer(
    row: Standing, facts: HealthFacts, policy: Policy, start: datetime, end: datetime
) -> Iterator[Turn]:
    """From one boundary to the next: no state is skipped that would hold for a day."""
    state, at = row.state, row.holds_until and max(as_shown(row.holds_until), start)
    while at is not None and at <= end:
        today = Today.at(at, current().workspace.time_zone)
        judged = judge_customer(facts, policy, today)
        if judged.state != state:
            yield Turn(at, row.customer, state, judged, today)
        state, now = judged.state, at
        at = judged.holds_until
        if at is not None and at <= now:
            return
