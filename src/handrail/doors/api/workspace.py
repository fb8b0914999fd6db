"""The workspace itself and its members, for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from handrail.house.escalations.queries import called
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
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


def told(workspace: Workspace) -> HttpResponse:
    policy = policy_of(workspace)
    shown = {name: getattr(workspace, name) for name in WorkspaceShown.model_fields if name not in POLICY}
    sentences = [*policy.describe(), *policy.describe_raised(called(policy.raised.values()))]
    shown |= {"policy": policy.as_mapping(), "policy_words": sentences}
    return json.response(shown, ETag=etag(workspace))


POLICY = ("policy", "policy_words")
