"""Playbooks for programs: read and check them, make a project from one, tick its checklist."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from dataclasses import asdict
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import NotFound
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.customers.models import Customer
from handrail.record.metrics.models import Metric
from handrail.record.projects.api import RESOURCES as PROJECTS
from handrail.record.projects.models import Project
from handrail.watch.playbooks import files, library, queries, verbs
from handrail.watch.playbooks.api import RESOURCES as PLAYBOOKS

from . import shapes
from .operations import one
from .references import named
from .shapes import Body, Day, Key

router = Router(tags=["launches"])
PROJECT = next(one for one in PROJECTS if one.model is Project)
PLAYBOOK = PLAYBOOKS[0]
MOST_AT_ONCE = 5_000


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
    return one(PLAYBOOK, row, 201)


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
    return one(PROJECT, project, 201, Location=f"{place}/projects/{project.key}")


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


class LibraryTicking(Body):
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
def tick(request: HttpRequest, slug: Slug, key: str, said: LibraryTicking) -> HttpResponse:
    project, row = follower(key)
    verbs.tick_point(row, said.point, said.done)
    return json.response(checklist_of(project, row))
