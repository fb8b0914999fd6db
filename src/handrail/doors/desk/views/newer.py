"""A newer version of its playbook for a project that is under way: look at the difference, choose, take it over."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from handrail.kit.refusals import Invalid, NotFound
from handrail.watch.playbooks import queries, updating
from handrail.watch.playbooks.verbs import take_over

from .. import lessons
from ..answers import at, done, page
from ..kinds.projects import PROJECT
from .records import find


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: str) -> HttpResponse:
    project: Any = find(PROJECT, key)
    row = queries.following(project)
    if row is None:
        raise NotFound(_("This project follows no playbook."))
    problems: Any = ()
    if request.method == "POST":
        try:
            taken = take_over(row, request.POST.getlist("take"), text=request.POST.get("text", ""))
        except Invalid as refusal:
            problems = refusal.problems
        else:
            words = ngettext(
                "%(n)s thing is taken over; the project follows version %(version)s now.",
                "%(n)s things are taken over; the project follows version %(version)s now.",
                taken,
            )
            return done(request, words % {"n": taken, "version": row.version}, at("project", key), go=True)
    return looked(request, project, row, problems)


def looked(request: HttpRequest, project: Any, row: Any, problems: Any) -> HttpResponse:
    found = updating.newer(row)
    context = {
        "project": project,
        "following": row,
        "found": found,
        "offers": lessons.told(found.offers) if found is not None else [],
        "problems": problems,
        "crumbs": [
            {"label": _("Projects"), "url": at("projects")},
            {"label": project.title, "url": at("project", project.key)},
            {"label": _("Newer playbook")},
        ],
    }
    return render(request, "desk/playbook_newer.html", context, status=422 if problems else 200)
