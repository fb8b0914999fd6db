"""A rule tried on the past: it would have fired so often, on these. Nothing is written, nobody is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q

from handrail.house.deadlines import promising
from handrail.house.deadlines.moments import schedule
from handrail.house.deadlines.policy import Rules
from handrail.house.ledger import reading
from handrail.house.ledger.models import Event
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from . import engine, listening, past, turning
from .engine import Ask
from .facts import DEADLINE, EVENT, MISSED, REMINDERS, SCHEDULE, When
from .gathering import customer_of
from .heeding import ANY
from .models import Rule, Run
from .reading import dates, ledger_kinds

DAYS = 90
MOST = 400
"""How many moments a rehearsal looks at, the last ones first."""
MOST_SUBJECTS, MOST_EVENTS = 2_000, 4_000
Found = tuple[list["Moment"], bool]
"""Moments, and whether all of the past was looked through for them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One time at which the rule would have looked at one record. `event`: just behind that one."""

    at: datetime
    subject: int
    event: int = 0
    before: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What it would have said, the newest first. `whole` False: there was more than it looked at."""

    days: int
    runs: tuple[Run, ...]
    whole: bool = True

    @property
    def fired(self) -> list[Run]:
        return [run for run in self.runs if run.verdict == "would"]

    @property
    def silent(self) -> list[Run]:
        return [run for run in self.runs if run.verdict != "would"]


def rehearse(rule: Rule, when: When, days: int = DAYS) -> Rehearsal:
    """Look back over so many days of the ledger, as whoever asks may see it."""
    now = clock.now()
    since = now - timedelta(days=days)
    if when.trigger == SCHEDULE:
        return rounds(rule, when, days, since, now)
    moments, all_seen = FINDERS[when.trigger](when, since, now)
    found = sorted(moments, key=lambda one: (one.at, one.event, one.subject))
    taken = found[-MOST:]
    return Rehearsal(days, tuple(judged(rule, when, taken, since)), all_seen and len(taken) == len(found))


def judged(rule: Rule, when: When, moments: Sequence[Moment], since: datetime) -> Iterator[Run]:
    """From the newest to the oldest, each with the record as it was then."""
    customers, loose = around(when, {one.subject for one in moments})
    with past.seen(customers, since, loose) as look:
        for (at, event), some in groupby(reversed(moments), key=lambda one: (one.at, one.event)):
            look.back_to(at, event)
            with past.clock_at(at):
                yield from told([Ask(rule, when, one.subject, "", one.before) for one in some])


def told(asks: Sequence[Ask]) -> Iterator[Run]:
    for one in engine.judge(asks):
        one.run.verdict = "would" if one.run.verdict == "acted" else one.run.verdict
        yield one.run


def around(when: When, subjects: Collection[int]) -> tuple[set[int], past.Loose]:
    """The customers of these records, and those of them that have none."""
    rows = list(reading.model_of(when.subject)._default_manager.filter(pk__in=subjects))
    customers = {pk for row in rows if (pk := customer_of(row))}
    loose = {row.pk for row in rows if not customer_of(row)}
    return customers, {when.subject: loose} if loose else past.NOTHING


# -- what comes round ---------------------------------------------------------------------------------------


def rounds(rule: Rule, when: When, days: int, since: datetime, now: datetime) -> Rehearsal:
    """At each turn that there was, the records that were there then, as they were: also what has gone since."""
    known = candidates(when, since)
    runs: list[Run] = []
    turns, whole = [], len(known) <= MOST_SUBJECTS
    at = turning.following(when, since)
    while at is not None and at <= now:
        turns.append(at)
        at = turning.following(when, at)
    customers, loose = around(when, known[:MOST_SUBJECTS])
    mine = frozenset(known[:MOST_SUBJECTS])
    with past.seen(customers, since, loose) as look:
        for turn in reversed(turns):
            look.back_to(turn)
            with past.clock_at(turn):
                subjects = [pk for pk in turning.subjects(when, turn) if pk in mine]
                runs += told([Ask(rule, when, pk, "") for pk in subjects[: MOST - len(runs)]])
            if len(runs) >= MOST:
                whole = False
                break
    return Rehearsal(days, tuple(runs), whole)


def candidates(when: When, since: datetime) -> list[int]:
    """What is there, or was in these days; the newest first, and one more than are looked at."""
    rows: Any = reading.model_of(when.subject)._default_manager.order_by("-pk")
    here = rows.filter(Q(removed_at=None) | Q(removed_at__gte=since))
    return list(here.values_list("pk", flat=True)[: MOST_SUBJECTS + 1])


# -- when it would have looked ------------------------------------------------------------------------------


def of_events(when: When, since: datetime, now: datetime) -> Found:
    kinds = list(ledger_kinds(when))
    events = Event.objects.filter(
        workspace_id=current().workspace_id, kind__in=kinds, at__gte=since, at__lte=now
    )
    newest = list(reading.newest_first(events)[: MOST_EVENTS + 1])
    heard = (one for one in newest[:MOST_EVENTS] if listening.concerns(when.fields or (ANY,), one.changes))
    moments = [
        Moment(event.at, subject, event.id, listening.before_of(when, event))
        for event in heard
        if (subject := event.about_id if when.happens == "health" else event.subject_id) is not None
    ]
    return moments, len(newest) <= MOST_EVENTS


def of_dates(when: When, since: datetime, now: datetime) -> Found:
    """The moments that each row's promises had, while it promised them."""
    model, how = promising.model_of(when.subject), promising.rules()
    rows = model._default_manager.select_related(*[n for n in promising.LEANS if n in reading.names(model)])
    newest = list(rows.order_by("-pk")[: MOST_SUBJECTS + 1])
    moments = [
        Moment(at, row.pk) for row in newest[:MOST_SUBJECTS] for at in moments_of(row, when, how, since, now)
    ]
    return moments, len(newest) <= MOST_SUBJECTS


def moments_of(row: Any, when: When, how: Rules, since: datetime, now: datetime) -> Iterator[datetime]:
    """From now back to the beginning, what it promised between two of its changes."""
    events = Event.objects.filter(
        workspace_id=current().workspace_id, subject_kind=when.subject, subject_id=row.pk, at__gte=since
    )
    until = now
    for event in events.exclude(changes={}).order_by("-id"):
        yield from between(row, when, how, event.at, until)
        if event.kind.endswith(".created"):
            return
        undo(row, event.changes)
        until = min(until, event.at)
    yield from between(row, when, how, since, until)


def undo(row: Any, changes: dict[str, list[Any]]) -> None:
    columns = {f.attname: f for f in row._meta.concrete_fields}
    for name, (old, _new) in changes.items():
        if name in columns:
            setattr(row, name, None if old is None else columns[name].to_python(old))


def between(row: Any, when: When, how: Rules, start: datetime, end: datetime) -> Iterator[datetime]:
    if row.removed_at is not None:
        return
    kind = dates()[when.name]
    for promise in promising.promising(when.subject)(row):
        if promise.name == when.name:
            offsets = offsets_of(when, how, kind, breaks=promise.breaks)
            planned = schedule(promise.due, offsets, how.place)
            yield from (at for at, _offset in planned if start < at <= end)


def offsets_of(when: When, how: Rules, kind: Any, *, breaks: bool) -> tuple[str, ...]:
    if when.at == (REMINDERS,):
        return how.reminders(kind)
    if when.at == (MISSED,):
        return (how.missed(kind),) if breaks else ()
    return when.at


FINDERS = {EVENT: of_events, DEADLINE: of_dates}
