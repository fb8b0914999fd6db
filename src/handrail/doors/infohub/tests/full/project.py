"""A project with its board, its rhythm and its launch."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from handrail.record.blockers import verbs as blockers
from handrail.record.blockers.models import Blocker
from handrail.record.drills import verbs as drills
from handrail.record.drills.models import Drill
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.readiness import verbs as readiness
from handrail.record.readiness.models import Delay, Result, Signal
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.models import Announcement
from handrail.record.scope import locking
from handrail.record.scope import verbs as scope
from handrail.record.scope.models import Commitment, ScopeChange
from handrail.record.tasks.models import Task
from handrail.watch.insights.models import Goal
from handrail.watch.insights.verbs import add_goals
from handrail.watch.playbooks import library
from handrail.watch.playbooks import verbs as playbooks
from handrail.watch.playbooks.models import Playbook
from handrail.watch.reviews import verbs as reviews
from handrail.watch.reviews.models import Cadence, Review
from handrail.watch.rules import verbs as rules
from handrail.watch.rules.models import Rule
from handrail.watch.summaries import verbs as summaries
from handrail.watch.summaries.models import Briefing

from .adding import one


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
    effects = [{"what": f"task:{card.key}", "do": "date", "to": "2026-06-30"}]
    one(
        blockers.add_blockers,
        Blocker(
            customer=acme,
            title="No access",
            text="To *their* CRM",
            blocks=[f"card:{card.key}", f"project:{project.key}"],
            owner=mara,
            due_on=date(2026, 5, 1),
            fallback="By hand: first 20",
            effects=effects,
            customer_impact="They type twice",
            customer_sees=True,
            reason="- again",
            source="review:1",
            fields={"ticket": 9},
        ),
    )
    scope_of(project, mara, usage)
    gates_of(project, live, usage)
    rhythm_of(project, mara)
    launch_of(project, acme, mara)


def scope_of(project, mara, usage) -> None:
    """Its scope is locked, and a change of it waits to be decided."""
    locked = datetime(2026, 3, 2, 9, tzinfo=UTC)
    said = {"capacity": {mara.key: 2}, "let_through": "The paths are written next week"}
    one(locking.add_commitments, Commitment(project=project, locked_at=locked, locked_by=mara, **said))
    weighed = {"metric": usage, "cost": "Two days", "given_up": "The tour", "cards": ["Translate it"]}
    asked = ScopeChange(project=project, title="Two languages", why="They have two", owner=mara, **weighed)
    asked.state, asked.asked_by, asked.asked_on, asked.due_on = (
        "weighed",
        mara,
        date(2026, 3, 3),
        date(2026, 3, 9),
    )
    scope.add_scope_changes([asked], from_file=True)


def gates_of(project, live, usage) -> None:
    """What shows that it may go live: a metric, a test that fails again, and somebody's word."""
    one(
        readiness.add_signals,
        Signal(stage=live, title="Answers are short", kind="metric", metric=usage, target=9),
    )
    said = Signal(
        stage=live, title="Guests find it", wants="link", claim="Jo says so", due_on=date(2026, 4, 2)
    )
    one(readiness.add_signals, said)
    tested = one(readiness.add_signals, Signal(stage=live, title="Pages answer", kind="test", test="smoke"))
    for day, passed in ((1, True), (2, False)):
        at = datetime(2026, 3, day, 9, tzinfo=UTC)
        one(readiness.add_results, Result(project=project, name=tested.test, passed=passed, at=at))
    assert Delay.objects.count() == 1


def rhythm_of(project, mara) -> None:
    """A project is looked at every week; the next time has a point on its agenda already."""
    asked = [{"says": "Do refunds stay down?", "about": "metric:refund-rate"}]
    rhythm = Cadence(title="Launch review", project=project, owner=mara, asks=asked, ends_on=date(2027, 6, 1))
    row = one(reviews.add_cadences, rhythm)
    reviews.bring_up(Review.objects.get(cadence=row), "Who stands in?")
    when = {"event": "supportcase.saved", "fields": ["severity"]}
    tell = [{"nudge": "owner", "words": "{title}"}]
    severe = 'case.severity == "critical"'
    one(
        rules.add_rules,
        Rule(title="Look at cases", state="dry", owner=mara, when=when, condition=severe, then=tell),
    )
    one(add_goals, Goal(measure="handoff", target=Decimal("97.5"), owner=mara))
    one(summaries.add_briefings, Briefing(kind="risks", project=project, members=[mara.key], owner=mara))
    summaries.keep_summary("executive")
    summaries.keep_summary("risks", project=project)


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
        drills.add_drills,
        Drill(
            project=project,
            title="The gateway is gone",
            scenario="At eight in the morning:\n\n  no parcel moves",
            state="held",
            held_on=date(2026, 3, 1),
            held_by=mara,
            paths=[
                {
                    "kind": "stage",
                    "subject": "stage:build",
                    "title": "Build",
                    "owner": mara.key,
                    "response": "Roll back",
                    "walked": True,
                    "task": "",
                },
                {"kind": "chain", "title": "yes", "walked": True},
            ],
        ),
    )
    one(
        rollout.add_announcements,
        Announcement(project=project, title="It is coming", to="Admins", owner=mara, due_on=date(2026, 5, 1)),
    )
