"""Nothing comes into a locked scope but by a scope change that was decided yes: the one judge of every path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection

from handrail.house.talk.models import Link
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit.verdict import Verdict
from handrail.record.projects.models import Card
from handrail.record.tasks.models import Task

from . import checks
from .facts import Entering
from .models import Commitment, ScopeChange

BRINGS = "brings"
"""The relation from a scope change to the task of a card that it has brought."""
Pair = tuple[int, int | None]
_admitted: ContextVar[int | None] = ContextVar("admitted", default=None)


@contextmanager
def admitting(project: int) -> Iterator[None]:
    """While a scope change is carried out, its cards come in."""
    token = _admitted.set(project)
    try:
        yield
    finally:
        _admitted.reset(token)


def judge(pairs: Sequence[Pair]) -> list[Verdict | None]:
    """For each what keeps it out, or None. One statement; four more where something goes into a locked scope."""
    with unveiled():  # a scope is locked for everybody, whoever may see what
        locked = locks({project for project, _task in pairs})
        if not locked:
            return [None] * len(pairs)
        wanted = [(project, task) for project, task in pairs if project in locked]
        left = left_at([(project, task) for project, task in wanted if task is not None])
        gone = withdrawn({task for _project, task in left})
        verdicts = [
            checks.enters(
                Entering(
                    key=locked[project].project.key,
                    title=locked[project].project.title,
                    locked_at=locked[project].locked_at,
                    left_at=left.get((project, task)) if task is not None else None,
                    admitted=_admitted.get() == project,
                    withdrawn=task in gone,
                )
            )
            if project in locked
            else None
            for project, task in pairs
        ]
    return [None if verdict is None or verdict.passed else verdict for verdict in verdicts]


LOCKED = """
SELECT id FROM scope_commitment
WHERE workspace_id = %(ws)s AND project_id = ANY(%(projects)s) AND locked_at IS NOT NULL AND removed_at IS NULL
"""


def locks(projects: Collection[int]) -> dict[int, Commitment]:
    """One statement where none is locked; two where one is."""
    with connection.cursor() as cursor:
        cursor.execute(LOCKED, {"ws": current().workspace_id, "projects": list(projects)})
        found = [pk for (pk,) in cursor.fetchall()]
    rows = Commitment.objects.filter(pk__in=found).select_related("project") if found else ()
    return {row.project_id: row for row in rows}


def left_at(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], datetime]:
    """When each task was last part of its project: taken off its boards, or removed itself. One statement."""
    found: dict[tuple[int, int], datetime] = {}
    if not pairs:
        return found
    rows = Card.objects.filter(
        task__in={task for _, task in pairs}, board__project__in={one for one, _ in pairs}
    )
    for project, task, off, removed in rows.values_list(
        "board__project_id", "task_id", "removed_at", "task__removed_at"
    ):
        moments = [moment for moment in (off, removed) if moment is not None]
        if moments:
            left = min(moments)
            found[project, task] = max(found.get((project, task), left), left)
    return found


def withdrawn(tasks: Collection[int]) -> set[int]:
    """Those that came by a scope change whose yes was taken back since. Two statements, and none for none."""
    if not tasks:
        return set()
    names = {f"task:{key}": pk for pk, key in Task.objects.filter(pk__in=tasks).values_list("pk", "key")}
    links = Link.objects.filter(target__in=list(names), relation=BRINGS, source__startswith="scopechange:")
    came: defaultdict[int, set[str]] = defaultdict(set)
    for source, target in links.values_list("source", "target"):
        came[names[target]].add(source.partition(":")[2])
    wanted = {key for keys in came.values() for key in keys}
    yes = set(
        ScopeChange.objects.filter(key__in=wanted, state="accepted", removed_at=None).values_list(
            "key", flat=True
        )
    )
    return {task for task, keys in came.items() if not keys & yes}
