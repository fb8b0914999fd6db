"""The page of the files under git: the switch, how to clone them, what came back, and where both sides differ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.access.entry import open_to
from handrail.house.access.workspace import edit_workspace
from handrail.house.workspaces.scope import current

from .. import queries
from ..models import Conflict
from . import choosing

MOST_ARRIVALS = 20
MOST_CONFLICTS = 100
ADMINS = ("admin", "owner")


@dataclass(frozen=True, slots=True)
class Choice:
    """A conflict as the page shows it."""

    row: Conflict
    what: str
    base: str
    ours: str
    theirs: str


@open_to("member")
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "infohub/git.html", context())


def context(**more: Any) -> dict[str, Any]:
    scope = current()
    waiting = list(queries.conflicts()[:MOST_CONFLICTS])
    return {
        "workspace": scope.workspace,
        "on": scope.workspace.under_git,
        "admin": scope.member is not None and scope.member.role in ADMINS,
        "half_sighted": bool(scope.hidden),
        "address": settings.URL
        + reverse("infohub:git-refs", args=[scope.workspace.slug]).removesuffix("/info/refs"),
        "choices": [choice(row) for row in waiting],
        "arrivals": queries.arrivals(MOST_ARRIVALS) if scope.workspace.under_git and not scope.hidden else [],
        **more,
    }


def choice(row: Conflict) -> Choice:
    what = " › ".join(str(step) for step in row.steps)
    return Choice(row, what, *(shown(value) for value in (row.base, row.ours, row.theirs)))


def shown(value: Any) -> str:
    """As it stands in a file; empty where nothing stands there."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1, default=str)


@open_to("admin")
@require_POST
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    on = request.POST.get("on") == "1"
    if edit_workspace({"under_git": on}):
        said = _("The files are kept under git now. The first commit is there in a few seconds.")
        messages.success(
            request, said if on else _("The files are no longer kept under git. What was kept stays.")
        )
    return redirect("infohub:git", slug)


@open_to("member")
@require_POST
def choose(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    row = queries.conflict(key, lock=True)
    side = request.POST.get("side", "")
    if side not in (choosing.OURS, choosing.THEIRS):
        raise PermissionDenied(_("Choose one of the two sides."))
    if choosing.choose([row], side):
        words = _("What stands here stays.") if side == choosing.OURS else _("What came is written now.")
        messages.success(request, words)
    return redirect("infohub:git", slug)
