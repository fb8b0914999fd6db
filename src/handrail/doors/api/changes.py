"""One's own last changes, and taking one back, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import BaseModel, Field

from handrail.house.ledger import undoing
from handrail.house.ledger.undoing import Change
from handrail.house.workspaces.scope import current
from handrail.kit.web import json
from handrail.kit.web.resource import Slug

from . import history

router = Router(tags=["changes"])
SHOWN = 100


class Touched(BaseModel):
    kind: str
    key: str | None


class ChangeShown(BaseModel):
    id: str
    at: datetime
    cause: str
    holds: bool = Field(description="Neither taken back nor a taking back itself")
    count: int = Field(description="How many records it changed")
    records: list[Touched] = Field(description=f"The first {SHOWN} of them")


class ChangeList(BaseModel):
    items: list[ChangeShown]


class Undone(BaseModel):
    undone: ChangeShown
    change: str = Field(description="The id of the undo itself: undo that to have it again")


@router.get(
    "/changes",
    response=ChangeList,
    operation_id="changes_list",
    summary="Your changes of the last day, newest first",
)
def listing(request: HttpRequest, slug: Slug) -> HttpResponse:
    changes = undoing.recent()
    held = {change.batch for change in undoing.standing(changes)}
    keys = keys_of(changes)
    return json.response({"items": [told(c, c.batch in held, keys) for c in changes]})


@router.post(
    "/changes/{change}/undo",
    response=Undone,
    operation_id="changes_undo",
    summary="Take one of your changes back",
)
def undo(request: HttpRequest, slug: Slug, change: Path[int]) -> HttpResponse:
    taken = undoing.undo(change)
    return json.response({"undone": told(taken, False, keys_of([taken])), "change": str(current().batch)})


def keys_of(changes: list[Change]) -> history.Keys:
    ids: dict[str, set[int]] = {}
    for change in changes:
        for net in change.nets[:SHOWN]:
            ids.setdefault(net.kind, set()).add(net.id)
    return history.keys_of(ids)


def told(change: Change, holds: bool, keys: history.Keys) -> dict[str, Any]:
    return {
        "id": str(change.batch),
        "at": change.at,
        "cause": change.cause,
        "holds": holds,
        "count": len(change.nets),
        "records": [{"kind": n.kind, "key": keys.get((n.kind, n.id))} for n in change.nets[:SHOWN]],
    }
