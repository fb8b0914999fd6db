"""Talking points and papers of a plan, for programs: made from what the customer may see, each line with its source."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from handrail.doors.exchange.papers import making
from handrail.house.ledger import reading
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.plans.models import Plan

from .operations import refuse_unknown
from .shapes import Body

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
