"""What shows that a project is ready, for programs: its gates with their signals, results of tests as they run, and
what a signal that fails again would move."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.kit import clock
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.projects.models import Project
from handrail.record.readiness import checks, queries, states, verbs, wording
from handrail.record.readiness.api import RESOURCES
from handrail.record.readiness.models import Delay, Result

from . import shapes
from .operations import fresh, one
from .shapes import Body

router = Router(tags=["readiness"])
RESULT = next(one for one in RESOURCES if one.model is Result)
DELAY = next(one for one in RESOURCES if one.model is Delay)


class SignalShown(BaseModel):
    key: str
    title: str
    standing: str = Field(description="proven, claimed or missing")
    reason: str
    fix: str
    sources: list[str] = Field(description="What it rests on, as kind:key")


class GateShown(BaseModel):
    stage: str
    title: str
    standing: str = Field(description="As its worst signal; silent where it has none")
    signals: list[SignalShown]


class ReadinessShown(BaseModel):
    gates: list[GateShown]
    delays: list[str] = Field(description="Keys of what is proposed and not answered")


class ResultSending(Body):
    name: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
    passed: bool
    at: datetime | None = Field(None, description="When it ran, with its time zone; left out: now")
    link: Annotated[str, StringConstraints(max_length=1000, pattern=r"^(https?://\S+)?$")] = ""


class DelayTaking(Body):
    days: Annotated[int, Field(ge=1, le=verbs.MOST_DAYS)] | None = None


class DelayDismissing(Body):
    reason: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


@router.get(
    "/projects/{key}/readiness", response=ReadinessShown, operation_id="projects_readiness",
    summary="What is proven, what is claimed and what is missing at each gate of a project",
)  # fmt: skip
def readiness(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    project = reading.find(Project, key)
    gates = [
        {
            "stage": gate.key,
            "title": gate.title,
            "standing": checks.shade(gate),
            "signals": [shown(one) for one in gate.signals],
        }
        for _stage, gate, _rows in queries.gates_of(project)
    ]
    waits = [row.key for row in queries.delays_of(project) if states.steps_from(row.state)]
    return json.response({"gates": gates, "delays": waits})


def shown(one: Any) -> dict[str, Any]:
    verdict = checks.judge(one)
    said = wording.said(verdict)
    sources = [f"{piece.kind}:{piece.key}" for piece in verdict.evidence if piece.kind != "signal"]
    return {
        "key": one.key,
        "title": one.title,
        "standing": checks.standing(verdict),
        "reason": said.reason,
        "fix": said.fix,
        "sources": sources,
    }


@router.post(
    "/projects/{key}/results", response={201: shapes.showing(RESULT)}, operation_id="projects_send_result",
    summary="Send what a test came to: signals that name it are judged again at once",
)  # fmt: skip
def send(request: HttpRequest, slug: Slug, key: str, said: ResultSending) -> HttpResponse:
    """The newest of a name counts, by the time at which it ran."""
    project = reading.find(Project, key)
    row = Result(project=project, name=said.name, passed=said.passed, at=moment(said.at), link=said.link)
    verbs.add_results([row])
    place = request.path.partition("/projects/")[0]
    return one(RESULT, row, 201, Location=f"{place}/results/{row.key}")


def moment(at: datetime | None) -> datetime:
    """One without a time zone is meant in the workspace's own."""
    if at is None:
        return clock.now()
    return at if at.tzinfo is not None else at.replace(tzinfo=verbs.zone())


@router.post(
    "/delays/{key}/take", response=shapes.showing(DELAY), operation_id="delays_take",
    summary="Move the dates of what waits at the gate of a signal that fails again",
)  # fmt: skip
def take(request: HttpRequest, slug: Slug, key: str, said: DelayTaking) -> HttpResponse:
    row = reading.find(Delay, key, lock=True)
    verbs.take_delay(row, said.days)
    return fresh(DELAY, key)


@router.post(
    "/delays/{key}/dismiss", response=shapes.showing(DELAY), operation_id="delays_dismiss",
    summary="Move nothing, for a reason",
)  # fmt: skip
def dismiss(request: HttpRequest, slug: Slug, key: str, said: DelayDismissing) -> HttpResponse:
    verbs.dismiss_delay(reading.find(Delay, key, lock=True), said.reason)
    return fresh(DELAY, key)
