"""When a task comes again: a rule of RFC 5545, from the day that it was due. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, date, datetime, time

from dateutil.rrule import rrulestr

from handrail.kit.refusals import Problem
from handrail.kit.words import say

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
YEARS = 30
"""How far ahead a rule is followed."""
CYCLE = 400
"""Years after which the calendar repeats itself to the day, leap years and days of the week alike."""
COUNT = re.compile(r"COUNT=([0-9]+)")
DAY = r"[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU)"
OF_MONTH = r"-?(?:[1-9]|[12][0-9]|3[01])"
MONTH = r"(?:[1-9]|1[0-2])"
PARTS = {
    "FREQ": re.compile("|".join(FREQUENCIES)),
    "INTERVAL": re.compile(r"[1-9][0-9]?"),
    "COUNT": re.compile(r"[1-9][0-9]{0,2}"),
    "UNTIL": re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "BYDAY": re.compile(f"{DAY}(?:,{DAY}){{0,6}}"),
    "BYMONTH": re.compile(f"{MONTH}(?:,{MONTH}){{0,11}}"),
    "BYMONTHDAY": re.compile(f"{OF_MONTH}(?:,{OF_MONTH}){{0,30}}"),
    "BYSETPOS": re.compile(r"-1|[1-5]"),
    "BYWEEKNO": re.compile(r"[1-9]|[1-4][0-9]|5[0-3]"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
}
"""The parts of a rule that are read, and what each may hold: nothing here can keep a machine busy."""
LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def clean(rule: str) -> str:
    """As it is kept: "RRULE:freq=weekly" is "FREQ=WEEKLY"."""
    return rule.strip().upper().removeprefix("RRULE:").rstrip(";")


def wrong(rule: str, stood: str = "") -> Iterator[Problem]:
    """What is wrong with a rule. One that `stood` there before stays, however it came to be there."""
    if rule and rule != stood and not is_rule(rule):
        words = say("“%(rule)s” does not say when it comes again.", rule=rule[:80])
        yield Problem("recurs", words, say("Write a rule of days, such as FREQ=WEEKLY;BYDAY=MO."))


def is_rule(rule: str) -> bool:
    """Whether it is one, of days: nothing comes again within a day, and 30 February never comes."""
    said: dict[str, str] = {}
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name not in PARTS or name in said or not PARTS[name].fullmatch(value):
            return False
        said[name] = value
    if "FREQ" not in said or not has_days(said):
        return False
    try:
        rrulestr(rule, dtstart=datetime.combine(date(2026, 1, 1), time()), ignoretz=True)
    except (ValueError, TypeError, OverflowError, IndexError):
        return False
    return True


def has_days(said: dict[str, str]) -> bool:
    """Whether one of its months has one of its days."""
    if "BYMONTHDAY" not in said:
        return True
    first = min(abs(int(day)) for day in said["BYMONTHDAY"].split(","))
    months = [int(month) for month in said["BYMONTH"].split(",")] if "BYMONTH" in said else range(1, 13)
    return any(first <= LONGEST.get(month, 31) for month in months)


def next_day(rule: str, due: date, today: date) -> date | None:
    """The first day of the rule after it was due that is still to come; None where the rule has ended, or holds on no
    day of the next thirty years.

    What was missed is not made up for: who closes a weekly card three weeks late goes on with the next week.

    The library looks for a day up to the year 9999, and asks a rule for its end only on a day that it has found. So it
    is asked in the last cycle of the calendar, where it is soon there.
    """
    if not is_rule(rule):
        return None  # one that was kept before rules were read so strictly
    if (said := COUNT.search(rule)) and int(said[1]) <= 1:
        return None
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    until = parts.pop("UNTIL", "99991231")[:8]
    parts.pop("COUNT", None)
    last = max(due, today)
    start = due if last.year - due.year <= YEARS else last
    ahead = (MAXYEAR - YEARS - 1 - last.year) // CYCLE * CYCLE
    endless = ";".join(f"{name}={value}" for name, value in parts.items())
    found = rrulestr(endless, dtstart=midnight(start, ahead), ignoretz=True).after(midnight(last, ahead))
    if found is None or found.year - ahead > min(last.year + YEARS, MAXYEAR):
        return None
    day = found.date().replace(year=found.year - ahead)
    return day if f"{day:%Y%m%d}" <= until else None


def midnight(day: date, ahead: int) -> datetime:
    return datetime.combine(day.replace(year=day.year + ahead), time())


def rest(rule: str) -> str:
    """The rule that the next one has: where it counts, one less."""
    return COUNT.sub(lambda said: f"COUNT={max(1, int(said[1]) - 1)}", rule)
