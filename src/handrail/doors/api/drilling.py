"""Drills for programs, beside the records: walk a path, and hold the drill."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.drills import queries, verbs
from handrail.record.drills.api import RESOURCES
from handrail.record.drills.models import Drill

from . import shapes
from .operations import fresh
from .shapes import Body, Key

router = Router(tags=["drills"])
DRILL = RESOURCES[0]


class PathWalked(Body):
    place: int = Field(ge=0, description="Which path, counted from 0")
    owner: Key | None = Field(None, description="The member who is called; null: nobody")
    response: Annotated[str, StringConstraints(max_length=4_000)] = ""


class DrillGap(BaseModel):
    title: str
    gap: str = Field(description="owner, response or both")
    task: str


class DrillGaps(BaseModel):
    """What holds up the sign-off of its project: gaps that nobody has closed."""

    gaps: list[DrillGap]


@router.post(
    "/drills/{key}/begin", response=shapes.showing(DRILL), operation_id="drills_begin",
    summary="Begin one that was prepared: with the paths that its project has now",
)  # fmt: skip
def begin(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    verbs.begin_drill(reading.find(Drill, key, lock=True))
    return fresh(DRILL, key)


@router.post(
    "/drills/{key}/walk", response=shapes.showing(DRILL), operation_id="drills_walk",
    summary="Say who is called on one path, and what they do; of a drill that was held, this closes a gap",
)  # fmt: skip
def walk(request: HttpRequest, slug: Slug, key: str, said: PathWalked) -> HttpResponse:
    row = reading.find(Drill, key, lock=True)
    owner = reading.find(Member, said.owner) if said.owner is not None else None
    verbs.walk_path(row, said.place, owner, said.response)
    return fresh(DRILL, key)


@router.post(
    "/drills/{key}/hold", response=shapes.showing(DRILL), operation_id="drills_hold",
    summary="End the drill: its gaps become cards on the project's board, or tasks where no board takes them",
)  # fmt: skip
def hold(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    """422 while a path is not walked."""
    verbs.hold_drills([reading.find(Drill, key, lock=True)])
    return fresh(DRILL, key)


@router.get(
    "/drills/{key}/gaps",
    response=DrillGaps,
    operation_id="drills_gaps",
    summary="The gaps that nobody has closed",
)
def gaps(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = reading.find(Drill, key)
    found = queries.gaps([row]).get(row.pk, [])
    return json.response({"gaps": [{"title": one.title, "gap": one.gap, "task": one.task} for one in found]})
