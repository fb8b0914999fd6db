"""What rows of the record promise now: fetched in a statement per kind, judged by the rooms' pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import QuerySet

from handrail import wiring
from handrail.house.ledger import far, reading
from handrail.house.ledger.models import Claim
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from .kinds import Kind, Promise
from .models import Deadline
from .moments import Offset, following, moment
from .policy import Rules

HEAVY = (models.JSONField, models.TextField, models.BinaryField)
LEANS = ("customer", "plan", "opportunity", "project", "task", "decision")
Found = tuple[Tenanted, Promise]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of deadline there is, by its name."""
    rooms = dict.fromkeys(dotted.rsplit(".", 1)[0] for dotted in wiring.DEADLINES.values())
    return {kind.name: kind for room in rooms for kind in import_module(room).KINDS}


@cache
def model_of(kind: str) -> type[Tenanted]:
    found = (m for m in apps.get_models() if issubclass(m, Tenanted) and m._meta.model_name == kind)
    return next(found)


@cache
def promising(kind: str) -> Callable[[Any], Iterable[Promise]]:
    return wiring.load(wiring.DEADLINES[kind])


def rules() -> Rules:
    workspace = current().workspace
    return Rules.of(workspace.time_zone, workspace.policy, workspace.heeds)


def rows(kind: str) -> QuerySet[Any]:
    """The rows that are there, with what their promises lean on, and without what is long."""
    model = model_of(kind)
    beside = [
        *(name for name in LEANS if name in reading.names(model)),
        *wiring.DEADLINES_ALONG.get(kind, ()),
    ]
    found = model._default_manager.filter(removed_at=None).select_related(*beside)
    for parent in reading.parents(model):
        found = found.filter(**{f"{parent}__removed_at": None})
    return found.only(
        *light(model), *(f"{name}__{column}" for name in beside for column in light_beside(model, name))
    )


def light(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if not isinstance(field, HEAVY)]


def light_beside(model: type[models.Model], path: str) -> list[str]:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return light(model)


def found_in(wanted: Mapping[str, Collection[int]]) -> Iterator[tuple[str, Found]]:
    """Every promise of these rows with its row. One statement for each kind."""
    for kind, ids in wanted.items():
        promises = promising(kind)
        for row in far.each(rows(kind).filter(pk__in=list(ids))):
            for promise in promises(row):
                yield kind, (row, promise)


def drafts_of(wanted: Mapping[str, Collection[int]]) -> list[Deadline]:
    """These rows' deadlines as they would be if they were made now."""
    how, now = rules(), clock.now()
    made = (drafted(kind, row, promise, how, now) for kind, (row, promise) in found_in(wanted))
    return [draft for draft in made if draft is not None]


def drafted(kind: str, row: Tenanted, promise: Promise, how: Rules, now: datetime) -> Deadline | None:
    """None where the date is so far off that no calendar has a moment for it."""
    what = kinds()[promise.name]
    due_at = moment(promise.due, Offset(0, "d"), how.place)
    if due_at is None:
        return None
    offsets = how.offsets(what, breaks=promise.breaks)
    planned = how.schedule(promise.due, offsets)
    at, offset = planned[-1] if what.owed and planned else following(planned, now)
    return Deadline(
        workspace_id=current().workspace_id,
        subject_kind=kind,
        subject_id=row.pk,
        subject_key=row.key,
        about_id=row.pk if kind == "customer" else getattr(row, "customer_id", None),
        name=promise.name,
        title=promise.title[:500],
        owner_id=promise.tell[0] if promise.tell else None,
        due_at=due_at,
        due_on=None if isinstance(promise.due, datetime) else promise.due,
        offsets=list(offsets),
        missed=how.missed(what) if promise.breaks else "",
        next_fire_at=really(at),
        next_offset=offset,
    )


def really(at: datetime | None) -> datetime | None:
    """A moment of the workspace's clock as real time, which sweeps compare with."""
    return None if at is None else at - (current().workspace.clock_offset or timedelta(0))


def as_shown(at: datetime) -> datetime:
    """A moment of real time as the workspace's clock shows it."""
    return at + (current().workspace.clock_offset or timedelta(0))


# -- rows that lean on others -------------------------------------------------------------------------------

MOVED = """
SELECT DISTINCT e.subject_kind, e.subject_id
FROM unnest(%s::timestamptz[], %s::bigint[]) AS c (at, id) JOIN ledger_event AS e ON e.at = c.at AND e.id = c.id
WHERE e.workspace_id = %s AND e.kind NOT LIKE '%%.created' AND jsonb_exists_any(e.changes, %s)
"""


def leaning(claims: Sequence[Claim]) -> dict[str, set[int]]:
    """Rows whose dates move with another one's change: a removed customer's tasks, a won deal's plan."""
    events = [claim for claim in claims if claim.subject_kind in wiring.DEADLINES_LEAN]
    found: defaultdict[str, set[int]] = defaultdict(set)
    if not events:
        return found
    for parent, ids in moved(events).items():
        for kind in wiring.DEADLINES:
            if parent in reading.names(model_of(kind)):
                there = model_of(kind)._default_manager.filter(**{f"{parent}_id__in": ids})
                found[kind].update(there.values_list("pk", flat=True))
    return found


def moved(claims: Sequence[Claim]) -> dict[str, list[int]]:
    columns = sorted(frozenset().union(*wiring.DEADLINES_LEAN.values()))
    with connection.cursor() as cursor:
        cursor.execute(
            MOVED,
            [[c.event_at for c in claims], [c.event_id for c in claims], current().workspace_id, columns],
        )
        ids: defaultdict[str, list[int]] = defaultdict(list)
        for kind, pk in cursor.fetchall():
            ids[kind].append(pk)
    return ids
