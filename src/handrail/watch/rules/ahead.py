"""The time machine: what would happen from now until a moment, on what, and why, if nobody did anything.

A pure function of the record, the rules and the clock: the same input gives the same answer, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from handrail.house.deadlines import promising
from handrail.house.deadlines import queries as dated
from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.policy import spoken
from handrail.house.escalations.acting import names as acting_names
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import mark, say
from handrail.watch.health.words import say as health_words

from . import acting, climbing, dating, engine, foreseeing, past, queries, turning
from .engine import Ask
from .facts import DEADLINE, MISSED, REMINDERS, SCHEDULE, When
from .models import Rule

REMINDS = mark("%(what)s: reminder, %(distance)s")
ASKS = mark("Raised to %(who)s")
MISSES = mark("%(what)s: missed, %(distance)s")
FARTHEST = timedelta(days=366)
MOST = 5_000
BATCH = 400


FOR_PEOPLE = frozenset({"said", "due", "inputs", "words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that would happen. `what`: rule, reminder, missed, raised or health. `why` are sentences, `does` too.

    `said`, `due`, `inputs` and `words` are the same for people, who read no codes; programs have `why`.
    """

    at: datetime
    what: str
    kind: str
    key: str
    title: str
    name: str = ""
    verdict: str = ""
    why: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    who: str = ""
    said: str = ""
    due: date | datetime | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""

    def plain(self) -> dict[str, Any]:
        found = {name: value for name, value in asdict(self).items() if name not in FOR_PEOPLE}
        return {**found, "at": self.at.isoformat()}


@dataclass(frozen=True, slots=True)
class Ahead:
    """All of it in order. `whole` False: there was more than is listed."""

    workspace: str
    start: datetime
    end: datetime
    events: tuple[Event, ...] = ()
    whole: bool = True
    counts: dict[str, int] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return {
            "workspace": self.workspace,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "whole": self.whole,
            "counts": self.counts,
            "events": [event.plain() for event in self.events],
        }


@dataclass(frozen=True, slots=True)
class Due:
    """A moment of a promise, and whether it is the one from which it counts as missed."""

    at: datetime
    offset: str
    row: Deadline

    @property
    def part(self) -> tuple[str, str]:
        return self.row.name, MISSED if self.offset == self.row.missed else REMINDERS


def look(end: datetime, start: datetime | None = None) -> Ahead:
    """What would happen until `end`, as whoever asks may see it."""
    start = start or clock.now()
    if not start < end <= start + FARTHEST:
        words = say("This moment can not be looked at.")
        raise Invalid([Problem("at", words, say("Choose one between now and a year from now."))])
    rules = queries.with_meaning(queries.at_work(("on", "dry", "off")))
    due = dues(start, end)
    broken: list[Due] = []
    found = [*of_dates(due, rules, broken), *of_turns(rules, start, end), *of_health(rules, start, end)]
    found += of_rungs(broken, end)
    found.sort(key=lambda one: (one.at, one.what, one.kind, one.key, one.name))
    counts = {
        name: sum(one.what == name for one in found)
        for name in ("health", "missed", "raised", "reminder", "rule")
    }
    return Ahead(current().workspace.slug, start, end, tuple(found[:MOST]), len(found) <= MOST, counts)


# -- dates --------------------------------------------------------------------------------------------------


def dues(start: datetime, end: datetime) -> list[Due]:
    """Every moment in between at which a date speaks. One statement: the index holds only what can still fire."""
    how, kinds = promising.rules(), promising.kinds()
    rows = Deadline.objects.filter(
        workspace_id=current().workspace_id, next_fire_at__lte=promising.really(end)
    ).exclude(name__in=(*dated.TURNS, "escalation.rung"))
    found = []
    for row in rows.order_by("pk"):
        if row.name in kinds:
            planned = how.schedule(row.due_on or row.due_at, row.offsets)
            found += [Due(at, offset, row) for at, offset in planned if start < at <= end]
    return sorted(found, key=lambda one: (one.at, one.row.pk, one.offset))


def of_dates(due: Sequence[Due], rules: Sequence[tuple[Rule, When]], broken: list[Due]) -> Iterator[Event]:
    """What rules say of them, and what the house says where no rule decides. What the house raises then is `broken`."""
    waiting = [(rule, when) for rule, when in rules if when.trigger == DEADLINE]
    silent, names = dating.governed(waiting), owners(due)
    for at, some in groupby(due, key=lambda one: one.at):
        group = list(some)
        asks = [(one, ask) for one in group for ask in asked(waiting, one)]
        whose, let = {id(ask): due_one for due_one, ask in asks}, set[Due]()
        for one, run in judged(at, [ask for _one, ask in asks]):
            yield told(at, one, run)
            if one.spoken and run.verdict in dating.SPEAKS:
                let.add(whose[id(one)])
        for due_one in group:
            if due_one.part not in silent and due_one.offset in own(due_one):
                yield house(due_one, names)
            if due_one.part[1] == MISSED and (due_one.part not in silent or due_one in let):
                broken.append(due_one)


def own(one: Due) -> tuple[str, ...]:
    return promising.rules().own(promising.kinds()[one.row.name], breaks=bool(one.row.missed))


def asked(rules: Iterable[tuple[Rule, When]], one: Due) -> Iterator[Ask]:
    for rule, when in rules:
        if rule.state == "off" or when.name != one.row.name:
            continue
        if one.part[1] == when.at[0] or one.offset in when.at:
            yield Ask(rule, when, one.row.subject_id, "", spoken=dating.drives(rule, when))


def owners(due: Sequence[Due]) -> dict[int, str]:
    ids = {one.row.owner_id for one in due if one.row.owner_id}
    return dict(Member.objects.filter(pk__in=ids).values_list("pk", "name"))


def house(one: Due, names: dict[int, str]) -> Event:
    kind = promising.kinds()[one.row.name]
    missed = one.part[1] == MISSED
    due = one.row.due_on.isoformat() if one.row.due_on else one.row.due_at.isoformat()
    return Event(
        at=one.at,
        what="missed" if missed else "reminder",
        kind=one.row.subject_kind,
        key=one.row.subject_key,
        title=one.row.title,
        name=one.row.name,
        why=(say("%(what)s: %(due)s (%(offset)s).", what=say(kind.words), due=due, offset=one.offset),),
        who=names.get(one.row.owner_id or 0, ""),
        said=say(MISSES if missed else REMINDS, what=say(kind.words), distance=spoken([one.offset])),
        due=one.row.due_on or one.row.due_at,
    )


# -- rules --------------------------------------------------------------------------------------------------


def judged(at: datetime, asks: Sequence[Ask]) -> Iterator[tuple[Ask, Any]]:
    """What these rules would say at that moment: nothing is done or written."""
    if not asks:
        return
    with past.clock_at(at):
        for one in engine.judge(asks):
            if one.run.verdict in ("acted", "would", "no_data", "failed"):
                yield one.ask, one.run


def told(at: datetime, ask: Ask, run: Any) -> Event:
    why = [f"{name}: {value}" for name, value in sorted(run.inputs.items())]
    acts = run.verdict in ("acted", "would")
    return Event(
        at=at,
        what="rule",
        kind=run.subject_kind,
        key=run.subject_key,
        title=run.title,
        name=ask.rule.key,
        verdict=run.verdict,
        why=(ask.rule.title, *why, *([run.words] if run.words else [])),
        does=tuple(acting.sentences(ask.rule.then)) if acts else (),
        who=ask.rule.owner.name if ask.rule.owner else "",
        said=ask.rule.title,
        inputs=run.inputs,
        words=run.words,
    )


def of_turns(rules: Sequence[tuple[Rule, When]], start: datetime, end: datetime) -> Iterator[Event]:
    for rule, when in rules:
        if when.trigger != SCHEDULE or rule.state == "off":
            continue
        at = turning.following(when, start)
        while at is not None and at <= end:
            ids = turning.subjects(when, at)
            for first in range(0, len(ids), BATCH):
                asks = [Ask(rule, when, pk, "") for pk in ids[first : first + BATCH]]
                yield from (told(at, ask, run) for ask, run in judged(at, asks))
            at = turning.following(when, at)


# -- what is raised -----------------------------------------------------------------------------------------


def of_rungs(broken: Sequence[Due], end: datetime) -> Iterator[Event]:
    """Who would be asked about it, one after the other, if nobody answered."""
    found = climbing.turns([(one.at, one.row) for one in broken], end)
    names = acting_names(one.member for one in found)
    for one in found:
        yield Event(
            at=one.at,
            what="raised",
            kind=one.row.subject_kind,
            key=one.row.subject_key,
            title=one.row.title,
            name=one.row.cause,
            why=(one.why(),),
            who=names.get(one.member, ""),
            said=say(ASKS, who=names.get(one.member, "")),
        )


# -- health -------------------------------------------------------------------------------------------------


def of_health(rules: Sequence[tuple[Rule, When]], start: datetime, end: datetime) -> Iterator[Event]:
    """Customers whose health would turn by then, and what rules that hear of it would say."""
    hearing = [(rule, when) for rule, when in rules if when.happens == "health" and rule.state != "off"]
    for at, some in groupby(foreseeing.turns(start, end), key=lambda one: one.at):
        group = list(some)
        yield from (turned(one) for one in group)
        asks = [Ask(rule, when, one.customer.pk, "", said_of(one)) for rule, when in hearing for one in group]
        yield from (told(at, ask, run) for ask, run in judged(at, asks))


def said_of(one: foreseeing.Turn) -> dict[str, str]:
    """What its event would say: the record holds the state of now."""
    return {"before.health": one.was, "customer.health": one.judged.state}


def turned(one: foreseeing.Turn) -> Event:
    return Event(
        at=one.at,
        what="health",
        kind="customer",
        key=one.customer.key,
        title=one.customer.name,
        name=f"{one.was} -> {one.judged.state}",
        why=tuple(health_words(verdict, one.today).reason for verdict in one.judged.reasons),
    )
