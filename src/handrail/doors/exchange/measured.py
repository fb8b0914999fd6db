"""Readings of metrics in a table: whose metric it is, and one value for each day of it.

A metric that is not there is made from what the row knows, as an account is; named with its plan, it is a value metric
of that plan.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from handrail.kit.words import say
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Plan, PlanMetric

from .mapping import Choices
from .reading import Draft
from .world import Index, Ref, World, folded, settle

Columns = dict[str, Any]


class Measures:
    """The metrics of a workspace by customer and name, and its plans by key and title; with those that a table adds."""

    def __init__(self, world: World) -> None:
        self.world, self.index = world, Index()
        self.by_pk: dict[int, Ref] = {}
        self.plans: dict[str, tuple[int, Ref]] = {}
        for pk, customer, name in here(Metric).values_list("pk", "customer_id", "name").iterator():
            self.by_pk[pk] = Ref(pk)
            self.index.add(self.by_pk[pk], [], [(world.customer_by_pk.get(customer), folded(name))])
        for pk, customer, *names in here(Plan).values_list("pk", "customer_id", "key", "title").iterator():
            if customer in world.customer_by_pk:
                found = (pk, world.customer_by_pk[customer])
                self.plans |= {folded(name): found for name in names}

    def metric(self, customer: Ref, name: str) -> Ref | None:
        return next(iter(self.index.by_name.get((customer, folded(name)), ())), None)

    def make(self, customer: Ref, draft: Draft) -> Ref:
        name = draft.text("metric")[:300]
        ref = self.index.add(Ref(), [], [(customer, folded(name))])
        if self.world.write:
            unit = draft.text("unit")[:60]
            ref.row = Metric(name=name, unit=unit, key=self.world.key(Metric, name), owner_gap="nobody")
            plan = self.plans.get(folded(draft.text("plan")))
            self.world.waiting.append(lambda: write(ref, customer, plan[0] if plan else None))
        draft.flag("metric_made", say("This metric was nowhere; it was made from what the row knows."),
                   column="metric", found=name, fix=say("Give it a baseline, a target and an owner."))  # fmt: skip
        return ref


def write(ref: Ref, customer: Ref, plan: int | None) -> None:
    """After the customer it is of; in the plan that was named with it."""
    ref.row.customer_id = customer.pk
    (made,) = metrics.add_metrics([ref.row])
    if plan is not None:
        plans.add_plan_metrics([PlanMetric(plan=Plan.objects.get(pk=plan), metric=made)])
    settle(ref)


def measures(world: World) -> Measures:
    world.measures = world.measures or Measures(world)
    found: Measures = world.measures
    return found


def here(model: Any) -> Any:
    return model._default_manager.filter(removed_at=None).order_by("pk")


def reading_columns(draft: Draft, world: World, choices: Choices, customer: Ref | None) -> Columns | None:
    known = measures(world)
    plan = known.plans.get(folded(draft.text("plan")))
    customer = customer or (plan[1] if plan else None)
    missing = [name for name in ("metric", "on", "value") if draft.values.get(name) in (None, "")]
    if customer is None:
        what, fix = (
            say("This reading names no customer and no plan that is here."),
            say("Fill one of them in."),
        )
        draft.refuse(
            "no_customer", what, column="plan", found=draft.text("plan"), expected="a customer", fix=fix
        )
    elif missing:
        words = say("A reading needs a metric, a day and a value.")
        draft.refuse("no_reading", words, column=missing[0], expected=missing[0], fix=say("Fill it in."))
    if draft.refusals or customer is None:
        return None
    metric = known.metric(customer, draft.text("metric")) or known.make(customer, draft)
    told = {name: draft.values[name] for name in ("source", "note") if name in draft.values}
    return {"metric": metric, "on": draft.values["on"], "value": draft.values["value"], **told}


def stored_readings(world: World) -> Iterator[tuple[int, Mapping[str, Any], list[Hashable]]]:
    known = measures(world).by_pk
    for pk, metric, on in here(Reading).values_list("pk", "metric_id", "on").iterator():
        yield pk, {}, [(known.get(metric), on)]


def add_readings(rows: Sequence[Reading]) -> Any:
    found = Metric.objects.in_bulk({row.metric_id for row in rows})
    for row in rows:
        row.metric = found[row.metric_id]
    return metrics.add_readings(rows)
