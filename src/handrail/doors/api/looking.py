"""Named views of a board for programs: one's own, and those for everybody."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.kit.refusals import NotFound
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.projects import saved
from handrail.record.projects.models import Board, BoardView

from .operations import etag
from .shapes import Body

router = Router(tags=["boards"])
Title = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
Query = Annotated[
    str,
    StringConstraints(max_length=1000),
    Field(description="What the board's address asks for: owner=bob&group=customer&view=list"),
]


class ViewShown(BaseModel):
    key: str
    revision: int
    title: str
    query: str
    shared: bool
    member: str = Field(description="Whose it is")


class Views(BaseModel):
    views: list[ViewShown]


class Keeping(Body):
    title: Title
    query: Query
    shared: bool = Field(False, description="For everybody who sees the board")


class ViewChanging(Body):
    title: Title | None = None
    query: Query | None = None
    shared: bool | None = None


def told(row: BoardView) -> dict[str, Any]:
    return {
        "key": row.key, "revision": row.revision, "title": row.title, "query": row.query, "shared": row.shared,
        "member": row.member.key,
    }  # fmt: skip


def found(key: str, view: str) -> BoardView:
    board = reading.find(Board, key)
    row = next((one for one in saved.views_of(board) if one.key == view), None)
    if row is None:
        raise NotFound("There is no such view of this board.", "Look at the list of its views.")
    return row


@router.get(
    "/boards/{key}/views",
    response=Views,
    operation_id="boards_views",
    summary="The views of a board: your own, and those for everybody",
)
def views(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response({"views": [told(row) for row in saved.views_of(reading.find(Board, key))]})


@router.post(
    "/boards/{key}/views",
    response={201: ViewShown},
    operation_id="boards_keep_view",
    summary="Keep a view under a name",
)
def keep(request: HttpRequest, slug: Slug, key: str, said: Keeping) -> HttpResponse:
    board, member = reading.find(Board, key), request.visitor.member  # type: ignore[attr-defined]
    (row,) = saved.add_views([BoardView(board=board, member=member, **said.model_dump())])
    return json.response(told(row), 201, ETag=etag(row))


@router.patch(
    "/boards/{key}/views/{view}",
    response=ViewShown,
    operation_id="boards_change_view",
    summary="Another name, another question, or for everybody",
)
def change(request: HttpRequest, slug: Slug, key: str, view: str, said: ViewChanging) -> HttpResponse:
    row = found(key, view)
    values = {name: value for name, value in said.model_dump().items() if value is not None}
    saved.edit_views([(row, values)])
    return json.response(told(row), ETag=etag(row))


@router.api_operation(
    ["DELETE"],
    "/boards/{key}/views/{view}",
    response={204: None},
    operation_id="boards_drop_view",
    summary="Take a view away",
)
def drop(request: HttpRequest, slug: Slug, key: str, view: str) -> HttpResponse:
    saved.remove_views([found(key, view)])
    return HttpResponse(status=204)
