"""A project's scope for programs: the gate before the lock, what each can take, the lock itself; and the steps of a
scope change."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.gating import allowed
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Project
from handrail.record.scope import checks, deciding, locking, queries, verbs, wording
from handrail.record.scope.api import RESOURCES
from handrail.record.scope.models import ScopeChange
from handrail.record.scope.states import STEPS

from .documents import DocumentCheck as CheckShown
from .shapes import Body, Key
from .stepping import Door, add_steps, checked, given

router = Router(tags=["scope"])
(CHANGE,) = RESOURCES
Text = Annotated[str, StringConstraints(max_length=20_000)]


class ScopeLoad(BaseModel):
    member: str
    here: int = Field(description="Open cards in this project")
    elsewhere: int = Field(description="Open cards in other projects")
    takes: int | None = Field(description="How many of this project they say they can take; null: not said")


class ScopeShown(BaseModel):
    locked_at: datetime | None
    locked_by: str | None
    let_through: str = Field(description="Why it was locked though the gate did not hold")
    reason: str = Field(description="Why it was opened again")
    holds: bool = Field(description="Whether the gate before the lock holds as things stand")
    checks: list[CheckShown]
    capacity: list[ScopeLoad]
    unowned: int = Field(description="Open cards that nobody owns")


class ScopeLocking(Body):
    reason: Text = Field("", description="Why it is locked though the gate does not hold")
    override: bool = False


class ScopeUnlocking(Body):
    reason: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class Capacity(Body):
    member: Key
    takes: Annotated[int, Field(ge=0, le=locking.MOST)] | None


class ScopeStepping(Body):
    metric: Key | None = Field(None, description="Of weighing: the metric that it touches")
    metric_text: Annotated[str, StringConstraints(max_length=300)] = ""
    cost: Text = ""
    given_up: Text = Field("", description="What goes out or comes later for it")
    reason: Text = Field("", description="Of declining, and of asking again")


@router.get(
    "/projects/{key}/scope", response=ScopeShown, operation_id="projects_scope",
    summary="Whether a project's scope is locked, and what the gate before the lock says",
)  # fmt: skip
def scope(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return shown(reading.find(Project, key))


@router.post(
    "/projects/{key}/scope/lock", response=ScopeShown, operation_id="projects_lock_scope",
    summary="Lock a project's scope: nothing comes in any more but by a scope change",
)  # fmt: skip
def lock(request: HttpRequest, slug: Slug, key: str, said: ScopeLocking) -> HttpResponse:
    """409 with every check where the gate does not hold, unless `override` and a reason let it through."""
    project = reading.find(Project, key, lock=True)
    locking.lock_scope(project, reason=said.reason, override=said.override)
    return shown(project)


@router.post(
    "/projects/{key}/scope/unlock", response=ScopeShown, operation_id="projects_unlock_scope",
    summary="Open a project's scope again, with a reason",
)  # fmt: skip
def unlock(request: HttpRequest, slug: Slug, key: str, said: ScopeUnlocking) -> HttpResponse:
    project = reading.find(Project, key, lock=True)
    locking.unlock_scope(project, said.reason)
    return shown(project)


@router.post(
    "/projects/{key}/scope/capacity", response=ScopeShown, operation_id="projects_capacity",
    summary="Say how many open cards of a project somebody can take; null takes it back",
)  # fmt: skip
def capacity(request: HttpRequest, slug: Slug, key: str, said: Capacity) -> HttpResponse:
    project = reading.find(Project, key, lock=True)
    locking.say_capacity(project, reading.find(Member, said.member), said.takes)
    return shown(project)


def shown(project: Project) -> HttpResponse:
    row = queries.commitment(project)
    facts = queries.facts_of(project, row.capacity if row is not None else {})
    verdicts = checks.commitment(facts)
    loads = [
        {"member": one.member, "here": one.here, "elsewhere": one.elsewhere, "takes": one.takes}
        for one in facts.loads
    ]
    return json.response(
        {
            "locked_at": row.locked_at if row is not None else None,
            "locked_by": row.locked_by.key if row is not None and row.locked_at and row.locked_by else None,
            "let_through": row.let_through if row is not None else "",
            "reason": row.reason if row is not None else "",
            "holds": allowed(verdicts),
            "checks": [checked(one, wording.said) for one in verdicts],
            "capacity": loads,
            "unowned": facts.unowned,
        }
    )


# -- scope changes ------------------------------------------------------------------------------------------


def take(row: ScopeChange, step: str, said: ScopeStepping) -> None:
    """409 with every check where it may not be taken: it is weighed first, and only its owner decides. Accepted, its
    cards are on the board."""
    values = given(said, "metric_text", "cost", "given_up", "reason")
    if said.metric is not None:
        values["metric"] = reading.find(Metric, said.metric)
    verbs.step_scope_changes([row], step, values)


add_steps(
    router,
    Door(
        resource=CHANGE, called="Scope", names=STEPS, possible=deciding.possible, said=wording.said,
        shows="What can be done about a scope change, and what is asked first",
        takes="Weigh a scope change, accept it, decline it, withdraw it, or ask again",
        stepping=ScopeStepping, take=take,
    ),
)  # fmt: skip
