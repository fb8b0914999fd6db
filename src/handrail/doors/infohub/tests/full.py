"""A workspace with something of every kind in it, none of it from a file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from handrail.doors.infohub import verbs as mine
from handrail.house.escalations import filing
from handrail.house.escalations.models import Escalation
from handrail.house.imports import verbs as imports
from handrail.house.talk.models import Evidence, Link
from handrail.house.workspaces.models import Member, Team
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import (
    Customer,
    Opportunity,
    Renewal,
    Stakeholder,
    SupportCase,
    TeamPlace,
    Touchpoint,
)
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
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
    Waiver,
)
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.models import Announcement
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.insights.models import Goal
from handrail.watch.insights.verbs import add_goals
from handrail.watch.playbooks import library
from handrail.watch.playbooks import verbs as playbooks
from handrail.watch.playbooks.models import Playbook
from handrail.watch.reviews import verbs as reviews
from handrail.watch.reviews.models import Cadence, Review


def one(add, row):
    add([row])
    return row


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
        ),
    )
    one(
        decisions.add_decisions,
        Decision(
            customer=acme,
            title="Which gateway?",
            state="approved",
            decided_on=date(2026, 2, 1),
            answer="The new one",
            owner=mara,
            implications=["Two weeks"],
        ),
    )
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


def plan_of(acme, deal, person, register, mara) -> None:
    plan = one(
        plans.add_plans,
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
            direction="down",
            baseline=Decimal("11.2"),
            target=Decimal(6),
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


def project_of(acme, mara, usage) -> None:
    project = one(
        projects.add_projects,
        Project(
            customer=acme,
            title="Launch",
            kind="launch_plan",
            owner=mara,
            outcome="Fewer tickets",
            metric=usage,
            baseline=Decimal(14),
            target=Decimal(9),
            by_on=date(2026, 6, 1),
            text="All of it",
        ),
    )
    board = one(projects.add_boards, Board(project=project, title="Launch", owner=mara))
    prep, live = (
        one(projects.add_stages, Stage(board=board, title=title, owner=mara)) for title in ("Prep", "Live")
    )
    one(projects.add_checks, Check(stage=prep, kind="checklist", on=True))
    card = one(
        projects.add_cards,
        Card(
            task=Task(title="Map exceptions", owner=mara),
            stage=prep,
            track="product",
            labels=["pilot"],
            checklist=[{"text": "Ask Jo", "done": True}],
            reviewer=mara,
            review_on=date(2026, 4, 1),
        ),
    )
    projects.move_cards([card], live)
    rhythm_of(project, mara)
    launch_of(project, acme, mara)


def rhythm_of(project, mara) -> None:
    """A project is looked at every week; the next time has a point on its agenda already."""
    row = one(reviews.add_cadences, Cadence(title="Launch review", project=project, owner=mara))
    reviews.bring_up(Review.objects.get(cadence=row), "Who stands in?")
    one(add_goals, Goal(measure="handoff", target=Decimal("97.5"), owner=mara))


def launch_of(project, acme, mara) -> None:
    """The project goes live for this customer, by a playbook of the workspace's own."""
    projects.edit_project(
        project, {"go_live_on": date(2026, 6, 1), "cohorts": ["Pilot"], "tracks": ["product"]}
    )
    one(
        playbooks.add_playbooks,
        Playbook(
            text=library.shipped()["launch-plan"].text.replace("title: Launch plan", "title: Our plan", 1)
        ),
    )
    playbooks.follow(project, "launch-plan")
    rollout.put_customers(project, [acme], cohort="Pilot", owner=mara)
    one(
        rollout.add_announcements,
        Announcement(project=project, title="It is coming", to="Admins", owner=mara, due_on=date(2026, 5, 1)),
    )
