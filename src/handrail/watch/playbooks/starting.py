"""A project made from a playbook: its board, its first cards, who is told what, and all dates from the go-live day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from handrail.house.workspaces.models import Member, Tenanted
from handrail.record.customers.models import Customer
from handrail.record.metrics.models import Metric
from handrail.record.metrics.verbs import add_metrics
from handrail.record.projects.models import KINDS, Board, Card, Check, Project, Stage
from handrail.record.projects.queries import stages_of
from handrail.record.projects.verbs import add_boards, add_cards, add_checks, add_projects, add_stages
from handrail.record.rollout.facts import AS_IT_FALLS
from handrail.record.rollout.models import Announcement
from handrail.record.rollout.verbs import add_announcements, put_customers, tie_dates
from handrail.record.tasks.models import Task

from . import library
from .facts import Asked, Book, CardOf, StageOf
from .following import follow
from .furnishing import Making, furnish_sections

STAGE = ("title", "input", "output", "signal", "entry_rule", "exit_rule", "most")


@dataclass(slots=True, kw_only=True)
class Wishes:
    """What a person says of the project beside the playbook. `people` are members by the playbook's roles."""

    title: str = ""
    go_live_on: date | None = None
    customer: Customer | None = None
    owner: Member | None = None
    workflow_owner: Member | None = None
    post_launch_owner: Member | None = None
    people: Mapping[str, Member] = field(default_factory=dict)
    outcome: str = ""
    metric: Metric | None = None
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    by_on: date | None = None
    customers: Sequence[Customer] = ()
    cohort: str = ""
    weekends: str = AS_IT_FALLS

    def whose(self, role: str) -> Member | None:
        """Who has a role of the playbook; the three that every project has are known by their names."""
        known = {
            "workflow_owner": self.workflow_owner,
            "sign_off": self.owner,
            "post_launch": self.post_launch_owner,
        }
        return self.people.get(role) or known.get(role) or self.workflow_owner

    def reviewer_of(self, owner: Member | None) -> Member | None:
        """Who signs off looks at the work, at their own the next of those who carry the project."""
        able = (self.owner, self.workflow_owner, self.post_launch_owner)
        return next((one for one in able if one is not None and one != owner), None)


def start_project(name: str, wishes: Wishes) -> Project:
    """All of it, or nothing. Cards, messages and the project's own days hang on the go-live day from then on."""
    there = library.find(name)
    with transaction.atomic():
        project = made(there.book, wishes)
        ties: list[tuple[Tenanted, str, int]] = [
            (project, "starts_on", -there.book.days_before),
            (project, "ends_on", there.book.days_after),
        ]
        if wishes.go_live_on is not None and wishes.by_on is not None:
            ties.append((project, "by_on", (wishes.by_on - wishes.go_live_on).days))
        board = furnish(project, there.book, owner=wishes.workflow_owner)
        ties += card_ties(there.book, place_cards(there.book, board, wishes))
        ties += message_ties(there.book, plan_messages(there.book, project, wishes))
        known = {f"stage:{stage.title}": stage for stage in stages_of(board)}
        ties += furnish_sections(Making(there.book, project, wishes, known))
        tie_dates(project, ties, weekends=wishes.weekends)
        follow(project, there.name)
        if wishes.customers:
            days = {one.step: one.due for one in there.book.rollout}
            put_customers(project, wishes.customers, cohort=wishes.cohort, days=days or None)
    return project


def begin_project(
    row: Project, *, workflow_owner: Member | None = None, stages: Sequence[str] = ()
) -> Project:
    """From nothing: a project, with a board as soon as somebody keeps one or its stages have names."""
    with transaction.atomic():
        (project,) = add_projects([row])
        if workflow_owner is not None or stages:
            board = furnish(project, None, owner=workflow_owner)
            add_stages([Stage(board=board, title=title, owner=workflow_owner) for title in stages])
    return project


def made(book: Book, wishes: Wishes) -> Project:
    metric = wishes.metric or new_metric(book, wishes)
    (project,) = add_projects(
        [
            Project(
                title=(wishes.title or book.title)[:300],
                kind=book.kind if book.kind in KINDS else "free",
                customer=wishes.customer,
                owner=wishes.owner,
                post_launch_owner=wishes.post_launch_owner,
                outcome=wishes.outcome or book.outcome,
                metric=metric,
                unit=wishes.unit or (metric.unit if metric else book.unit),
                baseline=wishes.baseline
                if wishes.baseline is not None or metric is None
                else metric.baseline,
                target=wishes.target if wishes.target is not None or metric is None else metric.target,
                by_on=wishes.by_on,
                go_live_on=wishes.go_live_on,
                tracks=list(book.tracks),
                cohorts=list(book.cohorts),
                members=sorted({one.key for one in wishes.people.values()}),
                expected=book.expected,
                failure=book.failure,
                recovery=book.recovery,
            )
        ]
    )
    return project


def new_metric(book: Book, wishes: Wishes) -> Metric | None:
    """A number that is said is a metric, so that it can be read from then on."""
    if wishes.baseline is None and wishes.target is None:
        return None
    (metric,) = add_metrics(
        [
            Metric(
                name=(wishes.outcome or book.outcome or book.title)[:300],
                customer=wishes.customer,
                owner=wishes.owner,
                unit=wishes.unit or book.unit,
                direction=direction(book, wishes),
                baseline=wishes.baseline,
                target=wishes.target,
            )
        ]
    )
    return metric


def direction(book: Book, wishes: Wishes) -> str:
    if wishes.baseline is not None and wishes.target is not None and wishes.baseline != wishes.target:
        return "down" if wishes.target < wishes.baseline else "up"
    return book.direction


def furnish(project: Project, book: Book | None, *, owner: Member | None) -> Board:
    """A board with all that a playbook says of it; without a playbook, one without stages."""
    rules = {"backwards": book.backwards, "skipping": book.skipping} if book is not None else {}
    with transaction.atomic():
        (board,) = add_boards([Board(project=project, title=project.title, owner=owner, **rules)])
        put_stages(board, book.stages if book is not None else (), owner=owner)
    return board


def put_stages(board: Board, said: Sequence[StageOf], *, owner: Member | None) -> Sequence[Stage]:
    """At the end of the board, with what each asks."""
    stages = add_stages(
        [Stage(board=board, owner=owner, **{name: getattr(one, name) for name in STAGE}) for one in said]
    )
    add_checks(
        [check_of(stage, check) for stage, one in zip(stages, said, strict=True) for check in one.checks]
    )
    return stages


def check_of(stage: Stage, said: Asked) -> Check:
    return Check(stage=stage, side=said.side, kind=said.kind, params=dict(said.params), on=True)


def place_cards(book: Book, board: Board, wishes: Wishes) -> Sequence[Card]:
    """Where the playbook says; in the first stage where it says nothing."""
    stages = {row.title: row for row in Stage.objects.filter(board=board).order_by("position")}
    if not stages:
        return ()
    first = next(iter(stages.values()))
    return add_cards([card_of(one, stages.get(one.stage, first), wishes) for one in book.cards])


def card_of(said: CardOf, stage: Stage, wishes: Wishes) -> Card:
    owner = wishes.whose(said.owner)
    task = Task(title=said.title, owner=owner, next_action=said.next_action, text=said.text)
    reviewer = wishes.reviewer_of(owner) if said.review is not None else None
    return Card(
        task=task,
        stage=stage,
        track=said.track,
        checklist=[{"text": text, "done": False} for text in said.checklist],
        reviewer=reviewer,
        review="asked" if reviewer is not None else "",
    )


def card_ties(book: Book, cards: Sequence[Card]) -> list[tuple[Tenanted, str, int]]:
    found: list[tuple[Tenanted, str, int]] = []
    for said, card in zip(book.cards, cards, strict=False):
        if said.due is not None:
            found.append((card.task, "due_on", said.due))
        if said.review is not None:
            found.append((card, "review_on", said.review))
    return found


def plan_messages(book: Book, project: Project, wishes: Wishes) -> Sequence[Announcement]:
    return add_announcements(
        [
            Announcement(
                project=project,
                title=one.title,
                to=one.to,
                audience=one.audience,
                channel=one.channel,
                text=one.text,
                response=one.response,
                owner=wishes.whose(one.owner),
                answers=wishes.post_launch_owner or wishes.workflow_owner,
            )
            for one in book.messages
        ]
    )


def message_ties(book: Book, rows: Sequence[Announcement]) -> list[tuple[Tenanted, str, int]]:
    pairs = zip(book.messages, rows, strict=True)
    return [(row, "due_on", said.due) for said, row in pairs if said.due is not None]
