"""How often a plan is looked at with its customer, by the stage it is in, and the next day that follows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from handrail.kit.words import mark, mark_many, say, say_many

from .facts import PRE_SALES

Stage = Literal["pre_sales", "implementation", "post_go_live", "steady_state"]
STAGES: tuple[Stage, ...] = ("pre_sales", "implementation", "post_go_live", "steady_state")
MILESTONES = "milestones"
CADENCES: Mapping[str, str] = {
    "pre_sales": MILESTONES,
    "implementation": "2 weeks",
    "post_go_live": "1 month",
    "steady_state": "3 months",
}
"""{stage: how often}: at each milestone, every so many days, weeks or months, or empty: only as somebody plans it."""
SAID: dict[Stage, str] = {
    "pre_sales": mark("Before the sale a plan is looked at with its customer %(often)s."),
    "implementation": mark("While it is put in place, a plan is looked at with its customer %(often)s."),
    "post_go_live": mark("After go-live a plan is looked at with its customer %(often)s."),
    "steady_state": mark("In steady state a plan is looked at with its customer %(often)s."),
}
EACH = {"days": mark("every day"), "weeks": mark("every week"), "months": mark("every month")}
OFTEN: dict[str, tuple[str, str]] = {
    "days": mark_many("every %(n)s day", "every %(n)s days"),
    "weeks": mark_many("every %(n)s week", "every %(n)s weeks"),
    "months": mark_many("every %(n)s month", "every %(n)s months"),
}
OTHER_WORDS = {
    "daily": "1 day", "weekly": "1 week", "two-weekly": "2 weeks", "biweekly": "2 weeks", "monthly": "1 month",
    "quarterly": "3 months", "quarter": "3 months", "yearly": "12 months", "milestone": MILESTONES, "never": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cadence:
    """Where a plan is, and how often it is looked at there."""

    stage: Stage
    every: str

    def next(self, after: date, stones: Iterable[date]) -> date | None:
        """The day of the next review, a working day; `stones` are the days of open milestones. None: nobody knows."""
        if self.every == MILESTONES:
            return min((day for day in stones if day > after), default=None)
        if not self.every:
            return None
        count, unit = counted(self.every)
        found: date = after + relativedelta(**{unit: count})  # type: ignore[arg-type]
        return found + timedelta(days=7 - found.weekday()) if found.weekday() > 4 else found

    def sentence(self) -> str:
        return say(SAID[self.stage], often=often(self.every))


@dataclass(frozen=True, slots=True)
class Phase:
    kind: str
    starts_on: date | None = None
    ends_on: date | None = None


def stage(phase: str, phases: Iterable[Phase], on: date) -> Stage:
    """Where a plan is: before the sale, or in the adoption phase of that day; after the last one, in steady state."""
    if phase in PRE_SALES:
        return "pre_sales"
    known = [one for one in phases if one.kind in STAGES]
    here = [one for one in known if (one.starts_on or on) <= on <= (one.ends_on or on)]
    if here:
        return here[0].kind  # type: ignore[return-value]
    over = [one for one in known if one.ends_on and one.ends_on < on]
    coming = [one for one in known if one not in over]
    if coming:
        return coming[0].kind  # type: ignore[return-value]
    return "steady_state" if over else "implementation"


def often(every: str) -> str:
    if every == MILESTONES:
        return say("at each milestone")
    if not every:
        return say("whenever somebody plans it")
    count, unit = counted(every)
    return say(EACH[unit]) if count == 1 else say_many(*OFTEN[unit], count)


def counted(every: str) -> tuple[int, str]:
    """ "2 weeks" as (2, "weeks")."""
    count, _space, unit = every.partition(" ")
    return int(count), unit if unit.endswith("s") else f"{unit}s"


def read(text: str) -> str:
    """How often as it is kept, such as "2 weeks"; ValueError where it says nothing that is known."""
    said = " ".join(text.casefold().removeprefix("every ").split())
    said = OTHER_WORDS.get(said, said)
    if said in ("", MILESTONES):
        return said
    found = re.fullmatch(r"(?:([1-9]\d?) )?(day|week|month)s?", said)
    if found is None:
        raise ValueError(say("Write milestones, or such as 10 days, 2 weeks or 3 months; empty for never."))
    count = int(found[1] or 1)
    return f"{count} {found[2]}{'s' if count > 1 else ''}"
