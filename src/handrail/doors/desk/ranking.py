"""What comes first on Today. Pure: the same lines and the same day give the same page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import log10
from typing import Any

MOST_NOW, MOST_NEXT = 7, 10
SOON = timedelta(days=7)
Subject = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing to do. `danger`: 2 customer at risk or promise broken, 1 it may come to that, 0 plain work.

    `covers` names the records a verdict rests on: it is dropped where each of them has a line of its own.
    `source` and `pk` say where the page finds what to show; they play no part in the order.
    """

    kind: str
    key: str
    customer: str = ""
    arr: Decimal | None = None
    renewal_on: date | None = None
    due_on: date | None = None
    danger: int = 0
    covers: frozenset[Subject] = frozenset()
    source: str = ""
    pk: int = 0

    @property
    def subject(self) -> Subject:
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class Ranked:
    now: tuple[Line, ...]
    next: tuple[Line, ...]
    later: tuple[Line, ...]

    @property
    def more(self) -> int:
        return len(self.later)


def rank(lines: Iterable[Line], today: date) -> Ranked:
    """At most seven under Now, then what falls due this week, then all the rest."""
    ordered = sorted(once(lines), key=lambda line: order(line, today))
    urgent = [line for line in ordered if is_urgent(line, today)]
    now = urgent[:MOST_NOW]
    soon = urgent[MOST_NOW:] + [
        line for line in ordered if not is_urgent(line, today) and is_soon(line, today)
    ]
    following = soon[:MOST_NEXT]
    taken = {id(line) for line in (*now, *following)}
    later = tuple(line for line in ordered if id(line) not in taken)
    return Ranked(grouped(now), grouped(following), later)


def once(lines: Iterable[Line]) -> list[Line]:
    """Each subject once, and no verdict whose grounds all stand here as lines of their own."""
    by_subject: dict[tuple[Subject, str], Line] = {}
    for line in sorted(lines, key=lambda line: (line.kind, line.key, line.customer, -line.danger)):
        by_subject.setdefault((line.subject, line.customer), line)
    there = {subject for subject, _customer in by_subject}
    return [line for line in by_subject.values() if not line.covers or not line.covers <= there]


def is_urgent(line: Line, today: date) -> bool:
    """Somebody waits, or the clock runs out today."""
    if line.due_on is not None and line.due_on <= today:
        return True
    return line.danger == 2 and (line.due_on is None or line.due_on <= today + SOON)


def is_soon(line: Line, today: date) -> bool:
    return line.due_on is None or line.due_on <= today + SOON


def order(line: Line, today: date) -> tuple[Any, ...]:
    """Heaviest first; ties by name, so that nothing jumps about."""
    return -weight(line, today), line.due_on or date.max, line.customer, line.kind, line.key


def weight(line: Line, today: date) -> float:
    return 6 * line.danger + lateness(line, today) + money(line.arr) + nearness(line.renewal_on, today)


def lateness(line: Line, today: date) -> float:
    """Overdue counts most on its first days: what is late for months has learned to live with it."""
    if line.due_on is None:
        return 2
    days = (today - line.due_on).days
    return 4 + min(days, 30) / 10 if days >= 0 else max(0.0, 3 + days / 3)


def money(arr: Decimal | None) -> float:
    """Each tenfold of yearly value weighs one: 100,000 is 5, a million 6."""
    return log10(float(arr)) if arr and arr > 1 else 0.0


def nearness(renewal_on: date | None, today: date) -> float:
    """The nearer the renewal, the heavier: 5 on the day, 0 from 90 days on."""
    if renewal_on is None or renewal_on < today:
        return 0.0
    return max(0.0, 5 - (renewal_on - today).days / 18)


def grouped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of one customer together, where its heaviest stood."""
    first: dict[str, int] = {}
    for place, line in enumerate(lines):
        first.setdefault(line.customer or line.key, place)
    return tuple(sorted(lines, key=lambda line: first[line.customer or line.key]))
