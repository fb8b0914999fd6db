"""Reading plans and their parts. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from django.db.models import F, QuerySet

from handrail.house.ledger import reading
from handrail.house.ledger.prepared import ASKED_ID, Prepared
from handrail.house.ledger.rows import today
from handrail.record.customers.models import Opportunity

from . import moving, rhythm
from .deadlines import OPEN_MILESTONES as OPEN_MILESTONES
from .models import (
    Activity,
    AdoptionPhase,
    Attempt,
    Criterion,
    Initiative,
    Milestone,
    Outcome,
    Part,
    Plan,
    PlanMetric,
    PlanRisk,
    Responsibility,
    Waiver,
)

PARTS: tuple[type[Part], ...] = (
    Outcome, Activity, Criterion, AdoptionPhase, Milestone, Initiative, PlanMetric, Responsibility, PlanRisk,
)  # fmt: skip


def listing(**filters: Any) -> QuerySet[Plan]:
    """One statement."""
    return reading.listing(Plan, **filters)


def get(key: str) -> Plan:
    """One statement; NotFound where there is none."""
    return reading.find(Plan, key)


def of_customers(ids: Collection[int]) -> dict[int, list[Plan]]:
    """One statement; the newest first."""
    return reading.of_customers(reading.present(Plan).order_by("-pk"), ids)


def parts(model: type[reading.Row], plan_ids: Collection[int]) -> dict[int, list[reading.Row]]:
    """{plan: its rows of one kind, in order}. One statement."""
    rows = reading.present(model).filter(plan_id__in=plan_ids).order_by("plan_id", "position", "pk")
    return reading.grouped(rows, "plan_id")


def all_parts(plan: Plan) -> dict[type[Part], list[Part]]:
    """Every row of one plan by kind. Nine statements, none of which fetches the plan again."""
    return {model: parts_of(plan, model) for model in PARTS}


def parts_of(plan: Plan, model: type[Part]) -> list[Part]:
    found = prepared(model).all(plan.pk)
    for row in found:
        row.plan, row.customer = plan, plan.customer
    return found


@cache
def prepared(model: type[Part]) -> Prepared[Part]:
    others = [name for name in reading.references(model) if name not in ("plan", "customer")]
    there = {f"{name}__removed_at": None for name in reading.parents(model) if name in others}
    rows = model._default_manager.filter(plan_id=ASKED_ID, removed_at=None, **there)
    if others:  # without a name, everything would be joined
        rows = rows.select_related(*others)
    return Prepared(rows.order_by("position", "pk"), ASKED_ID, many=True)


def next_milestones(ids: Collection[int]) -> dict[int, Milestone]:
    """{customer: its first milestone that is not done}. One statement.

    Without joins: after a large import the database does not know yet how many rows there are, and joins badly.
    """
    gone = Plan.objects.filter(customer_id__in=ids, removed_at__isnull=False).values("pk")
    rows = Milestone.objects.filter(customer_id__in=ids, state__in=OPEN_MILESTONES, removed_at=None)
    rows = rows.exclude(plan_id__in=gone)
    rows = rows.order_by("customer_id", F("due_on").asc(nulls_last=True), "pk").distinct("customer_id")
    return {row.customer_id: row for row in rows}


def open_milestones() -> QuerySet[Milestone]:
    """What is not done, what is due first first. One statement."""
    rows = reading.present(Milestone).filter(state__in=OPEN_MILESTONES)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def cadence_of(plan: Plan) -> rhythm.Cadence:
    """How often it is looked at with its customer now, by the policy. One statement."""
    rows = AdoptionPhase.objects.filter(plan=plan, removed_at=None).order_by("position", "pk")
    known = [rhythm.Phase(*one) for one in rows.values_list("kind", "starts_on", "ends_on")]
    stage = rhythm.stage(plan.phase, known, today())
    return rhythm.Cadence(stage, moving.rules().cadences[stage])


def next_look(plan: Plan, after: date) -> date | None:
    """The day of the next review with the customer. Two statements."""
    stones = Milestone.objects.filter(plan=plan, removed_at=None, state__in=OPEN_MILESTONES, due_on__gt=after)
    return cadence_of(plan).next(after, stones.values_list("due_on", flat=True))  # type: ignore[arg-type]


def waivers_of(ids: Collection[int]) -> dict[int, list[Waiver]]:
    """One statement; the newest first."""
    return reading.of_customers(reading.present(Waiver).order_by("-given_on", "-pk"), ids)


def attempts_of(plan: Plan) -> QuerySet[Attempt]:
    """Tries to bring a plan to another phase, the newest first. One statement."""
    return Attempt.objects.filter(plan=plan, removed_at=None).select_related("by").order_by("-pk")


def attempts_at(deal: Opportunity) -> QuerySet[Attempt]:
    """Tries to clear the proposal of a deal, the newest first. One statement."""
    return Attempt.objects.filter(opportunity=deal, removed_at=None).select_related("by").order_by("-pk")
