"""Every change of a drill: it is prepared, walked path by path, and held; its gaps become cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction

from handrail.house.ledger import undoing
from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore, today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import steps
from handrail.kit.refusals import Invalid, Problem, Refused
from handrail.kit.words import mark, say, say_many
from handrail.record.projects.models import Card, Project, Stage
from handrail.record.projects.verbs import add_cards
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks

from . import paths, queries, states
from .models import Drill
from .paths import Path

DERIVED = frozenset({"customer", "state", "held_on", "held_by"})
"""What holding it writes."""
CLOSED_WITHIN = timedelta(days=7)


def add_drills(rows: Sequence[Drill], *, from_file: bool = False) -> Sequence[Drill]:
    """With every critical path that its project has now, unless somebody names them."""
    for row in rows:
        row.customer_id = row.project.customer_id
        if not row.paths and not from_file:
            row.paths = [path.stored() for path in queries.critical(row.project)]
        row.paths = tidied(row.paths)
    if not from_file:
        refuse_strangers(row.paths for row in rows)
    return add(rows, lambda row: row.title)


def prepare_drills(rows: Sequence[Drill]) -> Sequence[Drill]:
    """For later: their paths are those that the project has on the day on which they are begun."""
    for row in rows:
        row.customer_id, row.paths = row.project.customer_id, tidied(row.paths)
    return add(rows, lambda row: row.title)


def begin_drill(row: Drill) -> bool:
    """Of one that was prepared, the paths are looked up now; those of another one stay as they are."""
    if row.paths or row.state != "open":
        return False
    return edit(row, {"paths": tidied([path.stored() for path in queries.critical(row.project)])})


def edit_drill(row: Drill, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, checked(row, values), revision=revision)


def edit_drills(pairs: Iterable[tuple[Drill, Values]], *, from_file: bool = False) -> int:
    """A file does not write anew what was seen either, and may name people in words of its own."""
    told = filed if from_file else checked
    return edit_many([(row, told(row, values)) for row, values in pairs])


def filed(row: Drill, values: Values) -> Values:
    if row.state == "held":
        return {name: value for name, value in values.items() if name not in ("paths", "state")}
    return {**values, "paths": tidied(values["paths"])} if "paths" in values else values


def checked(row: Drill, values: Values) -> Values:
    """What was seen on the day of a drill that was held is not written anew."""
    if "paths" not in values or undoing.taking_back():
        return values
    said = tidied(values["paths"])
    if row.state == "held" and said != tidied(row.paths):
        words = say("“%(title)s” was held: its paths are what was seen that day.", title=row.title)
        raise Invalid([Problem("paths", words, say("Close its gaps, or begin a new drill."))])
    refuse_strangers([said])
    return {**values, "paths": said}


def refuse_strangers(drills: Iterable[Sequence[Mapping[str, Any]]]) -> None:
    """Who is called on a path is somebody here. One statement."""
    named = {str(path["owner"]) for said in drills for path in said if path["owner"]}
    known = (
        set(Member.objects.filter(key__in=named, removed_at=None).values_list("key", flat=True))
        if named
        else ()
    )
    if unknown := sorted(named.difference(known)):
        words = say("There is nobody called “%(name)s” here.", name=unknown[0][:80])
        raise Invalid([Problem("owner", words, say("Name a member by their key, or nobody."))])


def tidied(stored: object) -> list[dict[str, object]]:
    return [path.stored() for path in paths.read(stored)]


def remove_drills(rows: Sequence[Drill]) -> int:
    return remove(rows)


def restore_drills(rows: Sequence[Drill]) -> int:
    return restore(rows)


def walk_path(row: Drill, place: int, owner: Member | None, response: str) -> bool:
    """What was found on one path: who is called, and what they do. Of a drill that was held, this is what was found
    since, and closes a gap."""
    begin_drill(row)
    take = paths.answered if row.state == "held" else paths.walked
    found = take(paths.read(row.paths), place, owner.key if owner is not None else "", response)
    return edit(row, {"paths": [path.stored() for path in found]})


def hold_drills(rows: Sequence[Drill]) -> int:
    """They were walked to their end: who, when, and a card for each path on which somebody or something is missing."""
    goes = {row.pk: leads(row, "hold") for row in rows}
    me, day = current().member, today()
    with transaction.atomic():
        made = {row.pk: list(worked(row)) for row in rows}
        pairs = [
            (
                row,
                {
                    "state": goes[row.pk],
                    "held_on": row.held_on or day,
                    "held_by": row.held_by or me,
                    "paths": made[row.pk],
                },
            )
            for row in rows
        ]
        return edit_many(pairs, kind="held")


def leads(row: Drill, name: str) -> str:
    """The state that this step leads to; refused where it does not start from here, or something it asks is missing."""
    found = paths.read(row.paths)
    left = tuple(path.title for path in paths.unwalked(found))
    one = states.Asked(key=row.key, title=row.title, paths=len(found), left=left)
    return steps.taken(states.TABLE, one, row.state, name, states.said, today()).goes


def worked(row: Drill) -> Iterator[dict[str, object]]:
    """The paths, each gap with the work that closes it."""
    found = paths.read(row.paths)
    bare = [path for path in found if path.gap and not path.task]
    made = given(row, [task_of(row, path) for path in bare]) if bare else []
    by_path = {id(path): task.key for path, task in zip(bare, made, strict=True)}
    for path in found:
        yield replace(path, task=by_path.get(id(path), path.task)).stored()


def given(row: Drill, made: Sequence[Task]) -> Sequence[Task]:
    """Cards in the first stage of the project's first board. Where there is none, or where it takes none of them just
    now (its scope is locked, its first stage is full), they are tasks: they hold up the sign-off all the same."""
    stage = Stage.objects.filter(board__project=row.project, board__removed_at=None, removed_at=None)
    first = stage.select_related("board").order_by("board__pk", "position", "pk").first()
    if first is not None:
        try:
            with transaction.atomic():
                return [
                    card.task for card in add_cards([Card(task=copy(task), stage=first) for task in made])
                ]
        except Refused:
            pass
    return add_tasks(made)


def task_of(row: Drill, path: Path) -> Task:
    """It waits for whoever is called on the path, else for whoever signs off."""
    named = Member.objects.able().filter(key=path.owner).first()
    return Task(
        customer_id=row.customer_id,
        title=say(TITLES[path.gap], title=path.title)[:500],
        owner=named or row.project.owner,
        due_on=today() + CLOSED_WITHIN,
        subject=f"project:{row.project.key}",
        source=say("Drill: %(title)s", title=row.title)[:300],
    )


TITLES = {
    "owner": mark("Name who is called: %(title)s"),
    "response": mark("Say what is done: %(title)s"),
    "both": mark("Name who is called and what they do: %(title)s"),
}


def held_up(projects: Sequence[Project]) -> Iterator[tuple[Project, Problem]]:
    """What holds up the sign-off of these projects: gaps that their drills found and that are not closed."""
    if undoing.taking_back():
        return
    rows = list(queries.listing().filter(project__in=[row.pk for row in projects], state="held"))
    found = queries.gaps(rows)
    of = {row.pk: row for row in projects}
    for row in rows:
        if left := found[row.pk]:
            words = say_many(
                "The drill “%(drill)s” found %(n)s gap that is still open: “%(path)s”.",
                "The drill “%(drill)s” found %(n)s gaps that are still open, such as “%(path)s”.",
                len(left), drill=row.title, path=left[0].title,
            )  # fmt: skip
            fix = say("Close them first: do the card, or say on the path who is called and what they do.")
            yield of[row.project_id], Problem("state", words, fix)
