"""Notes for programs: somebody vouches for what one says."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from handrail.house.ledger import reading
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.notes import verbs
from handrail.record.notes.api import RESOURCES
from handrail.record.notes.models import Note

from . import shapes
from .operations import etag
from .shapes import Body, Day

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
    return json.response(shapes.shown(NOTE, row), ETag=etag(row))
