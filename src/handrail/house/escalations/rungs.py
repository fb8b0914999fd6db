"""The chain of an escalation: who is next, and how long each has. Pure: no Django and no database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from handrail.house.deadlines.moments import instant

OWNER, MANAGER, ADMIN, TOP = "owner", "manager", "admin", "workspace_owner"
WHO = (OWNER, MANAGER, ADMIN, TOP)
LENGTH = timedelta(hours=8)
"""What counts of a working day."""
FARTHEST = 800


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is asked, and after how many hours without a word the next one is: the last one has no such time.

    `who` may be "member:<key>".
    """

    who: str
    hours: int = 0
    working: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Rung:
        return cls(str(stored["who"]), int(stored["hours"]), bool(stored.get("working")))

    def stored(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be told: a member who is here and may see what it is about."""

    pk: int
    key: str
    role: str
    manager: int | None


@dataclass(frozen=True, slots=True)
class Step:
    rung: int
    person: Person


def next_step(
    chain: Sequence[Rung],
    start: int,
    people: Mapping[int, Person],
    *,
    owner: int | None = None,
    base: int | None = None,
    told: Collection[str] = (),
) -> Step | None:
    """The first rung from `start` on that names somebody who was not told yet. None: nobody is above.

    `owner` is the record's, `base` whoever was asked last (or answers for the record): a manager is theirs.
    """
    for place in range(start, len(chain)):
        for person in named(chain[place].who, people, owner, base):
            if person.key not in told:
                return Step(place, person)
    return None


@dataclass(frozen=True, slots=True)
class Way:
    """By which chain something is raised: `about` is the customer it is about, `owner` is the record's, and `base`
    whoever answers for it, whose manager is asked."""

    chain: tuple[Rung, ...]
    about: int | None = None
    owner: int | None = None
    base: int | None = None


def steps(way: Way, people: Mapping[int, Person]) -> Iterator[Step]:
    """Everybody who is asked in turn, as long as nobody says a word."""
    told, start, base = list[str](), 0, way.base
    while step := next_step(way.chain, start, people, owner=way.owner, base=base, told=told):
        yield step
        told.append(step.person.key)
        start, base = step.rung + 1, step.person.pk


def links(way: Way, people: Mapping[int, Person]) -> Iterator[tuple[Rung, Person | None]]:
    """The chain as it is walked: who is asked at each link, or None where nobody is there. Who was asked before is
    left out, and so is the administrator where who owns the workspace is asked: they administer it then."""
    asked, base = {step.rung: step.person for step in steps(way, people)}, way.base
    topped = any(person.role == "owner" for person in asked.values())
    for place, rung in enumerate(way.chain):
        if place in asked:
            base = asked[place].pk
            yield rung, asked[place]
        elif not any(True for _ in named(rung.who, people, way.owner, base)) and not (
            topped and rung.who == ADMIN
        ):
            yield rung, None


def named(who: str, people: Mapping[int, Person], owner: int | None, base: int | None) -> Iterator[Person]:
    """Whom a rung may mean, the first one first."""
    if who == OWNER:
        yield from filter(None, [people.get(owner or 0)])
    elif who == MANAGER:
        boss = people[base].manager if base is not None and base in people else None
        yield from filter(None, [people.get(boss or 0)])
    elif who in (ADMIN, TOP):
        role = "admin" if who == ADMIN else "owner"
        yield from (person for person in people.values() if person.role == role)
    else:
        key = who.removeprefix("member:")
        yield from (person for person in people.values() if person.key == key)


# -- time -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Week:
    """When a workspace works."""

    zone: str = "UTC"
    starts: time = time(9)
    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        return (not self.days or day.isoweekday() in self.days) and day not in self.holidays

    def day_after(self, day: date, count: int) -> date:
        """The day that lies so many working days ahead."""
        for ahead in range(1, 60):
            if self.works_on(day + timedelta(days=ahead)):
                count -= 1
                if not count:
                    return day + timedelta(days=ahead)
        return day

    def hours_of(self, day: date) -> tuple[datetime, datetime]:
        wall = datetime.combine(day, self.starts)
        return instant(wall, self.zone), instant(wall + LENGTH, self.zone)


def goes_on_at(start: datetime, rung: Rung, week: Week) -> datetime:
    """When the time to answer is over. Working hours count only while the workspace works; never before `start`."""
    if not rung.working:
        return start.astimezone(UTC) + timedelta(hours=rung.hours)
    left, start = timedelta(hours=rung.hours), start.astimezone(UTC)
    first = start.date() - timedelta(days=1)
    for ahead in range(FARTHEST):
        day = first + timedelta(days=ahead)
        if not week.works_on(day):
            continue
        opens, closes = week.hours_of(day)
        opens = max(opens, start)
        if closes - opens >= left:
            return opens + left
        left -= max(closes - opens, timedelta(0))
    return start + timedelta(hours=rung.hours)


def morning_after(day: date, week: Week) -> datetime:
    """When a promise for that day is over: as work starts on the next working day."""
    for ahead in range(1, FARTHEST):
        after = day + timedelta(days=ahead)
        if week.works_on(after):
            return week.hours_of(after)[0]
    return week.hours_of(day + timedelta(days=1))[0]


def morning_of(day: date, week: Week) -> datetime:
    return week.hours_of(day)[0]
