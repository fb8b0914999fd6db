"""The ledger for programs: what happened to a record, or to all that is a customer's, newest first."""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, QuerySet, Value

from handrail.house.ledger.append import subject_kind
from handrail.house.ledger.models import Event
from handrail.house.ledger.reading import newest_first
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit.web.numbers import whole
from handrail.kit.web.paging import MOST
from handrail.kit.web.problems import bad_field

INSIDE = ("document", "import", "mapping", "answer", "token", "invitation", "handover")
"""Kinds of our own bookkeeping."""
Keys = Mapping[tuple[str, int], str]


@cache
def kinds() -> dict[str, type[Tenanted]]:
    """Every kind the ledger knows, by its name there."""
    return {str(m._meta.model_name): m for m in apps.get_models() if issubclass(m, Tenanted)}


def of_record(row: Tenanted, cursor: str, limit: int, column: str = "") -> dict[str, Any]:
    """Three statements at most; with `column`, only what changed it."""
    events = Event.objects.filter(subject_kind=subject_kind(row), subject_id=row.pk)
    return page(events.filter(changes__has_key=column) if column else events, cursor, limit)


def of_customer(row: Tenanted, cursor: str, limit: int) -> dict[str, Any]:
    """Three statements at most."""
    events = Event.objects.filter(about_id=row.pk).exclude(subject_kind__in=INSIDE)
    return page(events, cursor, limit)


def page(events: QuerySet[Event], cursor: str, limit: int) -> dict[str, Any]:
    events = events.filter(workspace_id=current().workspace_id)
    limit = max(1, min(limit, MOST))
    found = list(newest_first(events, decode(cursor) if cursor else None)[: limit + 1])
    shown, more = found[:limit], len(found) > limit
    keys = keys_of(mentioned(shown))
    return {"items": [told(event, keys) for event in shown], "next": encode(shown[-1]) if more else None}


def told(event: Event, keys: Keys) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "at": event.at,
        "kind": event.kind,
        "subject": {
            "kind": event.subject_kind,
            "key": keys.get((event.subject_kind, event.subject_id)),
        },
        "changes": dict(
            change(event.subject_kind, name, sides, keys) for name, sides in event.changes.items()
        ),
        "actor": {
            "kind": event.actor_kind,
            "key": keys.get(("member", event.actor_id or 0)),
            "label": event.actor_label,
        },
        "cause": event.cause,
    }


def change(kind: str, column: str, sides: Sequence[Any], keys: Keys) -> tuple[str, list[Any]]:
    """A change by the field's name, with rows by key."""
    target = references(kind).get(column)
    if target is None:
        return column, list(sides)
    return column.removesuffix("_id"), [keys.get((target, side)) if side else None for side in sides]


@cache
def references(kind: str) -> dict[str, str]:
    """{column: the kind it points at}."""
    model = kinds().get(kind)
    if model is None:
        return {}
    pointing = (f for f in model._meta.concrete_fields if f.is_relation and f.name != "workspace")
    return {f.attname: str(f.related_model._meta.model_name) for f in pointing}  # type: ignore[union-attr]


def mentioned(events: Iterable[Event]) -> dict[str, set[int]]:
    """Every row that the events speak of, by kind."""
    ids: dict[str, set[int]] = defaultdict(set)
    for event in events:
        ids[event.subject_kind].add(event.subject_id)
        ids["member"].add(event.actor_id or 0)
        for column, target in references(event.subject_kind).items():
            ids[target] |= {side for side in event.changes.get(column, ()) if side}
    return ids


def keys_of(ids: Mapping[str, set[int]]) -> Keys:
    """{(kind, id): key}, removed rows too. One statement for all kinds."""
    looks = [look(kinds()[kind], kind, wanted) for kind, wanted in ids.items() if wanted and kind in kinds()]
    if not looks:
        return {}
    first, *rest = looks
    return {(kind, pk): key for kind, pk, key in first.union(*rest, all=True)}


def look(model: type[Tenanted], kind: str, wanted: set[int]) -> QuerySet[Any, Any]:
    rows = model._default_manager.filter(pk__in=wanted).order_by()
    return rows.annotate(kind_=Value(kind, CharField())).values_list("kind_", "pk", "key")


def encode(event: Event) -> str:
    return base64.urlsafe_b64encode(f"event|{event.id}".encode()).decode().rstrip("=")


def decode(cursor: str) -> int:
    try:
        what, _, pk = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("|")
        seen = whole(pk, 18)
        if what != "event" or seen is None:
            raise ValueError(cursor)
        return seen
    except (ValueError, binascii.Error):
        raise bad_field(
            "cursor", "This cursor does not belong here.", "Take it from “next” of the page before."
        ) from None
