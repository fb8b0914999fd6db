"""Playbooks and launches for programs: check playbooks, make a project from one, move its go-live day, its rollout."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.customers.models import Customer
from handrail.record.metrics.models import Metric
from handrail.record.projects.api import RESOURCES as PROJECTS
from handrail.record.projects.models import Project
from handrail.record.rollout import queries as rollouts
from handrail.record.rollout import shifting
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.facts import Change
from handrail.record.rollout.models import Step
from handrail.watch.playbooks import files, library, queries, verbs
from handrail.watch.playbooks.api import RESOURCES as PLAYBOOKS

from . import shapes
from .operations import etag, expected
from .shapes import Body, Day, Key

router = Router(tags=["launches"])
MOST_AT_ONCE = 5_000
Keys = Annotated[list[Key], Field(min_length=1, max_length=MOST_AT_ONCE)]
PROJECT = next(one for one in PROJECTS if one.model is Project)
PLAYBOOK = PLAYBOOKS[0]


# -- playbooks ----------------------------------------------------------------------------------------------


class PlaybookLine(BaseModel):
    key: str
    title: str
    says: str
    kind: str
    version: int
    own: bool = Field(description="The workspace's own; the others are shipped")


class PlaybookList(BaseModel):
    playbooks: list[PlaybookLine]


class WholePlaybook(PlaybookLine):
    text: str = Field(description="The file: YAML in front, Markdown behind")
    says_all: dict[str, Any] = Field(description="What the text says, as data")


def line(there: library.Shown) -> dict[str, Any]:
    book = there.book
    return {
        "key": there.name, "title": book.title, "says": book.says, "kind": book.kind,
        "version": there.version, "own": there.row is not None,
    }  # fmt: skip


@router.get(
    "/library/playbooks",
    response=PlaybookList,
    operation_id="library_playbooks",
    summary="Every playbook there is",
)
def all_playbooks(request: HttpRequest, slug: Slug) -> HttpResponse:
    every = [*library.own(), *library.shipped().values()]
    return json.response({"playbooks": [line(there) for there in every]})


@router.get(
    "/library/playbooks/{key}",
    response=WholePlaybook,
    operation_id="library_playbook",
    summary="One playbook, whole",
)
def one_playbook(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    there = library.find(key)
    return json.response({**line(there), "text": there.text, "says_all": asdict(there.book)})


class Text(Body):
    text: Annotated[str, StringConstraints(max_length=verbs.LONGEST)]


class FlawShown(BaseModel):
    line: int
    column: int
    code: str
    severity: str
    message: str
    fix: str


class Checked(BaseModel):
    usable: bool
    flaws: list[FlawShown]


@router.post(
    "/library/check",
    response=Checked,
    operation_id="library_check",
    summary="What is wrong with a playbook's text",
)
def check(request: HttpRequest, slug: Slug, said: Text) -> HttpResponse:
    found = files.read(said.text)
    return json.response({"usable": found.usable, "flaws": [asdict(flaw) for flaw in found.flaws]})


@router.post(
    "/library/playbooks/{key}/copy",
    response={201: shapes.showing(PLAYBOOK)},
    operation_id="library_copy",
    summary="Copy a playbook to the workspace's own",
)
def copy(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = verbs.copy_playbook(key)
    return json.response(shapes.shown(PLAYBOOK, row), 201, ETag=etag(row))


class Starting(Body):
    """What is said beside the playbook; what is left out is the playbook's."""

    title: Annotated[str, StringConstraints(max_length=300)] = ""
    go_live_on: Day | None = None
    weekends: Literal["falls", "before", "after"] = "falls"
    customer: Key | None = None
    customers: Annotated[list[Key], Field(max_length=MOST_AT_ONCE)] = []
    cohort: Annotated[str, StringConstraints(max_length=60)] = ""
    owner: Key | None = None
    workflow_owner: Key | None = None
    post_launch_owner: Key | None = None
    people: dict[str, Key] = Field({}, description="Members by the playbook's roles")
    outcome: Annotated[str, StringConstraints(max_length=500)] = ""
    metric: Key | None = None
    unit: Annotated[str, StringConstraints(max_length=60)] = ""
    baseline: Annotated[Decimal, Field(max_digits=20, decimal_places=4)] | None = None
    target: Annotated[Decimal, Field(max_digits=20, decimal_places=4)] | None = None
    by_on: Day | None = None


@router.post(
    "/library/playbooks/{key}/projects",
    response={201: shapes.showing(PROJECT)},
    operation_id="library_start",
    summary="Make a project from a playbook: board, cards, messages, dates",
)
def start(request: HttpRequest, slug: Slug, key: str, said: Starting) -> HttpResponse:
    given = said.model_dump()
    members = ("owner", "workflow_owner", "post_launch_owner")
    given |= {name: named(Member, [given[name]], name)[0] if given[name] else None for name in members}
    given["customer"] = named(Customer, [said.customer], "customer")[0] if said.customer else None
    given["metric"] = named(Metric, [said.metric], "metric")[0] if said.metric else None
    given["customers"] = named(Customer, said.customers, "customers")
    given["people"] = {role: named(Member, [who], "people")[0] for role, who in said.people.items()}
    project = verbs.start_project(key, verbs.Wishes(**given))
    place = request.path.partition("/library/")[0]
    return json.response(
        shapes.shown(PROJECT, project), 201, ETag=etag(project), Location=f"{place}/projects/{project.key}"
    )


def named(model: Any, keys: list[str], field: str) -> list[Any]:
    """The rows of these keys, in their order. One statement."""
    there = {row.key: row for row in reading.present(model).filter(key__in=keys)}
    missing = [key for key in keys if key not in there]
    if missing:
        words = f"There is no {model._meta.verbose_name} “{missing[0][:80]}” here."
        raise Invalid([Problem(field, words, "Send the key of one that is.")])
    return [there[key] for key in keys]


# -- the checklist ------------------------------------------------------------------------------------------


class ChecklistPoint(BaseModel):
    says: str
    done: bool
    why: str = Field(description="What was seen; empty where a person ticks it")
    by_hand: bool


class Checklist(BaseModel):
    playbook: str
    version: int
    points: list[ChecklistPoint]


class Ticking(Body):
    point: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    done: bool


def follower(key: str) -> tuple[Project, Any]:
    project = reading.find(Project, key)
    row = queries.following(project)
    if row is None:
        raise NotFound("This project follows no playbook.", "Make one from a playbook.")
    return project, row


def checklist_of(project: Project, row: Any) -> dict[str, Any]:
    points = queries.done_of(row, project, queries.look(project))
    return {"playbook": row.playbook, "version": row.version, "points": [asdict(point) for point in points]}


@router.get(
    "/projects/{key}/checklist",
    response=Checklist,
    operation_id="projects_checklist",
    summary="What of its playbook's checklist is done",
)
def checklist(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response(checklist_of(*follower(key)))


@router.post(
    "/projects/{key}/checklist",
    response=Checklist,
    operation_id="projects_tick",
    summary="Tick a point, or take it away",
)
def tick(request: HttpRequest, slug: Slug, key: str, said: Ticking) -> HttpResponse:
    project, row = follower(key)
    verbs.tick_point(row, said.point, said.done)
    return json.response(checklist_of(project, row))


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


class Dates(BaseModel):
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
    response=Dates,
    operation_id="projects_go_live_preview",
    summary="What would move with another go-live day",
)
def preview(request: HttpRequest, slug: Slug, key: str, said: Query[Shifting]) -> HttpResponse:
    project = reading.find(Project, key)
    return json.response(told(shifting.preview(project, said.on, weekends=said.weekends, along=said.along)))


@router.post(
    "/projects/{key}/go-live",
    response=Dates,
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


class Changed(BaseModel):
    changed: int


@router.post(
    "/projects/{key}/rollout/steps",
    response=Changed,
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
