"""Rules that come round: their turn is a deadline like all others, and the one sweep fires it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q

from handrail.house.deadlines.sweeps import Firing
from handrail.house.ledger import reading, write
from handrail.house.ledger.rows import local_day
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.watch.reviews.recurrence import When as Rhythm

from . import engine, queries
from .engine import Ask
from .facts import MONTHLY, When
from .models import Rule

BATCH = 500
MOST_DAYS = 31
FIRST = date(2024, 1, 1)
"""A Monday: where a rule does not say on which day it begins, it counts from here."""


def rhythm(when: When) -> Rhythm:
    """With a day of its own each record comes round by itself: every day is looked at."""
    rule = "FREQ=DAILY" if when.day else when.rule
    return Rhythm(rule, FIRST, time.fromisoformat(when.time), current().workspace.time_zone)


def following(when: When, moment: datetime) -> datetime | None:
    return rhythm(when).next(moment)


def turn(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`. Whoever slept through several turns takes one, and then the next to come."""
    moments = {firing.deadline.subject_id: firing.deadline.due_at for firing in firings}
    rows = Rule.objects.filter(pk__in=moments, removed_at=None).select_related("owner")
    for rule in rows.order_by("pk").select_for_update(no_key=True, of=("self",)):
        when = queries.meant(rule)
        if when is None or rule.next_at is None:
            continue
        write.change(rule, {"next_at": following(when, clock.now())}, kind="turned")
        if rule.state in ("on", "dry") and not rule.problem:
            for moment in taken(when, moments[rule.pk]):
                take(rule, when, moment)


def taken(when: When, moment: datetime) -> list[datetime]:
    """One turn; where each record has a day of its own, the days that were slept through too."""
    if not when.day:
        return [moment]
    missed = rhythm(when).coming(moment, MOST_DAYS)
    return [moment, *(one for one in missed if one <= clock.now())]


def take(rule: Rule, when: When, moment: datetime) -> None:
    everyone = subjects(when, moment)
    for start in range(0, len(everyone), BATCH):
        if rule.problem:
            return
        some = everyone[start : start + BATCH]
        engine.consider(Ask(rule, when, pk, f"t{moment:%Y-%m-%dT%H:%M}:{pk}") for pk in some)


def subjects(when: When, moment: datetime) -> list[int]:
    """The records whose turn it is, by the index of their day where they have one. One statement."""
    rows: Any = reading.present(reading.model_of(when.subject)).order_by("pk")
    if when.day:
        rows = rows.filter(of_day(when, local_day(moment)))
    return list(rows.values_list("pk", flat=True))


def of_day(when: When, day: date) -> Q:
    """Whose day of the month, or of the year, this is: the last day of a short month stands for those it lacks."""
    days = [day.day]
    if day.day == monthrange(day.year, day.month)[1]:
        days = list(range(day.day, 32))
    found = Q(**{f"{when.day}__day__in": days, f"{when.day}__lt": day})
    return found if when.rule == MONTHLY else found & Q(**{f"{when.day}__month": day.month})
