"""Teams: who works together."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.people import members, queries
from handrail.house.workspaces.models import Member, Team
from handrail.kit.refusals import Invalid

from ..answers import at, done, me, page, problems_of
from .members import may_manage


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    return shown(request)


def shown(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    inside: dict[int | None, list[Member]] = defaultdict(list)
    for row in queries.members().here().filter(team__isnull=False):
        inside[row.team_id].append(row)
    context = {
        "teams": [{"row": team, "members": inside[team.pk]} for team in queries.teams()],
        "people": queries.members().here(),
        "may": may_manage(),
        "mine": me().team_id,
        "problems": (),
        **more,
    }
    return render(request, "desk/people/teams.html", context, status=status)


@page("admin")
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    try:
        (team,) = members.add_teams([Team(name=request.POST.get("name", "").strip())])
        members.put_in_team(team, chosen(request))
    except Invalid as refusal:
        return shown(request, 422, problems=problems_of(refusal))
    return done(request, _("The team “%s” is there.") % team.name, at("team-list"))


@page("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.team(key)
    problems: Any = ()
    if request.method == "POST":
        try:
            members.edit_team(row, {"name": request.POST.get("name", row.name).strip()})
            members.put_in_team(row, chosen(request))
        except Invalid as refusal:
            problems = problems_of(refusal)
        else:
            return done(request, _("Saved."), at("team-list"))
    context = {
        "team": row,
        "people": queries.members().here(),
        "problems": problems,
        "crumbs": [{"label": _("Teams"), "url": at("team-list")}, {"label": row.name}],
    }
    return render(request, "desk/people/team.html", context, status=422 if problems else 200)


@page("admin")
@require_POST
def remove(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.team(key)
    members.remove_teams([row])
    return done(request, _("The team “%s” is gone; its people are still here.") % row.name, at("team-list"))


def chosen(request: HttpRequest) -> list[Member]:
    keys = request.POST.getlist("members")
    return list(queries.members().here().filter(key__in=keys))
