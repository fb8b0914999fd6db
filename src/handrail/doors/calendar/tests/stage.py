"""What these tests share: customers with dates of every kind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from handrail.kit import clock
from handrail.record.assumptions import verbs as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.blockers import verbs as blockers
from handrail.record.blockers.models import Blocker
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Renewal
from handrail.record.decisions import depending
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.handoffs import promising
from handrail.record.handoffs import verbs as handoffs
from handrail.record.handoffs.models import Handoff, Promise
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.readiness import verbs as readiness
from handrail.record.readiness.models import Signal
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.models import Announcement, Step
from handrail.record.scope import verbs as scope
from handrail.record.scope.models import ScopeChange
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


def day(number: int) -> date:
    return clock.real().date() + timedelta(days=number)


def customer(owner: Any, key: str = "northwind", **values: Any) -> Customer:
    row = Customer(key=key, name=key.title(), owner=owner, **values)
    customers.add_customers([row])
    return row


def task(owner: Any, title: str = "Call them", on: int = 3, **values: Any) -> Task:
    row = Task(title=title, owner=owner, due_on=day(on), **values)
    tasks.add_tasks([row])
    return row


def everything(owner: Any) -> set[tuple[str, date]]:
    """One date of every kind that stands in a calendar: {(title in the calendar, day)}."""
    north = customer(owner, renewal_on=day(40), notice_on=day(10))
    customers.add_renewals([Renewal(customer=north, due_on=day(45), notice_on=day(12), owner=owner)])
    plan = Plan(title="Rollout", customer=north, owner=owner, next_review_on=day(5), updated_on=day(-3))
    plans.add_plans([plan])
    plans.add_parts([Milestone(plan=plan, customer=north, title="Go live", owner=owner, due_on=day(6))])
    task(owner, "Call them", 3, customer=north)
    (decision,) = decisions.add_decisions(
        [Decision(title="Which region", customer=north, owner=owner, due_on=day(4))]
    )
    depending.add_dependencies(
        [Dependency(decision=decision, team="Legal", title="Terms", owner=owner, due_on=day(17))]
    )
    said = {
        "title": "Fares hold",
        "customer": north,
        "owner": owner,
        "due_on": day(18),
        "expires_on": day(19),
    }
    assumptions.add_assumptions([Assumption(**said)])
    risks.add_risks([Risk(title="Champion leaves", customer=north, owner=owner, review_on=day(7))])
    (project,) = projects.add_projects(
        [Project(title="Launch", customer=north, owner=owner, by_on=day(8), go_live_on=day(11))]
    )
    rollout.add_steps([Step(project=project, customer=north, step="told", owner=owner, due_on=day(13))])
    message = Announcement(project=project, title="It is coming", owner=owner, due_on=day(14))
    rollout.add_announcements([message])
    (board,) = projects.add_boards([Board(project=project, title="Launch")])
    (stage,) = projects.add_stages([Stage(board=board, title="Prep")])
    card = Card(task=Task(title="Macros", owner=owner), stage=stage, reviewer=owner, review_on=day(9))
    projects.add_cards([card])
    handoffs.add_handoffs([Handoff(customer=north, title="To Bob", owner=owner, due_on=day(15))])
    blockers.add_blockers([Blocker(title="No key", customer=north, owner=owner, due_on=day(18))])
    promising.add_promises([Promise(customer=north, title="A named contact", owner=owner, due_on=day(16))])
    readiness.add_signals([Signal(stage=stage, title="Pages answer", owner=owner, due_on=day(20))])
    change = ScopeChange(project=project, title="Two languages", owner=owner, due_on=day(21))
    scope.add_scope_changes([change])
    return {
        ("Acceptance signal: Pages answer (Northwind)", day(20)),
        ("Scope change: Two languages (Northwind)", day(21)),
        ("Handoff: To Bob (Northwind)", day(15)),
        ("Promise: A named contact (Northwind)", day(16)),
        ("Blocker: No key (Northwind)", day(18)),
        ("Project outcome: Launch (Northwind)", day(8)),
        ("Go-live: Launch (Northwind)", day(11)),
        ("Rollout: Launch: tell them (Northwind)", day(13)),
        ("Message: It is coming (Northwind)", day(14)),
        ("Review of a card: Macros (Northwind)", day(9)),
        ("Renewal: Northwind", day(40)),
        ("Renewal: Northwind", day(45)),
        ("Last day to give notice: Northwind", day(10)),
        ("Last day to give notice: Northwind", day(12)),
        ("Plan review: Rollout (Northwind)", day(5)),
        ("Milestone: Go live (Northwind)", day(6)),
        ("Task: Call them (Northwind)", day(3)),
        ("Decision: Which region (Northwind)", day(4)),
        ("What a decision waits for: Terms (Northwind)", day(17)),
        ("Assumption to be tested: Fares hold (Northwind)", day(18)),
        ("An assumption runs out: Fares hold (Northwind)", day(19)),
        ("Risk review: Champion leaves (Northwind)", day(7)),
    }
