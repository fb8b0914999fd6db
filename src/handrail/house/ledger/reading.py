"""What the queries of every room do alike: rows that are there, by key, by customer, filtered.

A row is there while it is not removed and what it belongs to (`PARENTS`: customer, plan, board ...) is not either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

from .models import Event
from .prepared import ASKED, ASKED_ID, Prepared

Row = TypeVar("Row", bound=Tenanted)
PARENTS = ("customer", "plan", "metric", "risk", "decision", "project", "board", "stage", "task")
SEARCHED = ("name", "title", "number", "key")


def present(model: type[Row], *, removed: bool = False) -> QuerySet[Row]:
    """All rows that are there, with what they point at; `removed` gives the removed ones instead."""
    rows = model._default_manager.select_related(*references(model))
    for parent in parents(model):
        rows = rows.filter(**{f"{parent}__removed_at": None})
    return rows.filter(removed_at__isnull=not removed)


@cache
def standing(model: type[Row], *, removed: bool = False) -> QuerySet[Row]:
    """The same rows without what they point at, and without a join: what is gone is named, not what is still there.

    Few things are removed, and an index finds them; a list is then read in the order of its own index.
    """
    rows = model._default_manager.filter(removed_at__isnull=not removed)
    for parent in parents(model):
        beside: Any = model._meta.get_field(parent).related_model
        rows = rows.exclude(**{f"{parent}__in": beside._default_manager.filter(removed_at__isnull=False)})
    return rows


@cache
def model_of(kind: str) -> type[Tenanted]:
    """The model that the ledger calls so."""
    return next(m for m in apps.get_models() if issubclass(m, Tenanted) and m._meta.model_name == kind)


def names(model: type[models.Model]) -> frozenset[str]:
    return frozenset(field.name for field in model._meta.concrete_fields)


def references(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, TenantKey)]


def parents(model: type[models.Model]) -> list[str]:
    return [name for name in references(model) if name in PARENTS]


def find(model: type[Row], key: str, *, removed: bool = False, lock: bool = False) -> Row:
    """The row called `key`, or NotFound. Several removed rows may share a key: the last removed one.

    With `lock` nobody else changes it until the transaction ends.
    """
    row: Row | None = by_key(model, removed, lock).first(key)
    if row is None:
        raise missing(model, key)
    return row


def missing(model: type[models.Model], key: str) -> NotFound:
    kind = say(str(model._meta.verbose_name))
    return NotFound(
        say("There is no %(kind)s “%(key)s” here, or you may not see it.", kind=kind, key=key),
        say("Check the key, or search for it."),
    )


@cache
def by_key(model: type[Row], removed: bool, lock: bool) -> Prepared[Row]:
    rows = present(model, removed=removed).filter(key=ASKED).order_by("-removed_at", "-id")
    return Prepared(rows.select_for_update(no_key=True, of=("self",)) if lock else rows)


def listing(
    model: type[Row],
    *,
    customer: str = "",
    plan: str = "",
    metric: str = "",
    decision: str = "",
    project: str = "",
    board: str = "",
    stage: str = "",
    task: str = "",
    card: str = "",
    owner: str = "",
    state: str = "",
    search: str = "",
    updated_since: datetime | None = None,
    removed: bool = False,
) -> QuerySet[Row]:
    """Rows that match every filter given; records and owner are named by their keys. An unknown one: none."""
    rows = standing(model, removed=removed).select_related(*references(model))
    wanted = {
        "customer__key": customer,
        "plan__key": plan,
        "metric__key": metric,
        "decision__key": decision,
        "project__key": project,
        "board__key": board,
        "stage__key": stage,
        "task__key": task,
        "card__key": card,
        "owner__key": owner,
        "state": state,
    }
    rows = rows.filter(**{path: value for path, value in wanted.items() if value})
    if search:
        rows = rows.filter(matches(model, search))
    if updated_since is not None:
        rows = rows.filter(pk__in=changed_since(model, updated_since))
    return rows


def matches(model: type[models.Model], search: str) -> Q:
    found = Q()
    for name in SEARCHED:
        if name in names(model):
            found |= Q(**{f"{name}__icontains": search})
    return found


def holding(words: str) -> str:
    """A pattern for ILIKE: whatever has these words in it, and nothing in them means more than itself."""
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def newest_first(events: QuerySet[Event], before: int | None = None) -> QuerySet[Event]:
    """In the true order of the log, which is the ids': moments tie, and a workspace's clock may be set back.

    `before` is the id of the last one seen. A range of time is `at`'s business and skips whole months.
    """
    older = events if before is None else events.filter(id__lt=before)
    return older.order_by("-id")


def changed_since(model: type[models.Model], moment: datetime) -> QuerySet[Any, int]:
    """A reminder of a record is in its history, and no change of it."""
    events = Event.objects.filter(subject_kind=str(model._meta.model_name), at__gte=moment).exclude(
        changes={}
    )
    return events.values_list("subject_id", flat=True)


def of_customers(rows: QuerySet[Row], ids: Collection[int]) -> dict[int, list[Row]]:
    """{customer: its rows, in the order of `rows`}, in one statement."""
    return grouped(rows.filter(customer_id__in=ids), "customer_id")


def of_each(
    model: type[Row], by: str, ids: Collection[int], *order: str, beside: tuple[str, ...] = ()
) -> list[Row]:
    """Rows that are not removed and whose `by` is one of these, in this order, with what is `beside` them.

    One statement, whose SQL is made once: a judgement asks a score of them, and nothing in them differs but the ids.
    """
    return rows_among(model, by, order, beside).all(list(ids)) if ids else []


@cache
def rows_among(model: type[Row], by: str, order: tuple[str, ...], beside: tuple[str, ...]) -> Prepared[Row]:
    rows = model._default_manager.filter(**{by: ASKED_ID}, removed_at=None).order_by(*order)
    return Prepared(rows.select_related(*beside) if beside else rows, ASKED_ID, many=True, among=True)


def grouped(rows: Iterable[Row], by: str) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    return groups


def member_keys() -> dict[int | None, str]:
    """Every member's key by id, those who left too: facts name an owner without a join. Nobody is "".

    One statement, and none while nothing is written in between: many rooms ask in one judgement.
    """
    known: dict[int | None, str] | None = current().remembered.get("member_keys")
    if known is None:
        known = {**dict(Member.objects.values_list("pk", "key")), None: ""}
        current().remembered["member_keys"] = known
    return known
