"""Threads for programs: settled and opened again. What else there is to do with a comment, every record has."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from django.http import HttpRequest, HttpResponse
from ninja import Router

from handrail.house.ledger import reading
from handrail.house.talk import commenting
from handrail.house.talk.api import COMMENT
from handrail.house.talk.models import Comment
from handrail.kit.web.resource import Slug

from . import shapes
from .operations import one

router = Router(tags=["comments"])
Shape = shapes.showing(COMMENT)


@router.post(
    "/comments/{key}/resolve",
    response=Shape,
    operation_id="comments_resolve",
    summary="Settle a thread, by its first comment",
)
def resolve(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = reading.find(Comment, key, lock=True)
    commenting.resolve_comments([row])
    return one(COMMENT, row)


@router.post(
    "/comments/{key}/reopen",
    response=Shape,
    operation_id="comments_reopen",
    summary="Open a settled thread again",
)
def reopen(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = reading.find(Comment, key, lock=True)
    commenting.reopen_comments([row])
    return one(COMMENT, row)
