"""A customer with everything a customer can have."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member
from handrail.record.assumptions import verbs as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import (
    Customer,
    CustomerRequest,
    Opportunity,
    Renewal,
    Stakeholder,
    SupportCase,
    TeamPlace,
    Touchpoint,
)
from handrail.record.decisions import depending, yielding
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Constraint, Decision, Dependency
from handrail.record.feedback import verbs as feedback
from handrail.record.feedback.models import Feedback
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.plans import proposals
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Waiver
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .adding import one
from .plan import plan_of
from .project import project_of


def decided(acme: Customer, mara: Member, owner: Member) -> None:
    assumptions.add_assumptions(
        [
            Assumption(
                customer=acme, title="One gateway is enough", subject="project:rollout", impact=5, cost=2, owner=mara,
                test="Ask the hub\nfor a week of figures", state="validated", finding="It was: “half” of it",
                due_on=date(2026, 1, 15), expires_on=date(2030, 1, 15), settled_on=date(2026, 1, 10), source="Kick-off",
                fields={"colour": "red"},
            ),
            Assumption(customer=acme, title="Nobody refunds by hand", owner_gap="group", owner_text="Finance"),
        ],
        from_file=True,
    )  # fmt: skip
    gateway, plain = decisions.add_decisions(
        [
            Decision(
                customer=acme, title="Which gateway?", subject="project:rollout", state="approved",
                decided_on=date(2026, 2, 1), decided_by=mara, answer="The new one", owner=mara, delegate=owner,
                options=[
                    {"title": "The new one", "pros": ["Cheap: “half”", "Near"], "cons": []},
                    {"title": "Both", "pros": [], "cons": ["- twice the work"], "cost": 7},
                ],
                acceptance=["No card is lost", "yes"], proceeds="after", evidence_needed=True,
                implications=["Two weeks"], asked_on=date(2026, 1, 20), asked_by=owner,
            ),
            Decision(customer=acme, title="When?", owner=mara, due_on=date(2026, 8, 1), state="rejected", reason="Late"),
        ],
        from_file=True,
    )  # fmt: skip
    leaning = Link(
        source=f"decision:{gateway.key}", target="assumption:one-gateway-is-enough", relation="leans_on"
    )
    one(talk.add_links, leaning)
    old = Decision(
        customer=acme, title="The old gateway", state="superseded", owner=mara, replaced_by=gateway
    )
    decisions.add_decisions([old], from_file=True)
    depending.add_dependencies(
        [
            Dependency(
                decision=plain, needs=gateway, due_on=date(2026, 6, 1), metric_text="Refunds", owner=mara
            ),
            Dependency(decision=plain, team="Legal", title="Terms", state="met", fields={"ticket": "L-7"}),
        ]
    )
    yielding.add_constraints(
        [Constraint(decision=gateway, title="No second gateway", acceptance=["One endpoint"])]
    )


def asked_for(acme: Customer, mara: Member, owner: Member) -> None:
    """Feedback: what is over with all that can be said of it, and what waits."""
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    over = Feedback(
        subject=f"customer:{acme.key}", section="sentiment_note", quote="Very calm", before="Calm.", after=".",
        title="Calm since when?", text="- since *May*?", objective="Know the mood", owner=mara, state="declined",
        asked_by=owner, asked_at=at, due_at=at + timedelta(days=2), answered_at=at, ended_at=at, ended_by=mara,
        reason="It does not matter", outcome="task:none", voice="Ines", fields={"votes": 2},
    )  # fmt: skip
    waits = Feedback(subject="decision:two-ways", title="Who pays?", holds=True, owner_gap="nobody")
    feedback.add_feedback([over, waits], from_file=True)


def filled(acme: Customer, mara: Member, owner: Member) -> None:
    deal = one(
        customers.add_opportunities,
        Opportunity(
            customer=acme,
            name="Big deal",
            kind="new",
            stage="2",
            stage_text="Qualifying",
            arr=Decimal("200000"),
            currency="EUR",
            close_on=date(2026, 5, 1),
            sa_validated=True,
            owner=mara,
            external_ids={"salesforce": "006A"},
        ),
    )
    one(
        customers.add_renewals,
        Renewal(customer=acme, due_on=date(2026, 6, 1), arr=Decimal("10"), owner=mara, state="open"),
    )
    person = one(
        customers.add_stakeholders,
        Stakeholder(
            customer=acme,
            name="Ines Duarte",
            title="COO",
            buying_role="executive_sponsor",
            priorities=["Calm", "Cost"],
            sentiment="good",
            notes="likes tea",
            email="ines@acme.example",
        ),
    )
    one(customers.add_stakeholders, Stakeholder(customer=acme, name="Jo", role_text="Gatekeeper"))
    one(
        customers.add_touchpoints,
        Touchpoint(
            customer=acme,
            kind="call",
            on=date(2026, 3, 3),
            summary="Call",
            member=mara,
            people=[person.key],
            text="Line one\n\nLine two",
            external_ids={"ical": "call-1@example.com/2026-03-03"},
        ),
    )
    one(
        customers.add_support_cases,
        SupportCase(
            customer=acme,
            number="C-1",
            title="Down",
            severity="critical",
            opened_on=date(2026, 3, 1),
            escalated=True,
        ),
    )
    one(
        customers.add_support_cases,
        SupportCase(customer=acme, number="0042", title="Old", solved_on=date(2026, 1, 1)),
    )
    one(
        customers.add_customer_requests,
        CustomerRequest(
            customer=acme,
            title="Export to a sheet",
            kind="feedback",
            state="declined",
            asked_by="Ines",
            asked_on=date(2026, 2, 2),
            answered_on=date(2026, 2, 9),
            answer="- not this year",
            number="PR-7",
            owner=mara,
            external_ids={"tracker": "77"},
            fields={"votes": 3},
        ),
    )
    asked_for(acme, mara, owner)
    one(customers.add_team_places, TeamPlace(customer=acme, member=mara, job="CSM"))
    one(
        plans.add_waivers,
        Waiver(
            customer=acme,
            opportunity=deal,
            by=owner,
            reason="Small",
            given_on=date(2026, 1, 1),
            until_on=date(2026, 12, 1),
        ),
    )
    proposals.clear_proposals([deal], reason="Board", override=True)
    usage = one(
        metrics.add_metrics,
        Metric(customer=acme, name="Utilisation", purpose="usage", unit="%", target=Decimal(80), owner=mara),
    )
    for month, value in ((1, "71"), (2, "64.5"), (3, "58")):
        one(metrics.add_readings, Reading(metric=usage, on=date(2026, month, 28), value=Decimal(value)))
    register = one(
        risks.add_risks,
        Risk(
            customer=acme,
            title="Sponsor leaves",
            severity="high",
            owner_gap="role",
            owner_text="ae_agent",
            mitigation="Ask",
            mitigation_actions=["One", {"what": "Two"}],
            impact_text="We lose them",
            fields={"linked": ["x"]},
            subject="project:rollout",
            threatens=usage,
            stake=Decimal("1200.5"),
            currency="EUR",
            reason="They said so",
        ),
    )
    decided(acme, mara, owner)
    one(
        tasks.add_tasks,
        Task(
            customer=acme,
            title="yes",
            priority="high",
            state="blocked",
            due_on=date(2026, 4, 1),
            owner=mara,
            subject=f"risk:{register.key}",
            recurs="FREQ=MONTHLY;BYDAY=1MO",
        ),
    )
    one(
        notes.add_notes,
        Note(
            customer=acme,
            title="50% off: “never”",
            kind="account",
            owner=mara,
            fresh_until=date(2026, 5, 1),
            text="They *promised*:\n\n---\n\n    four spaces\n| a | b |\n|---|---|",
            fields={"colour": "blue"},
        ),
    )
    plan_of(acme, deal, person, register, mara)
    project_of(acme, mara, usage)
