"""What came in by a form, for programs: a card of it, or a reason why not; and a new address for the form."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from handrail.kit.web.resource import Slug
from handrail.record.outside import verbs
from handrail.record.outside.api import RESOURCES

from . import shapes
from .operations import find, one
from .shapes import Body

router = Router(tags=["submissions"])
FORM, SUBMISSION = RESOURCES


class SubmissionDeclining(Body):
    why: Annotated[str, StringConstraints(min_length=1, max_length=500)] = Field(
        description="Stays with what came in; whoever sent it does not see it"
    )


@router.post(
    "/submissions/{key}/card", response=shapes.showing(SUBMISSION), operation_id="submissions_card",
    summary="Make a card of what came in: the board's checks are asked again",
)  # fmt: skip
def card(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = verbs.put_on_board(find(SUBMISSION, key, lock=True))
    return one(SUBMISSION, row)


@router.post(
    "/submissions/{key}/decline", response=shapes.showing(SUBMISSION), operation_id="submissions_decline",
    summary="Nothing becomes of what came in, for a reason",
)  # fmt: skip
def decline(request: HttpRequest, slug: Slug, key: str, said: SubmissionDeclining) -> HttpResponse:
    row = verbs.decline(find(SUBMISSION, key, lock=True), said.why)
    return one(SUBMISSION, row)


@router.post(
    "/forms/{key}/address", response=shapes.showing(FORM), operation_id="forms_address",
    summary="Give a form a new address: the one before leads nowhere any more",
)  # fmt: skip
def address(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = find(FORM, key, lock=True)
    verbs.new_address(row)
    return one(FORM, row)
