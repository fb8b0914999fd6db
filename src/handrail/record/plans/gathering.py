"""Facts of customers with all that a judgement looks at: so many statements, however many customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Q

from handrail.house.ledger import reading
from handrail.house.talk.models import Evidence
from handrail.house.workspaces.scope import current
from handrail.record.customers import queries as customers
from handrail.record.customers.facts import CustomerFacts, StakeholderFacts, WaiverFacts
from handrail.record.metrics import queries as metrics
from handrail.record.metrics.facts import MetricFacts
from handrail.record.metrics.models import Metric
from handrail.record.risks import queries as risks
from handrail.record.risks.facts import RiskFacts
from handrail.record.risks.models import Risk

from .facts import (
    AdoptionPhaseFacts,
    CriterionFacts,
    MilestoneFacts,
    OutcomeFacts,
    PlanFacts,
    SectionFacts,
)
from .models import (
    Activity,
    AdoptionPhase,
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
from .sections import filled, handoff_of

TEXTS = ("background", "current_state", "desired_state", "evaluation", "handoff")
COUNTED: dict[str, type[Part]] = {
    "technical_activities": Activity,
    "initiatives": Initiative,
    "responsibilities": Responsibility,
}
COUNTING = " UNION ALL ".join(
    f"SELECT DISTINCT '{section}', plan_id FROM {model._meta.db_table}"
    " WHERE plan_id = ANY(%(plans)s) AND removed_at IS NULL"
    for section, model in COUNTED.items()
)
Keys = Mapping[int | None, str]
Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Gathered:
    """One customer as the record knows it; `metrics` and `risks` are those that no plan has."""

    customer: CustomerFacts
    plans: tuple[PlanFacts, ...] = ()
    metrics: tuple[MetricFacts, ...] = ()
    risks: tuple[RiskFacts, ...] = ()


def gather(ids: Collection[int]) -> dict[int, Gathered]:
    """{customer: all its facts}. At most 28 statements for any number of customers."""
    people = customers.facts_of_customers(ids, waiver_facts_of(ids))
    shelf = Shelf(ids, {pk: facts.stakeholders for pk, facts in people.items()})
    plans = shelf.plans()
    return {
        pk: Gathered(
            facts, plans.get(pk, ()), shelf.metrics.unplanned.get(pk, ()), shelf.risks.unplanned.get(pk, ())
        )
        for pk, facts in people.items()
    }


def facts_of_customers(ids: Collection[int]) -> dict[int, tuple[PlanFacts, ...]]:
    """Only the plans."""
    return {pk: gathered.plans for pk, gathered in gather(ids).items()}


def waiver_facts_of(ids: Collection[int]) -> dict[tuple[int, int | None], WaiverFacts]:
    """The newest waiver of each deal, and of each customer as a whole under None. Two statements."""
    members = reading.member_keys()
    rows = reading.of_each(Waiver, "customer_id", ids, "given_on", "pk")
    return {(row.customer_id, row.opportunity_id): waiver_facts(row, members) for row in rows}


def waiver_facts(row: Waiver, members: Keys) -> WaiverFacts:
    by = members.get(row.by_id, "") or row.by_text
    return WaiverFacts(key=row.key, by=by, reason=row.reason, on=row.given_on, until=row.until_on)


class Shelf:
    """The rows of many customers' plans, each kind fetched once."""

    def __init__(self, ids: Collection[int], people: Mapping[int, tuple[StakeholderFacts, ...]]) -> None:
        self.people, self.members = people, reading.member_keys()
        self.zone = ZoneInfo(current().workspace.time_zone)
        self.rows = rows_of(ids)
        self.outcomes, self.criteria = self.parts(Outcome), self.parts(Criterion)
        self.phases, self.milestones = self.parts(AdoptionPhase), self.parts(Milestone)
        self.counted = sections_of([row.pk for row in self.rows])
        self.proofs = proofs_of([row.key for rows in self.criteria.values() for row in rows])
        self.phase_keys = {row.pk: row.key for rows in self.phases.values() for row in rows}
        self.metrics, self.risks = self.linked_metrics(ids), self.linked_risks(ids)

    def parts(self, model: type[reading.Row]) -> dict[int, list[reading.Row]]:
        """One statement."""
        rows = reading.of_each(model, "plan_id", [p.pk for p in self.rows], "plan_id", "position", "pk")
        return reading.grouped(rows, "plan_id")

    def linked_metrics(self, ids: Collection[int]) -> Linked[MetricFacts]:
        """Four statements."""
        links = [(row.plan_id, row.metric_id) for rows in self.parts(PlanMetric).values() for row in rows]
        wanted = Q(customer_id__in=ids) | Q(pk__in={metric for _, metric in links})
        rows = list(Metric.objects.filter(wanted, removed_at=None).order_by("name", "pk"))
        return link(links, rows, metrics.facts_of(rows))

    def linked_risks(self, ids: Collection[int]) -> Linked[RiskFacts]:
        """Three statements."""
        links = [(row.plan_id, row.risk_id) for rows in self.parts(PlanRisk).values() for row in rows]
        wanted = Q(customer_id__in=ids) | Q(pk__in={risk for _, risk in links})
        rows = list(Risk.objects.filter(wanted, removed_at=None).order_by("pk"))
        return link(links, rows, risks.facts_of(rows))

    def plans(self) -> dict[int, tuple[PlanFacts, ...]]:
        found: dict[int, list[PlanFacts]] = defaultdict(list)
        for row in self.rows:
            found[row.customer_id].append(self.plan(row))
        return {customer: tuple(plans) for customer, plans in found.items()}

    def plan(self, row: Plan) -> PlanFacts:
        return PlanFacts(
            **headed(row, self.members, self.zone),
            sections=self.sections(row),
            outcomes=tuple(map(outcome_facts, self.outcomes.get(row.pk, []))),
            criteria=tuple(criterion_facts(c, self.proofs) for c in self.criteria.get(row.pk, [])),
            stakeholders=self.people.get(row.customer_id, ()),
            phases=tuple(AdoptionPhaseFacts(key=p.key, name=p.title) for p in self.phases.get(row.pk, [])),
            milestones=tuple(map(self.milestone, self.milestones.get(row.pk, []))),
            metrics=self.metrics.of_plan.get(row.pk, ()),
            risks=self.risks.of_plan.get(row.pk, ()),
            handoff=handoff_of(row.handoff, row.key),
        )

    def milestone(self, row: Milestone) -> MilestoneFacts:
        return MilestoneFacts(
            key=row.key,
            title=row.title,
            phase=self.phase_keys.get(row.adoption_phase_id or 0, ""),
            due_on=row.due_on,
            done_on=row.done_on,
            state=row.state,  # type: ignore[arg-type]
            owner=self.members.get(row.owner_id, ""),
            owner_text=row.owner_text,
            side=row.side,  # type: ignore[arg-type]
        )

    def sections(self, row: Plan) -> dict[str, SectionFacts]:
        """Which of the plan's sections say anything."""
        here = {name: filled(getattr(row, name)) for name in TEXTS}
        here |= {section: row.pk in plans for section, plans in self.counted.items()}
        here |= {"outcomes": row.pk in self.outcomes, "success_criteria": row.pk in self.criteria}
        here |= {"adoption": row.pk in self.phases, "stakeholders": bool(self.people.get(row.customer_id))}
        here |= {"value": row.pk in self.metrics.of_plan, "risks": row.pk in self.risks.of_plan}
        return {name: SectionFacts(full) for name, full in here.items()}


@dataclass(frozen=True, slots=True)
class Linked(Generic[Facts]):
    """Facts of the register: by the plan that has them, and by customer those that no plan has."""

    of_plan: dict[int, tuple[Facts, ...]]
    unplanned: dict[int, tuple[Facts, ...]]


def link(
    links: list[tuple[int, int]], rows: Sequence[Metric | Risk], facts: Mapping[int, Facts]
) -> Linked[Facts]:
    planned = {pk for _, pk in links}
    own = [(row.customer_id, row.pk) for row in rows if row.customer_id and row.pk not in planned]
    return Linked(shelved(links, facts), shelved(own, facts))


def shelved(pairs: Iterable[tuple[int, int]], facts: Mapping[int, Facts]) -> dict[int, tuple[Facts, ...]]:
    groups: dict[int, list[Facts]] = defaultdict(list)
    for shelf, pk in pairs:
        if pk in facts:
            groups[shelf].append(facts[pk])
    return {shelf: tuple(group) for shelf, group in groups.items()}


def rows_of(ids: Collection[int]) -> list[Plan]:
    return reading.of_each(Plan, "customer_id", ids, "pk", beside=("customer", "opportunity"))


def sections_of(plans: Sequence[int]) -> dict[str, set[int]]:
    """{section: the plans of these that have a row of its kind}. One statement."""
    found: dict[str, set[int]] = {section: set() for section in COUNTED}
    with connection.cursor() as cursor:
        cursor.execute(COUNTING, {"plans": list(plans)})
        for section, plan in cursor.fetchall():
            found[section].add(plan)
    return found


def headed(row: Plan, members: Keys, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "key": row.key,
        "title": row.title,
        "customer_key": row.customer.key,
        "opportunity_key": row.opportunity.key if row.opportunity else "",
        "phase": row.phase,
        "status": row.status,
        "owner": members.get(row.owner_id, ""),
        "created_on": row.started_on or row.created_at.astimezone(zone).date(),
        "updated_on": row.updated_on,
        "customer_reviewed_on": row.customer_reviewed_on,
        "next_review_on": row.next_review_on,
    }


def outcome_facts(row: Outcome) -> OutcomeFacts:
    return OutcomeFacts(
        key=row.key,
        title=row.title,
        unit=row.unit,
        baseline=number(row.baseline),
        target=number(row.target),
        current=number(row.current),
        by_on=row.by_on,
    )


def criterion_facts(row: Criterion, proofs: Mapping[str, int]) -> CriterionFacts:
    return CriterionFacts(
        key=row.key,
        title=row.title,
        measurement=row.measurement,
        target=row.target,
        met=row.state == "met",
        evidence=proofs.get(f"criterion:{row.key}", 0) + bool(row.evidence.strip()),
    )


def proofs_of(criteria: Collection[str]) -> dict[str, int]:
    """{"criterion:key": how many pieces of evidence stand behind it}. One statement."""
    subjects = [f"criterion:{key}" for key in criteria]
    rows = Evidence.objects.filter(subject__in=subjects, removed_at=None).values_list("subject")
    return dict(rows.annotate(Count("pk")))


def number(words: str) -> Decimal | None:
    """The number in a text such as "12.5" or "1,200 %"; None where there is none."""
    try:
        found = Decimal(words.replace(",", "").replace("%", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
