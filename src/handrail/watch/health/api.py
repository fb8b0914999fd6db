"""How customers stand, for programs: each verdict with criteria, evidence and remedies; the worst first."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from handrail.house.ledger import reading
from handrail.kit.refusals import NotFound
from handrail.kit.verdict import Standing as Judgement
from handrail.kit.verdict import Today, Verdict, as_json, from_json
from handrail.kit.web import json, paging
from handrail.kit.web.resource import Slug
from handrail.record.customers import queries as customers

from .checks.score import WEEK, as_of
from .models import Standing
from .queries import judgement, this_day
from .words import say

router = Router(tags=["verdicts"])


class VerdictEvidence(BaseModel):
    """A field of a record; `value` null says that it is empty, and that is what the verdict rests on."""

    kind: str
    key: str
    field: str
    value: Any
    on: str | None
    where: dict[str, Any] | None = Field(description="The place in a file; null for records")
    label: str


class VerdictCriterion(BaseModel):
    code: str
    passed: bool | None = Field(description="null: there is no data to judge by")
    title: str
    reason: str
    fix: str = Field(description="What would pass it; empty where it passed")
    decides: bool
    params: dict[str, Any]
    evidence: list[VerdictEvidence]
    holds_until: str | None


class Need(BaseModel):
    """Whether a success plan is required, and which conditions ask for one."""

    state: str
    criteria: list[VerdictCriterion]


class Standings(BaseModel):
    customer: str
    name: str
    owner: str | None
    state: Literal["at_risk", "watch", "no_data", "healthy"]
    since_on: str
    score: int | None = Field(description="0 to 100, by the weights of the policy; null: nothing is known")
    score_week_ago: int | None
    reasons: list[str]
    plan_needed: str
    plan_state: str
    phase: str
    last_touch_on: str | None
    next_title: str
    next_on: str | None
    judged_at: str


class Part(BaseModel):
    """One part of the score. `failed` are the places of the criteria that cost it something."""

    name: str
    weight: int
    value: int | None = Field(description="null: no data; the part counts for nothing")
    failed: list[int]


class VerdictOf(Standings):
    parts: list[Part]
    trail: list[tuple[str, int | None, str]] = Field(description="[day, score, state] from when on it held")
    criteria: list[VerdictCriterion]
    plan_need: Need | None


class StandingsPage(BaseModel):
    items: list[Standings]
    next: str | None


State = Literal["", "at_risk", "watch", "no_data", "healthy"]
Limit = Annotated[int, Field(ge=1, le=paging.MOST)]


@router.get(
    "/customers/{key}/verdict",
    response=VerdictOf,
    operation_id="customers_verdict",
    summary="How a customer stands, and why",
)
def verdict(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    """Two statements."""
    customer = customers.get(key)
    row = reading.present(Standing).filter(customer=customer).first()
    if row is None:
        raise NotFound("This customer has not been judged yet.", "Ask again in a moment.")
    today, judged = this_day(), judgement(row)
    criteria = spoken(judged, today)
    made = {"parts": row.parts, "trail": row.trail}
    return json.response(headed(row) | made | {"criteria": criteria, "plan_need": need(row, today)})


@router.get("/standings", response=StandingsPage, operation_id="standings_list", summary="The worst first")
def standings(
    request: HttpRequest, slug: Slug, state: State = "", owner: str = "", cursor: str = "", limit: Limit = 50
) -> HttpResponse:
    """One statement."""
    rows = reading.present(Standing).select_related("customer__owner")
    wanted = {"state": state, "customer__owner__key": owner}
    rows = rows.filter(**{path: value for path, value in wanted.items() if value})
    found = paging.page(rows, sort="rank", cursor=cursor, limit=limit)
    return json.response({"items": [headed(row) for row in found.items], "next": found.next or None})


def headed(row: Standing) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in TOLD}
    owner = row.customer.owner
    return {
        "customer": row.customer.key,
        "name": row.customer.name,
        "owner": owner.key if owner else None,
        **told,
        "score_week_ago": score_week_ago(row),
    }


TOLD = (
    "state", "since_on", "score", "reasons", "plan_needed", "plan_state", "phase", "last_touch_on", "next_title",
    "next_on", "judged_at",
)  # fmt: skip


def score_week_ago(row: Standing) -> Any:
    then = as_of(row.trail, (this_day().day - timedelta(days=WEEK)).isoformat())
    return then[1] if then else None


def need(row: Standing, today: Today) -> dict[str, Any] | None:
    if not row.need:
        return None
    judged = from_json(Judgement, row.need)
    return {"state": judged.state, "criteria": spoken(judged, today)}


def spoken(judged: Judgement, today: Today) -> list[dict[str, Any]]:
    return [
        criterion(verdict, today, decides=place in judged.deciding)
        for place, verdict in enumerate(judged.criteria)
    ]


def criterion(verdict: Verdict, today: Today, *, decides: bool) -> dict[str, Any]:
    words, told = say(verdict, today), as_json(verdict)
    return {
        "code": verdict.code,
        "passed": verdict.passed,
        "title": words.title,
        "reason": words.reason,
        "fix": words.fix,
        "decides": decides,
        "params": told["params"],
        "evidence": told["evidence"],
        "holds_until": told["holds_until"],
    }
