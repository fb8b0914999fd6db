"""Reading projects, boards and cards. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import orjson
from django.db import connection
from django.db.models import Count, F, QuerySet, prefetch_related_objects

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit.verdict import Verdict

from . import gates
from .checks import judge_check
from .deadlines import OPEN_TASKS
from .facts import BoardFacts, CardFacts, CheckFacts, StageFacts
from .models import Board, Card, Check, Move, Project, Stage

BESIDE = ("task", "task__owner", "task__customer", "stage", "board", "reviewer", "context_owner")


def projects(**filters: Any) -> QuerySet[Project]:
    """One statement."""
    return reading.listing(Project, **filters)


def project(key: str) -> Project:
    """One statement; NotFound where there is none."""
    return reading.find(Project, key)


def of_customers(ids: Collection[int]) -> dict[int, list[Project]]:
    """One statement; the newest first."""
    return reading.of_customers(reading.present(Project).order_by("-pk"), ids)


def boards_of(projects: Collection[int]) -> dict[int, list[Board]]:
    """{project: its boards}. One statement."""
    return reading.grouped(
        reading.present(Board).filter(project_id__in=projects).order_by("pk"), "project_id"
    )


def board(key: str) -> Board:
    """One statement; NotFound where there is none."""
    return reading.find(Board, key)


def stages_of(board: Board) -> list[Stage]:
    """In order. One statement."""
    return list(reading.present(Stage).filter(board=board).order_by("position", "pk"))


def checks_of(board: Board) -> list[Check]:
    """All that the board asks, switched on or not. One statement."""
    return list(Check.objects.filter(board=board, removed_at=None).order_by("pk"))


def asks_of(board: Board) -> dict[int, int]:
    """{stage: how many checks are switched on}. One statement."""
    on = Check.objects.filter(board=board, removed_at=None, on=True)
    return dict(on.values_list("stage_id").annotate(n=Count("pk")).order_by())


def cards() -> QuerySet[Card]:
    """The cards that are there, with what is beside them, in the order of their stage. One statement."""
    there = {f"{name}__removed_at": None for name in ("task", "stage", "board", "board__project")}
    return Card.objects.filter(removed_at=None, **there).select_related(*BESIDE).order_by("rank", "pk")


def cards_of(stage: Stage) -> QuerySet[Card]:
    """One statement."""
    return cards().filter(stage=stage)


def many(board: Board, keys: Collection[str], *, lock: bool = False) -> dict[str, Card]:
    """{key: card} of a board's cards, with what is beside them: one statement for each thing, none of them a join.

    Thousands of cards that were made a moment ago are in no statistics yet: joined, each would be looked for in all.
    With `lock` nobody else changes them until the transaction ends.
    """
    found = Card.objects.filter(board=board, key__in=keys, removed_at=None).order_by("pk")
    rows = list(found.select_for_update(no_key=True) if lock else found)
    prefetch_related_objects(rows, *(name.replace("board", "board__project") for name in BESIDE))
    return {row.key: row for row in rows if row.task.removed_at is None and row.stage.removed_at is None}


def left_from(board: Board, tasks: Collection[int]) -> dict[int, str]:
    """{task: the stage (its key) in which it was last taken off this board}. One statement, none for no task."""
    if not tasks:
        return {}
    gone = Card.objects.filter(task_id__in=tasks, board=board, removed_at__isnull=False)
    return dict(gone.order_by("removed_at", "pk").values_list("task_id", "stage__key"))


def before(card: Card) -> list[Card]:
    """The cards that this one waits for, as far as they are there. One statement, and none where there are none."""
    return list(cards().filter(key__in=card.blocked_by)) if card.blocked_by else []


def behind(card: Card) -> list[Card]:
    """The cards that wait for this one. One statement."""
    return list(cards().filter(blocked_by__contains=[card.key]))


def open_beside(card: Card) -> list[tuple[str, str]]:
    """(key, title) of other open cards of its board, to be chosen from. One statement."""
    rows = cards().filter(board_id=card.board_id).exclude(pk=card.pk)
    rows = rows.exclude(task__state__in=("done", "dropped")).exclude(key__in=card.blocked_by)
    return list(rows.order_by("-pk").values_list("key", "task__title")[:200])


def counts_of(board: Board) -> dict[int, int]:
    """{stage: how many cards}. One statement."""
    rows = Card.objects.filter(board=board, removed_at=None, task__removed_at=None)
    found = rows.values_list("stage_id").annotate(n=Count("pk")).order_by()
    return dict(found)


def active(project: Project) -> QuerySet[Card]:
    """The open cards on its boards, the nearest day first: the first one is the next move. One statement."""
    rows = cards().filter(board__project=project, task__state__in=OPEN_TASKS)
    return rows.order_by(F("task__due_on").asc(nulls_last=True), "stage__position", "rank", "pk")


def called(keys: Collection[str]) -> list[Project]:
    """The projects of these keys, by name. One statement, none for nothing."""
    return list(reading.present(Project).filter(key__in=keys).order_by("title", "pk")) if keys else []


def card_keys(project: Project) -> list[str]:
    """The keys of all cards on its boards. One statement."""
    rows = Card.objects.filter(board__project=project, board__removed_at=None, removed_at=None)
    return list(rows.values_list("key", flat=True))


def under_way(project: Project) -> tuple[int, list[str]]:
    """How many cards are open, and the first of those that nobody owns. Two statements."""
    rows = active(project)
    unowned = rows.filter(task__owner=None).values_list("task__title", flat=True)
    return rows.count(), list(unowned[:3])


def next_review(project: Project) -> Card | None:
    """The card whose review is asked for soonest. One statement."""
    return (
        active(project)
        .filter(review_on__isnull=False, review__in=("", "asked"))
        .order_by("review_on", "pk")
        .first()
    )


def moves_of(card: Card) -> QuerySet[Move]:
    """A card's attempts, the newest first. One statement."""
    return (
        Move.objects.filter(card=card, removed_at=None).select_related("came", "goes", "by").order_by("-pk")
    )


# -- facts --------------------------------------------------------------------------------------------------


RULES = """
SELECT s.key, s.title, s.most,
       (SELECT max(c.rank) FROM projects_card AS c WHERE c.stage_id = s.id AND c.removed_at IS NULL
          AND c.workspace_id = s.workspace_id),
       (SELECT jsonb_agg(jsonb_build_array(k.side, k.key, k.kind, k.params) ORDER BY k.id)
        FROM projects_check AS k WHERE k.stage_id = s.id AND k.on AND k.removed_at IS NULL
          AND k.workspace_id = s.workspace_id AND k.board_id = s.board_id),
       EXISTS ({locked})
FROM projects_stage AS s WHERE s.workspace_id = %(ws)s AND s.board_id = %(board)s AND s.removed_at IS NULL
ORDER BY s.position, s.id
"""


@cache
def rules() -> str:
    """With what a room above reads along: whether anything may come into the project."""
    return RULES.format(locked=wiring.load(wiring.LOCKS))


def board_facts(board: Board) -> BoardFacts:
    """The board's rules, what its stages ask as far as it is switched on, where each one ends, and whether its
    project's scope is locked. One statement.

    A scope is locked for everybody: to one who does not see all it is only said that it may be."""
    params = {"ws": board.workspace_id, "board": board.pk, "projects": [board.project_id]}
    with connection.cursor() as cursor:
        cursor.execute(rules(), params)
        rows = cursor.fetchall()
    return BoardFacts(
        stages=tuple(stage_facts(*row) for *row, _ in rows),
        locked=bool(current().hidden) or any(locked for *_, locked in rows),
        backwards=board.backwards,  # type: ignore[arg-type]
        skipping=board.skipping,  # type: ignore[arg-type]
    )


def stage_facts(key: str, title: str, most: int | None, end: str | None, asked: str | None) -> StageFacts:
    sides: dict[str, list[CheckFacts]] = {"enter": [], "leave": []}
    for side, name, kind, params in orjson.loads(asked) if asked else ():
        sides[side].append(CheckFacts(key=name, kind=kind, params=params))
    enter, leave = tuple(sides["enter"]), tuple(sides["leave"])
    return StageFacts(key=key, title=title, most=most, enter=enter, leave=leave, end=end or "")


def check_facts(row: Check) -> CheckFacts:
    return CheckFacts(key=row.key, kind=row.kind, params=row.params)


def facts_of(rows: Sequence[Card]) -> list[CardFacts]:
    """One statement for each thing that is not at hand beside the cards yet, for all of them."""
    tasks = [row.task for row in rows if row.task.pk is not None]
    prefetch_related_objects(tasks, "owner", "customer")
    return [card_facts(row) for row in rows]


def bare_facts(row: Card) -> CardFacts:
    """What a refusal calls it: enough where no check asks for more."""
    return CardFacts(key=row.key or row.task.key, title=row.task.title)


def card_facts(row: Card) -> CardFacts:
    task = row.task
    return CardFacts(
        key=row.key or task.key,
        title=task.title,
        state=task.state,
        owner=key_of(task.owner),
        due_on=task.due_on,
        next_action=task.next_action,
        text=task.text,
        priority=task.priority,
        customer=key_of(task.customer),
        track=row.track,
        labels=tuple(map(str, row.labels)),
        checklist=tuple((str(item["text"]), bool(item["done"])) for item in row.checklist),
        collaborators=tuple(map(str, row.collaborators)),
        reviewer=key_of(row.reviewer),
        reviewer_name=row.reviewer.name if row.reviewer is not None else "",
        review_on=row.review_on,
        review=row.review,
        context_owner=key_of(row.context_owner),
        blocked_by=tuple(map(str, row.blocked_by)),
        own=row.own,
    )


def key_of(row: Any) -> str:
    return row.key if row is not None else ""


# -- trying a check -----------------------------------------------------------------------------------------


def would_block(check: Check) -> list[tuple[Card, Verdict]]:
    """The cards that this check would hold up if it were on: those in the stage it lets out of, or those before the
    one it lets into. Two statements and what the check looks up."""
    stages = stages_of(check.board)
    place = next((n for n, row in enumerate(stages) if row.pk == check.stage_id), 0)
    waiting = stages[place] if check.side == "leave" else stages[max(place - 1, 0)]
    rows = list(cards_of(waiting))
    return blocked(check, rows)


def blocked(check: Check, rows: Sequence[Card]) -> list[tuple[Card, Verdict]]:
    asked, facts = check_facts(check), facts_of(rows)
    known = BoardFacts(stages=(), known=gates.learned([asked], facts))
    verdicts = [judge_check(asked, card, known, gates.judges(), today()) for card in facts]
    return [(row, verdict) for row, verdict in zip(rows, verdicts, strict=True) if not verdict.passed]
