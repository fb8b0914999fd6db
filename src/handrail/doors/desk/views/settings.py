"""Settings: the policy in sentences and as thresholds, members, tokens, the workspace itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.access.models import Token
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem, Stale
from handrail.watch.health import queries as health
from handrail.watch.health.thresholds import at_once
from handrail.watch.health.verbs import BATCH

from .. import thresholds
from ..answers import at, done, me, page, problems_of
from ..values import number

ADMINS = ("admin", "owner")


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/settings.html", context())


def context(**more: Any) -> dict[str, Any]:
    member = me()
    return {
        "admin": member.role in ADMINS,
        "sentences": thresholds.sentences(),
        "groups": thresholds.groups(more.get("typed"), more.get("problems", ())),
        "members": Member.objects.filter(removed_at=None).order_by("left_on", "name"),
        "tokens": Token.objects.filter(member=member, removed_at=None, revoked_at=None).count(),
        "zones": thresholds.zones(),
        "place": current().workspace,
        "judging": progressed(),
        "most_at_once": BATCH,
        **more,
    }


@page("admin")
@require_POST
def policy(request: HttpRequest) -> HttpResponse:
    try:
        thresholds.save(request.POST)
    except Invalid as refusal:
        problems = problems_of(refusal)
        return render(
            request, "desk/settings.html", context(typed=request.POST, problems=problems), status=422
        )
    except Stale:
        problems = (
            Problem("", _("Somebody else has changed the policy."), _("Compare it, then save again.")),
        )
        return render(
            request, "desk/settings.html", context(typed=request.POST, problems=problems), status=409
        )
    message = _("The policy is saved. Every customer is judged by it now.")
    if not at_once():
        message = _(
            "The policy is saved. The customers are judged by it in the background, from within 30 seconds on;"
            " this page shows how far that is."
        )
    return done(request, message, at("settings") + "#policy")


@page()
@require_safe
def judging(request: HttpRequest) -> HttpResponse:
    """How far the worker is with the customers; asked again every few seconds until it is through."""
    return render(request, "desk/parts/judging.html", {"judging": progressed()})


def progressed() -> dict[str, Any] | None:
    judged, total = health.progress()
    if judged == total:
        return None
    words = _("%(judged)s of %(all)s customers judged again")
    said = {"judged": number(judged), "all": number(total)}
    return {"judged": judged, "all": total, "words": words % said}


@page("admin")
@require_POST
def workspace(request: HttpRequest) -> HttpResponse:
    try:
        thresholds.rename(request.POST)
    except Invalid as refusal:
        return render(request, "desk/settings.html", context(place_problems=problems_of(refusal)), status=422)
    return done(request, _("Saved."), at("settings") + "#workspace")
