"""Measures for programs: every number over time, and the records that it counts."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from handrail.doors.desk import measures as desk
from handrail.house.ledger import reading
from handrail.house.ledger.reading import model_of
from handrail.house.ledger.rows import today
from handrail.kit.web import json
from handrail.kit.web.problems import bad_field
from handrail.kit.web.resource import Slug
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Project
from handrail.watch.insights import queries
from handrail.watch.insights.counting import YEARS, counted
from handrail.watch.insights.measures import Period, Point, steps

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
    formula: str = Field(examples=["Tasks done in time ÷ tasks due"])
    unit: str = Field(examples=["percent", "count", "days"])
    direction: str = Field(examples=["up"], description="Where better lies: up or down")
    cohort: str = Field(examples=["tier:enterprise"], description="Whose records count; empty: everybody's")
    target: Decimal
    low: Decimal | None
    high: Decimal | None
    band: str = Field(description="inside, below or above; empty without a band, or without data")
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
    value: Decimal | None = Field(description="What it adds, where that is more than itself: its days")
    group: str = Field(description="The cohort it stands for, where cohorts are compared")


class Records(BaseModel):
    all: int
    items: list[RecordShown] = Field(description="The newest first, 5,000 at most")


class Over(BaseModel):
    weeks: Annotated[int, Field(ge=1, le=522)] | None = Field(
        None, description="Up to today; 12 where nothing is said"
    )
    first: Day | None = Field(None, description="Any time instead: by week, or by month beyond two years")
    last: Day | None = Field(None, description="Today where it is not said")


class Between(BaseModel):
    first: Day | None = Field(None, description="Twelve weeks before the last one where it is not said")
    last: Day | None = Field(None, description="Today where it is not said")
    project: str | None = Field(None, description="Only what belongs to it: its key")
    metric: str | None = Field(None, description="What a metric that is computed so is read from: its key")


@router.get(
    "/insights", response=Measures, operation_id="insights_list",
    summary="Every measure by week, with its target and its owner",
)  # fmt: skip
def listing(request: HttpRequest, slug: Slug, asked: Query[Over]) -> HttpResponse:
    refuse_unknown(request, Over)
    if asked.first is None and asked.last is None:
        found = queries.results(asked.weeks or 12)
    elif asked.weeks is not None:
        raise bad_field("weeks", "Weeks end today.", "Send weeks, or first and last.")
    else:
        found = queries.results_over(steps(between(asked.first, asked.last)))
    return json.response({"items": [shown(one) for one in found]})


def between(first: date | None, last: date | None) -> Period:
    last = last or today()
    try:
        first = first or last - timedelta(weeks=12)
    except OverflowError:
        raise bad_field("last", "No calendar has this day.", "Choose a day nearer to now.") from None
    if first > last or (last - first).days > LONGEST or first.year not in YEARS or last.year not in YEARS:
        raise bad_field("first", "This time can not be counted.", "Choose up to ten years.")
    return Period(first, last)


@router.get(
    "/insights/{key}/records", response=Records, operation_id="insights_records",
    summary="The records that a number counts",
)  # fmt: skip
def records(request: HttpRequest, slug: Slug, key: str, asked: Query[Between]) -> HttpResponse:
    refuse_unknown(request, Between)
    one = queries.measure(key)
    metric = reading.find(Metric, asked.metric) if asked.metric else None
    project = reading.find(Project, asked.project) if asked.project else None
    if metric is not None and metric.measure != one.name:
        raise bad_field("metric", "This metric is not computed so.", "Name the measure that feeds it.")
    of = queries.asked_of(queries.goals().get(one.name), metric, project)
    rows = counted(one.name, between(asked.first, asked.last), of)
    keys: dict[tuple[str, int], str] = {}
    for kind in {row.kind for row in rows}:
        there = model_of(kind)._default_manager.filter(pk__in={row.pk for row in rows if row.kind == kind})
        keys |= {(kind, pk): key for pk, key in there.values_list("pk", "key")}
    items = [
        {
            "subject": {"kind": row.kind, "key": keys.get((row.kind, row.pk), "")},
            "on": row.on,
            "good": row.good,
            "value": row.value,
            "group": row.group,
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
        "formula": board.formula,
        "unit": one.measure.unit,
        "direction": "up" if one.measure.more_is_better else "down",
        "cohort": one.goal.cohort if one.goal is not None else "",
        "low": one.goal.low if one.goal is not None else None,
        "high": one.goal.high if one.goal is not None else None,
        "band": one.band,
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
