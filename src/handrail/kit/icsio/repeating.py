"""What a repetition costs, before anybody follows it: a rule in a file can be made never to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from handrail.kit.words import mark

MOST_DAYS = 60_000
"""So many days one repetition may look at: more than 160 years of each day."""
MOST_DAYS_OF_ALL = 2_000_000
"""So many days all repetitions of a file may look at together."""
MOST_OCCURRENCES = 20_000
"""So many dates of repetitions are taken from one file."""
MOST_TIMES = 4
"""So many times one event takes place on one day."""
WHOLE_DAYS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
BY_THE_CLOCK = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
UNKNOWN = mark("How it repeats can not be read.")
BY_THE_HOUR = mark("It repeats several times a day, which no meeting does.")
TOO_LONG = mark("Its repetition goes on for longer than is followed here.")
TOO_MANY = mark("The repetitions of this calendar go on for longer, all together, than is followed here.")


class Endless(Exception):
    """A repetition that is not followed; the text says why."""


class _Steps:
    """Stands in for a rule's months, or its weekdays, and counts the days that it is asked about.

    `dateutil` asks about every day in turn and knows no end but the year 9999: “each 30 February” looks at three
    million days and finds none. There is no other place in its rules where somebody could say stop.
    """

    def __init__(self, allowed: Iterable[int], most: int) -> None:
        self.allowed = tuple(allowed)
        self.most = most
        self.taken = 0

    def __contains__(self, one: int) -> bool:
        self.taken += 1
        if self.taken > self.most:
            raise Endless(TOO_LONG)
        return one in self.allowed

    def __iter__(self) -> Iterator[int]:
        return iter(self.allowed)


class Patience:
    """How much of a file's repetitions is still followed."""

    def __init__(self) -> None:
        self.days, self.occurrences = MOST_DAYS_OF_ALL, MOST_OCCURRENCES

    def follow(self, rule: Any, start: date | datetime, first: date, end: date) -> None:
        """Take the cost of a repetition up to `end`, and of its dates from `first` on; Endless if it is too high."""
        refuse_by_the_hour(rule)
        steps, found = self.walk(rule, start)
        last = last_day(rule, end)
        try:
            for moment in found:
                if moment.date() > last:
                    break
                self.occurrences -= moment.date() >= first
                if self.occurrences < 0:
                    raise Endless(TOO_MANY)
        except (ValueError, TypeError, OverflowError) as error:
            raise Endless(UNKNOWN) from error
        finally:
            self.days -= steps.taken

    def walk(self, rule: Any, start: date | datetime) -> tuple[_Steps, Any]:
        from dateutil.rrule import rrulestr

        most = min(MOST_DAYS, self.days)
        if most <= 0 or self.occurrences <= 0:
            raise Endless(TOO_MANY)
        plain = {name: value for name, value in rule.items() if name.upper() not in ("UNTIL", "COUNT")}
        made: Any = rrulestr(type(rule)(plain).to_ical().decode(), dtstart=naive(start))
        column = "_bymonth" if made._bymonth else "_byweekday"
        steps = _Steps(getattr(made, column) or range(7), most)
        setattr(made, column, steps)
        return steps, made


def refuse_by_the_hour(rule: Any) -> None:
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= max(1, len(rule.get(name, ())))
    often = str(rule.get("FREQ", [""])[0]).upper()
    if often in BY_THE_CLOCK or times > MOST_TIMES:
        raise Endless(BY_THE_HOUR)
    if often not in WHOLE_DAYS:
        raise Endless(UNKNOWN)


def last_day(rule: Any, end: date) -> date:
    until = rule.get("UNTIL", [end])[0]
    day = until.date() if isinstance(until, datetime) else until
    return min(day, end) if isinstance(day, date) else end


def naive(start: date | datetime) -> datetime:
    return start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
