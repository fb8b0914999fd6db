"""What is done about a handoff, for programs: tick its checklist, return it, send it again, accept it."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.kit.refusals import Stale
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.handoffs import accepting, checks, promising, queries, verbs
from handrail.record.handoffs.api import RESOURCES
from handrail.record.handoffs.models import Handoff
from handrail.record.plans.api import RESOURCES as PLANS
from handrail.record.plans.models import Criterion

from . import shapes
from .operations import expected, find, one
from .shapes import Body, Day

router = Router(tags=["handoffs"])
HANDOFF, PROMISE = RESOURCES
CRITERION = next(one for one in PLANS if one.model is Criterion)


class HandoffPointShown(BaseModel):
    code: str
    title: str
    passed: bool
    reason: str = Field(description="Why it does not hold yet; empty where it does")
    fix: str


class OpenItemShown(BaseModel):
    key: str
    title: str
    owner: str | None
    due_on: Day | None
    state: str


class GroundShown(BaseModel):
    """What has to hold before it can be accepted, and what it hands over."""

    ready: bool
    checklist: list[HandoffPointShown]
    open_items: list[OpenItemShown]
    promises: list[OpenItemShown]


class Ticking(Body):
    points: Annotated[list[Annotated[str, StringConstraints(max_length=20)]], Field(max_length=20)]


class Returning(Body):
    reason: Annotated[str, StringConstraints(max_length=5_000)]


@router.get(
    "/handoffs/{key}/ground", response=GroundShown, operation_id="handoffs_ground",
    summary="The checklist of a handoff, its open items and the promises it hands over",
)  # fmt: skip
def ground(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    """Three statements."""
    row = queries.get(key)
    tasks, promises = queries.tasks_of(row), queries.promises_in(row)
    points = checks.points(queries.ground_of(row, tasks, promises))
    told = [{name: getattr(one, name) for name in HandoffPointShown.model_fields} for one in points]
    return json.response(
        {
            "ready": all(one.passed for one in points),
            "checklist": told,
            "open_items": list(map(item, queries.items_of(tasks))),
            "promises": list(map(item, promises)),
        }
    )


def item(row: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("key", "title", "due_on", "state")}
    return {**told, "owner": row.owner.key if row.owner is not None else None}


@router.post(
    "/handoffs/{key}/tick", response=shapes.showing(HANDOFF), operation_id="handoffs_tick",
    summary="Confirm these points of the checklist, and no others",
)  # fmt: skip
def tick(request: HttpRequest, slug: Slug, key: str, said: Ticking) -> HttpResponse:
    return after(request, key, lambda row: verbs.tick(row, said.points))


@router.post(
    "/handoffs/{key}/return", response=shapes.showing(HANDOFF), operation_id="handoffs_return",
    summary="Give it back, and say what is missing: whoever was to take over",
)  # fmt: skip
def give_back(request: HttpRequest, slug: Slug, key: str, said: Returning) -> HttpResponse:
    return after(request, key, lambda row: verbs.return_handoff(row, said.reason))


@router.post(
    "/handoffs/{key}/again", response=shapes.showing(HANDOFF), operation_id="handoffs_again",
    summary="What was missing is put right: it waits to be accepted once more",
)  # fmt: skip
def again(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return after(request, key, verbs.send_again)


@router.post(
    "/handoffs/{key}/accept", response=shapes.showing(HANDOFF), operation_id="handoffs_accept",
    summary="Accept it: what waited with the giver at this customer waits with you",
)  # fmt: skip
def accept(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return after(request, key, accepting.accept_handoff)


def after(request: HttpRequest, key: str, verb: Callable[[Handoff], object]) -> HttpResponse:
    row, seen = queries.get(key, lock=True), expected(request)
    if seen is not None and seen != row.revision:
        raise Stale(row.revision, {})
    verb(row)
    fresh = queries.get(key)
    return one(HANDOFF, fresh)


@router.post(
    "/promises/{key}/criterion", response={201: shapes.showing(CRITERION)}, operation_id="promises_criterion",
    summary="Make a promise a success criterion of its plan",
)  # fmt: skip
def become(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = promising.make_criterion(find(PROMISE, key, lock=True))
    return one(CRITERION, row, 201)
