"""A blocker's way for programs: what can be done about it, the steps, and what its fallback would do."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date, datetime
from typing import Annotated
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.blockers import preview, stepping, verbs, wording
from handrail.record.blockers.api import RESOURCES
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.states import STEPS

from . import shapes
from .operations import find, fresh
from .shapes import Body
from .stepping import Door, add_steps, given

router = Router(tags=["blockers"])
BLOCKER = RESOURCES[0]
Text = Annotated[str, StringConstraints(max_length=20_000)]


class BlockerStepping(Body):
    reason: Text = Field("", description="How it was solved; why it is dropped or opened again")


class EffectForeseen(BaseModel):
    what: str
    do: str
    says: str
    seen: bool = Field(description="The customer would see it")
    idle: bool = Field(description="What it changes is over or not there")


class FallbackForeseen(BaseModel):
    at: datetime | None = Field(description="When an armed fallback takes effect")
    waits: bool = Field(description="The customer would see it: it waits for the owner's word")
    effects: list[EffectForeseen]


class BlockersAsked(Body):
    since: date | None = Field(
        None, description="Not asked any more: it is since the summary that was kept last"
    )
    customer: str = ""
    about: str = Field("", description="What they hold up: project:spring")


@router.get(
    "/blockers/summary", response={308: None}, operation_id="blockers_summary", deprecated=True,
    summary="Has gone to /summaries/now/blockers, where all summaries are",
)  # fmt: skip
def summary(request: HttpRequest, slug: Slug, asked: Query[BlockersAsked]) -> HttpResponse:
    """Of a customer, or of a project where it was asked what holds that up."""
    kind, _colon, key = asked.about.partition(":")
    of = {"project": key} if kind == "project" else {"customer": asked.customer} if asked.customer else {}
    there = f"/api/v1/w/{slug}/summaries/now/blockers"
    return HttpResponse(status=308, headers={"Location": f"{there}?{urlencode(of)}" if of else there})


def take(row: Blocker, step: str, said: BlockerStepping) -> None:
    """409 with every check where it may not be taken: only its owner arms the fallback and lets it take effect."""
    verbs.step_blockers([row], step, given(said, "reason"))


add_steps(
    router,
    Door(
        resource=BLOCKER, called="Blocker", names=[name for name, step in STEPS.items() if not step.clock],
        possible=stepping.possible, said=wording.said,
        shows="What can be done about a blocker, and what is asked first",
        takes="Arm or disarm the fallback, let it take effect, resolve, drop or open again",
        stepping=BlockerStepping, take=take,
    ),
)  # fmt: skip


@router.post(
    "/blockers/{key}/take-back", response=shapes.showing(BLOCKER), operation_id="blockers_take_back",
    summary="Take back all that a fallback has changed",
)  # fmt: skip
def take_back(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    verbs.take_back(find(BLOCKER, key, lock=True))
    return fresh(BLOCKER, key)


@router.get(
    "/blockers/{key}/foreseen", response=FallbackForeseen, operation_id="blockers_foreseen",
    summary="What the fallback would do, as everything stands now",
)  # fmt: skip
def foreseen(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    found = preview.of(reading.find(Blocker, key))
    told = [
        {"what": one.effect.on, "do": one.effect.do, "says": one.words, "seen": one.seen, "idle": one.idle}
        for one in found.lines
    ]
    return json.response({"at": found.at, "waits": found.waits, "effects": told})
