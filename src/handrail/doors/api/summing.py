"""Summaries for programs: of now and as they were, and the records that each number counts."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from handrail.doors.desk import summing
from handrail.house.ledger import reading
from handrail.kit.refusals import NotFound
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.watch.summaries import queries, verbs
from handrail.watch.summaries.facts import KINDS, LENGTHS, Item, Told
from handrail.watch.summaries.lines import names_in
from handrail.watch.summaries.models import Summary
from handrail.watch.summaries.turning import send_now

from .documents import Subject
from .operations import refuse_unknown
from .shapes import Body, Key

router = Router(tags=["summaries"])
Kind = Literal[KINDS]  # type: ignore[valid-type]
Length = Literal[LENGTHS]  # type: ignore[valid-type]
MOST = 200


class CountedShown(BaseModel):
    subject: Subject
    title: str
    customer: str | None
    owner: str = Field(description="As it was said then")
    due: date | None
    impact: str = Field(description="What it means for the customer")
    good: bool


class SentenceShown(BaseModel):
    text: str
    line: str = Field(examples=["blockers.open"])
    which: str = Field(description="new or gone where it tells a change; empty: all of the line")
    count: int
    items: list[CountedShown]


class SectionShown(BaseModel):
    name: str
    title: str
    sentences: list[SentenceShown]


class SummaryShown(BaseModel):
    key: str | None = Field(description="null: it is the one of now")
    kind: Kind
    title: str
    project: str | None
    customer: str | None
    first: date
    last: date
    since: date | None = Field(description="The day of the one that it was compared with")
    at: datetime | None
    sections: list[SectionShown]


class SummaryLine(BaseModel):
    key: str
    kind: Kind
    title: str
    project: str | None
    customer: str | None
    first: date
    last: date
    at: datetime
    briefing: str | None


class Summaries(BaseModel):
    items: list[SummaryLine] = Field(description="The newest first, 200 at most")


class CountedList(BaseModel):
    all: int
    items: list[CountedShown]


class Whose(BaseModel):
    project: str = ""
    customer: str = ""


class Now(Whose):
    length: Length = "page"


class SummaryAsked(BaseModel):
    length: Length = "page"


class Which(BaseModel):
    line: str
    which: Literal["", "new", "gone"] = ""


class NowWhich(Which):
    project: str = ""
    customer: str = ""


class SummaryKeeping(Body):
    kind: Kind
    project: Key | None = None
    customer: Key | None = None
    to: Annotated[list[Key], Field(max_length=100)] = Field(
        default_factory=list, description="Members who are told of it now, each what they may see"
    )


def scope(asked: Whose | NowWhich) -> tuple[Project | None, Customer | None]:
    if asked.project:
        return reading.find(Project, asked.project), None
    return None, reading.find(Customer, asked.customer) if asked.customer else None


@router.get(
    "/summaries",
    response=Summaries,
    operation_id="summaries_list",
    summary="Summaries that are kept as they were",
)
def listing(request: HttpRequest, slug: Slug) -> HttpResponse:
    rows = queries.past().select_related("project", "customer", "briefing")[:MOST]
    return json.response({"items": [line(row) for row in rows]})


@router.post(
    "/summaries",
    response={201: SummaryShown},
    operation_id="summaries_keep",
    summary="Keep a summary as it is now, and tell members of it where they are named",
)
def keep(request: HttpRequest, slug: Slug, said: SummaryKeeping) -> HttpResponse:
    project = reading.find(Project, said.project) if said.project else None
    customer = reading.find(Customer, said.customer) if said.customer and project is None else None
    with transaction.atomic():
        row = verbs.keep_summary(said.kind, project=project, customer=customer)
        if said.to:
            send_now(row, said.to)
    return json.response(shown(queries.told(row), "page", row), 201)


@router.get(
    "/summaries/now/{kind}",
    response=SummaryShown,
    operation_id="summaries_now",
    summary="A summary of this moment",
)
def now(request: HttpRequest, slug: Slug, kind: Kind, asked: Query[Now]) -> HttpResponse:
    refuse_unknown(request, Now)
    return json.response(shown(queries.now(kind, *scope(asked)), asked.length))


@router.get(
    "/summaries/now/{kind}/records", response=CountedList, operation_id="summaries_now_records",
    summary="The records that a number of it counts",
)  # fmt: skip
def now_records(request: HttpRequest, slug: Slug, kind: Kind, asked: Query[NowWhich]) -> HttpResponse:
    refuse_unknown(request, NowWhich)
    return json.response(counted(queries.now(kind, *scope(asked)), asked))


@router.get(
    "/summaries/{key}",
    response=SummaryShown,
    operation_id="summaries_get",
    summary="A summary as it was said then",
)
def get(request: HttpRequest, slug: Slug, key: str, asked: Query[SummaryAsked]) -> HttpResponse:
    refuse_unknown(request, SummaryAsked)
    row = queries.summary(key)
    return json.response(shown(queries.told(row), asked.length, row))


@router.get(
    "/summaries/{key}/records", response=CountedList, operation_id="summaries_records",
    summary="The records that a number of it counted",
)  # fmt: skip
def records(request: HttpRequest, slug: Slug, key: str, asked: Query[Which]) -> HttpResponse:
    refuse_unknown(request, Which)
    return json.response(counted(queries.told(queries.summary(key)), asked))


def counted(told: Told, asked: Which) -> dict[str, object]:
    if asked.line not in names_in(told.kind, told.lines):
        raise NotFound(say("This summary has no such line."))
    items = told.items(asked.line, asked.which)
    names = named(items)
    return {"all": len(items), "items": [item(one, names) for one in items]}


def shown(told: Told, length: str, row: Summary | None = None) -> dict[str, object]:
    page = summing.page_for(told, length, row)
    names = named([one for section in page.sections for said in section.sentences for one in said.items])
    asked = told.asked
    return {
        "key": row.key if row is not None else None,
        "kind": told.kind,
        "title": page.title,
        "project": asked.project.key if asked.project is not None else None,
        "customer": asked.customer.key if asked.customer is not None else None,
        "first": asked.first,
        "last": asked.last,
        "since": told.since,
        "at": row.at if row is not None else None,
        "sections": [
            {
                "name": section.name,
                "title": section.title,
                "sentences": [
                    {
                        "text": one.text, "line": one.line, "which": one.which, "count": one.count,
                        "items": [item(each, names) for each in one.items],
                    }
                    for one in section.sentences
                ],
            }
            for section in page.sections
        ],
    }  # fmt: skip


def named(items: Sequence[Item]) -> dict[int, str]:
    ids = {one.customer for one in items if one.customer}
    return dict(Customer.objects.filter(pk__in=ids).values_list("pk", "key")) if ids else {}


def item(one: Item, names: dict[int, str]) -> dict[str, object]:
    return {
        "subject": {"kind": one.kind, "key": one.key}, "title": one.title, "customer": names.get(one.customer or 0),
        "owner": one.who, "due": one.due, "impact": one.impact, "good": one.good,
    }  # fmt: skip


def line(row: Summary) -> dict[str, object]:
    return {
        "key": row.key, "kind": row.kind, "title": row.title,
        "project": row.project.key if row.project is not None else None,
        "customer": row.customer.key if row.customer is not None else None,
        "first": row.first, "last": row.last, "at": row.at,
        "briefing": row.briefing.key if row.briefing is not None else None,
    }  # fmt: skip
