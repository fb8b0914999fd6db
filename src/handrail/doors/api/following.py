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
from handrail.watch.playbooks import inheriting, library, looking_back, queries, standards, updating, verbs
from handrail.watch.playbooks.differing import NOUNS, Offer
from handrail.watch.playbooks.models import Following
from handrail.watch.reviews import asked, signals

from . import shapes
from .operations import expected, one
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
    return one(BOARD, row, 201, Location=f"{place}/boards/{row.key}")


# -- a newer version ----------------------------------------------------------------------------------------


class FieldShown(BaseModel):
    name: str
    was: Any = Field(description="What the version says that the project was made from")
    here: Any = Field(description="What the project has")
    to: Any = Field(description="What the newer version says")


class OfferShown(BaseModel):
    ref: str = Field(description="Name it in `take` to take it over", examples=["stage:Pilot"])
    noun: Literal[NOUNS]  # type: ignore[valid-type]
    title: str
    stage: str
    way: Literal["add", "change", "remove"]
    stands: Literal["ready", "ours", "held"] = Field(
        description="ready: untouched so far; ours: the team has made something else of it; held: not possible"
    )
    why: str
    needs: list[str] = Field(description="What comes along with it where the project has it not yet")
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


# -- what was expected, and what was taught -----------------------------------------------------------------


class Prediction(BaseModel):
    subject: str = Field(examples=["metric:refund-rate"], description="A metric, or what was taken for true")
    title: str
    code: str = Field(examples=["on_target", "towards", "away", "still", "unread", "came_as_said", "wrong"])
    params: dict[str, Any]


class Predictions(BaseModel):
    predictions: list[Prediction]


@router.get(
    "/projects/{key}/predictions",
    response=Predictions,
    operation_id="projects_predictions",
    summary="What was expected of a project, and how it stands",
)
def predictions(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    project = reading.find(Project, key)
    found = [(one, asked.reading(one)) for one in signals.signals_of(project).values()]
    held = [(one, asked.assumed(one)) for one in signals.assumptions_of(project)]
    lines = [
        {
            "subject": f"{one.kind}:{one.key}",
            "title": one.title,
            "code": reason.code,
            "params": dict(reason.params),
        }
        for one, reason in (*found, *held)
    ]
    return json.response({"predictions": lines})


class StandardShown(BaseModel):
    key: str = Field(description="Of the decision that laid it down")
    title: str
    project: str


class StandardGap(BaseModel):
    title: str
    lacks: list[Literal["owner", "day"]]


class Standards(BaseModel):
    standards: list[StandardShown]
    gaps: list[StandardGap] = Field(description="Those that it carries for nobody, or without a day")


class TakingStandards(Body):
    take: dict[Key, Literal["point", "card", "risk"]] = Field(
        description="As what the playbook carries each", examples=[{"call-the-carrier-first": "point"}]
    )


class CheckOut(Body):
    stage: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    check: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Next(BaseModel):
    playbook: str = Field(description="A shipped playbook is copied; the projects here follow the copy")
    version: int


@router.get(
    "/library/playbooks/{key}/standards",
    response=Standards,
    operation_id="library_standards",
    summary="What retrospectives laid down and a playbook does not carry yet",
)
def standards_of(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    there = library.find(key)
    rows = standards.waiting(there)
    told = [{"key": row.key, "title": row.title, "project": row.subject.partition(":")[2]} for row in rows]
    bare = [{"title": one.title, "lacks": one.lacks} for one in inheriting.gaps(there.book)]
    return json.response({"standards": told, "gaps": bare})


@router.post(
    "/library/playbooks/{key}/standards",
    response=Next,
    operation_id="library_take_standards",
    summary="Carry standards in a playbook: its next version",
)
def take_standards(request: HttpRequest, slug: Slug, key: str, said: TakingStandards) -> HttpResponse:
    row = standards.take_standards(key, said.take)
    return json.response({"playbook": row.key, "version": row.version})


@router.post(
    "/library/playbooks/{key}/shorten",
    response=Next,
    operation_id="library_shorten",
    summary="Take a check out of a playbook that cards met on their way into a stage: its next version",
)
def shorten(request: HttpRequest, slug: Slug, key: str, said: CheckOut) -> HttpResponse:
    row = standards.shorten(key, said.stage, said.check)
    return json.response({"playbook": row.key, "version": row.version})


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
