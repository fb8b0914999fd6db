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
from handrail.record.customers.models import Customer, Opportunity

from . import queries, verbs
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
SECTIONS, SECTIONS_AT_HOME = ("evaluation",), ("background", "current_state", "desired_state")


def copy_plan(
    plan: Plan,
    customer: Customer,
    opportunity: Opportunity | None = None,
    *,
    title: str = "",
    starts_on: date | None = None,
) -> Plan:
    """Begins in initiate, owned by whoever asks. Dates keep their distance from the first one, now `starts_on`."""
    home = customer.pk == plan.customer_id
    sections = {name: getattr(plan, name) for name in (*SECTIONS, *(SECTIONS_AT_HOME if home else ()))}
    owner, parts = current().member or able(plan.owner), queries.all_parts(plan)
    made = Plan(
        customer=customer, opportunity=opportunity, title=title.strip() or plan.title, owner=owner,
        started_on=starts_on or today(), **sections,
    )  # fmt: skip
    with transaction.atomic():
        verbs.add_plans([made])
        later = shift(plan, parts, made.started_on or today())
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
