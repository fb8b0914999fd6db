"""What will happen at due, in words: each effect as it would be carried out today, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from handrail.house.escalations.acting import week
from handrail.house.workspaces.models import Member
from handrail.kit.words import mark, say
from handrail.record.projects.models import Card, Stage
from handrail.ui.dates import written

from . import effects, seen
from .carrying import MODELS
from .carrying import OPEN as UNDER_WAY
from .effects import Effect, spelled
from .models import Blocker

WORDS: Mapping[str, str] = {
    "move": mark("“%(title)s” moves from %(came)s to %(goes)s."),
    "date": mark("“%(title)s” is due on %(goes)s instead of %(came)s."),
    "stage": mark("“%(title)s” goes from “%(came)s” to “%(goes)s”."),
    "state": mark("“%(title)s” becomes “%(goes)s”; it is “%(came)s” now."),
    "drop": mark("“%(title)s” is dropped."),
    "owner": mark("“%(title)s” goes from %(came)s to %(goes)s."),
}
FROM_NOTHING: Mapping[str, str] = {
    "date": mark("“%(title)s” is due on %(goes)s."),
    "stage": mark("“%(title)s” goes to “%(goes)s”."),
    "owner": mark("“%(title)s”, which nobody owns, goes to %(goes)s."),
}
"""The same where there was none before."""


@dataclass(frozen=True, slots=True)
class Line:
    """One effect. `seen`: the customer would see it; `idle`: what it changes is over, or not there."""

    effect: Effect
    words: str
    seen: bool = False
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """`at` is the moment at which an armed fallback takes effect; None without a date."""

    at: datetime | None
    lines: tuple[Line, ...]
    waits: bool
    """It waits for a person's word, for the customer sees something of it."""


def of(row: Blocker) -> Preview:
    """At most seven statements, however many effects."""
    told = list(effects.of_row(row.effects))
    there = found(told)
    outside = seen.shown_outside([one.key for one in told if one.kind == "task" and one.column in seen.SHOWN])
    names = called(told)
    stages = stood([one.key for one in told if one.do == "stage"])
    lines = tuple(line(one, there.get(one.on), names, stages, seen.is_seen(one, outside)) for one in told)
    waits = row.customer_sees or any(one.seen and not one.idle for one in lines)
    return Preview(falls_at(row), lines, waits)


def falls_at(row: Blocker) -> datetime | None:
    """As work starts on the day after its date; None where no calendar has that day."""
    try:
        return week().hours_of(row.due_on + timedelta(days=1))[0] if row.due_on is not None else None
    except OverflowError:
        return None


def found(told: list[Effect]) -> dict[str, Any]:
    """What they change, as far as whoever looks may see it. One statement for each kind."""
    rows: dict[str, Any] = {}
    for kind, model in MODELS.items():
        keys = {one.key for one in told if one.kind == kind}
        if keys:
            shown: Any = model._default_manager
            near = shown.filter(key__in=keys, removed_at=None).select_related("owner")
            rows |= {f"{kind}:{row.key}": row for row in near}
    return rows


def called(told: list[Effect]) -> dict[tuple[str, str], str]:
    """What members and stages are called. Two statements at most."""
    names: dict[tuple[str, str], str] = {}
    for do, model, name in (("owner", Member, "name"), ("stage", Stage, "title")):
        keys = {str(one.to) for one in told if one.do == do}
        if keys:
            rows: Any = model._default_manager.filter(key__in=keys, removed_at=None)
            names |= {(do, key): title for key, title in rows.values_list("key", name)}
    return names


def stood(keys: list[str]) -> dict[str, str]:
    """{card's key: its stage}. One statement."""
    if not keys:
        return {}
    rows = Card.objects.filter(key__in=keys, removed_at=None).values_list("key", "stage__title")
    return dict(rows)


def line(
    one: Effect, row: Any, names: Mapping[tuple[str, str], str], stages: Mapping[str, str], shown: bool
) -> Line:
    if row is None:
        words = say("“%(key)s” is not there, or you may not see it: this would be refused.", key=one.key)
        return Line(one, words, idle=True)
    if row.state not in UNDER_WAY[one.kind]:
        return Line(one, say("“%(title)s” is over by now, and is left as it is.", title=row.title), idle=True)
    if one.do == "move" and row.due_on is None:
        words = say("“%(title)s” has no date that could be moved: this would be refused.", title=row.title)
        return Line(one, words, idle=True)
    try:
        came, goes = between(one, row, names, stages)
    except OverflowError:
        words = say("“%(title)s” can not be moved as far as that: this would be refused.", title=row.title)
        return Line(one, words, idle=True)
    words = WORDS[one.do] if came else FROM_NOTHING.get(one.do, WORDS[one.do])
    return Line(one, say(words, title=row.title, came=came, goes=goes), shown)


def between(
    one: Effect, row: Any, names: Mapping[tuple[str, str], str], stages: Mapping[str, str]
) -> tuple[str, str]:
    """How it is and how it becomes; the first is empty where there is none yet."""
    if one.do == "move":
        return day(row.due_on), day(row.due_on + timedelta(days=int(one.to)))
    if one.do == "date":
        return day(row.due_on), day(one.day)
    if one.do == "stage":
        return stages.get(one.key, ""), names.get(("stage", str(one.to)), str(one.to))
    if one.do == "owner":
        owner = row.owner.name if row.owner is not None else ""
        return owner, names.get(("owner", str(one.to)), str(one.to))
    return say(spelled(row.state)), say(spelled(one.state))


def day(found: date | None) -> str:
    return written(found, "j M Y") if found is not None else ""
