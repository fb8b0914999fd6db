"""How often we look at a plan with its customer, by the phase it is in, and what there is to talk about. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from handrail.kit.words import mark

Stage = Literal["pre_sales", "implementation", "post_go_live", "steady_state"]
PRE_SALES = frozenset({"initiate", "develop", "finalize"})
STEPS = {
    "implementation": relativedelta(weeks=2),
    "post_go_live": relativedelta(months=1),
    "steady_state": relativedelta(months=3),
}
SAID: dict[str, str] = {
    "pre_sales": mark("Before the sale you look at it with the customer at each milestone."),
    "implementation": mark("While it is put in place you look at it with the customer every two weeks."),
    "post_go_live": mark("After go-live you look at it with the customer every month."),
    "steady_state": mark("In steady state you look at it with the customer every quarter."),
}


@dataclass(frozen=True, slots=True)
class Phase:
    kind: str
    starts_on: date | None = None
    ends_on: date | None = None


def stage(phase: str, phases: Iterable[Phase], on: date) -> Stage:
    """Where a plan is: before the sale, or in the adoption phase of that day; after the last one, in steady state."""
    if phase in PRE_SALES:
        return "pre_sales"
    known = [one for one in phases if one.kind in STEPS]
    here = [one for one in known if (one.starts_on or on) <= on <= (one.ends_on or on)]
    if here:
        return here[0].kind  # type: ignore[return-value]
    over = [one for one in known if one.ends_on and one.ends_on < on]
    coming = [one for one in known if one not in over]
    if coming:
        return coming[0].kind  # type: ignore[return-value]
    return "steady_state" if over else "implementation"


def next_look(where: Stage, after: date, stones: Iterable[date]) -> date | None:
    """The day of the next review; on a working day. Before the sale the next milestone's, where there is one."""
    if where == "pre_sales":
        return min((day for day in stones if day > after), default=None)
    found: date = after + STEPS[where]
    return found + timedelta(days=max(0, 7 - found.weekday())) if found.weekday() > 4 else found
