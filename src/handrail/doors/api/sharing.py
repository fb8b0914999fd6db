"""Sharing for programs: with whom, for how long; the secret of an address is told once."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, Strict, StringConstraints

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.notes.models import Note
from handrail.record.outside import sharing
from handrail.record.outside.models import Share
from handrail.record.projects.models import Board, Project

from .shapes import Body, Key

router = Router(tags=["shares"])


class Sharing(Body):
    """A project, one board or a note; with a guest, or by an address that is open for some days."""

    project: Key | None = None
    board: Key | None = None
    note: Key | None = None
    member: Key | None = None
    days: Annotated[int, Strict(), Field(ge=1, le=sharing.LONGEST)] = sharing.LASTS
    label: Annotated[str, StringConstraints(max_length=200)] = ""
    talk: Literal["", *sharing.TALK] = Field(  # type: ignore[valid-type]
        "", description="Whether they read the comments that are marked for them, or write too"
    )
    files: Annotated[bool, Strict()] = Field(
        False, description="Whether they fetch files that are marked for them"
    )


class Shared(BaseModel):
    key: str
    project: str | None
    board: str | None
    note: str | None
    member: str | None
    label: str
    talk: str
    files: bool
    expires_at: datetime | None
    revoked_at: datetime | None
    visits: int
    address: str | None = Field(description="Told once, when it is made")


def told(row: Share, secret: str = "") -> dict[str, object]:
    return {
        "key": row.key,
        "project": row.project.key if row.project else None,
        "note": row.note.key if row.note else None,
        "board": row.board.key if row.board else None,
        "member": row.member.key if row.member else None,
        "label": row.label,
        "talk": row.talk,
        "files": row.files,
        "expires_at": row.expires_at,
        "revoked_at": row.revoked_at,
        "visits": row.visits,
        "address": f"{settings.URL}/shared/{secret}/" if secret else None,
    }


@router.post(
    "/shares",
    response={201: Shared},
    operation_id="shares_add",
    summary="Share a project or one of its boards",
)
def add(request: HttpRequest, slug: Slug, said: Sharing) -> HttpResponse:
    wanted = [
        (model, key)
        for model, key in ((Project, said.project), (Board, said.board), (Note, said.note))
        if key
    ]
    if len(wanted) != 1:
        raise Invalid([Problem("project", "Name a project, a board or a note.", "Send one of the three.")])
    row: Any = reading.find(*wanted[0])
    member = reading.find(Member, said.member) if said.member else None
    made, secret = sharing.share(sharing.Wish(row, member, said.days, said.label, said.talk, said.files))
    response = json.response(told(made, secret), 201)
    response["Cache-Control"] = "no-store"
    return response


@router.get("/shares/{key}", response=Shared, operation_id="shares_get", summary="One share")
def get(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response(told(reading.find(Share, key)))


@router.post("/shares/{key}/revoke", response=Shared, operation_id="shares_revoke", summary="Stop sharing")
def revoke(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = reading.find(Share, key)
    sharing.revoke_shares([row])
    return json.response(told(row))


class Shares(BaseModel):
    items: list[Shared]


@router.get(
    "/projects/{key}/shares",
    response=Shares,
    operation_id="projects_shares",
    summary="Who outside sees a project",
)
def of_project(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response({"items": [told(row) for row in sharing.of(reading.find(Project, key))]})


@router.get(
    "/boards/{key}/shares", response=Shares, operation_id="boards_shares", summary="Who outside sees a board"
)
def of_board(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response({"items": [told(row) for row in sharing.of(reading.find(Board, key))]})


@router.get(
    "/notes/{key}/shares", response=Shares, operation_id="notes_shares", summary="Who outside sees a note"
)
def of_note(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response({"items": [told(row) for row in sharing.of(reading.find(Note, key))]})
