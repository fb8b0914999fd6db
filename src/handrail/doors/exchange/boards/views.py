"""A board on one page: where it goes, what would happen, and what happened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from handrail.house.access.entry import open_to
from handrail.house.imports import going
from handrail.house.imports.fetch import found
from handrail.house.imports.models import Import
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid

from ..pages import standing
from . import flow
from .choice import Choice, goal, options

NOUNS = {
    "projects": (gettext_lazy("Projects"), gettext_lazy("project")),
    "boards": (gettext_lazy("Boards"), gettext_lazy("board")),
    "stages": (gettext_lazy("Stages"), gettext_lazy("stage")),
    "cards": (gettext_lazy("Cards"), gettext_lazy("card")),
}


@open_to("member")
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    row = found(key, flow.KIND, lock=request.method == "POST")
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and row.state in Import.OPEN and row.content is not None:
        choice = Choice.of(request.POST)
        try:
            goal(choice)
        except Invalid as refusal:
            problems = refusal.problems
        else:
            flow.again(row, choice)
            return redirect("exchange:board", slug, key)
    return shown(request, row, problems)


def shown(request: HttpRequest, row: Import, problems: tuple[Any, ...]) -> HttpResponse:
    made = row.report.get("made") if row.state == "done" else ""
    context = {
        **standing(request, row, NOUNS),
        "problems": problems,
        "choice": flow.choice_of(row),
        "options": [("", _("A new project “%(title)s”") % {"title": row.settings["title"]}), *options()],
        "next_part": "exchange/parts/next_whole.html",
        "confirms": "exchange:board-confirm",
        "drops": "exchange:board-drop",
        "done_url": reverse("desk:board", args=[current().workspace.slug, made]) if made else "",
    }
    return render(request, "exchange/board.html", context, status=422 if problems else 200)


@open_to("member")
@require_POST
def confirm(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let it happen. A second click finds it happening already."""
    row = found(key, flow.KIND, lock=True)
    if row.state not in ("previewed", "refused") or row.content is None:
        return redirect("exchange:board", slug, key)
    from .. import tasks

    going.run(
        row,
        flow,
        tasks.board_run,
        partial=bool(request.POST.get("accept_partial")),
        steps=row.settings["cards"],
    )
    return redirect("exchange:board", slug, key)


@open_to("member")
@require_POST
def drop(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    going.drop(found(key, flow.KIND, lock=True))
    return redirect("exchange:start", slug)
