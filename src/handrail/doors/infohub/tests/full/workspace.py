"""What belongs to the workspace, and two customers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handrail.doors.infohub import verbs as mine
from handrail.house.imports import verbs as imports
from handrail.house.talk.models import Evidence, Link
from handrail.house.workspaces.models import Member, Team
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import (
    Customer,
)
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.plans import templates
from handrail.record.plans.models import PlanTemplate
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .adding import one
from .customer import filled


def fill(owner: Member) -> None:
    """Call it inside a scope."""
    team = one(mine.add_teams, Team(name="West"))
    boss = one(
        mine.add_members, Member(name="Jonas Weber", email="jonas@x.example", job="Manager", role="admin")
    )
    mara = one(
        mine.add_members,
        Member(name="Mara Adeyemi", email="mara@x.example", job="CSM", manager=boss, team=team),
    )
    one(mine.add_members, Member(name="Theo Brandt", job="CSM", left_on=date(2026, 1, 2)))
    one(mine.add_members, Member(name="Mara Adeyemi", email="other@x.example", job="SA"))
    imports.remember("accounts", "f" * 64, {"Name": "name"}, {"date_order": "dmy"})
    parent = one(customers.add_customers, Customer(name="Acme Group"))
    acme = one(
        customers.add_customers,
        Customer(
            name="Acme: West #1",
            parent=parent,
            tier="strategic",
            arr=Decimal("1234.50"),
            currency="EUR",
            owner=mara,
            industry="Logistics",
            renewal_on=date(2026, 6, 1),
            sentiment="good",
            sentiment_on=date(2026, 3, 1),
            sentiment_note="Calm.\nVery calm.",
            external_ids={"salesforce": "001A"},
            website="https://acme.example",
            fields={
                "Name": "ACME",
                "Region code": 7,
                "nested": {"since": "2020-01-01", "list": [1, 2.5, None, True]},
            },
        ),
    )
    filled(acme, mara, owner)
    small = one(customers.add_customers, Customer(name="Małe Ąę", owner_gap="left", owner_text="Theo Brandt"))
    one(tasks.add_tasks, Task(title="Only a task", customer=small, owner_gap="group", owner_text="CI Team"))
    one(
        tasks.add_tasks,
        Task(title="Of nobody's customer", owner=owner, state="done", done_on=date(2026, 2, 2)),
    )
    one(
        risks.add_risks, Risk(title="House risk", owner=owner, likelihood=5, likelihood_text="almost certain")
    )
    one(decisions.add_decisions, Decision(title="House decision", owner=owner))
    metric = one(metrics.add_metrics, Metric(name="NPS of all", purpose="survey", owner=owner))
    one(
        metrics.add_readings,
        Reading(metric=metric, on=date(2026, 1, 1), value=Decimal("41.25"), source="survey"),
    )
    one(
        notes.add_notes,
        Note(title="How we freeze", kind="learning", owner=owner, text="# Freeze\n\n- *not* on Friday"),
    )
    one(
        templates.add_plan_templates,
        PlanTemplate(
            title="Pilot of 60 days",
            about="For who tries it first.\nBegin small.",
            deal_kind="new",
            tier="strategic",
            by_itself=True,
            evaluation={"type": "pilot"},
            phases=[{"title": "Put in place", "kind": "implementation", "from_day": 0, "to_day": 60}],
            milestones=[{"title": "Live", "on_day": 30, "phase": "Put in place", "colour": "red"}],
            criteria=[{"title": "Used daily", "target": "80"}],
        ),
    )
    one(mine.add_links, Link(source="task:only-a-task", target="risk:house-risk", relation="blocks"))
    one(
        mine.add_evidence,
        Evidence(
            subject="risk:house-risk",
            kind="quotation",
            title="Mail",
            text="- “yes”: no",
            by=mara,
            on=date(2026, 1, 5),
        ),
    )
