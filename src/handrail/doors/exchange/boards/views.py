"""A board on one page: where it goes, what would happen, and what happened."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.house.access.entry import open_to
from handrail.house.imports import verbs as imports
from handrail.house.imports.fetch import as_import, found
from handrail.house.imports.models import Import
from handrail.house.ledger import undoing
from handrail.house.workspaces.scope import current, held
from handrail.kit.refusals import Invalid

from ..report import LISTS, PER_PAGE, counts, few, is_nothing, lists, numbers, tabs
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
    report = row.report
    behind = lists(report, {noun: one for noun, (_many, one) in NOUNS.items()})
    chosen = request.GET.get("list", "")
    if chosen not in LISTS:
        chosen = next((name for name in ("refused", "changed", "created") if behind[name]), "flagged")
    done = row.state == "done" and report.get("made")
    context = {
        "row": row,
        "crumbs": [{"label": _("Import"), "url": reverse("exchange:start", args=[current().workspace.slug])}],
        "report": report,
        "problems": problems,
        "open": row.state in Import.OPEN and row.content is not None,
        "choice": flow.choice_of(row),
        "options": [("", _("A new project “%(title)s”") % {"title": row.settings["title"]}), *options()],
        "busy": row.state in ("previewing", "running"),
        "undo": undoing.of_import(row.key) if row.state == "done" and few(report) else None,
        "numbers": numbers(report, {noun: many for noun, (many, _one) in NOUNS.items()}),
        "nothing": is_nothing(report),
        "next_part": "exchange/parts/board_next.html",
        "done_url": reverse("desk:board", args=[current().workspace.slug, report["made"]]) if done else "",
        "chosen": chosen,
        "tabs": tabs(report, chosen),
        "page": Paginator(behind[chosen], PER_PAGE).get_page(request.GET.get("page")),
        "listed": len(behind[chosen]),
        "whole": counts(report)[chosen],
    }
    return render(request, "exchange/board.html", context, status=422 if problems else 200)


@open_to("member")
@require_POST
def confirm(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let it happen. A second click finds it happening already."""
    row = found(key, flow.KIND, lock=True)
    if row.state not in ("previewed", "refused") or row.content is None:
        return redirect("exchange:board", slug, key)
    partial = bool(request.POST.get("accept_partial"))
    imports.move(row, "running", done_steps=0, all_steps=row.settings["cards"])
    if flow.is_large(row):
        from .. import tasks

        tasks.board_run.defer(
            workspace_id=current().workspace_id, key=row.key, accept_partial=partial, language=get_language()
        )
    else:
        with held(as_import(row)):
            flow.carry_out(row, accept_partial=partial)
    return redirect("exchange:board", slug, key)


@open_to("member")
@require_POST
def drop(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    row = found(key, flow.KIND, lock=True)
    if row.state in Import.OPEN:
        imports.move(row, "dropped")
    return redirect("exchange:start", slug)
