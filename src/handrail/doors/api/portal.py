"""The customer's view of a plan, for programs: what it shows, who opens it, what was proposed and agreed to."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, Strict, StringConstraints

from handrail.doors.portal import branding, page, printing
from handrail.house.ledger import reading
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.agreed import projection, queries, sharing, verbs
from handrail.record.agreed.api import DATE_REQUEST, SHARE
from handrail.record.agreed.models import DateRequest, PlanShare
from handrail.record.customers.models import Stakeholder
from handrail.record.plans.models import Plan

from . import shapes
from .operations import one
from .shapes import Body, Key

router = Router(tags=["customer-view"])
Words = Annotated[str, StringConstraints(max_length=1000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Opening(Body):
    """For whom the plan is opened, for how long, and what they show first."""

    name: Name
    mail: Annotated[str, StringConstraints(max_length=254)] = ""
    stakeholder: Key | None = None
    days: Annotated[int, Strict(), Field(ge=1, le=sharing.LONGEST)] = sharing.LASTS
    passcode: Annotated[str, StringConstraints(max_length=100)] = ""
    by_mail: bool = False
    reminded: bool = True
    language: Annotated[str, StringConstraints(max_length=10)] = Field(
        "", description="Of the mail that they get; empty is that of whoever opens the plan"
    )


class Opened(BaseModel):
    key: str
    plan: str
    name: str
    mail: str
    expires_at: datetime
    address: str = Field(description="Told once, when it is made")


@router.post(
    "/plans/{key}/shares",
    response={201: Opened},
    operation_id="plans_share",
    summary="Open a plan to its customer",
)
def share(request: HttpRequest, slug: Slug, key: str, said: Opening) -> HttpResponse:
    plan = reading.find(Plan, key)
    person = reading.find(Stakeholder, said.stakeholder) if said.stakeholder else None
    made, secret = sharing.share(
        sharing.Wish(
            plan,
            said.name,
            said.mail,
            person,
            said.days,
            said.passcode,
            said.by_mail,
            said.reminded,
            said.language,
        )
    )
    told = {
        "key": made.key,
        "plan": plan.key,
        "name": made.name,
        "mail": made.mail,
        "expires_at": made.expires_at,
        "address": f"{settings.URL}/plan/{secret}/",
    }
    response = json.response(told, 201)
    response["Cache-Control"] = "no-store"
    return response


@router.post(
    "/plan-shares/{key}/revoke",
    response=shapes.showing(SHARE),
    operation_id="plan_shares_revoke",
    summary="Let nobody in by an address any more",
)
def revoke(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = reading.find(PlanShare, key, lock=True)
    sharing.revoke_plan_shares([row])
    return one(SHARE, row)


class Difference(BaseModel):
    section: str
    title: str
    field: str
    before: str | None
    after: str | None


class View(BaseModel):
    """What the customer sees, and whether they agreed to it."""

    shown: dict[str, Any]
    digest: str = Field(
        description="SHA-256 of what is agreed to, written as JSON with sorted keys and no spaces"
    )
    terms: dict[str, Any] = Field(description="What the digest is made of")
    agreed: bool
    changes: list[Difference] = Field(description="Since it was agreed to last")


@router.get(
    "/plans/{key}/customer-view",
    response=View,
    operation_id="plans_view",
    summary="A plan as its customer sees it",
)
def view(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    plan = reading.find(Plan, key)
    shown = projection.of_plan(plan)
    consent = queries.consent_of(plan, shown)
    changes = [
        {"section": c.section, "title": c.title, "field": c.field, "before": c.before, "after": c.after}
        for c in consent.changes
    ]
    told = {
        "shown": shown, "digest": consent.digest, "terms": consent.terms, "agreed": consent.holds, "changes": changes
    }  # fmt: skip
    return json.response(told)


PDF = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}


@router.get(
    "/plans/{key}/customer-view/paper",
    operation_id="plans_view_paper",
    summary="A plan as its customer sees it, as a PDF",
    openapi_extra={"responses": {200: {"description": "The paper", "content": PDF}}},
)
def paper(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    seen = page.of_plan(reading.find(Plan, key))
    return printing.answered(seen, branding.look(seen.brand))


class Accepting(Body):
    reply: Words = Field("", description="The customer reads it")


class Declining(Body):
    reply: Annotated[str, StringConstraints(min_length=1, max_length=1000)] = Field(
        description="Why not; the customer reads it"
    )


Decided = shapes.showing(DATE_REQUEST)


@router.post(
    "/date-requests/{key}/accept",
    response=Decided,
    operation_id="date_requests_accept",
    summary="Move a milestone to the date that the customer proposes",
)
def accept(request: HttpRequest, slug: Slug, key: str, said: Accepting) -> HttpResponse:
    row = reading.find(DateRequest, key, lock=True)
    verbs.accept_date_requests([row], said.reply)
    return one(DATE_REQUEST, row)


@router.post(
    "/date-requests/{key}/decline",
    response=Decided,
    operation_id="date_requests_decline",
    summary="Keep the date of a milestone, and say why",
)
def decline(request: HttpRequest, slug: Slug, key: str, said: Declining) -> HttpResponse:
    row = reading.find(DateRequest, key, lock=True)
    verbs.decline_date_requests([row], said.reply)
    return one(DATE_REQUEST, row)
