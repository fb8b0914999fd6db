"""A plan begun with what another one holds: its way of working, never what was measured or said there.

Within one customer background and baselines come along; to another customer they do not, and no name of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from handrail.house.ledger.duties import able
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.words import say
from handrail.record.customers.models import Customer, Opportunity

from . import queries, sections, verbs
from .models import (
    Activity,
    AdoptionPhase,
    Criterion,
    Initiative,
    Milestone,
    Outcome,
    Part,
    Plan,
    Responsibility,
)

ANYWHERE: dict[type[Part], tuple[str, ...]] = {
    Outcome: ("title", "metric_text", "unit", "target"),
    Activity: ("title", "dependencies"),
    Criterion: ("title", "measurement", "target"),
    AdoptionPhase: (
        "title", "kind", "starts_on", "ends_on", "objectives", "use_cases", "deliverables", "prerequisites",
    ),
    Milestone: ("title", "due_on", "side"),
    Initiative: ("title", "horizon", "criteria", "dependencies"),
    Responsibility: ("title", "side", "by_on"),
}  # fmt: skip
"""What of each kind of part is a way of working."""
AT_HOME: dict[type[Part], tuple[str, ...]] = {
    Outcome: ("baseline", "by_on", "sponsor"),
    Milestone: ("counterpart", "counterpart_text"),
    Responsibility: ("who",),
}
METHOD = ("type",)
"""Of the evaluation, what is a way of working. Who takes part, and when they decide, is the customer's."""
SECTIONS_AT_HOME = ("background", "current_state", "desired_state", "evaluation")


def copy_plan(
    plan: Plan,
    customer: Customer,
    opportunity: Opportunity | None = None,
    *,
    title: str = "",
    starts_on: date | None = None,
) -> Plan:
    """Begins in initiate, owned by whoever asks. Dates keep their distance from the first one, now `starts_on`.

    Without a title it is called as the other one within one customer, and after the customer elsewhere.
    """
    home, start = customer.pk == plan.customer_id, starts_on or today()
    owner, parts = current().member or able(plan.owner), queries.all_parts(plan)
    later = shift(plan, parts, start)
    other = plan.title if home else say("Success plan %(name)s", name=customer.name)[:300]
    made = Plan(
        customer=customer, opportunity=opportunity, title=title.strip() or other, owner=owner,
        started_on=start, **(written(plan, later) if home else {"evaluation": method(plan)}),
    )  # fmt: skip
    with transaction.atomic():
        verbs.add_plans([made])
        phases: dict[int, Part] = {}
        for model, names in ANYWHERE.items():
            rows = parts[model]
            news = [
                copied(row, made, owner, (*names, *(AT_HOME.get(model, ()) if home else ())), later)
                for row in rows
            ]
            for old, new in zip(rows, news, strict=True):
                if isinstance(old, Milestone) and isinstance(new, Milestone):
                    new.adoption_phase = phases.get(old.adoption_phase_id or 0)
            verbs.add_parts(news)
            phases |= {old.pk: new for old, new in zip(rows, news, strict=True) if model is AdoptionPhase}
    return made


def method(plan: Plan) -> dict[str, Any]:
    """Of the evaluation, what may stand in a plan of anybody else."""
    told = plan.evaluation if isinstance(plan.evaluation, dict) else {}
    return {name: told[name] for name in METHOD if isinstance(told.get(name), str) and told[name].strip()}


def written(plan: Plan, later: timedelta) -> dict[str, Any]:
    """What was written down, for another plan of the same customer: its days are later, too."""
    return {name: days_later(name, getattr(plan, name), later) for name in SECTIONS_AT_HOME}


def days_later(section: str, told: Any, later: timedelta) -> Any:
    if not isinstance(told, dict):
        return told
    days = {
        name: sections.day(told[name])
        for name, kind in sections.KEYS[section].items()
        if kind is sections.DAY and name in told
    }
    return {**told, **{name: (day + later).isoformat() for name, day in days.items() if day is not None}}


def copied(row: Part, plan: Plan, owner: Member | None, names: Sequence[str], later: timedelta) -> Part:
    values = {name: moved(getattr(row, name), later) for name in names}
    new: Any = type(row)(plan=plan, **values)
    if hasattr(new, "owner_gap"):
        new.owner = owner
    return new  # type: ignore[no-any-return]


def moved(value: Any, later: timedelta) -> Any:
    return value + later if isinstance(value, date) else value


def shift(plan: Plan, parts: dict[type[Part], list[Part]], start: date) -> timedelta:
    """How much later everything is: by the first day that the other plan names."""
    first = min([*days(parts), *([plan.started_on] if plan.started_on else [])], default=start)
    return start - first


def days(parts: dict[type[Part], list[Part]]) -> Iterator[date]:
    for row in (*parts[AdoptionPhase], *parts[Milestone]):
        for name in ("starts_on", "due_on"):
            if isinstance(value := getattr(row, name, None), date):
                yield value
