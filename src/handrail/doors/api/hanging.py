"""Dates that hang on a project's go-live day, for programs: hung so many days from it, or let go."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, Strict

from handrail.house.ledger import reading
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.projects.models import Project
from handrail.record.rollout.shifting import MOST_DAYS
from handrail.record.rollout.verbs import hang_date

from .shapes import Body, Key

router = Router(tags=["launches"])


class Hanging(Body):
    kind: Literal["project", "task", "card", "step", "announcement"]
    key: Key
    field: Literal["due_on", "review_on", "starts_on", "by_on", "ends_on"] = "due_on"
    days: Annotated[int, Strict(), Field(ge=-MOST_DAYS, le=MOST_DAYS)] | None = Field(
        description="From the go-live day: -14 is two weeks before. Null lets it go, and it keeps its day"
    )


class Hung(BaseModel):
    ref: str
    on: date | None
    days: int | None


@router.post(
    "/projects/{key}/ties",
    response=Hung,
    operation_id="projects_hang_date",
    summary="Hang a date on the go-live day, or let it go",
)
def hang(request: HttpRequest, slug: Slug, key: str, said: Hanging) -> HttpResponse:
    project = reading.find(Project, key, lock=True)
    on = hang_date(project, said.kind, said.key, said.field, said.days)
    return json.response({"ref": f"{said.kind}:{said.key}:{said.field}", "on": on, "days": said.days})
