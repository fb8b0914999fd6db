"""Talking points and papers of a plan, for programs: made from what the customer may see, each line with its source."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

import io
from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from handrail.doors.exchange.papers import house, making
from handrail.doors.portal import branding, picturing
from handrail.house.ledger import reading
from handrail.house.talk import storing
from handrail.house.talk.models import Attachment
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.plans.models import Plan

from .entering import at_least
from .operations import refuse_unknown
from .shapes import Body, Key

router = Router(tags=["papers"])
Kind = Literal["qbr", "finalize"]


class TalkingPointShown(BaseModel):
    id: str
    text: str
    source: str


class ChapterShown(BaseModel):
    id: str
    title: str
    points: list[TalkingPointShown]


class PaperShown(BaseModel):
    kind: Kind
    title: str
    under: str
    chapters: list[ChapterShown]


class PaperFilters(BaseModel):
    kind: Kind = "qbr"


class PaperMaking(Body):
    kind: Kind = "qbr"
    format: Literal["docx", "pptx", "pdf"]
    base: str = Field(
        "", description="The key of a file on the plan: a template, or an earlier paper that was edited"
    )


class KeptShown(BaseModel):
    title: str
    theirs: str = Field(description="As a person wrote it; it stays")
    ours: str = Field(description="What the plan says now; empty where it says nothing any more")


class MadeShown(BaseModel):
    file: str = Field(description="The key of the new file on the plan")
    name: str
    added: int
    replaced: int
    removed: int
    left_out: int
    kept: list[KeptShown]


class LookShown(BaseModel):
    """How everything that customers get looks."""

    colour: str = Field(examples=["#0f5f5c"], description="Empty: ours")
    logo: bool
    pptx: str = Field(description="The name of the template that slides are made on; empty: none")
    docx: str = Field(description="The same of documents")


class LookSaid(Body):
    """What is left out stays; null takes it away. A file is one that was sent before (`POST /files`), by its key."""

    colour: str | None = None
    logo: Key | None = None
    pptx: Key | None = None
    docx: Key | None = None


@router.get(
    "/workspace/look", response=LookShown, operation_id="look_get", summary="How what customers get looks"
)
def look(request: HttpRequest, slug: Slug) -> HttpResponse:
    return looking()


@router.patch(
    "/workspace/look",
    response=LookShown,
    operation_id="look_change",
    summary="Choose colour, logo and templates of what customers get (administrators)",
)
def change_look(request: HttpRequest, slug: Slug, said: LookSaid) -> HttpResponse:
    at_least(request, "admin")
    if "colour" in said.model_fields_set:
        branding.choose(colour=branding.chosen(said.colour or ""))
    if "logo" in said.model_fields_set:
        branding.choose(logo=kept_logo(said.logo))
    for form in ("pptx", "docx"):
        key = getattr(said, form)
        if key:
            row = reading.find(Attachment, key)
            house.keep(form, row.name, sent(row))
        elif form in said.model_fields_set:
            house.drop(form)
    return looking()


def looking() -> HttpResponse:
    brand, own = branding.here(), house.here()
    names = {form: own[form].name if form in own else "" for form in ("pptx", "docx")}
    return json.response({"colour": brand.colour, "logo": bool(brand.logo), **names})


def kept_logo(key: str | None) -> str:
    row = reading.find(Attachment, key) if key else None
    return picturing.keep(io.BytesIO(sent(row)), row.size) if row is not None else ""


def sent(row: Attachment) -> bytes:
    with storing.opened(row.digest) as file:
        return bytes(file.read())


@router.get(
    "/plans/{key}/talking-points",
    response=PaperShown,
    operation_id="plans_talking_points",
    summary="What to say to the customer, each line with its source",
)
def points(request: HttpRequest, slug: Slug, key: str, asked: Query[PaperFilters]) -> HttpResponse:
    refuse_unknown(request, PaperFilters)
    told = asdict(making.paper_of(reading.find(Plan, key), asked.kind))
    told.pop("look")  # how it looks is no talking point
    return json.response(told)


@router.post(
    "/plans/{key}/papers",
    response={201: MadeShown},
    operation_id="plans_make_paper",
    summary="Make a document or slides of a plan, or bring one up to date",
)
def make(request: HttpRequest, slug: Slug, key: str, said: PaperMaking) -> HttpResponse:
    plan = reading.find(Plan, key)
    base = making.content_of(plan, said.base, said.format) if said.base else None
    row, outcome = making.make(plan, said.kind, said.format, base)
    told: dict[str, Any] = {n: getattr(outcome, n) for n in ("added", "replaced", "removed", "left_out")}
    kept = [asdict(one) for one in outcome.kept]
    return json.response({"file": row.key, "name": row.name, **told, "kept": kept}, 201)
