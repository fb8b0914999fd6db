"""What is raised to somebody, for programs: read it, raise a record by hand, and answer."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.doors.desk import raised as desk
from handrail.house.escalations import queries, verbs
from handrail.house.escalations.acting import why
from handrail.house.escalations.models import Escalation
from handrail.house.ledger import reading
from handrail.house.talk import subjects
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem, Stale
from handrail.kit.web import json, paging
from handrail.kit.web.problems import bad_field
from handrail.kit.web.resource import Slug
from handrail.kit.words import say
from handrail.record.customers.models import Customer

from .documents import Subject
from .operations import Cursor, Limit, Words, etag, expected, refuse_unknown
from .shapes import Body, Day, Key

router = Router(tags=["escalations"])
Text = Annotated[str, StringConstraints(max_length=2000)]
State = Literal["open", "acknowledged", "snoozed", "resolved"]


class Told(BaseModel):
    member: str
    at: datetime


class RaisedAsked(BaseModel):
    """One person of a chain, as it was when this began."""

    who: str = Field(description="owner, manager, admin, workspace_owner or member:<key>")
    hours: int = Field(description="After how long without a word the next one is told; 0: nobody is next")
    working: bool = Field(description="Whether only working hours count, eight to a working day")


class EscalationShown(BaseModel):
    key: str
    revision: int
    cause: str = Field(examples=["milestone.due"], description="hand: a person raised it")
    subject: Subject
    customer: str | None
    title: str
    why: str
    owner: str | None = Field(description="Whom it is raised to now; null while nobody is there")
    state: State
    since: datetime
    missed_on: date | None = Field(description="The date that was missed")
    told: list[Told]
    chain: list[RaisedAsked]
    rung: int = Field(description="How far it has come in the chain, from 0")
    next_at: datetime | None = Field(description="When it goes on, if nothing happens")
    promise: str = Field(description="What happens next, as whoever acknowledged it said")
    promised_on: date | None
    snoozed_for: str
    snoozes: int
    ended_at: datetime | None
    ended_by: str | None = Field(description="null where it ended with its cause")
    ended: str
    url: str = Field(description="Its page, as a path on this server")


class EscalationPage(BaseModel):
    items: list[EscalationShown]
    next: str | None


class EscalationFilters(BaseModel):
    owner: Words = Field("", description="A member's key: raised to them")
    customer: Words = Field("", description="A customer's key")
    subject: Words = Field("", description="A record, such as plan:harbor-plan")
    state: Literal["", "waiting", "open", "acknowledged", "snoozed", "resolved"] = Field(
        "", description="waiting: all that is not resolved"
    )
    cursor: Cursor = ""
    limit: Limit = 50


class Raising(Body):
    subject: Words = Field(description="The record, such as customer:northwind")
    to: Key = Field(description="The member who is to look at it")
    reason: Text


class Acknowledging(Body):
    promise: Text = Field(description="What happens next")
    by: Day = Field(description="When it is over, it goes on to the next person")


class Snoozing(Body):
    until: Day
    reason: Text


class Resolving(Body):
    words: Text = Field(description="How it was solved")


class Handing(Body):
    to: Key


# -- reading ------------------------------------------------------------------------------------------------


@router.get(
    "/escalations", response=EscalationPage, operation_id="escalations_list",
    summary="What is raised, the newest first",
)  # fmt: skip
def listing(request: HttpRequest, slug: Slug, asked: Query[EscalationFilters]) -> HttpResponse:
    refuse_unknown(request, EscalationFilters)
    found = paging.page(filtered(asked), sort="-since", cursor=asked.cursor, limit=asked.limit)
    return json.response({"items": shown(found.items), "next": found.next or None})


def filtered(asked: EscalationFilters) -> QuerySet[Escalation]:
    rows = queries.all_raised()
    if asked.state == "waiting":
        rows = queries.waiting()
    elif asked.state:
        rows = rows.filter(state=asked.state)
    if asked.owner:
        rows = rows.filter(owner=reading.find(Member, asked.owner))
    if asked.customer:
        rows = rows.filter(about_id=reading.find(Customer, asked.customer).pk)
    if asked.subject:
        kind, key = subjects.apart(asked.subject)
        if not kind:
            raise bad_field(
                "subject", "This names no record.", "Write its kind and key, such as plan:harbor."
            )
        rows = rows.filter(subject_kind=kind, subject_id=reading.find(subjects.kinds()[kind], key).pk)
    return rows


@router.get(
    "/escalations/{key}", response=EscalationShown, operation_id="escalations_get",
    summary="One thing that is raised",
)  # fmt: skip
def get(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = queries.get(key)
    if etag(row) in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": etag(row)})
    return one(row)


# -- acting -------------------------------------------------------------------------------------------------


@router.post(
    "/escalations", response={201: EscalationShown}, operation_id="escalations_add",
    summary="Raise a record to somebody by hand, with a reason",
)  # fmt: skip
def add(request: HttpRequest, slug: Slug, said: Raising) -> HttpResponse:
    kind, record = desk.named(said.subject)
    row = desk.raise_by_hand(kind, record, member("to", said.to), said.reason)
    return one(row, 201, Location=f"{request.path.rstrip('/')}/{row.key}")


@router.post(
    "/escalations/{key}/acknowledge", response=EscalationShown, operation_id="escalations_acknowledge",
    summary="Say what happens next and by when: it goes no further until that day is over",
)  # fmt: skip
def acknowledge(request: HttpRequest, slug: Slug, key: str, said: Acknowledging) -> HttpResponse:
    return after(request, key, lambda row: verbs.acknowledge(row, said.promise, said.by))


@router.post(
    "/escalations/{key}/snooze", response=EscalationShown, operation_id="escalations_snooze",
    summary="Put it off, with a reason: two weeks at most, three times at most",
)  # fmt: skip
def snooze(request: HttpRequest, slug: Slug, key: str, said: Snoozing) -> HttpResponse:
    return after(request, key, lambda row: verbs.snooze(row, said.until, said.reason))


@router.post(
    "/escalations/{key}/resolve", response=EscalationShown, operation_id="escalations_resolve",
    summary="It is over: say how it was solved",
)  # fmt: skip
def resolve(request: HttpRequest, slug: Slug, key: str, said: Resolving) -> HttpResponse:
    return after(request, key, lambda row: verbs.resolve(row, said.words))


@router.post(
    "/escalations/{key}/hand-to", response=EscalationShown, operation_id="escalations_hand_to",
    summary="Hand it to somebody else, who has their time from now on",
)  # fmt: skip
def hand_to(request: HttpRequest, slug: Slug, key: str, said: Handing) -> HttpResponse:
    return after(request, key, lambda row: verbs.hand_to(row, member("to", said.to)))


def after(request: HttpRequest, key: str, verb: Callable[[Escalation], None]) -> HttpResponse:
    row, seen = queries.get(key, lock=True), expected(request)
    if seen is not None and seen != row.revision:
        raise Stale(row.revision, {})
    verb(row)
    return one(queries.get(key))


def member(field: str, key: str) -> Member:
    found = Member.objects.filter(key=key, removed_at=None).first()
    if found is None:
        message = say("There is no member “%(missing)s” here.", missing=key)
        raise Invalid([Problem(field, message, say("Send the key of one that is."))])
    return found


# -- as JSON ------------------------------------------------------------------------------------------------

PLAIN = (
    "key", "revision", "cause", "title", "state", "since", "missed_on", "chain", "rung", "next_at", "promise",
    "promised_on", "snoozed_for", "snoozes", "ended_at",
)  # fmt: skip


def said(row: Escalation) -> str:
    template, filled = why(row)
    return say(template, **filled)


def one(row: Escalation, status: int = 200, **headers: str) -> HttpResponse:
    return json.response(shown([row])[0], status, ETag=etag(row), **headers)


def shown(rows: Iterable[Escalation]) -> list[dict[str, Any]]:
    """One more statement, for the customers' keys."""
    rows = list(rows)
    customers = Customer.objects.filter(pk__in={row.about_id for row in rows if row.about_id})
    keys = dict(customers.values_list("pk", "key"))
    return [
        {
            **{name: getattr(row, name) for name in PLAIN},
            "subject": {"kind": row.subject_kind, "key": row.subject_key},
            "customer": keys.get(row.about_id or 0),
            "why": said(row),
            "owner": row.owner.key if row.owner else None,
            "told": [{"member": who, "at": at} for who, at in row.told],
            "ended": say(row.ended) if row.ended_by is None else row.ended,
            "ended_by": row.ended_by.key if row.ended_by else None,
            "url": f"/w/{current().workspace.slug}/raised/{row.key}/",
        }
        for row in rows
    ]
