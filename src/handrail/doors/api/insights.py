"""Measures for programs: every number over time, and the records that it counts."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from handrail.doors.desk import measures as desk
from handrail.house.ledger.reading import model_of
from handrail.house.ledger.rows import today
from handrail.kit.web import json
from handrail.kit.web.problems import bad_field
from handrail.kit.web.resource import Slug
from handrail.watch.insights import queries
from handrail.watch.insights.counting import YEARS, counted
from handrail.watch.insights.measures import Period, Point

from .documents import Subject
from .operations import refuse_unknown
from .shapes import Day

router = Router(tags=["insights"])
LONGEST, MOST = 366 * 10, 5_000


class PointShown(BaseModel):
    first: date
    last: date
    good: int
    all: int
    value: Decimal | None = Field(
        description="null where nothing counted: no data, which is not zero percent"
    )


class MeasureShown(BaseModel):
    name: str = Field(examples=["follow-up"])
    title: str
    definition: str
    unit: str = Field(examples=["percent"])
    target: Decimal
    owner: str | None
    reached: bool | None
    total: PointShown
    points: list[PointShown]


class Measures(BaseModel):
    items: list[MeasureShown]


class RecordShown(BaseModel):
    subject: Subject
    on: date
    good: bool


class Records(BaseModel):
    all: int
    items: list[RecordShown] = Field(description="The newest first, 5,000 at most")


class Over(BaseModel):
    weeks: Annotated[int, Field(ge=1, le=522)] = 12


class Between(BaseModel):
    first: Day | None = Field(None, description="Twelve weeks before the last one where it is not said")
    last: Day | None = Field(None, description="Today where it is not said")


@router.get(
    "/insights", response=Measures, operation_id="insights_list",
    summary="Every measure by week, with its target and its owner",
)  # fmt: skip
def listing(request: HttpRequest, slug: Slug, asked: Query[Over]) -> HttpResponse:
    refuse_unknown(request, Over)
    return json.response({"items": [shown(one) for one in queries.results(asked.weeks)]})


@router.get(
    "/insights/{key}/records", response=Records, operation_id="insights_records",
    summary="The records that a number counts",
)  # fmt: skip
def records(request: HttpRequest, slug: Slug, key: str, asked: Query[Between]) -> HttpResponse:
    refuse_unknown(request, Between)
    one = queries.measure(key)
    last = asked.last or today()
    try:
        first = asked.first or last - timedelta(weeks=12)
    except OverflowError:
        raise bad_field("last", "No calendar has this day.", "Choose a day nearer to now.") from None
    if first > last or (last - first).days > LONGEST or first.year not in YEARS or last.year not in YEARS:
        raise bad_field("first", "This time can not be counted.", "Choose up to ten years.")
    rows = counted(one.name, Period(first, last))
    keys: dict[tuple[str, int], str] = {}
    for kind in {row.kind for row in rows}:
        there = model_of(kind)._default_manager.filter(pk__in={row.pk for row in rows if row.kind == kind})
        keys |= {(kind, pk): key for pk, key in there.values_list("pk", "key")}
    items = [
        {
            "subject": {"kind": row.kind, "key": keys.get((row.kind, row.pk), "")},
            "on": row.on,
            "good": row.good,
        }
        for row in rows[:MOST]
    ]
    return json.response({"all": len(rows), "items": items})


def shown(one: queries.Result) -> dict[str, object]:
    board, owner = desk.Board(one, len(one.points)), one.goal.owner if one.goal is not None else None
    return {
        "name": one.measure.name,
        "title": board.title,
        "definition": board.says,
        "unit": one.measure.unit,
        "target": one.target,
        "owner": owner.key if owner is not None else None,
        "reached": one.reached,
        "total": point(one.total),
        "points": [point(each) for each in one.points],
    }


def point(one: Point) -> dict[str, object]:
    return {
        "first": one.period.first, "last": one.period.last, "good": one.good, "all": one.all, "value": one.value,
    }  # fmt: skip
