"""When a review comes round: an RFC 5545 rule in the calendar of a place. Pure, no Django.

A rule is read in wall time and becomes moments afterwards, so that "Mondays at ten" is ten o'clock on both sides of a
change to summer time. Holidays are passed over: nobody meets then.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from handrail.house.deadlines.moments import instant
from handrail.kit.words import mark, mark_many, say, say_many

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNITS = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}
PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9]\d?"),
    "BYDAY": re.compile(
        r"(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)){0,6}"
    ),
    "BYMONTHDAY": re.compile(r"-1|[1-9]|[12]\d|3[01]"),
    "BYMONTH": re.compile(r"(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2])){0,11}"),
    "BYSETPOS": re.compile(r"-1|[1-5]"),
    "COUNT": re.compile(r"[1-9]\d{0,2}"),
    "UNTIL": re.compile(r"\d{8}(?:T\d{6}Z?)?"),
}
"""The parts of a rule that are read, and what each may hold: nothing here can keep a machine busy."""
FARTHEST = timedelta(days=366 * 6)
"""How far ahead a rule is followed: 29 February comes at the latest after so long, but for a turn of the century."""
TURNS = 4_000
LATE = datetime(9972, 1, 1)  # noqa: DTZ001 - what the clock on a wall shows


@dataclass(frozen=True, slots=True)
class When:
    """A rule from a day on, at a time of that place's clock. `closed` are its holidays."""

    rule: str
    starts: date
    at: time
    zone: str = "UTC"
    closed: frozenset[date] = frozenset()
    ends: date | None = None

    def after(self, moment: datetime) -> Iterator[datetime]:
        """Moments later than this one, in UTC, the earliest first."""
        here = moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        begin = datetime.combine(self.starts, time.min)
        first = begin if is_once(self.rule) else max(here - timedelta(days=1), begin)
        for wall in islice(self._walls(first), TURNS):
            wall = self._open_day(wall) if is_once(self.rule) else wall
            if self.ends is not None and wall.date() > self.ends:
                return
            when = instant(wall, self.zone)
            if when > moment and wall.date() not in self.closed:
                yield when

    def _open_day(self, wall: datetime) -> datetime:
        """What comes only once is not passed over for a holiday: it is the day after."""
        while wall.date() in self.closed:
            wall += timedelta(days=1)
        return wall

    def _walls(self, first: datetime) -> Iterator[datetime]:
        """What the clock on the wall shows; not beyond the farthest day, however rarely the rule holds."""
        if not ever(self.rule):
            return
        last = first + FARTHEST
        rule = rrulestr(bounded(self.rule, last), dtstart=datetime.combine(self.starts, self.at))
        yield from rule.xafter(first, inc=True)

    def next(self, moment: datetime) -> datetime | None:
        return next(self.after(moment), None)

    def coming(self, moment: datetime, count: int) -> list[datetime]:
        return list(islice(self.after(moment), count))


ONCE = "FREQ=DAILY;COUNT=1"


def is_once(rule: str) -> bool:
    return rule == ONCE


@lru_cache(maxsize=512)
def ever(rule: str) -> bool:
    """Whether it holds on any day. The library looks up to the year 9999, and for an end only on a day that it has
    found: so it is asked shortly before."""
    endless = ";".join(part for part in rule.split(";") if not part.startswith(("UNTIL=", "COUNT=")))
    return next(iter(rrulestr(endless, dtstart=LATE)), None) is not None


def bounded(rule: str, last: datetime) -> str:
    """Not beyond that day, where the rule says no end itself."""
    return rule if "UNTIL=" in rule or "COUNT=" in rule else f"{rule};UNTIL={last:%Y%m%dT%H%M%S}"


def read(text: str) -> str:
    """The rule in the way it is kept; ValueError says what to write instead."""
    text = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    parts: dict[str, str] = {}
    for one in text.split(";"):
        name, _, value = one.partition("=")
        if name not in PARTS or name in parts or not PARTS[name].fullmatch(value):
            raise ValueError(unreadable())
        parts[name] = value
    if "FREQ" not in parts or {"COUNT", "UNTIL"} <= parts.keys():
        raise ValueError(unreadable())
    if parts["FREQ"] in ("DAILY", "WEEKLY") and any(word[:-2] for word in parts.get("BYDAY", "").split(",")):
        raise ValueError(say("“The first Monday” belongs to a rule of months: FREQ=MONTHLY;BYDAY=1MO."))
    if "UNTIL" in parts:  # a day of the place, without a zone: the rule is read in wall time
        day = parts["UNTIL"][:8]
        datetime.strptime(day, "%Y%m%d")  # noqa: DTZ007
        parts["UNTIL"] = f"{day}T235959"
    order = ["FREQ", *(name for name in PARTS if name != "FREQ" and name in parts)]
    return ";".join(f"{name}={parts[name]}" for name in order)


def unreadable() -> str:
    return say("This rule can not be read. Write one such as FREQ=WEEKLY;BYDAY=MO.")


def time_of(text: str) -> time:
    """A time of day as it is kept: "10:00". ValueError where it is none."""
    if not re.fullmatch(r"\d\d:\d\d", text):
        raise ValueError(say("Write the time of day such as 10:00."))
    return time.fromisoformat(text)


def holds(when: When) -> bool:
    """Whether it comes round at all."""
    return when.next(datetime.combine(when.starts, time.min, UTC) - timedelta(days=2)) is not None


# -- as a form asks for it ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choices:
    """A rule as a person chooses it: every `every` `unit`, on `days`; `which` of a month (1 to 4, -1: the last)."""

    unit: str = "weeks"
    every: int = 1
    days: tuple[str, ...] = ()
    which: int = 0
    month_day: int = 0


def chosen(rule: str) -> Choices | None:
    """None where the rule says more than the form can ask."""
    parts = dict(one.split("=", 1) for one in rule.split(";"))
    unit = UNITS[parts.pop("FREQ")]
    every, named = int(parts.pop("INTERVAL", 1)), parts.pop("BYDAY", "")
    month_day = int(parts.pop("BYMONTHDAY", 0))
    words = [word for word in named.split(",") if word]
    which = {int(word[:-2]) if word[:-2] else 0 for word in words} or {0}
    simple = not parts and len(which) == 1 and unit != "years" and not (unit == "days" and words)
    if unit == "months":
        simple = simple and bool(month_day or which != {0}) and not (month_day and words)
    if not simple or (month_day and unit != "months"):
        return None
    return Choices(unit, every, tuple(word[-2:] for word in words), which.pop(), month_day)


def built(said: Choices) -> str:
    freq = next(name for name, unit in UNITS.items() if unit == said.unit)
    parts = [f"FREQ={freq}"]
    if said.every > 1:
        parts.append(f"INTERVAL={said.every}")
    if said.unit == "weeks" and said.days:
        parts.append("BYDAY=" + ",".join(day for day in DAYS if day in said.days))
    if said.unit == "months" and said.which and said.days:
        parts.append("BYDAY=" + ",".join(f"{said.which}{day}" for day in DAYS if day in said.days))
    elif said.unit == "months":
        parts.append(f"BYMONTHDAY={said.month_day or 1}")
    return read(";".join(parts))


# -- in words -----------------------------------------------------------------------------------------------

DAY_NAMES = {
    "MO": mark("Monday"),
    "TU": mark("Tuesday"),
    "WE": mark("Wednesday"),
    "TH": mark("Thursday"),
    "FR": mark("Friday"),
    "SA": mark("Saturday"),
    "SU": mark("Sunday"),
}
WHICH = {
    1: mark("the first %(days)s"),
    2: mark("the second %(days)s"),
    3: mark("the third %(days)s"),
    4: mark("the fourth %(days)s"),
    5: mark("the fifth %(days)s"),
    -1: mark("the last %(days)s"),
}
EACH = {
    "days": mark("Every day at %(at)s"),
    "weeks": mark("Every week on %(days)s at %(at)s"),
    "months": mark("Every month on %(days)s at %(at)s"),
}
EVERY = {
    "days": mark_many("Every %(n)s day at %(at)s", "Every %(n)s days at %(at)s"),
    "weeks": mark_many("Every %(n)s week on %(days)s at %(at)s", "Every %(n)s weeks on %(days)s at %(at)s"),
    "months": mark_many(
        "Every %(n)s month on %(days)s at %(at)s", "Every %(n)s months on %(days)s at %(at)s"
    ),
}
WORKDAYS = ("MO", "TU", "WE", "TH", "FR")


def sentence(rule: str, starts: date, at: time) -> str:
    """ "Every week on Monday at 10:00": a rule that is more than that is shown as it is written."""
    said, hour = chosen(rule), f"{at:%H:%M}"
    if is_once(rule):
        return say("Once, on %(day)s at %(at)s", day=starts.isoformat(), at=hour)
    if said is None:
        return say("By the rule %(rule)s at %(at)s", rule=rule, at=hour)
    if said.unit == "weeks" and said.every == 1 and said.days == WORKDAYS:
        return say("From Monday to Friday at %(at)s", at=hour)
    if said.every == 1:
        return say(EACH[said.unit], days=days_of(said, starts), at=hour)
    return say_many(*EVERY[said.unit], said.every, days=days_of(said, starts), at=hour)


def days_of(said: Choices, starts: date) -> str:
    if said.month_day:
        return say("its last day") if said.month_day == -1 else say("day %(n)s", n=said.month_day)
    names = named(said.days or (DAYS[starts.weekday()],))
    return say(WHICH[said.which], days=names) if said.which else names


def named(days: Collection[str]) -> str:
    words = [say(DAY_NAMES[day]) for day in days]
    return (
        words[0]
        if len(words) == 1
        else say("%(some)s and %(last)s", some=", ".join(words[:-1]), last=words[-1])
    )
