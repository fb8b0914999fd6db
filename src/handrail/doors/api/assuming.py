"""An assumption's way for programs: what can be said about it, the steps, and all of them as a matrix."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.assumptions import checks, proving, queries, verbs, wording
from handrail.record.assumptions.api import RESOURCES
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.states import STEPS
from handrail.record.decisions import grounds

from .shapes import Body
from .stepping import Door, Standing, add_steps

router = Router(tags=["assumptions"])
ASSUMPTION = RESOURCES[0]


class AssumptionStanding(Standing):
    holds: bool = Field(description="Whether a decision may lean on it today")
    advice: str = Field(description="first, plan, quick, later or unrated: where it stands in the matrix")
    reason: str = Field(description="Why it is tested then, as a sentence")
    decisions: list[str] = Field(description="Those that lean on it, by their keys")


class Finding(Body):
    finding: Annotated[str, StringConstraints(max_length=20_000)] = Field(
        "", description="What was found; of `reopen`, why it is tested again"
    )


class MatrixCell(BaseModel):
    impact: int | None
    cost: int | None
    count: int
    advice: str


class MatrixShown(BaseModel):
    cells: list[MatrixCell]


class MatrixAsked(Body):
    state: Literal["open", "validated", "invalidated", "all"] = "open"
    subject: str = Field("", description="Of a project or a plan: project:spring")


@router.get(
    "/assumptions/matrix", response=MatrixShown, operation_id="assumptions_matrix",
    summary="How many assumptions there are, by impact and by what finding out costs",
)  # fmt: skip
def matrix(request: HttpRequest, slug: Slug, asked: Query[MatrixAsked]) -> HttpResponse:
    rows = queries.listing(subject=asked.subject) if asked.subject else queries.listing()
    rows = rows if asked.state == "all" else rows.filter(state=asked.state)
    cells = [
        {"impact": impact, "cost": cost, "count": count, "advice": checks.advice(impact, cost).name}
        for (impact, cost), count in sorted(queries.counted(rows).items(), key=lambda one: str(one[0]))
    ]
    return json.response({"cells": cells})


def stands(row: Assumption) -> dict[str, Any]:
    return {
        "holds": not queries.is_broken(row),
        "advice": checks.advice(row.impact, row.cost).name,
        "reason": checks.reason(row.impact, row.cost),
        "decisions": [decision.key for decision in grounds.decisions_on(row)],
    }


def take(row: Assumption, step: str, said: Finding) -> None:
    """409 with every check where it may not be taken. Approved decisions that lean on what does not hold are
    proposed anew in the same change."""
    verbs.step_assumptions([row], step, {"finding": said.finding} if said.finding.strip() else {})


add_steps(
    router,
    Door(
        resource=ASSUMPTION, called="Assumption", names=STEPS, possible=proving.possible, said=wording.said,
        shows="What can be said about an assumption, when to test it and why, and what leans on it",
        takes="Say that it holds, that it does not, or that it is tested again",
        stepping=Finding, take=take, standing=AssumptionStanding, stands=stands,
        held=False,  # the decisions above it are held first
    ),
)  # fmt: skip
