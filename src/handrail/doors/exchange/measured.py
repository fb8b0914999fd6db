"""From a row of usage, of a survey, or of any metric, to a reading of one of its customer's metrics.

What was counted or asked is a metric of the customer; where there is none yet it is made, and named with its plan it
is a value metric of that plan. An NPS is a number from
-100 to 100, and what one person answers is one from 0 to 10: the two are never mixed in one metric, for a three
would look like a fair NPS and is a detractor's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from handrail.kit.words import say
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import PURPOSES, Metric, Reading
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Plan, PlanMetric

from .reading import Draft
from .shaping import fold

if TYPE_CHECKING:
    from .world import Ref, World

Columns = dict[str, Any]
ANSWER = "of 10"
"""The unit of what one person answers to the question behind the NPS."""
SCALES: dict[str, tuple[int, int]] = {"nps": (-100, 100), "csat": (1, 5), ANSWER: (0, 10)}
WORDS = {"nps": ("nps", "promoter", "recommend", "weiterempf"), "csat": ("csat", "satisf", "zufried")}
CALLED = {"nps": "NPS", "csat": "CSAT", "": "Survey"}


@dataclass(frozen=True, slots=True)
class Known:
    """A metric that is there, or will be when this import is written."""

    ref: Ref
    name: str
    unit: str


class Metrics:
    """The metrics of all customers, with those that this import adds, and the plans that are named with them."""

    def __init__(self, world: World, ref: Callable[..., Ref]) -> None:
        self.world, self.ref = world, ref
        self.there: dict[tuple[Ref, str], list[Known]] = {}
        self.by_pk: dict[int, Ref] = {}
        self.made: list[tuple[Ref, Ref, int | None]] = []
        self.plans: dict[str, dict[int, Ref]] = {}
        """By key and by title, which may be that of many: the plans and their customers."""
        self.plan_keys: dict[int, str] = {}
        self.loaded = False

    def of(self, customer: Ref, purpose: str) -> list[Known]:
        self.load()
        return self.there.setdefault((customer, purpose), [])

    def load(self) -> None:
        """Two statements, and none where nothing is measured."""
        if self.loaded:
            return
        self.loaded = True
        plans_here = Plan.objects.filter(removed_at=None).order_by("pk")
        for pk, customer, *names in plans_here.values_list("pk", "customer_id", "key", "title"):
            if (near := self.world.customer_by_pk.get(customer)) is not None:
                self.plan_keys[pk] = names[0]
                for name in names:
                    self.plans.setdefault(fold(name), {})[pk] = near
        found = Metric.objects.filter(removed_at=None, customer__isnull=False).order_by("pk")
        for pk, customer, purpose, name, unit in found.values_list(
            "pk", "customer_id", "purpose", "name", "unit"
        ):
            if (near := self.world.customer_by_pk.get(customer)) is not None:
                self.by_pk[pk] = self.ref(pk)
                self.of(near, purpose).append(Known(self.by_pk[pk], name, unit))

    def find(self, customer: Ref, purpose: str, name: str) -> Known | None:
        return next((one for one in self.of(customer, purpose) if fold(one.name) == fold(name)), None)

    def called(self, customer: Ref, name: str) -> Known | None:
        return next((one for kind in PURPOSES if (one := self.find(customer, kind, name))), None)

    def plans_called(self, words: str, customer: Ref | None) -> list[tuple[int, Ref]]:
        """The plan of this key, else those of this title, of this customer or of all, with their customers."""
        self.load()
        found = self.plans.get(fold(words), {}) if words else {}
        mine = [(pk, near) for pk, near in found.items() if customer is None or near is customer]
        return [one for one in mine if self.plan_keys[one[0]] == words] or mine

    def plan(self, words: str, customer: Ref | None) -> tuple[int, Ref] | None:
        """The one that is meant; None where there is none, or where it could be several."""
        found = self.plans_called(words, customer)
        return found[0] if len(found) == 1 else None

    def make(self, draft: Draft, customer: Ref, purpose: str, name: str, unit: str) -> Known:
        ref, plan = self.ref(), self.plan(draft.text("plan"), customer)
        draft.flag("metric_made", say("The customer had no such metric; it was made."), found=name,
                   fix=say("Give it a target, so that it can be judged."))  # fmt: skip
        if self.world.write:
            ref.row = Metric(
                name=name, purpose=purpose, unit=unit, target=draft.values.get("target"),
                key=self.world.key(Metric, name), owner_gap="nobody",
            )  # fmt: skip
            self.made.append((ref, customer, plan[0] if plan else None))
        known = Known(ref, name, unit)
        self.of(customer, purpose).append(known)
        return known

    def flush(self) -> None:
        """Write those that were made; their customers are written by now."""
        if not self.made:
            return
        for ref, customer, _plan in self.made:
            ref.row.customer_id = customer.pk
        metrics.add_metrics([ref.row for ref, _customer, _plan in self.made])
        there = Plan.objects.in_bulk({plan for _ref, _customer, plan in self.made if plan})
        plans.add_plan_metrics(
            [PlanMetric(plan=there[plan], metric=ref.row) for ref, _customer, plan in self.made if plan]
        )
        for ref, _customer, _plan in self.made:
            ref.pk, ref.row = ref.row.pk, None
        self.made.clear()


# -- any metric ---------------------------------------------------------------------------------------------


def reading_columns(draft: Draft, world: World, customer: Ref | None) -> Columns | None:
    plan = world.metrics.plan(draft.text("plan"), customer)
    if plan is None:
        refuse_plan(draft, world.metrics, customer)
    customer = customer or (plan[1] if plan else None)
    if customer is None and not draft.refusals:
        draft.refuse("no_customer", say("This reading names no customer and no plan that is here."), column="plan",
                     found=draft.text("plan"), expected="a customer", fix=say("Fill one of them in."))  # fmt: skip
    if draft.refusals or customer is None or not dated(draft, "metric", "value"):
        return None
    name = draft.text("metric")[:300]
    known = world.metrics.called(customer, name)
    known = known or world.metrics.make(draft, customer, "value", name, draft.text("unit")[:60])
    return columns(draft, known, "value", draft.text("source"))


def refuse_plan(draft: Draft, there: Metrics, customer: Ref | None) -> None:
    """Where a plan is named that this customer has not, or that could be one of several."""
    words = draft.text("plan")
    several = bool(there.plans_called(words, customer))
    if not words or (customer is None and not several):
        return
    told = say("Several plans are called so.") if several else say("This customer has no such plan.")
    draft.refuse("plan_unknown", told, column="plan", found=words, expected="a plan of this customer",
                 fix=say("Name the customer and its plan, or the plan by its key."))  # fmt: skip


# -- usage --------------------------------------------------------------------------------------------------


def usage_columns(draft: Draft, world: World, customer: Ref) -> Columns | None:
    if not dated(draft, "value"):
        return None
    name = draft.text("metric") or "Usage"
    known = world.metrics.find(customer, "usage", name)
    known = known or world.metrics.make(draft, customer, "usage", name, draft.text("unit"))
    return columns(draft, known, "value", draft.text("source"))


# -- surveys ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What a survey is: the metric that is there, or how one would be called, and its scale."""

    name: str
    unit: str
    known: Known | None


def survey_columns(draft: Draft, world: World, customer: Ref) -> Columns | None:
    field = next((name for name in ("nps", "csat", "score") if name in draft.values), "score")
    if not dated(draft, field):
        return None
    survey = asked(draft, world.metrics, customer, field)
    if not on_scale(draft, field, survey):
        return None
    known = survey.known or world.metrics.make(draft, customer, "survey", survey.name, survey.unit)
    who = [draft.text(name) for name in ("respondent", "answer_id") if draft.text(name)]
    return columns(draft, known, field, " · ".join(who))


def on_scale(draft: Draft, field: str, survey: Asked) -> bool:
    scale = SCALES.get(survey.unit.lower())
    if scale is None or scale[0] <= draft.values[field] <= scale[1]:
        return True
    least, most = scale
    words = say("“%(name)s” lies between %(least)s and %(most)s.", name=survey.name, least=least, most=most)
    draft.refuse(
        "off_scale", words, column=field, found=f"{draft.values[field].normalize():f}",
        expected=f"{least} to {most}", fix=say("Look at the score, or at which survey it belongs to."),
    )  # fmt: skip
    return False


def asked(draft: Draft, there: Metrics, customer: Ref, field: str) -> Asked:
    """The metric of this survey: by its name, else the customer's own of this kind."""
    kind = field if field != "score" else kind_of(draft.text("survey"))
    name = draft.text("survey") or CALLED[kind]
    value, found = draft.values[field], there.find(customer, "survey", name)
    if found is None and kind:
        like = [one for one in there.of(customer, "survey") if one.unit != ANSWER]
        found = next((one for one in like if kind_of(f"{one.name} {one.unit}") == kind), None)
    if kind == "nps" and (draft.text("respondent") or (found is None and is_answer(value))):
        return answer(draft, there, customer, name)
    return Asked(name, found.unit if found else unit_of(kind, value), found)


def answer(draft: Draft, there: Metrics, customer: Ref, name: str) -> Asked:
    name = f"{name} (answers)"
    if not draft.text("respondent"):
        draft.flag("taken_as_answer",
                   say("A whole number from 0 to 10: taken as what one person answered, not as an NPS."),
                   fix=say("Make a metric “NPS” of the customer first, if it is one."))  # fmt: skip
    return Asked(name, ANSWER, there.find(customer, "survey", name))


def is_answer(value: Decimal) -> bool:
    return 0 <= value <= 10 and value == int(value)


def kind_of(words: str) -> str:
    plain = fold(words)
    return next((kind for kind, parts in WORDS.items() if any(part in plain for part in parts)), "")


def unit_of(kind: str, value: Decimal) -> str:
    """A satisfaction of 87 is no fraction of five."""
    return "%" if kind == "csat" and value > SCALES["csat"][1] else kind


# -- all of them --------------------------------------------------------------------------------------------


def dated(draft: Draft, *fields: str) -> bool:
    wanted = {"on": say("a date"), "metric": say("a metric")}
    for name in ("on", *fields):
        if draft.values.get(name) in (None, ""):
            what = wanted.get(name, say("a value"))
            draft.refuse("incomplete", say("This row lacks %(what)s.", what=what), column=name, expected=what,
                         fix=say("Fill it in, or take the row out."))  # fmt: skip
            return False
    return True


def columns(draft: Draft, known: Known, field: str, source: str) -> Columns:
    value = draft.values[field]
    whose = draft.text("account_name") or draft.text("account_id")
    told = f"{whose}: {known.name} {value.normalize():f}, {draft.values['on']}"
    draft.values["name"] = told
    taken = {"note": draft.text("note")[:500]} if "note" in draft.values else {}
    return {
        "metric": known.ref, "on": draft.values["on"], "value": value, "shown_text": told,
        **({"source": source} if source else {}), **taken,
    }  # fmt: skip


def day_names(found: Columns) -> list[Hashable]:
    """One value a day."""
    return [(found["metric"], found["on"])]


def survey_names(found: Columns) -> list[Hashable]:
    """One answer a day from each who is asked."""
    return [(found["metric"], found["on"], fold(found.get("source", "")))]


def stored(world: World, purpose: str) -> Iterator[tuple[int, Mapping[str, Any], list[Hashable]]]:
    world.metrics.load()
    rows = Reading.objects.filter(removed_at=None).order_by("pk")
    rows = rows.filter(metric__purpose=purpose) if purpose else rows
    for pk, metric, on, source in rows.values_list("pk", "metric_id", "on", "source").iterator():
        if (ref := world.metrics.by_pk.get(metric)) is not None:
            yield pk, {}, [(ref, on, fold(source))] if purpose == "survey" else [(ref, on)]


def add_readings(rows: Sequence[Reading]) -> Sequence[Reading]:
    """Their metrics are fetched together: two statements for all."""
    there = Metric.objects.in_bulk({row.metric_id for row in rows})
    for row in rows:
        row.metric = there[row.metric_id]
    return metrics.add_readings(rows)
