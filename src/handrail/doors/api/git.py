"""The files under git, for programs: whether and where they are, and the choice between two sides of a value."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router
from pydantic import BaseModel, Field

from handrail.doors.infohub import queries
from handrail.doors.infohub.hub import choosing
from handrail.doors.infohub.hub.places import open_repository
from handrail.doors.infohub.models import Conflict
from handrail.house.access.workspace import edit_workspace
from handrail.house.workspaces.scope import current
from handrail.kit.web import json, paging
from handrail.kit.web.resource import Slug

from .entering import at_least
from .operations import Cursor, Limit, refuse_unknown
from .shapes import Body

router = Router(tags=["git"])
State = Literal["open", "ours", "theirs"]


class Kept(BaseModel):
    under_git: bool
    url: str = Field(description="What git clones, with a token of this workspace as the password")
    head: str | None = Field(description="The last commit; null before the first one")
    open_conflicts: int


class Switch(Body):
    under_git: bool


class ConflictShown(BaseModel):
    key: str
    state: State
    customer: str | None
    path: str
    label: str
    field: list[str] = Field(
        description="What leads to the value inside of its row; empty for the whole of it"
    )
    base: Any = Field(None, description="What both sides began with; null where nothing stood there")
    ours: Any = None
    theirs: Any = None
    decided_by: str | None
    decided_on: date | None


class ConflictPage(BaseModel):
    items: list[ConflictShown]
    next: str | None


class ConflictFilters(BaseModel):
    state: State | None = None
    cursor: Cursor = ""
    limit: Limit = 50


class Chosen(Body):
    side: Literal["ours", "theirs"] = Field(
        description="ours: what stands here stays; theirs: what came is written"
    )


@router.get("/git", response=Kept, operation_id="git_get", summary="Whether the files are kept under git")
def get(request: HttpRequest, slug: Slug) -> HttpResponse:
    return json.response(kept())


@router.patch(
    "/git", response=Kept, operation_id="git_switch", summary="Keep the files under git, or no longer"
)
def switch(request: HttpRequest, slug: Slug, said: Switch) -> HttpResponse:
    at_least(request, "admin")
    edit_workspace({"under_git": said.under_git})
    return json.response(kept())


@router.get(
    "/git/conflicts",
    response=ConflictPage,
    operation_id="git_conflicts_list",
    summary="Values that were changed here and in the files",
)
def listing(request: HttpRequest, slug: Slug, asked: Query[ConflictFilters]) -> HttpResponse:
    refuse_unknown(request, ConflictFilters)
    found = paging.page(
        queries.conflicts(asked.state or ""), sort="key", cursor=asked.cursor, limit=asked.limit
    )
    return json.response({"items": [shown(row) for row in found.items], "next": found.next or None})


@router.post(
    "/git/conflicts/{key}",
    response=ConflictShown,
    operation_id="git_conflicts_choose",
    summary="Choose a side of a conflict",
)
def choose(request: HttpRequest, slug: Slug, key: str, said: Chosen) -> HttpResponse:
    row = queries.conflict(key, lock=True)
    choosing.choose([row], said.side)
    return json.response(shown(queries.conflict(key)))


def kept() -> dict[str, Any]:
    scope = current()
    with open_repository(scope.workspace_id) as repository:
        head = repository.head
    return {
        "under_git": scope.workspace.under_git,
        "url": settings.URL
        + reverse("infohub:git-refs", args=[scope.workspace.slug]).removesuffix("/info/refs"),
        "head": head or None,
        "open_conflicts": queries.conflicts().count(),
    }


def shown(row: Conflict) -> dict[str, Any]:
    plain = ("key", "state", "path", "label", "base", "ours", "theirs", "decided_on")
    return {
        **{name: getattr(row, name) for name in plain},
        "field": [str(step) for step in row.steps],
        "customer": row.customer.key if row.customer is not None else None,
        "decided_by": row.decided_by.key if row.decided_by is not None else None,
    }
