"""Taking back one's own changes: the last one, or one of those of the last day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from handrail.house.ledger import undoing
from handrail.house.ledger.undoing import Change
from handrail.house.workspaces.scope import because
from handrail.kit.refusals import Refusal

from .. import story
from ..answers import at, back, done, page, tell


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What you changed in the last day; a POST takes the last of it back."""
    if request.method == "POST":
        return take_back(request, None)
    changes = undoing.recent()
    held = {change.batch for change in undoing.standing(changes)}
    lines = [line for change in changes if change.nets and (line := told(change, change.batch in held))]
    return render(request, "desk/undo.html", {"lines": lines})


@page()
@require_POST
def one(request: HttpRequest, batch: int) -> HttpResponse:
    return take_back(request, batch)


def take_back(request: HttpRequest, batch: int | None) -> HttpResponse:
    asked_by_script = "application/json" in request.headers.get("Accept", "")
    try:
        change = undoing.undo(undoing.last().batch if batch is None else batch)
    except Refusal as refusal:
        if not asked_by_script:
            raise
        return JsonResponse({"detail": refusal.message, "fix": refusal.fix}, status=refusal.status)
    with because(f"{undoing.CAUSE}{change.batch}"):
        if asked_by_script:
            tell(request, said(change))
            return JsonResponse({"message": said(change)})
        return done(request, said(change), back(request, at("undo")))


def said(change: Change) -> str:
    lines = story.of_batch(change.batch)
    what = ", ".join(filter(None, (lines[0].text, lines[0].note))) if lines else ""
    if len(change.nets) > 1:
        count = len(change.nets)
        what = ngettext("%(n)s record", "%(n)s records", count) % {"n": f"{count:,}"} if count > 4 else what
    return (_("Done again: %s") if change.undoes is not None else _("Undone: %s")) % what


def told(change: Change, holds: bool) -> dict[str, Any] | None:
    lines = story.of_batch(change.batch)
    if not lines:
        return None
    return {
        "text": lines[0].text,
        "url": lines[0].url,
        "note": lines[0].note,
        "count": len(change.nets),
        "moment": change.at,
        "redo": change.undoes is not None,
        "holds": holds,
        "undo_url": at("undo-one", change.batch),
    }
