"""From the record to the facts of an agenda: the same few statements for any number of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from handrail.house.escalations.acting import week
from handrail.house.ledger import reading
from handrail.house.ledger.rows import local_day as local_day
from handrail.house.ledger.rows import today
from handrail.house.talk import queries as talk
from handrail.house.workspaces.scope import current
from handrail.record.blockers import belonging
from handrail.record.blockers import queries as blockers
from handrail.record.blockers.models import Blocker
from handrail.record.decisions import queries as decisions
from handrail.record.decisions.models import Decision
from handrail.record.plans.deadlines import OPEN_MILESTONES
from handrail.record.plans.models import Milestone, Plan
from handrail.record.projects.deadlines import OPEN_PROJECTS
from handrail.record.projects.models import Card, Check, Move, Project, Stage
from handrail.record.readiness.models import Signal
from handrail.record.risks import exposure
from handrail.record.risks import queries as risks
from handrail.record.risks.exposure import Limits
from handrail.record.risks.going import limits
from handrail.record.risks.models import Risk
from handrail.record.scope.models import Commitment
from handrail.record.tasks import queries as tasks
from handrail.record.tasks.models import Task
from handrail.watch.health.models import Standing

from . import queries, signals
from .checks import EXCEPTIONS
from .facts import AtRisk, Left, LetThrough, Name, Reason, Silent, Thing, World
from .models import AgendaItem, Review

PRESSING = ("critical", "high")

# When each of these records was last changed, and when it last came to be blocked, or to block again.
CHANGED = """
SELECT s.kind, s.id, max(e.at), max(e.at) FILTER (WHERE e.changes->'state'->>1 = 'blocked'
  OR (s.kind = 'blocker' AND e.changes->'state'->>0 IN ('took_effect', 'resolved', 'dropped')))
FROM unnest(%s::text[], %s::bigint[]) AS s (kind, id)
JOIN ledger_event AS e ON e.workspace_id = %s AND e.subject_kind = s.kind AND e.subject_id = s.id
WHERE e.changes <> '{}' GROUP BY s.kind, s.id
"""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a review looks at: everything here, one plan with its customer, or one project with its customer and what
    is connected to it."""

    project: Project | None = None
    plan: Plan | None = None
    linked: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Review) -> Reach:
        """One statement for a project, none without."""
        if row.project is None:
            return cls(plan=row.plan)
        return cls(row.project, linked=talk.tied(f"project:{row.project.key}"))

    def narrow(self, rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
        """Of the plan's or the project's customer, or the project's own. Of a project one statement more for risks, two
        for blockers."""
        if self.plan is not None:
            own_dates = {"plan": self.plan} if kind == "milestone" else {}
            return rows.filter(customer_id=self.plan.customer_id, **own_dates)
        if self.project is None:
            return rows
        own, customer = self.own(kind, self.project), self.project.customer_id
        return rows.filter(own | Q(customer_id=customer) if customer else own)

    def own(self, kind: str, project: Project) -> Q:
        name = f"project:{project.key}"
        if kind == "risk":
            return risks.concerning(name)
        if kind == "blocker":
            return belonging.concerning(project)
        linked = Q(key__in=self.linked.get(kind, set()))
        return linked | Q(subject=name) if kind == "decision" else linked


def world_of(row: Review) -> World:
    """Everything that the agenda of this review looks at. At most eighteen statements, and for a
    project those of its cycle."""
    reach, day = Reach.of(row), today()
    earlier = list(queries.before(row)[:1])
    last = list(queries.before(row, "done")[:2])
    items = items_of(last)
    under_way = tuple(things(reach))
    since = last[0].opened_at or last[0].at if last else None
    return World(
        today=day,
        soon=week().day_after(day, 2),
        before=local_day(earlier[0].opened_at or earlier[0].at) if earlier else None,
        things=under_way,
        silent=tuple(silent_stages(reach)),
        let_through=tuple(let_through(reach, since)),
        at_risk=tuple(at_risk(reach)),
        left=tuple(left(items[last[0].pk], {one.name for one in under_way})) if last else (),
        seen=seen(item for one in last for item in items[one.pk]) if len(last) == 2 else {},
        cycle=signals.cycle_of(row),
    )


# -- what is under way --------------------------------------------------------------------------------------


def things(reach: Reach) -> list[Thing]:
    """Tasks, decisions, risks, milestones and blockers that are not over. Eleven statements at most."""
    rows = tasks_of(reach)
    cards = {task: (pk, on) for pk, task, on in cards_of(rows).values_list("pk", "task_id", "entered_at")}
    asked = reach.narrow(decisions.open_decisions().select_related(None), "decision")
    minded = reach.narrow(risks.open_risks().select_related(None), "risk")
    due = reach.narrow(open_milestones(), "milestone")
    stops = list(reach.narrow(blockers.open_blockers().select_related(None), "blocker"))
    named = {name for row in stops for name in row.blocks}
    high_from = limits()
    found = [
        *(task(row, row.pk in cards, stopped=f"task:{row.key}" in named) for row in rows),
        *(decision(row) for row in asked),
        *(risk(row, high_from) for row in minded),
        *(milestone(row) for row in due),
        *(blocker(row) for row in stops),
    ]
    return moved(found, {pk: task for task, (pk, _on) in cards.items()})


def tasks_of(reach: Reach) -> list[Task]:
    rows = tasks.open_tasks().select_related(None)
    if reach.project is None:
        return list(reach.narrow(rows, "task"))
    there = Card.objects.filter(board__project=reach.project, board__removed_at=None, removed_at=None)
    named = Q(subject=f"project:{reach.project.key}") | Q(key__in=reach.linked.get("task", set()))
    return list(rows.filter(Q(pk__in=there.values("task_id")) | named))


def cards_of(rows: Sequence[Task]) -> QuerySet[Card]:
    return Card.objects.filter(task_id__in=[row.pk for row in rows], removed_at=None)


def open_milestones() -> QuerySet[Milestone]:
    rows = reading.present(Milestone).select_related(None).filter(state__in=OPEN_MILESTONES)
    return rows.exclude(plan__phase="completed")


def task(row: Task, on_board: bool, stopped: bool = False) -> Thing:
    """One that an open blocker names (`stopped`) is looked at with that: once, and not twice."""
    return Thing(
        kind="task", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id,
        owned=row.owner_id is not None, blocked=row.state == "blocked" and not stopped,
        pressing=row.priority in PRESSING,
        running=on_board or row.state != "open" or row.due_on is None, due_on=row.due_on,
        moved_on=local_day(row.created_at),
    )  # fmt: skip


def decision(row: Decision) -> Thing:
    return Thing(
        kind="decision", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id,
        owned=row.owner_id is not None, due_on=row.due_on, moved_on=local_day(row.created_at),
        asked_on=local_day(row.created_at),
    )  # fmt: skip


def blocker(row: Blocker) -> Thing:
    return Thing(
        kind="blocker", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id,
        owned=row.owner_id is not None, blocked=True, due_on=row.due_on, moved_on=local_day(row.created_at),
    )  # fmt: skip


def risk(row: Risk, high_from: Limits) -> Thing:
    level = exposure.level_of(row, high_from)
    return Thing(
        kind="risk", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id,
        owned=row.owner_id is not None, due_on=row.review_on, pressing=row.severity in PRESSING,
        lacks=exposure.missing(level, row.state, row.mitigation or row.mitigation_actions, row.fallback),
        moved_on=local_day(row.created_at),
    )  # fmt: skip


def milestone(row: Milestone) -> Thing:
    return Thing(
        kind="milestone", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id,
        owned=row.owner_id is not None, due_on=row.due_on,
    )  # fmt: skip


def moved(found: Sequence[Thing], cards: dict[int, int]) -> list[Thing]:
    """With the days that only the history knows; a card that moves moves its task. `cards` is {card: task}."""
    names = [one.name for one in found if one.kind != "milestone"] + [("card", pk) for pk in cards]
    latest: dict[Name, date] = {}
    blocked: dict[Name, date] = {}
    for kind, pk, at, blocked_at in events_of(names):
        name = ("task", cards[pk]) if kind == "card" else (kind, pk)
        latest[name] = max(latest.get(name, local_day(at)), local_day(at))
        if blocked_at is not None:
            blocked[name] = local_day(blocked_at)
    return [
        replace(
            one,
            moved_on=latest.get(one.name, one.moved_on),
            blocked_on=blocked.get(one.name, one.moved_on) if one.blocked else None,
        )
        for one in found
    ]


def events_of(names: Sequence[Name]) -> list[Any]:
    if not names:
        return []
    with connection.cursor() as cursor:
        kinds, ids = [kind for kind, _ in names], [pk for _, pk in names]
        cursor.execute(CHANGED, [kinds, ids, current().workspace_id])
        return list(cursor.fetchall())


# -- what else is looked at ---------------------------------------------------------------------------------


def silent_stages(reach: Reach) -> list[Silent]:
    """Stages that say nothing of when work may leave them; where the scope is locked, also those without a signal that
    shows it. The last of a board asks nothing. One statement; none for a plan, which has no board."""
    if reach.plan is not None:
        return []
    asked = Check.objects.filter(stage=OuterRef("pk"), removed_at=None, on=True)
    later = Stage.objects.filter(board=OuterRef("board"), removed_at=None, position__gt=OuterRef("position"))
    shown = Signal.objects.filter(stage=OuterRef("pk"), removed_at=None)
    agreed = Commitment.objects.filter(
        project=OuterRef("board__project"), locked_at__isnull=False, removed_at=None
    )
    rows = reading.present(Stage).filter(Exists(later), ~Exists(shown))
    rows = rows.filter((Q(exit_rule="") & ~Exists(asked)) | Exists(agreed))
    rows = rows.filter(board__project__state__in=OPEN_PROJECTS, board__project__removed_at=None)
    if reach.project is not None:
        rows = rows.filter(board__project=reach.project)
    return [
        Silent(pk=row.pk, key=row.key, title=row.title, board=row.board.title, customer=row.customer_id)
        for row in rows.order_by("board_id", "position")
    ]


def let_through(reach: Reach, since: datetime | None) -> list[LetThrough]:
    """Since the last review that was held; all where none was. A card that has left its board, or was removed,
    was let through all the same. One statement; none for a plan."""
    if reach.plan is not None:
        return []
    rows = Move.objects.filter(overridden=True, removed_at=None)
    if since is not None:
        rows = rows.filter(created_at__gt=since)
    if reach.project is not None:
        rows = rows.filter(board__project=reach.project)
    return [
        LetThrough(
            kind="task", pk=row.card.task_id, key=row.card.key, title=row.card.task.title, stage=row.goes.title,
            by=row.by.name if row.by is not None else "", why=row.reason, on=local_day(row.created_at),
            customer=row.customer_id,
        )
        for row in rows.select_related("card__task", "goes", "by").order_by("pk")
    ]  # fmt: skip


def at_risk(reach: Reach) -> list[AtRisk]:
    """One statement; none for a project without a customer."""
    rows = Standing.objects.filter(state="at_risk", customer__removed_at=None)
    if reach.plan is not None:
        rows = rows.filter(customer=reach.plan.customer_id)
    if reach.project is not None:
        if reach.project.customer_id is None:
            return []
        rows = rows.filter(customer=reach.project.customer_id)
    found = rows.values_list("customer_id", "customer__key", "customer__name", "since_on", "reasons")
    return [
        AtRisk(pk=pk, key=key, title=name, since=since, why=tuple(why))
        for pk, key, name, since, why in found.order_by("customer_id")
    ]


# -- what the last reviews say ------------------------------------------------------------------------------


def items_of(reviews: Sequence[Review]) -> dict[int, list[AgendaItem]]:
    """One statement."""
    found: dict[int, list[AgendaItem]] = {row.pk: [] for row in reviews}
    for item in AgendaItem.objects.filter(review_id__in=found, removed_at=None).order_by("position", "pk"):
        found[item.review_id].append(item)
    return found


def left(items: Iterable[AgendaItem], under_way: Collection[Name]) -> list[Left]:
    """What was left over and is not over by itself: a point that somebody added, a record that is still under way,
    a card that was let through and that nobody has answered for."""
    return [
        Left(
            title=one.title, kind=one.subject_kind, pk=one.subject_id, key=one.subject_key,
            customer=one.customer_id, carried=one.carried + 1, let_through=told,
        )
        for one in items
        if one.ending == "carried"
        for told in [tuple(Reason(**said) for said in one.reasons if said["code"] == "let_through")]
        if told or not one.subject_kind or (one.subject_kind, one.subject_id) in under_way
    ]  # fmt: skip


def seen(items: Iterable[AgendaItem]) -> dict[tuple[Name, str], int]:
    """In how many of these reviews a record had an exception."""
    return Counter(
        ((one.subject_kind, one.subject_id), str(reason["code"]))
        for one in items
        if one.subject_id is not None
        for reason in one.reasons
        if reason["code"] in EXCEPTIONS
    )
