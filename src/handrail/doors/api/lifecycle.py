"""A plan's way from phase to phase, and the proposal of a deal, for programs: what is asked, and the verbs."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, Strict, StringConstraints

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit.gating import allowed
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.metrics import lines
from handrail.record.metrics.models import Metric
from handrail.record.metrics.verbs import bring_readings
from handrail.record.plans import moving, phases, proposals, queries, verbs
from handrail.record.plans.acting import make_actions
from handrail.record.plans.copying import copy_plan
from handrail.record.plans.models import Attempt, Milestone, Plan, PlanTemplate
from handrail.record.plans.templates import keep_as_template
from handrail.watch.health.api import VerdictCriterion, criterion
from handrail.watch.health.queries import this_day

from .shapes import Body, Day, Key

router = Router(tags=["plans"])
Phase = Literal["initiate", "develop", "finalize", "execute", "completed"]
Text = Annotated[str, StringConstraints(max_length=2000)]
SHOWN = 20


class Tried(BaseModel):
    """One try, and whether it passed; `let_through` by a manager, with a reason."""

    at: datetime
    by: str | None
    came: str
    goes: str
    passed: bool
    let_through: bool
    reason: str


class CadenceShown(BaseModel):
    """How often the plan is looked at with its customer, by the policy, and the day that follows from it."""

    stage: Literal["pre_sales", "implementation", "post_go_live", "steady_state"]
    every: str = Field(
        description="`milestones`, or such as `2 weeks`; empty where somebody plans it by hand"
    )
    next: str | None


class PhaseShown(BaseModel):
    phase: str
    next: str | None = Field(description="The phase after this one; null behind the last")
    allowed: bool = Field(description="Whether the plan may go there as it stands")
    checks: list[VerdictCriterion]
    attempts: list[Tried] = Field(description=f"The last {SHOWN}, the newest first")
    cadence: CadenceShown


class Going(Body):
    phase: Phase
    reason: Text = Field("", description="Why it goes back, or is let through")
    override: Annotated[bool, Strict()] = Field(
        False, description="A manager lets it through, with a reason, whatever the checks say"
    )


class Cleared(BaseModel):
    by: str | None
    on: str
    reason: str
    let_through: bool


class ProposalShown(BaseModel):
    state: Literal["blocked", "free", "cleared"] = Field(
        description="free: nothing is in the way of clearing it"
    )
    plan: str | None = Field(description="The plan that the checks look at")
    checks: list[VerdictCriterion]
    cleared: Cleared | None
    attempts: list[Tried] = Field(description=f"The last {SHOWN}, the newest first")


class Clearing(Body):
    reason: Text = Field("", description="Why it is let through")
    override: Annotated[bool, Strict()] = Field(
        False, description="A manager clears it, with a reason, whatever the checks say"
    )


# -- phases -------------------------------------------------------------------------------------------------


@router.get(
    "/plans/{key}/phase",
    response=PhaseShown,
    operation_id="plans_phase",
    summary="Where a plan is, and what is asked before it goes on",
)
def phase(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response(phase_of(reading.find(Plan, key)))


@router.post(
    "/plans/{key}/phase",
    response=PhaseShown,
    operation_id="plans_move",
    summary="Bring a plan to another phase",
)
def move(request: HttpRequest, slug: Slug, key: str, said: Going) -> HttpResponse:
    """409 with every check where it may not go: what was asked, why it did not hold, and what would pass it."""
    row = reading.find(Plan, key, lock=True)
    verbs.move_plans([row], said.phase, reason=said.reason, override=said.override)
    return json.response(phase_of(reading.find(Plan, key)))


def phase_of(row: Plan) -> dict[str, Any]:
    goes = phases.following(row.phase)
    verdicts = moving.next_step(row) if goes else ()
    return {
        "phase": row.phase,
        "next": goes or None,
        "allowed": bool(goes) and allowed(verdicts),
        "checks": spoken(verdicts),
        "attempts": [told(one) for one in queries.attempts_of(row)[:SHOWN]],
        "cadence": cadence(row),
    }


def cadence(row: Plan) -> dict[str, Any]:
    found, day = queries.cadence_of(row), queries.next_look(row, today())
    return {"stage": found.stage, "every": found.every, "next": day.isoformat() if day else None}


def spoken(verdicts: Any) -> list[dict[str, Any]]:
    day = this_day()
    return [criterion(verdict, day, decides=not verdict.passed) for verdict in verdicts]


def told(row: Attempt) -> dict[str, Any]:
    return {
        "at": row.created_at, "by": row.by.key if row.by else None, "came": row.came, "goes": row.goes,
        "passed": row.passed, "let_through": row.overridden, "reason": row.reason,
    }  # fmt: skip


# -- proposals ----------------------------------------------------------------------------------------------


@router.get(
    "/opportunities/{key}/proposal",
    response=ProposalShown,
    operation_id="opportunities_proposal",
    summary="May we make our proposal for this deal?",
)
def proposal(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response(proposal_of(reading.find(Opportunity, key)))


@router.post(
    "/opportunities/{key}/proposal/clear",
    response=ProposalShown,
    operation_id="opportunities_clear_proposal",
    summary="Clear the proposal of a deal",
)
def clear(request: HttpRequest, slug: Slug, key: str, said: Clearing) -> HttpResponse:
    """409 with every check while something is in its way. The CRM's own stage is never refused."""
    row = reading.find(Opportunity, key, lock=True)
    proposals.clear_proposals([row], reason=said.reason, override=said.override)
    return json.response(proposal_of(row))


@router.post(
    "/opportunities/{key}/proposal/block",
    response=ProposalShown,
    operation_id="opportunities_block_proposal",
    summary="Take the clearance of a proposal away",
)
def block(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = reading.find(Opportunity, key, lock=True)
    proposals.block_proposals([row])
    return json.response(proposal_of(row))


def proposal_of(row: Opportunity) -> dict[str, Any]:
    found, given = proposals.proposals_of([row])[row.pk], proposals.clearances_of([row.pk]).get(row.pk)
    cleared = given and {
        "by": given.by.key if given.by else None, "on": given.given_on.isoformat(), "reason": given.reason,
        "let_through": given.overridden,
    }  # fmt: skip
    return {
        "state": "cleared" if given else "free" if found.free else "blocked",
        "plan": found.plan.key if found.plan else None,
        "checks": spoken(found.verdicts),
        "cleared": cleared,
        "attempts": [told(one) for one in queries.attempts_at(row)[:SHOWN]],
    }


# -- copies, and the tasks of milestones --------------------------------------------------------------------


class Copying(Body):
    customer: Key
    opportunity: Key | None = None
    title: Annotated[str, StringConstraints(max_length=300)] = Field(
        "", description="Otherwise the plan's, or for another customer one that names them"
    )
    starts_on: Day | None = Field(
        None, description="The first day; the others keep their distance. Today if not said"
    )


class Made(BaseModel):
    key: str


@router.post(
    "/plans/{key}/copy",
    response={201: Made},
    operation_id="plans_copy",
    summary="Begin a plan with another one",
)
def copy(request: HttpRequest, slug: Slug, key: str, said: Copying) -> HttpResponse:
    customer = reading.find(Customer, said.customer)
    deal = reading.find(Opportunity, said.opportunity) if said.opportunity else None
    made = copy_plan(reading.find(Plan, key), customer, deal, title=said.title, starts_on=said.starts_on)
    return json.response({"key": made.key}, 201)


class TemplateNamed(Body):
    title: Annotated[str, StringConstraints(max_length=200)] = Field(
        "", description="Otherwise it is called after the day"
    )


@router.post(
    "/plans/{key}/template",
    response={201: Made},
    operation_id="plans_keep_as_template",
    summary="Keep what is in a plan as a template; nothing of its customer is in it",
)
def keep(request: HttpRequest, slug: Slug, key: str, said: TemplateNamed) -> HttpResponse:
    return json.response({"key": keep_as_template(reading.find(Plan, key), said.title).key}, 201)


class Beginning(Body):
    customer: Key
    opportunity: Key | None = None
    title: Annotated[str, StringConstraints(max_length=300)] = Field(
        "", description="Otherwise the customer's name"
    )
    starts_on: Day | None = Field(None, description="Its days are counted from this one. Today if not said")


@router.post(
    "/plan-templates/{key}/plan",
    response={201: Made},
    operation_id="plan_templates_begin",
    summary="Begin a plan with a template",
)
def begin(request: HttpRequest, slug: Slug, key: str, said: Beginning) -> HttpResponse:
    customer = reading.find(Customer, said.customer)
    deal = reading.find(Opportunity, said.opportunity) if said.opportunity else None
    template, title = reading.find(PlanTemplate, key), said.title.strip() or customer.name
    row = Plan(
        customer=customer,
        opportunity=deal,
        title=title,
        owner=current().member,
        started_on=said.starts_on or today(),
    )
    row.template = template
    (made,) = verbs.add_plans([row])
    return json.response({"key": made.key}, 201)


@router.post(
    "/milestones/{key}/task",
    response={201: Made},
    operation_id="milestones_make_task",
    summary="Make a task that serves a milestone",
)
def make_task(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    """When the task is done, the milestone's owner is asked whether it is reached; nothing ends by itself."""
    (made,) = make_actions([reading.find(Milestone, key)])
    return json.response({"key": made.key}, 201)


# -- readings -----------------------------------------------------------------------------------------------


class ReadingSaid(Body):
    on: Day
    value: Decimal
    source: Annotated[str, StringConstraints(max_length=300)] = ""


class Readings(Body):
    readings: Annotated[list[ReadingSaid], Field(min_length=1, max_length=lines.MOST)]


class Brought(BaseModel):
    changed: int


@router.post(
    "/metrics/{key}/readings",
    response=Brought,
    operation_id="metrics_bring_readings",
    summary="Many readings of one metric at once; a day that has one gets the new value",
)
def bring(request: HttpRequest, slug: Slug, key: str, said: Readings) -> HttpResponse:
    read = [lines.Line(one.on, one.value, one.source) for one in said.readings]
    return json.response({"changed": bring_readings(reading.find(Metric, key), read)})
