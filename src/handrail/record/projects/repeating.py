"""When a card comes again: a rule of RFC 5545, from the day that it was due. No Django."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from dateutil.rrule import rrulestr

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
YEARS = 30
COUNT = re.compile(r"COUNT=(\d+)")
PARTS = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*")
KNOWN = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO", "WKST"}
)


def clean(rule: str) -> str:
    """As it is kept: "RRULE:freq=weekly" is "FREQ=WEEKLY"."""
    return rule.strip().upper().removeprefix("RRULE:").rstrip(";")


def is_rule(rule: str) -> bool:
    """Whether it is one, of days: nothing comes again within a day."""
    if not PARTS.fullmatch(rule):
        return False
    said = dict(part.split("=", 1) for part in rule.split(";"))
    if said.get("FREQ") not in FREQUENCIES or said.keys() - KNOWN:
        return False
    try:
        rrulestr(rule, dtstart=datetime.combine(date(2026, 1, 1), time()), ignoretz=True)
    except (ValueError, TypeError, OverflowError, IndexError):
        return False
    return True


def next_day(rule: str, due: date, today: date) -> date | None:
    """The first day of the rule after it was due that is still to come; None where the rule has ended.

    What was missed is not made up for: who closes a weekly card three weeks late goes on with the next week.
    """
    if (said := COUNT.search(rule)) and int(said[1]) <= 1:
        return None
    last = max(due, today)
    endless = COUNT.sub("", rule).strip(";").replace(";;", ";")
    if "UNTIL=" not in endless:  # 30 February never comes, and nobody shall wait for it
        endless += f";UNTIL={last.year + YEARS}1231"
    days = rrulestr(endless, dtstart=datetime.combine(due, time()), ignoretz=True)
    found = days.after(datetime.combine(last, time()))
    return None if found is None else found.date()


def rest(rule: str) -> str:
    """The rule that the next one has: where it counts, one less."""
    return COUNT.sub(lambda said: f"COUNT={max(1, int(said[1]) - 1)}", rule)
