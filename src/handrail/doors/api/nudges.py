"""The inbox of the member who asks, for programs: nobody reads another one's."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.nudges import queries, verbs, words
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces.scope import current
from handrail.kit.web import json, paging
from handrail.kit.web.problems import bad_field
from handrail.kit.web.resource import Slug

from .documents import Subject
from .entering import member_of
from .operations import Cursor, Limit, refuse_unknown
from .shapes import Body

router = Router(tags=["nudges"])


class NudgeShown(BaseModel):
    key: str
    kind: str = Field(examples=["milestone.due"])
    subject: Subject
    title: str
    reason: str = Field(description="Why it came")
    step: str = Field(description="What to do about it")
    url: str = Field(description="Where, as a path on this server")
    urgent: bool
    created_at: datetime
    read_at: datetime | None
    done_at: datetime | None
    snoozed_until: datetime | None
    snooze_reason: str


class NudgePage(BaseModel):
    items: list[NudgeShown]
    next: str | None
    unread: int = Field(description="How many wait unread, on all pages")


class NudgeFilters(BaseModel):
    state: Literal["open", "snoozed", "done", "all"] = "open"
    cursor: Cursor = ""
    limit: Limit = 50


class Snooze(Body):
    until: datetime
    reason: Annotated[str, StringConstraints(max_length=300)] = ""


STATES = {"open": queries.inbox, "snoozed": queries.snoozed, "done": queries.done, "all": queries.mine}


@router.get(
    "/nudges", response=NudgePage, operation_id="nudges_list", summary="What you were told, the newest first"
)
def listing(request: HttpRequest, slug: Slug, asked: Query[NudgeFilters]) -> HttpResponse:
    refuse_unknown(request, NudgeFilters)
    member = member_of(request)
    rows = STATES[asked.state](member)
    found = paging.page(rows, sort="-id", cursor=asked.cursor, limit=asked.limit)
    items = [shown(nudge) for nudge in found.items]
    return json.response({"items": items, "next": found.next or None, "unread": queries.unread(member)})


@router.get("/nudges/{key}", response=NudgeShown, operation_id="nudges_get", summary="One of your nudges")
def get(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response(shown(queries.get(member_of(request), key)))


@router.post(
    "/nudges/{key}/snooze", response=NudgeShown, operation_id="nudges_snooze", summary="Bring it back later"
)
def snooze(request: HttpRequest, slug: Slug, key: str, said: Snooze) -> HttpResponse:
    if said.until.tzinfo is None:
        raise bad_field("until", "This moment has no time zone.", "Write it like 2026-03-31T12:00:00Z.")
    return after(request, key, lambda nudges: verbs.snooze(nudges, said.until, said.reason))


def after(request: HttpRequest, key: str, verb: Callable[[list[Nudge]], Any]) -> HttpResponse:
    nudge = queries.get(member_of(request), key)
    verb([nudge])
    return json.response(shown(nudge))


def add(name: str, verb: Callable[[list[Nudge]], Any], summary: str) -> None:
    def operation(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
        return after(request, key, verb)

    router.add_api_operation(
        f"/nudges/{{key}}/{name}", ["POST"], operation, response=NudgeShown, operation_id=f"nudges_{name}",
        summary=summary,
    )  # fmt: skip


add("read", verbs.mark_read, "You have seen it")
add("unread", verbs.mark_unread, "Show it as new again")
add("done", verbs.finish, "You are done with it")
add("reopen", verbs.reopen, "It was not done after all")
add("wake", verbs.wake, "Bring a snoozed one back now")


def shown(nudge: Nudge) -> dict[str, Any]:
    names = set(NudgeShown.model_fields) - {"kind", "subject", "reason", "step", "url"}
    return {
        "kind": nudge.name,
        "subject": {"kind": nudge.subject_kind, "key": nudge.subject_key},
        "reason": words.reason(nudge),
        "step": words.step(nudge),
        "url": f"/w/{current().workspace.slug}/{nudge.step_path}",
        **{name: getattr(nudge, name) for name in sorted(names)},
    }
