"""What these tests share: a customer with a plan, tasks, and a hand on the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

from handrail.house.deadlines import sweeps
from handrail.house.deadlines.models import Deadline
from handrail.house.escalations.verbs import raise_to
from handrail.house.ledger.models import Event
from handrail.house.nudges.models import Nudge
from handrail.kit import clock
from handrail.record.assumptions import verbs as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.blockers import verbs as blockers
from handrail.record.blockers.models import Blocker
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity, Renewal
from handrail.record.decisions import depending
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.feedback import verbs as feedback
from handrail.record.feedback.models import Feedback
from handrail.record.handoffs import promising
from handrail.record.handoffs import verbs as handoffs
from handrail.record.handoffs.models import Handoff, Promise
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.outside.tests.made import form_for, send
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan, Waiver
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Check, Project, Stage
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
from handrail.watch.insights import verbs as insights
from handrail.watch.insights.models import Goal
from handrail.watch.reviews import verbs as reviews
from handrail.watch.reviews.models import Cadence
from handrail.watch.rules import verbs as rules
from handrail.watch.rules.models import Rule
from handrail.watch.summaries import verbs as summaries
from handrail.watch.summaries.models import Briefing

DAY = timedelta(days=1)


TODAY = clock.real().date()


def day(number: int) -> date:
    """So many days from today, whatever clock the test has put on."""
    return TODAY + number * DAY


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The machine's own clock shows this: what a sweep compares with."""
    with patch.object(clock, "real", lambda: moment):
        yield


def on(number: int, hour: int = 12, minute: int = 0) -> Any:
    """So many days from today, at this time."""
    return at(datetime.combine(day(number), time(hour, minute), UTC))


def sweep(number: int, hour: int = 12) -> int:
    with on(number, hour):
        return sweeps.fire_due()


def customer(scene: Any, key: str = "northwind", **values: Any) -> Customer:
    row = Customer(key=key, name=key.title(), **{"owner": scene.alice, **values})
    customers.add_customers([row])
    return row


def plan(of: Customer, key: str = "harbor", **values: Any) -> Plan:
    row = Plan(key=key, customer=of, title=key.title(), **{"owner": of.owner, "updated_on": day(0), **values})
    plans.add_plans([row], from_file=True)
    return row


def milestone(of: Plan, due: date | None, key: str = "live", **values: Any) -> Milestone:
    row = Milestone(key=key, plan=of, title=key.title(), due_on=due, **{"owner": of.owner, **values})
    plans.add_milestones([row], from_file=True)
    return row


def task(scene: Any, due: date | None, key: str = "call", **values: Any) -> Task:
    row = Task(key=key, title=key.title(), due_on=due, **{"owner": scene.bob, **values})
    tasks.add_tasks([row])
    return row


def deadlines(**filters: Any) -> dict[str, Deadline]:
    return {one.name: one for one in Deadline.objects.filter(**filters)}


def nudged(**filters: Any) -> list[tuple[int, str, str]]:
    """(recipient, name, offset) of every reminder, the oldest first."""
    rows = Nudge.objects.filter(**filters).exclude(name="task.given").order_by("pk")
    return [(n.recipient_id, n.name, n.occasion.rpartition(":")[2]) for n in rows]


def lines(kind: str = "") -> list[tuple[str, str]]:
    """What the ledger says of reminders."""
    events = Event.objects.filter(kind__regex=r"\.(reminded|skipped)$").order_by("id")
    return [(event.kind, event.cause) for event in events if event.kind.endswith(kind)]


def board(scene: Any, about: Customer) -> None:
    (project,) = projects.add_projects(
        [Project(title="Launch", customer=about, owner=scene.ada, by_on=day(60), go_live_on=day(50))]
    )
    (made,) = projects.add_boards([Board(project=project, title="Launch")])
    (stage,) = projects.add_stages([Stage(board=made, title="Prep")])
    task = Task(key="carded", title="Macros", owner=scene.bob)
    projects.add_cards([Card(task=task, stage=stage, reviewer=scene.ada, review_on=day(70))])
    rollout.add_steps([Step(project=project, customer=about, step="told", due_on=day(40), owner=scene.bob)])
    said = Announcement(project=project, title="It is coming", due_on=day(45), owner=scene.bob)
    rollout.add_announcements([said])
    readiness.add_signals([Signal(stage=stage, title="Pages answer", due_on=day(12))])
    scope.add_scope_changes([ScopeChange(project=project, title="Two languages", due_on=day(8))])
    projects.add_checks(
        [Check(stage=stage, kind="fields", side="enter", params={"fields": ["due_on"]}, on=True)]
    )
    send(form_for(made))
    kinds = {"weekly": "FREQ=WEEKLY;BYDAY=MO", "daily": "FREQ=DAILY"}
    reviews.add_cadences(
        [Cadence(project=project, kind=k, rule=rule, owner=scene.ada) for k, rule in kinds.items()]
    )


def everything(scene: Any) -> Customer:
    """One of each kind of date, about one customer."""
    row = customer(scene, renewal_on=day(100), notice_on=day(40))
    deal = Opportunity(key="deal", customer=row, name="Deal", stage="won")
    customers.add_opportunities([deal])
    customers.add_renewals([Renewal(key="r", customer=row, due_on=day(200), notice_on=day(170))])
    made = plan(row, opportunity=deal, next_review_on=day(20))
    milestone(made, day(10))
    plans.add_waivers([Waiver(key="w", customer=row, reason="Small", given_on=day(0), until_on=day(30))])
    task(scene, day(5), customer=row)
    assumed = Assumption(
        key="as", customer=row, title="It holds", due_on=day(12), expires_on=day(80), owner=scene.ada
    )
    assumptions.add_assumptions([assumed])
    decisions.add_decisions([Decision(key="d", customer=row, title="Which", due_on=day(6), owner=scene.ada)])
    depending.add_dependencies(
        [Dependency(decision=Decision.objects.get(key="d"), team="Legal", due_on=day(4), owner=scene.ada)]
    )
    said = Feedback(
        key="f", subject=f"customer:{row.key}", title="Why", due_at=clock.now() + 3 * DAY, owner=scene.ada
    )
    feedback.add_feedback([said], from_file=True)
    high = {"likelihood": 5, "impact": 5, "closeness": 5}
    risks.add_risks([Risk(key="k", customer=row, title="Slips", review_on=day(7), owner=scene.ada, **high)])
    notes.add_notes([Note(key="n", customer=row, title="Freeze", owner=scene.ada, fresh_until=day(9))])
    board(scene, row)
    handoffs.add_handoffs([Handoff(key="h", customer=row, title="Over", due_on=day(8), owner=scene.ada)])
    blockers.add_blockers([Blocker(key="b", customer=row, title="No key", due_on=day(11), owner=scene.ada)])
    promising.add_promises([Promise(key="pr", customer=row, title="Said", due_on=day(15), owner=scene.ada)])
    turn = {"schedule": "FREQ=DAILY", "each": "project"}
    rules.add_rules([Rule(title="Look", when=turn, then=[{"nudge": "owner"}], state="on", owner=scene.ada)])
    summaries.add_briefings([Briefing(kind="executive", owner=scene.ada)])
    insights.add_goals([Goal(measure="handoff", target=95, low=80, owner=scene.ada)])
    counted = Metric(key="m", customer=row, name="Confidence", measure="customer-confidence", owner=scene.ada)
    metrics.add_metrics([counted])
    raise_to(made, scene.ada, "It slips", title=made.title, path=f"plans/{made.key}/")
    return row
