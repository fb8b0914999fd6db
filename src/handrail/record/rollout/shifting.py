"""The go-live day moved: what hangs on it comes along, through the verbs of each record's own room, in one change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.ledger import rows as ledger_rows
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say
from handrail.record.projects import queries as projects
from handrail.record.projects.deadlines import OPEN_PROJECTS, OPEN_TASKS
from handrail.record.projects.models import Project
from handrail.record.projects.verbs import edit_project

from .checks import plus, settled, shift
from .facts import AS_IT_FALLS, ONLY_HUNG, WEEKENDS, Change, Dated, Days
from .models import Announcement, Step, Tie

Anchored = tuple[Tenanted, str, int]
"""A record, the field of it, and how many days from the go-live day."""


def working_days() -> Days:
    place = current().workspace
    return Days(frozenset(place.working_days), place.days_off)


def tie_dates(
    project: Project, anchored: Iterable[Anchored], *, weekends: str = AS_IT_FALLS
) -> Sequence[Tie]:
    """Hang dates on the go-live day. Where there is one, each gets its day now, unless it has one already."""
    anchored, days = list(anchored), working_days()
    ties, values = [], defaultdict(list)
    for row, field, number in anchored:
        has = getattr(row, field)
        to = day_of(project, number, has, weekends, days)
        if has is None and to is not None:
            values[str(row._meta.model_name)].append((row, {field: to}))
        ties.append(tie(project, row, field, number, to))
    with transaction.atomic():
        for kind, pairs in values.items():
            edit_many(kind, pairs)
        return ledger_rows.add(ties, lambda one: f"{one.subject_kind} {one.subject_id} {one.field}")


MOST_DAYS = 3_650
"""So far from the go-live day may a date hang."""


def hang_date(project: Project, kind: str, key: str, field: str, days: int | None) -> date | None:
    """One date in a project hangs so many days from the go-live day, and is that day now; None lets it go as it is.

    Returns the day that it has then.
    """
    wanted = (kind, key, field)
    found = (row for row, name, *_rest in dates(project) if (row._meta.model_name, row.key, name) == wanted)
    row = next(found, None)
    if row is None:
        raise NotFound(say("This project has no such date."))
    if days is not None and abs(days) > MOST_DAYS:
        raise Invalid([Problem("days", say("That is more than %(most)s days.", most=MOST_DAYS))])
    with transaction.atomic():
        hung = list(ties_of(kind, row.pk, field))
        if days is None:
            ledger_rows.remove(hung)
        else:
            if project.go_live_on is not None:
                edit_many(kind, [(row, {field: plus(project.go_live_on, days)})])
            if hung:  # the same one, so that an undo finds its place free
                ledger_rows.edit_many([(one, {"days": days, "set_on": getattr(row, field)}) for one in hung])
            else:
                tie_dates(project, [(row, field, days)])
    on: date | None = getattr(row, field)
    return on


def ties_of(kind: str, pk: int, field: str) -> QuerySet[Tie]:
    return reading.present(Tie).filter(subject_kind=kind, subject_id=pk, field=field)


def day_of(project: Project, number: int, has: date | None, weekends: str, days: Days) -> date | None:
    """The day it comes to; one that is there already and so many days off is right, even on a day off."""
    if project.go_live_on is None:
        return None
    plain = plus(project.go_live_on, number)
    return plain if has == plain else settled(plain, weekends, days)


def tie(project: Project, row: Any, field: str, days: int, on: date | None) -> Tie:
    return Tie(
        project=project,
        customer_id=getattr(row, "customer_id", None),
        subject_kind=str(row._meta.model_name),
        subject_id=row.pk,
        field=field,
        days=days,
        set_on=on,
    )


def edit_many(kind: str, pairs: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    """By the room's own verb, which is the one that an undo takes too."""
    wiring.load(wiring.UNDONE[kind].format("edit"))(pairs)


# -- the dates of a project ---------------------------------------------------------------------------------

OWN = ("starts_on", "by_on", "ends_on")


Hung = tuple[list[Dated], dict[tuple[str, int], Any], dict[tuple[str, int, str], Tie]]


def dates_of(project: Project) -> Hung:
    """Every date of the project and all that is in it, its rows, and the ties. Four statements."""
    ties = {
        (tie.subject_kind, tie.subject_id, tie.field): tie
        for tie in Tie.objects.filter(project=project, removed_at=None)
    }
    found, rows = [], {}
    for row, field, title, is_open in dates(project):
        kind = str(row._meta.model_name)
        rows[kind, row.pk] = row
        tie, on = ties.get((kind, row.pk, field)), getattr(row, field)
        if tie is not None and waits(row, tie):
            on, is_open = None, True
        if tie is None and (on is None or kind in ONLY_HUNG):
            continue
        found.append(
            Dated(
                kind=kind, id=row.pk, key=row.key, field=field, title=title, on=on, open=is_open,
                days=tie.days if tie else None, set_on=tie.set_on if tie else None,
            )
        )  # fmt: skip
    return found, rows, ties


def waits(row: Any, hung: Tie) -> bool:
    """A rhythm that hangs on a go-live day which its project never had: it is off until there is one."""
    return hung.set_on is None and hung.subject_kind in ONLY_HUNG and not row.on


def dates(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    for name in OWN:
        yield project, name, project.title, project.state in OPEN_PROJECTS
    for card in projects.cards().filter(board__project=project):
        is_open = card.task.state in OPEN_TASKS
        yield card.task, "due_on", card.task.title, is_open
        yield card, "review_on", card.task.title, is_open and card.review in ("", "asked")
    for step in reading.present(Step).filter(project=project).order_by("customer__name", "pk"):
        yield step, "due_on", str(step), step.state == "open"
    for said in reading.present(Announcement).filter(project=project).order_by("due_on", "pk"):
        yield said, "due_on", said.title, said.state == "planned"
    for dotted in wiring.HANGS:
        yield from wiring.load(dotted)(project)


# -- moving -------------------------------------------------------------------------------------------------


def preview(
    project: Project, to: date, *, weekends: str = AS_IT_FALLS, along: Collection[str] = ()
) -> list[Change]:
    """What would become of each date. Four statements, and nothing changes."""
    found, _rows, _ties = dates_of(project)
    return shift(found, project.go_live_on, to, weekends=known(weekends), days=working_days(), along=along)


def known(weekends: str) -> str:
    if weekends not in WEEKENDS:
        fix = say("Write one of: %(known)s.", known=", ".join(WEEKENDS))
        raise Invalid([Problem("weekends", say("“%(word)s” is not known here.", word=weekends[:40]), fix)])
    return weekends


def move_go_live(
    project: Project,
    to: date,
    *,
    weekends: str = AS_IT_FALLS,
    along: Collection[str] = (),
    revision: int | None = None,
) -> list[Change]:
    """Move the go-live day, and with it every date that hangs on it and was not set by hand. One change, one undo.

    `along` are refs (`Dated.ref`) of other dates that shall move by as many days.
    """
    with transaction.atomic():
        hung = dates_of(project)
        changes = shift(
            hung[0], project.go_live_on, to, weekends=known(weekends), days=working_days(), along=along
        )
        carry(project, {"go_live_on": to}, changes, hung, revision)
    return changes


def first_days(projects: Iterable[Project]) -> None:
    """These have a go-live day now and had none: what was waiting for it gets its days, and rhythms begin."""
    for project in projects:
        hung = dates_of(project)
        assert project.go_live_on is not None
        carry(project, {}, shift(hung[0], None, project.go_live_on, days=working_days()), hung)


def carry(
    project: Project, own: dict[str, Any], changes: Sequence[Change], hung: Hung, revision: int | None = None
) -> None:
    """Each date to where it comes, by the verb of its room."""
    _found, rows, ties = hung
    own |= {c.one.field: c.to for c in changes if c.moves and c.one.kind == "project"}
    if own:
        edit_project(project, own, revision=revision, hangs=False)
    values: dict[str, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for one in changes:
        if one.moves and one.one.kind != "project":
            values[one.one.kind][one.one.id][one.one.field] = one.to
    for kind, pk, field in ties:
        if pk in values.get(kind, {}) and waits(rows[kind, pk], ties[kind, pk, field]):
            values[kind][pk]["on"] = True
    for kind, by_id in values.items():
        edit_many(kind, [(rows[kind, pk], said) for pk, said in by_id.items()])
    ledger_rows.edit_many(
        (ties[c.one.kind, c.one.id, c.one.field], {"set_on": c.to}) for c in changes if c.why == "moves"
    )
