"""The workspace itself and its members, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from handrail.house.escalations.queries import called
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.watch.health import foreseeing
from handrail.watch.health.queries import policy_of
from handrail.watch.health.thresholds import set_policy

from .entering import at_least
from .operations import etag, expected

router = Router(tags=["workspace"])


class WorkspaceShown(BaseModel):
    slug: Slug
    name: str
    time_zone: str
    currency: str
    working_days: list[int] = Field(description="1 is Monday")
    policy: dict[str, Any] = Field(description="Every threshold of the judgement, as it holds now")
    policy_words: list[str] = Field(description="The same as sentences")
    revision: int


class WorkspaceChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    policy: dict[str, Any] = Field(
        description="Only the thresholds to change; null puts one back to its default"
    )


@router.get("/workspace", response=WorkspaceShown, operation_id="workspace_get", summary="The workspace")
def get(request: HttpRequest, slug: Slug) -> HttpResponse:
    return told(current().workspace)


@router.patch(
    "/workspace",
    response=WorkspaceShown,
    operation_id="workspace_change",
    summary="Change the thresholds of the judgement (administrators)",
)
def change(request: HttpRequest, slug: Slug, said: WorkspaceChange) -> HttpResponse:
    at_least(request, "admin")
    set_policy(said.policy, revision=expected(request))
    return told(current().workspace)


class PolicyTurn(BaseModel):
    was: str
    then: str
    customers: int
    first: list[str] = Field(description="Keys of the first of them")


class PolicyForeseen(BaseModel):
    judged: int = Field(description="Those with the most yearly value, where there are many")
    customers: int
    turned: int
    turns: list[PolicyTurn]
    plans_asked: int
    plans_no_longer: int
    proposals_blocked: int
    proposals_freed: int


@router.post(
    "/workspace/policy/preview",
    response=PolicyForeseen,
    operation_id="workspace_foresee",
    summary="What other thresholds would change, with nothing saved (administrators)",
)
def foresee(request: HttpRequest, slug: Slug, said: WorkspaceChange) -> HttpResponse:
    at_least(request, "admin")
    found = foreseeing.foresee(said.policy)
    turns = [
        {"was": one.was, "then": one.then, "customers": one.count, "first": [row.key for row in one.rows]}
        for one in found.lines
    ]
    shown = {
        "judged": found.judged, "customers": found.all, "turned": found.turned, "turns": turns,
        "plans_asked": found.plans_asked, "plans_no_longer": found.plans_no_longer,
        "proposals_blocked": found.blocked, "proposals_freed": found.freed,
    }  # fmt: skip
    return json.response(shown)


class PolicyVersion(BaseModel):
    number: int
    at: datetime
    by: str
    changes: dict[str, list[Any]] = Field(description="{threshold: [before, after]}; null is the default")
    said: list[str] = Field(description="Sentences that hold since then")
    no_longer: list[str]


class PolicyVersions(BaseModel):
    items: list[PolicyVersion]


@router.get(
    "/workspace/policy/versions",
    response=PolicyVersions,
    operation_id="workspace_policy_versions",
    summary="Who changed the policy when, and what it said, newest first",
)
def versions(request: HttpRequest, slug: Slug) -> HttpResponse:
    items = [
        {
            "number": one.number, "at": one.at, "by": one.by, "said": one.said, "no_longer": one.no_longer,
            "changes": {name: list(pair) for name, pair in one.changes.items()},
        }
        for one in foreseeing.versions()
    ]  # fmt: skip
    return json.response({"items": items})


def told(workspace: Workspace) -> HttpResponse:
    policy = policy_of(workspace)
    shown = {name: getattr(workspace, name) for name in WorkspaceShown.model_fields if name not in POLICY}
    sentences = [*policy.describe(), *policy.describe_raised(called(policy.raised.values()))]
    shown |= {"policy": policy.as_mapping(), "policy_words": sentences}
    return json.response(shown, ETag=etag(workspace))


POLICY = ("policy", "policy_words")
