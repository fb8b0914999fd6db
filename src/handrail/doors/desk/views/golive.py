"""The go-live day moved: first what would become of every date, then all of it in one change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from handrail.kit.refusals import Invalid, Problem
from handrail.record.rollout import shifting
from handrail.record.rollout.facts import BEFORE, Change
from handrail.record.rollout.verbs import move_go_live
from handrail.ui.dates import written

from ..answers import at, done, page
from ..kinds import BY_NAME
from ..kinds.projects import PROJECT
from ..words import Words, choice
from .playbooks import day, weekends
from .records import find


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: str) -> HttpResponse:
    project: Any = find(PROJECT, key)
    if request.method == "POST":
        changes = move_go_live(
            project,
            wanted(request.POST),
            weekends=request.POST.get("weekends", BEFORE),
            along=set(request.POST.getlist("along")),
        )
        moved = sum(1 for one in changes if one.moves)
        words = ngettext(
            "Go-live is on %(day)s now, and %(n)s date moved with it.",
            "Go-live is on %(day)s now, and %(n)s dates moved with it.",
            moved,
        )
        return done(
            request,
            words % {"day": written(project.go_live_on, "j M Y"), "n": moved},
            at("project", key),
            go=True,
        )
    return preview(request, project)


def wanted(typed: Any) -> date:
    problems: list[Problem] = []
    found = day(typed, "on", problems)
    if found is None:
        raise Invalid(problems or [Problem("on", _("Say on which day it goes live."))])
    return found


def preview(request: HttpRequest, project: Any) -> HttpResponse:
    problems: list[Problem] = []
    on, how = day(request.GET, "on", problems), request.GET.get("weekends", BEFORE)
    along = set(request.GET.getlist("along"))
    try:
        changes = shifting.preview(project, on, weekends=how, along=along) if on else []
    except Invalid as refusal:
        changes, problems = [], [*problems, *refusal.problems]
    context = {
        "project": project,
        "on": on,
        "weekends": how,
        "choices": weekends(),
        "problems": problems,
        "moves": lines(one for one in changes if one.moves),
        "stays": lines(one for one in changes if not one.moves),
        "move_count": sum(1 for one in changes if one.moves),
        "stay_count": sum(1 for one in changes if not one.moves),
        "crumbs": [
            {"label": _("Projects"), "url": at("projects")},
            {"label": project.title, "url": at("project", project.key)},
            {"label": _("Move the go-live day")},
        ],
    }
    return render(request, "desk/go_live.html", context, status=422 if problems else 200)


def lines(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The same step of many customers, from one day to another, is one line."""
    alike: dict[Any, list[Change]] = {}
    for change in changes:
        one = change.one
        many = one.kind == "step" and not may_come(change)
        mark = (one.title.rpartition(": ")[2], one.on, change.to, change.why) if many else one.ref
        alike.setdefault(mark, []).append(change)
    return [line(some[0], len(some)) for some in alike.values()]


def line(change: Change, count: int = 1) -> dict[str, Any]:
    one = change.one
    known = BY_NAME.get(one.kind)
    label = known.field(one.field).label if known is not None else REVIEWS[one.field]
    return {
        "one": one,
        "title": title(change, count),
        "label": label,
        "to": change.to,
        "why": whys()[change.why],
        "may": may_come(change),
    }


REVIEWS: dict[str, Words] = {
    "starts_on": gettext_lazy("Review from"),
    "ends_on": gettext_lazy("Review until"),
}
"""Of a rhythm of reviews, which no form of fields shows."""


def title(change: Change, count: int) -> str:
    one = change.one
    if one.kind != "step":
        return one.title
    customer, _colon, step = one.title.rpartition(": ")
    if count > 1:
        customer = ngettext("%(n)s customer", "%(n)s customers", count) % {"n": count}
    return f"{customer}: {choice(step)}"


def may_come(change: Change) -> bool:
    return change.why in ("free", "hand") and change.one.on is not None


def whys() -> dict[str, str]:
    return {
        "moves": _("hangs on the go-live day"),
        "along": _("comes along because you ticked it"),
        "hand": _("was set by hand"),
        "free": _("does not hang on the go-live day"),
        "done": _("is done already"),
        "same": _("falls on the same day"),
    }
