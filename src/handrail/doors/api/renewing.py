"""Renewals as they come, for programs: those of the list and those of which only the day is known, and their sums."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from decimal import Decimal
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.doors.desk import renewing as desk
from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotAllowed
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.customers.models import Renewal
from handrail.record.projects.api import RESOURCES as PROJECTS
from handrail.record.projects.models import Project
from handrail.watch.playbooks import saving

from . import shapes
from .operations import one, refuse_unknown
from .shapes import Day

router = Router(tags=["renewals"])
PROJECT = next(one for one in PROJECTS if one.model is Project)


class Outlook(BaseModel):
    window: Literal["30", "90", "180", "365", "late", "all"] = "180"
    risk: Literal["", "risk", "calm"] = ""
    state: Literal["open", "won", "lost", "all"] = "open"
    owner: Annotated[str, StringConstraints(max_length=100)] = "all"
    q: Annotated[str, StringConstraints(max_length=100)] = ""
    sort: Annotated[str, StringConstraints(max_length=20)] = "due"
    page: Annotated[int, Field(ge=1, le=100_000)] = 1


class RenewalLine(BaseModel):
    renewal: str = Field(description="Its key; empty where only the customer's day is known")
    customer: str
    name: str
    due_on: Day
    notice_on: Day | None
    arr: Decimal | None
    currency: str
    forecast: str
    risk_reason: str
    save_plan: str
    state: str
    health: str | None
    score: int | None
    owner: str = Field(description="The owner's key; empty where nobody owns it")
    at_risk: bool = Field(description="A reason is written down, or the customer stands at risk")
    saved_by: str | None = Field(description="The project or plan that is to save it, such as project:spring")


class SumShown(BaseModel):
    name: str
    count: int
    count_at_risk: int
    arr: dict[str, Decimal] = Field(description="By currency: nothing is converted")
    arr_at_risk: dict[str, Decimal]


class OutlookShown(BaseModel):
    items: list[RenewalLine]
    total: SumShown
    months: list[SumShown]
    owners: list[SumShown]


@router.get(
    "/outlook/renewals", response=OutlookShown, operation_id="renewals_outlook",
    summary="What comes up for renewal, what of it is at risk, by month and by owner",
)  # fmt: skip
def outlook(request: HttpRequest, slug: Slug, said: Query[Outlook]) -> HttpResponse:
    """Two statements. Fifty lines on a page; the sums are of all that fit."""
    refuse_unknown(request, Outlook)
    member = current().member
    if member is None:
        raise NotAllowed
    asked = desk.Asked.read({name: str(value) for name, value in said.model_dump().items()})
    sums = desk.sums(asked, member, today())
    return json.response(
        {
            "items": [line(one) for one in desk.lines(asked, member, today())],
            "total": summed(sums.all),
            "months": [summed(one) for one in sums.months],
            "owners": [summed(one) for one in sums.owners],
        }
    )


@router.post(
    "/renewals/{key}/save", response={201: shapes.showing(PROJECT)}, operation_id="renewals_save",
    summary="Begin the project that saves a renewal",
)  # fmt: skip
def save(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    """From your own playbook of the kind renewal_save, else the shipped one; connected with the renewal as `saves`."""
    project = saving.save_renewal(reading.find(Renewal, key, lock=True))
    return one(PROJECT, project, 201)


SAME = ("renewal", "customer", "name", "due_on", "notice_on", "arr", "forecast", "risk_reason", "save_plan",
        "state", "health", "score", "at_risk", "saved_by")  # fmt: skip


def line(one: desk.Line) -> dict[str, object]:
    told = {name: getattr(one, name) for name in SAME}
    return {**told, "currency": one.paid_in, "owner": one.owner_key}


def summed(one: desk.Sum) -> dict[str, object]:
    return {
        "name": one.name, "count": one.count, "count_at_risk": one.risky, "arr": one.money, "arr_at_risk": one.at_risk,
    }  # fmt: skip
