"""Calendar feeds for programs: make an address, see whether there is one, withdraw it. The address is told once."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.doors.calendar import feeds
from handrail.doors.calendar.models import Feed
from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import NotFound
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.projects.models import Project

from .shapes import Body

router = Router(tags=["calendar"])
OF_PROJECT = Field("", description="A project's key; without one, the feed of your own dates")
Key = Annotated[str, StringConstraints(max_length=80)]


class Asking(BaseModel):
    project: Key = OF_PROJECT


class Making(Body):
    whose: Annotated[str, StringConstraints(max_length=20)] = Field(
        "mine", description=f"Whose dates, where no project is named: {', '.join(Feed.WHOSE)}"
    )
    project: Key = OF_PROJECT


class FeedShown(BaseModel):
    whose: str
    project: str | None
    last_used_on: date | None


class FeedMade(FeedShown):
    address: str = Field(description="Whoever has it reads these dates. It is not told again.")


def told(feed: Feed) -> dict[str, Any]:
    project = feed.project.key if feed.project is not None else None
    return {"whose": feed.whose, "project": project, "last_used_on": feed.last_used_on}


def me(request: HttpRequest) -> Member:
    member: Member = request.visitor.member  # type: ignore[attr-defined]
    return member


def project_of(key: str) -> Project | None:
    return reading.find(Project, key) if key else None


@router.get(
    "/calendar/feed",
    response=FeedShown,
    operation_id="calendar_feed",
    summary="Your calendar feed, or yours of a project: what it holds, and when it was last read",
)
def shown(request: HttpRequest, slug: Slug, said: Query[Asking]) -> HttpResponse:
    feed = feeds.feed_of(me(request), project_of(said.project))
    if feed is None:
        raise NotFound("There is no such feed.", "Make one.")
    return json.response(told(feed))


@router.post(
    "/calendar/feed",
    response={201: FeedMade},
    operation_id="calendar_make_feed",
    summary="Make the address of a calendar feed. One that was made before stops",
)
def make(request: HttpRequest, slug: Slug, said: Making) -> HttpResponse:
    feed, address = feeds.make_feed(me(request), said.whose, project_of(said.project))
    response = json.response({**told(feed), "address": address}, 201)
    response["Cache-Control"] = "no-store"
    return response


@router.api_operation(
    ["DELETE"],
    "/calendar/feed",
    response={204: None},
    operation_id="calendar_withdraw_feed",
    summary="Stop a calendar feed: its address opens nothing any more",
)
def withdraw(request: HttpRequest, slug: Slug, said: Query[Asking]) -> HttpResponse:
    feeds.revoke_feeds(me(request), project_of(said.project))
    return HttpResponse(status=204)
