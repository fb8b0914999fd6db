"""Settings: the policy in sentences and as thresholds, members, tokens, the workspace itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.access.models import Token
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem, Stale
from handrail.watch.health import foreseeing
from handrail.watch.health import queries as health
from handrail.watch.health.thresholds import at_once
from handrail.watch.health.verbs import BATCH

from .. import raising, thresholds
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
        "raised": raising.sentences(),
        "groups": thresholds.groups(more.get("typed"), more.get("problems", ())),
        "members": Member.objects.filter(removed_at=None).order_by("left_on", "name"),
        "tokens": Token.objects.filter(member=member, removed_at=None, revoked_at=None).count(),
        "zones": thresholds.zones(),
        "place": current().workspace,
        "versions": list(foreseeing.versions()),
        "judging": progressed(),
        "most_at_once": BATCH,
        **more,
    }


@page("admin")
@require_POST
def policy(request: HttpRequest) -> HttpResponse:
    try:
        if request.POST.get("act") == "preview":
            told = context(typed=request.POST, foreseen=thresholds.preview(request.POST))
            return render(request, "desk/settings.html", told)
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


@page("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def raised(request: HttpRequest) -> HttpResponse:
    """Whom what goes wrong goes to: the form, what it would concern today, and keeping it."""
    if request.method != "POST":
        return raised_form(request)
    try:
        given = raising.read(request.POST)
        if request.POST.get("act") != "save":
            return raised_form(request, previews=raising.previews(given))
        count = raising.save(request.POST)
    except Invalid as refusal:
        return raised_form(request, problems=problems_of(refusal), status=422)
    except Stale:
        changed = Problem("", _("Somebody else has changed the policy."), _("Compare it, then save again."))
        return raised_form(request, problems=(changed,), status=409)
    words = _("Saved: what is missed from now on is raised like this.")
    if count:
        words = _("Saved. Raised now: %(n)s.") % {"n": count}
    return done(request, words, at("settings") + "#raised")


def raised_form(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    told = {
        "cases": raising.cases(typed, more.get("problems", ())),
        "who": raising.who(),
        "units": raising.units(),
        "place": current().workspace,
        "crumbs": [{"label": _("Settings"), "url": at("settings")}, {"label": _("What is raised")}],
        **more,
    }
    return render(request, "desk/raising.html", told, status=status)


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
