"""What belongs to the workspace, and two customers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.files.base import ContentFile

from handrail.doors.infohub import verbs as mine
from handrail.house.imports import verbs as imports
from handrail.house.talk import commenting, filing
from handrail.house.talk.models import Attachment, Comment, Evidence, Link
from handrail.house.workspaces.models import Member, Team
from handrail.record.assumptions import verbs as assumptions
from handrail.record.assumptions.models import Assumption
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
    one(assumptions.add_assumptions, Assumption(title="House assumption", owner=owner, impact=1, cost=5))
    one(decisions.add_decisions, Decision(title="House decision", owner=owner))
    metric = one(
        metrics.add_metrics,
        Metric(name="NPS of all", purpose="work", measure="customer-confidence", owner=owner),
    )
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
    talked_about(mara)
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


def talked_about(mara: Member) -> None:
    """Threads, settled and shared ones, of us and of somebody outside; files, one of them twice."""
    long_ago = datetime(2026, 1, 5, 9, 30, 0, 123456, tzinfo=UTC)
    said = {"subject": "task:only-a-task", "created_at": long_ago}
    first = Comment(
        key="c1", text="- “yes”: no\n\n# not a title\n@mara-adeyemi ", by=mara, edited_at=long_ago, **said
    )
    voice = Comment(key="c2", text="From outside", voice="Pat of Acme", shared=True, **said)
    commenting.bring_comments([first, voice])
    answer = Comment(key="a1", text="Yes.", parent=first, **said)
    settled = Comment(
        key="c3", subject="risk:house-risk", text="Done", resolved_at=long_ago, resolved_by=mara
    )
    commenting.bring_comments([answer])
    commenting.bring_comments([settled])
    files = [Attachment(subject=subject, name=name) for subject, name, _content in ATTACHED]
    for row, (_subject, _name, content) in zip(files, ATTACHED, strict=True):
        row.content = ContentFile(content)
    filing.add_attachments(files)


ATTACHED = (
    ("task:only-a-task", "Bericht für Acme.PDF", b"%PDF-1.7 one"),
    ("risk:house-risk", "tasks.yaml", b"tasks:\n  - title: Not a task\n"),
    ("risk:house-risk", "copy.pdf", b"%PDF-1.7 one"),
)
