"""A project's readiness on one page: what is proven, what is claimed, what is missing, and what that holds up."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web.numbers import whole
from handrail.record.projects.models import Project
from handrail.record.readiness import queries, verbs
from handrail.record.readiness.models import Delay

from .. import readied, scoped
from ..answers import at, done, page, problems_of
from ..kinds.projects import PROJECT
from .records import find


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    project: Any = find(PROJECT, key)
    return shown(request, project)


def shown(request: HttpRequest, project: Project, problems: tuple[Any, ...] = ()) -> HttpResponse:
    context = {
        "project": project,
        **scoped.of_project(project),
        **readied.of_project(project),
        "results": queries.results(project),
        "problems": problems,
        "written_so_far": request.POST,
        "live": f"project:{project.pk}",
        "crumbs": [
            {"label": _("Projects"), "url": at("projects")},
            {"label": project.title, "url": at("project", project.key)},
            {"label": _("Readiness")},
        ],
    }
    return render(request, "desk/readiness.html", context, status=422 if problems else 200)


@page()
@require_POST
def delay(request: HttpRequest, key: str, delay: str, act: str) -> HttpResponse:
    """What a signal that fails again would move: it is moved, or not, for a reason."""
    project = reading.find(Project, key)
    row = reading.find(Delay, delay, lock=True)
    if row.project_id != project.pk or act not in ("take", "dismiss"):
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    try:
        if act == "dismiss":
            verbs.dismiss_delay(row, request.POST.get("reason", ""))
            return done(request, _("Nothing is moved."), at("readiness", key))
        moved = verbs.take_delay(row, days_in(request))
    except Invalid as refusal:
        return shown(request, project, problems_of(refusal))
    message = ngettext("%(n)s date was moved.", "%(n)s dates were moved.", moved) % {"n": moved}
    return done(request, message, at("readiness", key))


def days_in(request: HttpRequest) -> int | None:
    said = request.POST.get("days", "").strip()
    if not said:
        return None
    days = whole(said, 4)
    if days is None:
        raise Invalid([Problem("days", _("This is a number of days."))])
    return days
