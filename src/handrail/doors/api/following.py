"""A project and its playbook for programs: follow one, furnish a board, take over a newer version, what to shorten."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.projects.api import RESOURCES as PROJECTS
from handrail.record.projects.models import Board, Project
from handrail.watch.playbooks import library, looking_back, queries, updating, verbs
from handrail.watch.playbooks.differing import Offer
from handrail.watch.playbooks.models import Following

from . import shapes
from .operations import etag, expected
from .references import named
from .shapes import Body, Key

router = Router(tags=["launches"])
BOARD = next(one for one in PROJECTS if one.model is Board)
Name = Annotated[str, StringConstraints(min_length=1, max_length=400)]


# -- following ----------------------------------------------------------------------------------------------


class Follow(Body):
    playbook: Key


class FollowingShown(BaseModel):
    playbook: str
    version: int
    newer: int | None = Field(description="The version that is there by now; null where it is this one")


@router.post(
    "/projects/{key}/playbook",
    response={201: FollowingShown},
    operation_id="projects_follow",
    summary="Let a project follow a playbook: its checklist is the project's from now on",
)
def follow(request: HttpRequest, slug: Slug, key: str, said: Follow) -> HttpResponse:
    project = reading.find(Project, key, lock=True)
    if queries.following(project) is not None:
        words = "This project follows a playbook already."
        raise Invalid([Problem("playbook", words, "Take over its newer version, or make a new project.")])
    return json.response(told(verbs.follow(project, library.find(said.playbook).name)), 201)


@router.get(
    "/projects/{key}/playbook",
    response=FollowingShown,
    operation_id="projects_following",
    summary="Which playbook a project follows, and whether there is a newer version",
)
def following(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response(told(follower(key)))


def told(row: Following) -> dict[str, Any]:
    there = updating.is_newer(row)
    return {
        "playbook": row.playbook, "version": row.version, "newer": there.version if there else None
    }  # fmt: skip


def follower(key: str) -> Following:
    row = queries.following(reading.find(Project, key))
    if row is None:
        raise NotFound("This project follows no playbook.", "Let it follow one first.")
    return row


class Furnishing(Body):
    playbook: Key | None = Field(None, description="Without one, a board without stages")
    owner: Key | None = Field(None, description="The workflow owner; you, where nobody is named")


@router.post(
    "/projects/{key}/boards",
    response={201: shapes.showing(BOARD)},
    operation_id="projects_furnish",
    summary="Make a board for a project, with the stages and checks of a playbook",
)
def furnish(request: HttpRequest, slug: Slug, key: str, said: Furnishing) -> HttpResponse:
    project = reading.find(Project, key, lock=True)
    owner = named(Member, [said.owner], "owner")[0] if said.owner else request.visitor.member  # type: ignore[attr-defined]
    book = library.find(said.playbook).book if said.playbook else None
    row = verbs.furnish(project, book, owner=owner)
    place = request.path.partition("/projects/")[0]
    return json.response(shapes.shown(BOARD, row), 201, ETag=etag(row), Location=f"{place}/boards/{row.key}")


# -- a newer version ----------------------------------------------------------------------------------------


class FieldShown(BaseModel):
    name: str
    was: Any = Field(description="What the version says that the project was made from")
    here: Any = Field(description="What the project has")
    to: Any = Field(description="What the newer version says")


class OfferShown(BaseModel):
    ref: str = Field(description="Name it in `take` to take it over", examples=["stage:Pilot"])
    noun: Literal["stage", "check", "card", "note", "review", "message"]
    title: str
    stage: str
    way: Literal["add", "change", "remove"]
    stands: Literal["ready", "ours", "held"] = Field(
        description="ready: untouched so far; ours: the team has made something else of it; held: not possible"
    )
    why: str
    fields: list[FieldShown]
    values: dict[str, Any]


class NewerShown(BaseModel):
    version: int
    text: str = Field(description="Which text this is about: say it again when you take it over")
    offers: list[OfferShown]


class Taking(Body):
    text: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    take: Annotated[list[Name], Field(max_length=2_000)]


class Taken(BaseModel):
    taken: int
    version: int


@router.get(
    "/projects/{key}/playbook/newer",
    response=NewerShown,
    operation_id="projects_newer",
    summary="What the newer version of its playbook would add, change and remove in a project",
)
def newer(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    found = updating.newer(follower(key))
    if found is None:
        raise NotFound("There is no newer version of this playbook.", "Nothing to do.")
    offers = [offered(one) for one in found.offers]
    return json.response({"version": found.there.version, "text": found.mark, "offers": offers})


def offered(one: Offer) -> dict[str, Any]:
    return {**asdict(one), "fields": [asdict(field) for field in one.fields], "values": dict(one.values)}


@router.post(
    "/projects/{key}/playbook/newer",
    response=Taken,
    operation_id="projects_take_over",
    summary="Take over what is chosen of it, in one change; the rest stays as the team has it",
)
def take_over(request: HttpRequest, slug: Slug, key: str, said: Taking) -> HttpResponse:
    row = follower(key)
    taken = verbs.take_over(row, said.take, text=said.text, revision=expected(request))
    return json.response({"taken": taken, "version": row.version})


# -- keep or shorten ----------------------------------------------------------------------------------------


class LessonShown(BaseModel):
    noun: Literal["check", "review"]
    title: str
    stage: str
    advice: Literal["keep", "shorten", "ask", "early"]
    reason: str = Field(examples=["righted", "let_through", "fewer", "no_outcome"])
    numbers: dict[str, int]
    records: list[str] = Field(description="What it rests on: card:key, review:key")


class Lessons(BaseModel):
    lessons: list[LessonShown]


@router.get(
    "/library/playbooks/{key}/lessons",
    response=Lessons,
    operation_id="library_lessons",
    summary="What of a playbook has helped, and what is proposed for shortening, with the numbers behind it",
)
def lessons(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    found = looking_back.lessons(library.find(key).name)
    return json.response(
        {"lessons": [{**asdict(one), "records": [ref for ref, _title in one.records]} for one in found]}
    )
