"""The records that each measure counts, from the history: one statement for each, for any time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from handrail.house.deadlines.queries import day_starts
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from . import launched, past
from .measures import RELEASED, Counted, Period
from .whose import Whose

Rows = Callable[[Period], Iterator[Counted]]
IN_TIME = timedelta(days=1)


def counted(name: str, period: Period, whose: Whose | None = None) -> list[Counted]:
    """Everything that this measure counts in this time, up to today; the newest first. One statement, and one for each
    kind of record where only those of some customers, or of a project, are wanted."""
    until = min(period.last, today())
    if until < period.first:
        return []
    found = sorted(COUNTS[name](Period(period.first, until)), key=lambda row: (row.on, row.pk), reverse=True)
    return found if whose is None else whose.only(found)


YEARS = range(1971, 9990)
"""Of these, every zone has a calendar that can be counted in."""


def edges(period: Period) -> tuple[datetime, datetime]:
    zone = current().workspace.time_zone
    return day_starts(period.first, zone), day_starts(period.last + timedelta(days=1), zone)


def follow_ups(period: Period) -> Iterator[Counted]:
    """What is due today has until tonight: it counts once it is done."""
    for pk, due, done in past.told(past.TASKS, period):
        if done or due < today():
            yield Counted("task", pk, due, bool(done))


def onboarding_blockers(period: Period) -> Iterator[Counted]:
    """One for each spell: who was blocked twice counts twice, who stayed blocked counts in every week of it."""
    for pk, since, until in past.told(past.BLOCKED, period):
        yield Counted("task", pk, since, False, until or date.max)


def risk_reviews(period: Period) -> Iterator[Counted]:
    """One that is planned for a moment that has hardly passed has a day yet."""
    now = clock.now()
    for pk, on, held, due in past.told(past.REVIEWS, period):
        if due <= now and (held or due <= now - IN_TIME):
            yield Counted("review", pk, on, held)


def note_freshness(period: Period) -> Iterator[Counted]:
    for pk, on, good in past.told(past.NOTES, period):
        yield Counted("note", pk, on, good)


def handoffs(period: Period) -> Iterator[Counted]:
    """Two statements: the handoffs that were worked through here, and what plans say of others."""
    for pk, on, good in past.told(past.HANDED, period):
        if good or on < today():
            yield Counted("handoff", pk, on, bool(good))
    yield from told_by_plans(period)


def told_by_plans(period: Period) -> Iterator[Counted]:
    """As each plan stood on the night of the day it named, once. What names no day is no handoff yet."""
    seen: set[tuple[int, date]] = set()
    for pk, said, since, until, born, gone in past.told(past.HANDOFFS, period):
        found = json.loads(said)
        on = day(found.get("date"))
        if on is None or not period.first <= on <= period.last or (pk, on) in seen:
            continue
        night = edges(Period(on, on))[1]
        early = since < night or born
        if (early or until is None) and all(end is None or end >= night for end in (until, gone)):
            seen.add((pk, on))
            yield Counted("plan", pk, on, early and complete(found))


def resolved(period: Period) -> Iterator[Counted]:
    for pk, on, days in past.told(launched.RESOLVED, period, days=RELEASED):
        yield Counted("supportcase", pk, on, True, value=Decimal(days))


def used(period: Period) -> Iterator[Counted]:
    for pk, on, good, cohort in past.told(launched.USED, period):
        yield Counted("reading", pk, on, good, group=cohort)


def escalated(period: Period) -> Iterator[Counted]:
    for pk, on in past.told(launched.ESCALATED, period):
        yield Counted("supportcase", pk, on, False)


def confident(period: Period) -> Iterator[Counted]:
    """Where nobody said how good it should be, the scale of the survey does; of another scale nothing is known."""
    for pk, on, value, unit, target, direction in past.told(launched.ANSWERED, period):
        wanted = target if target is not None else FAIR.get(unit.strip().lower())
        if wanted is not None:
            yield Counted("reading", pk, on, value <= wanted if direction == "down" else value >= wanted)


FAIR = {"nps": Decimal(0), "csat": Decimal(4), "of 5": Decimal(4), "of 10": Decimal(7), "%": Decimal(70)}
"""From which result on a survey of this unit shows confidence."""


def closed(period: Period) -> Iterator[Counted]:
    """What is due today has until tonight."""
    for pk, due, done in past.told(past.DECISIONS, period):
        if done or due < today():
            yield Counted("decision", pk, due, bool(done))


def states_written(period: Period) -> Iterator[Counted]:
    for pk, due, good in past.told(launched.WRITTEN, period):
        if good or due < today():
            yield Counted("project", pk, due, bool(good))


def implemented(period: Period) -> Iterator[Counted]:
    for pk, on, days in past.told(launched.IMPLEMENTED, period):
        yield Counted("task", pk, on, True, value=Decimal(days))


def raised(period: Period) -> Iterator[Counted]:
    for pk, on in past.told(launched.RAISED, period):
        yield Counted("escalation", pk, on, False)


def proven(period: Period) -> Iterator[Counted]:
    """What is due today has until tonight."""
    for pk, due, done in past.told(past.SIGNALS, period):
        if done or due < today():
            yield Counted("signal", pk, due, bool(done))


def went_on(period: Period) -> Iterator[Counted]:
    """A card that goes to and fro counts each time."""
    for pk, on, onwards in past.told(launched.WENT, period):
        yield Counted("task", pk, on, onwards)


def complete(told: dict[str, Any]) -> bool:
    points, promises = listed(told.get("checklist")), listed(told.get("promises"))
    ticked = all(isinstance(one, dict) and yes(one.get("done")) for one in points)
    owned = all(isinstance(one, dict) and bool(str(one.get("owner") or "").strip()) for one in promises)
    return told.get("state") == "accepted" and ticked and owned


def listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def yes(found: Any) -> bool:
    return found is True or str(found).strip().lower() in ("true", "yes", "done", "x", "ja", "1")


def day(found: Any) -> date | None:
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        return None


COUNTS: dict[str, Rows] = {
    "follow-up": follow_ups,
    "onboarding-blockers": onboarding_blockers,
    "risk-reviews": risk_reviews,
    "note-freshness": note_freshness,
    "handoff": handoffs,
    "resolution": resolved,
    "adoption-consistency": used,
    "support-escalations": escalated,
    "customer-confidence": confident,
    "decision-closure": closed,
    "exception-states": states_written,
    "implementation-lag": implemented,
    "stakeholder-escalations": raised,
    "signals-proven": proven,
    "handed-on": went_on,
}
