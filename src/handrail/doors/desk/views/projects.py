"""Project: one outcome, who signs off, and the boards on which the work stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.record.projects import queries, sops

from .. import rhythm
from ..answers import at, page
from ..kinds.projects import PROJECT
from .records import described, find, part_of


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    row: Any = find(PROJECT, key, removed_too=True)
    boards = queries.boards_of([row.pk])[row.pk]
    context = {
        **described(PROJECT, row),
        "boards": [(board, list(stages_with_counts(board))) for board in boards],
        "next_review": rhythm.next_of(row),
        "sops": [(one.name, one.title) for one in sops.all_sops()],
        "crumbs": [{"label": _("Projects"), "url": at("projects")}, {"label": row.title}],
    }
    return render(request, part_of(request, "project"), context)


def stages_with_counts(board: Any) -> Any:
    counts = queries.counts_of(board)
    return ((stage, counts.get(stage.pk, 0)) for stage in queries.stages_of(board))
