"""Notes for programs: somebody vouches for what one says."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotFound
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.kit.words import say
from handrail.record.notes import verbs
from handrail.record.notes.api import RESOURCES
from handrail.record.notes.facts import KINDS, SPANS, good_until
from handrail.record.notes.models import Note
from handrail.record.notes.templates import template

from . import shapes
from .operations import one
from .references import resolved
from .shapes import Body, Day, Key

router = Router(tags=["notes"])
(NOTE,) = RESOURCES


class NoteConfirming(Body):
    until: Day | None = Field(None, description="Good until this day; without it, as long as its kind says")


@router.post(
    "/notes/{key}/confirm",
    response=shapes.showing(NOTE),
    operation_id="notes_confirm",
    summary="Say that a note is still true",
)
def confirm(request: HttpRequest, slug: Slug, key: str, said: NoteConfirming) -> HttpResponse:
    row = reading.find(Note, key, lock=True)
    verbs.confirm_notes([row], said.until)
    return one(NOTE, row)


# -- templates ----------------------------------------------------------------------------------------------


class NoteTemplate(BaseModel):
    kind: str
    good_for_days: int | None = Field(
        description="So long such a note is good, unless somebody says otherwise"
    )
    text: str = Field(description="What such a note starts with, in Markdown")


class NoteTemplateList(BaseModel):
    templates: list[NoteTemplate]


class NoteFromTemplate(Body):
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    key: Key | None = None
    customer: Key | None = None
    owner: Key | None = Field(None, description="Without one, whoever asks")


def told(kind: str) -> dict[str, Any]:
    if kind not in KINDS:
        words = say("There is no kind of note “%(kind)s”.", kind=kind[:40])
        raise NotFound(words, say("Write one of: %(known)s.", known=", ".join(KINDS)))
    return {"kind": kind, "good_for_days": SPANS[kind], "text": template(kind)}


@router.get(
    "/note-templates",
    response=NoteTemplateList,
    operation_id="note_templates_list",
    summary="What a new note of each kind starts with",
)
def templates_list(request: HttpRequest, slug: Slug) -> HttpResponse:
    return json.response({"templates": [told(kind) for kind in KINDS]})


@router.get(
    "/note-templates/{kind}",
    response=NoteTemplate,
    operation_id="note_templates_get",
    summary="What a new note of one kind starts with",
)
def templates_get(request: HttpRequest, slug: Slug, kind: str) -> HttpResponse:
    return json.response(told(kind))


@router.post(
    "/note-templates/{kind}/notes",
    response={201: shapes.showing(NOTE)},
    operation_id="note_templates_use",
    summary="Make a note from the template of its kind",
)
def templates_use(request: HttpRequest, slug: Slug, kind: str, said: NoteFromTemplate) -> HttpResponse:
    text = told(kind)["text"]
    values = resolved(Note, {**said.model_dump(exclude_unset=True, exclude={"key"})})
    values.setdefault("owner", current().member)
    row = Note(key=said.key or "", kind=kind, text=text, fresh_until=good_until(kind, today()), **values)
    verbs.add_notes([row])
    place = request.path.partition("/note-templates/")[0] + f"/notes/{row.key}"
    return one(NOTE, row, 201, Location=place)
