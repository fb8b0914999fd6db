"""A project with its board, its rhythm and its launch."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.models import Announcement
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
    rhythm_of(project, mara)
    launch_of(project, acme, mara)


def rhythm_of(project, mara) -> None:
    """A project is looked at every week; the next time has a point on its agenda already."""
    row = one(reviews.add_cadences, Cadence(title="Launch review", project=project, owner=mara))
    reviews.bring_up(Review.objects.get(cadence=row), "Who stands in?")
    when = {"event": "supportcase.saved", "fields": ["severity"]}
    tell = [{"nudge": "owner", "words": "{title}"}]
    severe = 'case.severity == "critical"'
    one(
        rules.add_rules,
        Rule(title="Look at cases", state="dry", owner=mara, when=when, condition=severe, then=tell),
    )
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
