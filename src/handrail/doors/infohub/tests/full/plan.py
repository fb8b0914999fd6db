"""Two plans, and what is raised about one of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

from handrail.house.escalations import filing
from handrail.house.escalations.models import Escalation
from handrail.house.workspaces.models import Member
from handrail.record.handoffs import promising
from handrail.record.handoffs import verbs as handoffs
from handrail.record.handoffs.models import Handoff, Promise
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import (
    Activity,
    AdoptionPhase,
    Criterion,
    Initiative,
    Milestone,
    Outcome,
    Plan,
    PlanMetric,
    PlanRisk,
    Responsibility,
)
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk

from .adding import one


def plan_of(acme, deal, person, register, mara) -> None:
    plan = one(
        partial(plans.add_plans, from_file=True),
        Plan(
            customer=acme,
            opportunity=deal,
            title="Acme plan",
            phase="execute",
            status="active",
            version="1.10",
            owner=mara,
            started_on=date(2025, 12, 1),
            updated_on=date(2026, 3, 1),
            customer_reviewed_on=date(2026, 2, 1),
            background={
                "industry": "Logistics",
                "challenges": [{"challenge": "Late", "since": "2025-01-01"}],
            },
            desired_state={"workflows": "One screen"},
            handoff={"from": "Elif", "promises": [{"what": "SSO", "owner": ""}]},
            change_log=[{"date": "2026-01-01", "change": "Made"}],
            fields={"colour": "blue"},
            competition={"who": "Other"},
        ),
    )
    parts = (
        Outcome(
            plan=plan,
            title="Fewer misses",
            baseline="11.2",
            target="6",
            current="8.1",
            unit="%",
            by_on=date(2026, 6, 1),
        ),
        Criterion(
            plan=plan, title="6 % or less", measurement="Report", state="met", evidence="Report of March"
        ),
        Activity(plan=plan, title="API test", owner=mara, state="done", on=date(2026, 1, 1)),
        Initiative(plan=plan, title="Second site", horizon="180+", owner_gap="nobody"),
        Initiative(plan=plan, title="Train", horizon="0-30", owner=mara),
        Responsibility(plan=plan, title="Open the port", side="customer", who="Ines", by_on=date(2026, 3, 5)),
        Milestone(plan=plan, title="Without a phase", due_on=date(2026, 5, 1), owner=mara),
    )
    for part in parts:
        one(plans.add_parts, part)
    phase = one(
        plans.add_parts,
        AdoptionPhase(plan=plan, title="Implementation", kind="implementation", objectives=["Live"]),
    )
    one(
        plans.add_parts,
        Milestone(
            plan=plan,
            adoption_phase=phase,
            title="Live",
            due_on=date(2026, 4, 1),
            owner=mara,
            side="customer",
            counterpart=person,
            counterpart_text="Ines Duarte",
            state="in_progress",
        ),
    )
    value = one(
        metrics.add_metrics,
        Metric(
            customer=acme,
            name="Misses",
            definition="Windows that were missed",
            formula="Missed ÷ agreed",
            cohort="cohort:Pilot",
            direction="down",
            baseline=Decimal("11.2"),
            target=Decimal(6),
            low=Decimal(2),
            high=Decimal("12.5"),
            owner=mara,
        ),
    )
    one(
        metrics.add_readings, Reading(metric=value, on=date(2026, 2, 1), value=Decimal("8.1"), note="audited")
    )
    one(plans.add_parts, PlanMetric(plan=plan, metric=value))
    planned = one(risks.add_risks, Risk(customer=acme, title="API late", likelihood=4, impact=4, owner=mara))
    one(plans.add_parts, PlanRisk(plan=plan, risk=planned))
    plan2 = one(
        plans.add_plans,
        Plan(customer=acme, title="Second plan", owner_gap="nobody", updated_on=date(2026, 1, 1)),
    )
    one(plans.add_parts, PlanRisk(plan=plan2, risk=planned))
    raised_of(Milestone.objects.get(title="Live"), mara)
    one(
        handoffs.add_handoffs,
        Handoff(
            customer=acme,
            opportunity=deal,
            plan=plan,
            giver=mara,
            title="Big deal",
            state="returned",
            due_on=date(2026, 4, 2),
            started_on=date(2026, 3, 26),
            context="They *waited* long.",
            cadence="every two weeks",
            checklist=["context", "cadence"],
            reason="- no dates",
            returns=2,
            fields={"room": 4},
        ),
    )
    one(
        promising.add_promises,
        Promise(
            customer=acme,
            opportunity=deal,
            plan=plan,
            criterion=parts[1],
            state="criterion",
            settled_on=date(2026, 3, 27),
            title="Single sign-on",
            owner_gap="role",
            owner_text="ae_agent",
            made_by="Elif",
            made_to="Ines",
            made_on=date(2026, 1, 3),
            due_on=date(2026, 7, 1),
            text="By summer",
        ),
    )


def raised_of(missed: Milestone, mara: Member) -> None:
    """One that the clock has raised and somebody looks after; one by hand that was put off."""
    told = [[mara.key, "2026-04-02T07:00:00.123456+00:00"]]
    subject = {"subject_kind": "milestone", "subject_id": missed.pk, "subject_key": missed.key}
    common = {**subject, "about_id": missed.customer_id, "title": "Live", "owner": mara, "told": told}
    one(
        filing.add_escalations,
        Escalation(
            **common,
            cause="milestone.due",
            params={"days": 1},
            missed_on=date(2026, 4, 1),
            path=f"milestones/{missed.key}/",
            since=datetime(2026, 4, 2, 7, 0, 0, 123456, tzinfo=UTC),
            state="acknowledged",
            promise="yes: on Tuesday",
            promised_on=date(2126, 4, 7),
            next_at=datetime(2126, 4, 8, 7, tzinfo=UTC),
        ),
    )
    one(
        filing.add_escalations,
        Escalation(
            **common,
            cause="hand",
            why="50% is idle",
            path=f"milestones/{missed.key}/",
            since=datetime(2026, 4, 3, tzinfo=UTC),
            state="snoozed",
            snoozed_for="She is back\non Monday",
            snoozes=2,
            rung=1,
            chain=[
                {"who": f"member:{mara.key}", "hours": 8, "working": True},
                {"who": "manager", "hours": 5, "working": False},
                {"who": "workspace_owner", "hours": 0, "working": False},
            ],
            next_at=datetime(2126, 4, 8, 7, tzinfo=UTC),
        ),
    )
