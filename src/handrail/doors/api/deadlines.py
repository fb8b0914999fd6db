"""Promised dates, for programs: a list to read, and moving one. They are computed from the record and changed there."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, create_model

from handrail.doors.calendar import moving
from handrail.house.deadlines import promising, queries
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import NotFound
from handrail.kit.web import json, paging
from handrail.kit.web.problems import bad_field
from handrail.kit.web.resource import Slug
from handrail.kit.words import say
from handrail.record.customers.models import Customer

from .documents import Subject
from .operations import Cursor, Limit, Words, refuse_unknown
from .shapes import Body, Day

router = Router(tags=["deadlines"])
Kinds = Literal[("", *sorted(promising.kinds()))]  # type: ignore[valid-type]


class DeadlineShown(BaseModel):
    kind: str = Field(examples=["milestone.due"])
    subject: Subject
    customer: str | None
    title: str
    owner: str | None = Field(description="null while nobody owns it")
    due_at: datetime = Field(description="For a whole day, the start of its work where the workspace is")
    due_on: date | None = Field(description="null where a time of day was promised")
    offsets: list[str] = Field(description="When somebody is told: -7d is 7 days before, +1d the day after")
    missed: str = Field(description="The offset from which it counts as missed; empty: it can not be")
    next_offset: str = Field(description="Empty when nobody is told any more")
    next_fire_at: datetime | None


class DeadlinePage(BaseModel):
    items: list[DeadlineShown]
    next: str | None


FILTERS: dict[str, Any] = {
    "owner": (Words, Field("", description="A member's key")),
    "customer": (Words, Field("", description="A customer's key")),
    "kind": (Kinds, ""),
    "from": (Day | None, Field(None, description="The first day")),
    "to": (Day | None, Field(None, description="The last day")),
    "cursor": (Cursor, ""),
    "limit": (Limit, 50),
}
DeadlineFilters = create_model("DeadlineFilters", **FILTERS)


@router.get(
    "/deadlines",
    response=DeadlinePage,
    operation_id="deadlines_list",
    summary="Every promised date, the earliest first",
)
def listing(request: HttpRequest, slug: Slug, asked: Query[DeadlineFilters]) -> HttpResponse:  # type: ignore[valid-type]
    refuse_unknown(request, DeadlineFilters)
    wanted: dict[str, Any] = asked.model_dump()  # type: ignore[attr-defined]
    rows = filtered(queries.all_deadlines().select_related("owner"), wanted)
    found = paging.page(rows, sort="due_at", cursor=wanted["cursor"], limit=wanted["limit"])
    return json.response({"items": shown(found.items), "next": found.next or None})


class DateMove(Body):
    due_on: Day = Field(description="The day to move it to")
    was: Day | None = Field(None, description="The day it was seen on: where it has moved since, 412")


class DateMoved(BaseModel):
    kind: str = Field(examples=["milestone.due"])
    subject: Subject
    due_on: date


@router.patch(
    "/deadlines/{kind}/{key}",
    response=DateMoved,
    operation_id="deadlines_move",
    summary="Move a promised date to another day, in the record that promises it",
)
def move(request: HttpRequest, slug: Slug, kind: str, key: str, said: DateMove) -> HttpResponse:
    """Key is the record's. What is computed, such as a last day to give notice, is refused and says why."""
    one = queries.all_deadlines().filter(name=kind, subject_key=key).first()
    if one is None:
        raise NotFound(say("This date is no longer promised: it is done, or was taken away."))
    moving.move(one, said.due_on, said.was)
    subject = {"kind": one.subject_kind, "key": one.subject_key}
    return json.response({"kind": one.name, "subject": subject, "due_on": said.due_on})


def filtered(rows: QuerySet[Deadline], wanted: dict[str, Any]) -> QuerySet[Deadline]:
    place = promising.rules().place.zone
    if wanted["owner"]:
        rows = rows.filter(owner=reading.find(Member, wanted["owner"]))
    if wanted["customer"]:
        rows = rows.filter(about_id=reading.find(Customer, wanted["customer"]).pk)
    if wanted["kind"]:
        rows = rows.filter(name=wanted["kind"])
    if wanted["from"]:
        rows = rows.filter(due_at__gte=midnight("from", wanted["from"], place))
    if wanted["to"]:
        rows = rows.filter(due_at__lt=midnight("to", wanted["to"], place, after=1))
    return rows


def midnight(name: str, day: date, zone: str, after: int = 0) -> datetime:
    try:
        return queries.day_starts(day + timedelta(days=after), zone)
    except OverflowError:
        raise bad_field(name, "No calendar has this day.", "Choose a day nearer to now.") from None


def shown(rows: Sequence[Deadline]) -> list[dict[str, Any]]:
    """One more statement, for the customers' keys."""
    customers = Customer.objects.filter(pk__in={row.about_id for row in rows})
    keys = dict(customers.values_list("pk", "key"))
    return [one(row, keys) for row in rows]


def one(row: Deadline, keys: dict[int, str]) -> dict[str, Any]:
    plain = ("title", "due_at", "due_on", "offsets", "missed", "next_offset", "next_fire_at")
    return {
        "kind": row.name,
        "subject": {"kind": row.subject_kind, "key": row.subject_key},
        "customer": keys.get(row.about_id or 0),
        "owner": row.owner.key if row.owner else None,
        **{name: getattr(row, name) for name in plain},
    }
