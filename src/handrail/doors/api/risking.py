"""Risks for programs, beside the records: the steps of one, how high it is and why, the matrix, what is there twice."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.doors.desk import risky
from handrail.house.ledger import reading
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.customers.models import Customer
from handrail.record.risks import exposure, going, queries, register, trend, verbs, wording
from handrail.record.risks.api import RESOURCES
from handrail.record.risks.models import Risk
from handrail.record.risks.states import OPEN, STEPS

from .shapes import Body
from .stepping import Door, Standing, add_steps, given

router = Router(tags=["risks"])
RISK = RESOURCES[0]
Axis = Literal["likelihood", "impact", "closeness"]


class RiskStanding(Standing):
    level: Literal["high", "medium", "low", ""] = Field(description="As the policy has it; empty: not rated")
    exposure: int | None = Field(description="Likelihood x impact x closeness, 1 to 125")
    explained: list[str] = Field(
        description="Why it is as high as it is, and what is at stake beside that, a sentence each"
    )
    lacks: Literal["mitigation", "fallback", ""] = Field(
        description="Of a high one that is open: what is not written"
    )


class RiskStepping(Body):
    reason: Annotated[str, StringConstraints(max_length=20_000)] = ""


class AskedMatrix(Body):
    across: Axis = "impact"
    up: Axis = "likelihood"
    customer: str = ""
    project: str = ""


class MatrixBox(BaseModel):
    across: int | None
    up: int | None
    count: int
    high: int


class TrendWeek(BaseModel):
    until: date
    open: int
    high: int


class RiskMatrix(BaseModel):
    """Of what is open: how many stand where, and how it went week by week."""

    boxes: list[MatrixBox]
    trend: list[TrendWeek]


class AskedAlike(Body):
    title: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    customer: str = ""


class AlikeRisk(BaseModel):
    key: str
    title: str
    state: str


class AlikeRisks(BaseModel):
    risks: list[AlikeRisk] = Field(description="Open ones of the same customer, the nearest first")


def stands(row: Risk) -> dict[str, Any]:
    known = exposure.of(row, going.limits())
    lacks = exposure.missing(known.level, row.state, row.mitigation or row.mitigation_actions, row.fallback)
    return {
        "level": known.level, "exposure": known.score, "explained": risky.explained(row, known), "lacks": lacks,
    }  # fmt: skip


def take(row: Risk, step: str, said: RiskStepping) -> None:
    """409 with every check where it may not be taken yet."""
    verbs.step_risks([row], step, given(said, "reason"))


add_steps(
    router,
    Door(
        resource=RISK, called="Risk", names=STEPS, possible=going.possible, said=wording.said,
        shows="How high a risk is and why, what can be done about it, and what is asked first",
        takes="Rate, mitigate, watch, settle, accept, call come true or open again",
        stepping=RiskStepping, take=take, standing=RiskStanding, stands=stands,
    ),
)  # fmt: skip


@router.get(
    "/risks/matrix", response=RiskMatrix, operation_id="risks_matrix",
    summary="How many open risks stand where, and how it went week by week",
)  # fmt: skip
def matrix(request: HttpRequest, slug: Slug, asked: Query[AskedMatrix]) -> HttpResponse:
    rows = queries.listing(customer=asked.customer)
    if asked.project:
        rows = rows.filter(queries.concerning(f"project:{asked.project}"))
    narrowed = bool(asked.customer or asked.project)
    weeks = trend.weeks(going.limits(), list(rows.values_list("pk", flat=True)) if narrowed else None)
    boxes = register.matrix(
        register.leveled(rows.filter(state__in=OPEN), going.limits()), asked.across, asked.up
    )
    return json.response(
        {
            "boxes": [{"across": x, "up": y, "count": n.all, "high": n.high} for (x, y), n in boxes.items()],
            "trend": [{"until": week.last, "open": week.open, "high": week.high} for week in weeks],
        }
    )


@router.get(
    "/risks/alike", response=AlikeRisks, operation_id="risks_alike",
    summary="Open risks that say nearly the same as a title",
)  # fmt: skip
def alike(request: HttpRequest, slug: Slug, asked: Query[AskedAlike]) -> HttpResponse:
    customer = reading.find(Customer, asked.customer) if asked.customer else None
    rows = register.alike(asked.title, customer)
    return json.response(
        {"risks": [{"key": one.key, "title": one.title, "state": one.state} for one in rows]}
    )
