"""Project: one outcome, the next move and whose it is, its boards, its rollout, and what is done of its playbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.record.projects import queries as projects
from handrail.record.projects.models import Project
from handrail.record.rollout import queries as rollout
from handrail.watch.playbooks import library, updating
from handrail.watch.playbooks import queries as playbooks
from handrail.watch.playbooks.verbs import follow, tick_point

from .. import launch, rhythm
from ..answers import at, back, done, page
from ..kinds.projects import PROJECT
from .records import described, find, part_of


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    row: Any = find(PROJECT, key, removed_too=True)
    seen = playbooks.look(row)
    following = playbooks.following(row)
    context = {
        **described(PROJECT, row),
        "boards": [(board, list(stages_with_counts(board, stages))) for board, stages in seen.boards],
        "answers": launch.answers(row),
        "next_review": rhythm.next_of(row),
        "counts": seen.counts,
        "grid": any(count.all for count in seen.counts),
        "said": rollout.said_counts(seen.said),
        "said_all": len(seen.said),
        "following": following,
        "newer": updating.is_newer(following) if following is not None else None,
        "points": playbooks.done_of(following, row, seen) if following is not None else [],
        "playbooks": [(one.name, one.book.title) for one in launch.all_playbooks()] if not following else [],
        "live": f"project:{row.pk} " + " ".join(f"board:{board.pk}" for board, _stages in seen.boards),
        "crumbs": [{"label": _("Projects"), "url": at("projects")}, {"label": row.title}],
    }
    context["points_done"] = sum(1 for point in context["points"] if point.done)
    return render(request, part_of(request, "project"), context)


def stages_with_counts(board: Any, stages: Any) -> Any:
    counts = projects.counts_of(board)
    return ((stage, counts.get(stage.pk, 0)) for stage in stages)


@page()
@require_POST
def point(request: HttpRequest, key: str) -> HttpResponse:
    """A point of the playbook's checklist is ticked; or the project takes a playbook whose checklist it shows."""
    project = reading.find(Project, key)
    here = back(request, at("project", key))
    if name := request.POST.get("playbook", ""):
        follow(project, library.find(name).name)
        return done(request, _("The checklist is there."), here)
    following = playbooks.following(project)
    if following is not None:
        tick_point(following, request.POST.get("point", ""), request.POST.get("done") == "yes")
    return done(request, _("Saved."), here)
