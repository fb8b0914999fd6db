"""Some hundred customers with everything around them, as a busy team's book looks: mostly well, some not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from handrail.house.workspaces.models import Member
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import TIERS, Customer, Opportunity, Stakeholder, Touchpoint
from handrail.record.decisions.models import Decision
from handrail.record.decisions.verbs import add_decisions
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_metrics, add_readings
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import (
    ADOPTION_KINDS,
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
)
from handrail.record.risks.models import Risk
from handrail.record.risks.verbs import add_risks
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks

FIRST = (
    "Alder",
    "Birch",
    "Cedar",
    "Dahlia",
    "Elm",
    "Fern",
    "Gorse",
    "Hazel",
    "Iris",
    "Juniper",
    "Larch",
    "Maple",
)
SECOND = ("Logistics", "Health", "Energy", "Foods", "Bank", "Hotels", "Legal", "Insurance", "Media", "Works")
PEOPLE = ("executive_sponsor", "economic_buyer", "champion")
SECTIONS = {
    "background": {"summary": "They move to one platform for all sites."},
    "current_state": {"process": "Spreadsheets, kept by hand."},
    "desired_state": {"vision": "One place that everybody trusts."},
    "evaluation": {"approach": "Two sites for six weeks."},
}
MILESTONES = 10
MILESTONE_STEP = timedelta(days=24)


class Batch:
    """Rows of one stretch of customers. The same numbers and the same day give the same rows."""

    def __init__(self, rng: Random, day: date, members: Sequence[Member], numbers: Sequence[int]) -> None:
        self.rng, self.day, self.members, self.numbers = rng, day, members, numbers

    def write(self) -> None:
        self.customers = [self.customer(n) for n in self.numbers]
        customers.add_customers(self.customers)
        self.around()
        self.plans = [self.plan(c) for c in self.customers]
        plans.add_plans(self.plans, from_file=True)
        self.parts()
        self.measured()
        self.registers()

    def back(self, nearest: int, farthest: int) -> date:
        return self.day - timedelta(days=self.rng.randint(nearest, farthest))

    def ahead(self, nearest: int, farthest: int) -> date:
        return self.back(-farthest, -nearest)

    def customer(self, number: int) -> Customer:
        name = f"{FIRST[number % 12]} {SECOND[number // 12 % 10]} {number}"
        owner = self.members[number % len(self.members)] if self.rng.random() > 0.01 else None
        return Customer(
            key=f"c-{number}",
            name=name,
            tier=TIERS[min(2, int(self.rng.expovariate(1.0)))],
            arr=Decimal(self.rng.randint(8, 900) * 1_000),
            currency="EUR",
            industry=SECOND[number % 10],
            owner=owner,
            renewal_on=self.ahead(1, 365),
            sentiment=self.rng.choice(("good", "good", "neutral", "poor", "")),
            sentiment_on=self.back(0, 80),
        )

    # -- around the customer ----------------------------------------------------------------------------

    def around(self) -> None:
        self.deals = [self.deal(c) for c in self.customers]
        self.people = [p for c in self.customers for p in self.people_of(c)]
        customers.add_opportunities(self.deals)
        customers.add_stakeholders(self.people)
        customers.add_touchpoints([t for c in self.customers for t in self.touches_of(c)])

    def deal(self, customer: Customer) -> Opportunity:
        stage = self.rng.choice(("2", "3", "4", "won", "won", "won"))
        return Opportunity(
            key=f"{customer.key}-deal",
            customer=customer,
            name=f"{customer.name} platform",
            kind=self.rng.choice(("new", "expansion", "renewal")),
            stage=stage,
            stage_text=stage,
            arr=customer.arr,
            currency="EUR",
            close_on=self.back(-90, 200),
            sa_validated=self.rng.random() < 0.5,
            owner=customer.owner,
        )

    def people_of(self, customer: Customer) -> list[Stakeholder]:
        return [
            Stakeholder(key=f"{customer.key}-{role}", customer=customer, name=role, buying_role=role)
            for role in PEOPLE
        ]

    def touches_of(self, customer: Customer) -> list[Touchpoint]:
        days = (self.rng.randint(0, 40), self.rng.randint(0, 130))
        return [
            Touchpoint(
                key=f"{customer.key}-touch-{n}",
                customer=customer,
                kind=("call", "meeting")[n],
                on=self.day - timedelta(days=ago),
                summary="Went through the open points.",
                member=customer.owner,
                people=[f"{customer.key}-champion"],
            )
            for n, ago in enumerate(days)
        ]

    # -- plans ------------------------------------------------------------------------------------------

    def plan(self, customer: Customer) -> Plan:
        return Plan(
            key=f"{customer.key}-plan",
            customer=customer,
            title=f"Success plan {customer.name}",
            phase=self.rng.choice(("develop", "finalize", "execute", "execute")),
            status="active",
            started_on=self.back(60, 300),
            updated_on=self.back(0, int(self.rng.choice((20, 20, 20, 50, 100)))),
            customer_reviewed_on=self.back(0, 110),
            owner=customer.owner,
            **SECTIONS,
        )

    def parts(self) -> None:
        phases = {plan.pk: self.phases(plan) for plan in self.plans}
        self.add_parts([phase for made in phases.values() for phase in made])
        self.add_parts([m for plan in self.plans for m in self.milestones(plan, phases[plan.pk])])
        self.each(Outcome, title="Half the time to report", baseline="12", target="6")
        for number in (1, 2):
            self.each(Criterion, number, title=f"Criterion {number}", measurement="days", target="6")
        self.each(Initiative, title="Roll out to the next site", owner=self.members[0])
        self.each(Activity, title="Connect the warehouse", owner=self.members[0])

    def each(self, model: type[Part], number: int = 1, **values: object) -> None:
        self.add_parts([self.part(model, plan, number, **values) for plan in self.plans])

    @staticmethod
    def add_parts(rows: Sequence[Part]) -> None:
        plans.add_parts(rows, from_file=True)

    @staticmethod
    def part(model: type[Part], plan: Plan, number: int = 1, **values: object) -> Part:
        key = f"{plan.key}-{model._meta.model_name}-{number}"
        return model(key=key, plan=plan, position=number, **values)

    def phases(self, plan: Plan) -> list[Part]:
        return [
            self.part(AdoptionPhase, plan, n, title=k, kind=k) for n, k in enumerate(ADOPTION_KINDS[:2], 1)
        ]

    def milestones(self, plan: Plan, phases: Sequence[Part]) -> list[Part]:
        """Every 24 days one: the older half done, now and then one late."""
        first = self.day - MILESTONE_STEP * (MILESTONES // 2) + timedelta(days=self.rng.randint(1, 23))
        return [self.milestone(plan, phases[n % 2], n, first + MILESTONE_STEP * n) for n in range(MILESTONES)]

    def milestone(self, plan: Plan, phase: Part, number: int, due: date) -> Part:
        done = due < self.day and self.rng.random() > 0.03
        return self.part(
            Milestone,
            plan,
            number + 1,
            adoption_phase=phase,
            title=f"Milestone {number + 1}",
            due_on=due,
            done_on=due if done else None,
            state="done" if done else "planned",
            side=("vendor", "customer")[number % 2],
            owner=plan.owner,
        )

    # -- what is measured -------------------------------------------------------------------------------

    def measured(self) -> None:
        value = [self.metric(c, "value") for c in self.customers]
        usage = [self.metric(c, "usage") for c in self.customers]
        add_metrics([*value, *usage])
        add_readings([r for metric in (*value, *usage) for r in self.readings(metric)])
        self.add_parts([self.part(PlanMetric, p, metric=m) for p, m in zip(self.plans, value, strict=True)])

    def metric(self, customer: Customer, purpose: str) -> Metric:
        return Metric(
            key=f"{customer.key}-{purpose}",
            customer=customer,
            name={"value": "Reports on time", "usage": "Weekly users"}[purpose],
            purpose=purpose,
            unit="percent",
            baseline=Decimal(40),
            target=Decimal(80),
            owner=customer.owner,
        )

    def readings(self, metric: Metric) -> list[Reading]:
        better = 4 if self.rng.random() > 0.08 else -4
        return [
            Reading(
                key=f"{metric.key}-{n}",
                metric=metric,
                on=self.day - timedelta(days=7 * (2 - n) + 2),
                value=Decimal(60 + better * n),
            )
            for n in range(3)
        ]

    # -- registers --------------------------------------------------------------------------------------

    def registers(self) -> None:
        risky = [p for p in self.plans if self.rng.random() < 0.4]
        risks = [self.risk(plan) for plan in risky]
        add_risks(risks)
        self.add_parts([self.part(PlanRisk, p, risk=r) for p, r in zip(risky, risks, strict=True)])
        add_tasks([self.task(c) for c in self.customers])
        add_decisions([self.decision(c) for c in self.customers if self.rng.random() < 0.2])

    def risk(self, plan: Plan) -> Risk:
        return Risk(
            key=f"{plan.key}-risk",
            customer=plan.customer,
            title="The warehouse project slips",
            severity=self.rng.choice(("high", "medium", "medium", "low")),
            likelihood=self.rng.randint(1, 5),
            impact=self.rng.randint(1, 5),
            mitigation="Weekly call with their IT." if self.rng.random() > 0.1 else "",
            raised_on=self.back(1, 90),
            review_on=self.ahead(-2, 40),
            owner=plan.owner,
        )

    def task(self, customer: Customer) -> Task:
        return Task(
            key=f"{customer.key}-task",
            customer=customer,
            title="Send the summary of the call",
            due_on=self.ahead(-3, 40),
            owner=customer.owner,
        )

    def decision(self, customer: Customer) -> Decision:
        return Decision(
            key=f"{customer.key}-decision",
            customer=customer,
            title="Which sites come next",
            question="North or south first?",
            due_on=self.ahead(-5, 40),
            owner=customer.owner,
        )
