"""A launch for programs: its go-live day, and what hangs on it; its rollout."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.record.risks.models import Risk
from handrail.record.rollout import queries as rollouts
from handrail.record.rollout import shifting
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.api import RESOURCES
from handrail.record.rollout.facts import Change
from handrail.record.rollout.models import Announcement, Step
from handrail.watch.playbooks import queries

from . import shapes
from .operations import etag, expected, one
from .references import named
from .shapes import Body, Day, Key

router = Router(tags=["launches"])
ANNOUNCEMENT = next(one for one in RESOURCES if one.model is Announcement)
MOST_AT_ONCE = 5_000
Keys = Annotated[list[Key], Field(min_length=1, max_length=MOST_AT_ONCE)]


# -- the go-live day ----------------------------------------------------------------------------------------


class Shifting(Body):
    on: Day
    weekends: Literal["falls", "before", "after"] = "falls"
    along: Annotated[list[str], Field(max_length=MOST_AT_ONCE)] = []


class DateShown(BaseModel):
    ref: str = Field(description="Name it in `along` to take it along")
    kind: str
    key: str
    field: str
    title: str
    on: date | None
    to: date | None
    why: str = Field(description="moves, along, same, hand, free or done")


class GoLiveDates(BaseModel):
    moves: list[DateShown]
    stays: list[DateShown]


def told(changes: list[Change]) -> dict[str, Any]:
    shown = [
        {"ref": c.one.ref, "kind": c.one.kind, "key": c.one.key, "field": c.one.field, "title": c.one.title,
         "on": c.one.on, "to": c.to, "why": c.why}
        for c in changes
    ]  # fmt: skip
    moving = {one.one.ref for one in changes if one.moves}
    return {
        "moves": [one for one in shown if one["ref"] in moving],
        "stays": [one for one in shown if one["ref"] not in moving],
    }


@router.get(
    "/projects/{key}/go-live",
    response=GoLiveDates,
    operation_id="projects_go_live_preview",
    summary="What would move with another go-live day",
)
def preview(request: HttpRequest, slug: Slug, key: str, said: Query[Shifting]) -> HttpResponse:
    project = reading.find(Project, key)
    return json.response(told(shifting.preview(project, said.on, weekends=said.weekends, along=said.along)))


@router.post(
    "/projects/{key}/go-live",
    response=GoLiveDates,
    operation_id="projects_go_live",
    summary="Move the go-live day and what hangs on it, in one change",
)
def move(request: HttpRequest, slug: Slug, key: str, said: Shifting) -> HttpResponse:
    project = reading.find(Project, key, lock=True)
    changes = rollout.move_go_live(
        project, said.on, weekends=said.weekends, along=said.along, revision=expected(request)
    )
    return json.response(told(changes), ETag=etag(project))


# -- the rollout --------------------------------------------------------------------------------------------


class StepShown(BaseModel):
    key: str
    revision: int
    state: str
    owner: str | None
    due_on: date | None
    done_on: date | None


class GridLine(BaseModel):
    customer: str
    name: str
    cohort: str
    steps: dict[str, StepShown]


class CountShown(BaseModel):
    step: str
    done: int
    all: int
    late: int


class Grid(BaseModel):
    counts: list[CountShown]
    customers: list[GridLine]


def grid_of(project: Project) -> dict[str, Any]:
    lines = rollouts.lines(rollouts.steps_of(project))
    return {
        "counts": [asdict(count) for count in rollouts.counts_of(project)],
        "customers": [
            {"customer": one.customer.key, "name": one.customer.name, "cohort": one.cohort,
             "steps": {name: step_of(step) for name, step in one.steps.items()}}
            for one in lines
        ],
    }  # fmt: skip


def step_of(step: Step) -> dict[str, Any]:
    return {
        "key": step.key, "revision": step.revision, "state": step.state,
        "owner": step.owner.key if step.owner is not None else None, "due_on": step.due_on, "done_on": step.done_on,
    }  # fmt: skip


@router.get(
    "/projects/{key}/rollout",
    response=Grid,
    operation_id="projects_rollout",
    summary="The grid: customers by affected, told, enabled, live",
)
def grid(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response(grid_of(reading.find(Project, key)))


class Putting(Body):
    customers: Keys
    cohort: Annotated[str, StringConstraints(max_length=60)] = ""
    owner: Key | None = None


@router.post(
    "/projects/{key}/rollout",
    response=Grid,
    operation_id="projects_rollout_put",
    summary="Put customers into the grid",
)
def put(request: HttpRequest, slug: Slug, key: str, said: Putting) -> HttpResponse:
    project = reading.find(Project, key)
    owner = named(Member, [said.owner], "owner")[0] if said.owner else None
    customers = named(Customer, list(dict.fromkeys(said.customers)), "customers")
    rollout.put_customers(project, customers, cohort=said.cohort, owner=owner, days=queries.days_of(project))
    return json.response(grid_of(project))


class Setting(Body):
    """Each field that is said is set on every step that is named."""

    customers: Annotated[list[Key], Field(max_length=MOST_AT_ONCE)] = Field(
        [], description="None: all of the grid"
    )
    step: Literal["affected", "told", "enabled", "live"]
    state: Literal["open", "done", "skipped"] | None = None
    owner: Key | None = None
    due_on: Day | None = None


class PlaybookChanged(BaseModel):
    changed: int


@router.post(
    "/projects/{key}/rollout/steps",
    response=PlaybookChanged,
    operation_id="projects_rollout_set",
    summary="Set one step of many customers: state, owner, day",
)
def set_steps(request: HttpRequest, slug: Slug, key: str, said: Setting) -> HttpResponse:
    project = reading.find(Project, key)
    rows = rollouts.steps_of(project, step=said.step)
    if said.customers:
        rows = rows.filter(customer__key__in=said.customers)
    values: dict[str, Any] = {"state": said.state, "due_on": said.due_on}
    values["owner"] = named(Member, [said.owner], "owner")[0] if said.owner else None
    values = {name: value for name, value in values.items() if value is not None}
    return json.response({"changed": rollout.edit_steps([(row, values) for row in rows])})


# -- what holds a customer up -------------------------------------------------------------------------------


class BlockerTelling(Body):
    risk: Key


@router.post(
    "/projects/{key}/blockers", response={201: shapes.showing(ANNOUNCEMENT)}, operation_id="projects_tell_blocker",
    summary="Plan to tell a customer what holds them up: only what is meant for customers is taken over",
)  # fmt: skip
def tell_blocker(request: HttpRequest, slug: Slug, key: str, said: BlockerTelling) -> HttpResponse:
    risk = named(Risk, [said.risk], "risk")[0]
    row = rollout.plan_blocker(reading.find(Project, key), risk, current().member)
    return one(ANNOUNCEMENT, row, 201)
