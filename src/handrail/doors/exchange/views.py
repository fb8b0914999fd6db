"""An import in the browser: choose files, correct their columns, look at what would happen, let it happen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.doors.infohub import flow as trees
from handrail.house.access.entry import open_to
from handrail.house.imports import going
from handrail.house.imports import verbs as imports
from handrail.house.imports.fetch import found, visible
from handrail.house.imports.models import Import
from handrail.house.ledger import undoing
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid

from . import flow, forms
from .boards import flow as boards
from .decisions import flow as records
from .report import LISTS, PER_PAGE, counts, few, is_nothing, lists, numbers, tabs
from .shapes import TALLIED

FIRST = ("refused", "changed", "created", "flagged")
"""The list that is shown first: the first that holds something."""
PAGES = {
    flow.KIND: "exchange:show", boards.KIND: "exchange:board", records.KIND: "exchange:records",
    trees.KIND: "infohub:show",
}  # fmt: skip
FIRST_PAGES = {**PAGES, flow.KIND: "exchange:columns"}
"""Where an import goes on, and where it begins."""


def me() -> Member | None:
    return current().member


@open_to("member")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose files; and the imports of before."""
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        uploads = request.FILES.getlist("files")
        try:
            row = received(uploads)
        except Invalid as refusal:
            problems = refusal.problems
        else:
            return redirect(FIRST_PAGES[row.kind], slug, row.key)
    context = {"recent": recent(), "problems": problems, "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
    return render(request, "exchange/start.html", context, status=422 if problems else 200)


def received(uploads: Any) -> Import:
    """By name and content: records, a tree or a register in YAML, a board, tables."""
    if (row := records.receive(uploads, me())) is not None:
        return row
    if trees.is_tree([str(one.name or "") for one in uploads]):
        row = trees.receive(uploads, me())
        trees.look_at(row)
        return row
    flow.refuse_unusable(uploads)
    return boards.receive(uploads, me()) or flow.receive(uploads, me())


def recent() -> list[Import]:
    """The last imports, each with the word for its state."""
    kinds = (flow.KIND, boards.KIND, records.KIND, trees.KIND)
    rows = Import.objects.filter(kind__in=kinds, removed_at=None).defer("content").select_related("by")
    found = list(visible(rows).order_by("-created_at")[:20])
    for row in found:
        row.said = said(row)  # type: ignore[attr-defined]
        row.page = PAGES[row.kind]  # type: ignore[attr-defined]
    return found


def said(row: Import) -> tuple[str, str]:
    """(word, tone) of an import's state."""
    if row.state == "previewing" and row.kind == flow.KIND and not row.settings.get("confirmed"):
        return _("columns to check"), "accent"
    return {
        "previewing": (_("reading"), ""),
        "previewed": (_("waits for you"), "accent"),
        "running": (_("running"), ""),
        "done": (_("done"), "good"),
        "refused": (_("nothing written"), "bad"),
        "dropped": (_("thrown away"), "outline"),
    }[row.state]


@open_to("member")
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What each column was taken for, with samples and why; corrected here."""
    row = found(key, flow.KIND, lock=request.method == "POST")
    if row.state not in Import.OPEN or row.content is None:
        return redirect("exchange:show", slug, key)
    if request.method == "POST":
        return corrected(request, slug, row)
    context = {"row": row, "files": forms.described(row.settings["files"]), "crumbs": crumbs(slug)}
    return render(request, "exchange/columns.html", context)


def crumbs(slug: str) -> list[dict[str, str]]:
    return [{"label": _("Import"), "url": reverse("exchange:start", args=[slug])}]


def corrected(request: HttpRequest, slug: str, row: Import) -> HttpResponse:
    other = forms.retargeted(row.settings["files"], request.POST)
    if other:
        for at, target in other:
            flow.look_again(row, at, target)
        return redirect("exchange:columns", slug, row.key)
    flow.confirm_readings(row, forms.readings(row.settings["files"], request.POST))
    imports.move(row, "previewing", report={"rows": 0}, done_steps=0, all_steps=flow.rows_of(row))
    if flow.is_large(row):
        from . import tasks

        tasks.preview.defer(workspace_id=current().workspace_id, key=row.key, language=get_language())
    else:
        flow.preview(row)
    return redirect("exchange:show", slug, row.key)


@open_to("member")
@require_safe
def show(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """How far it is, what would happen, or what happened: one address from the first look to the report."""
    row = found(key, flow.KIND)
    if row.state == "previewing" and not row.settings.get("confirmed"):
        return redirect("exchange:columns", slug, key)
    chosen = request.GET.get("list", "")
    shown = lists(row.report, {name: _(TALLIED[name].one) for name in TALLIED})
    chosen = chosen if chosen in LISTS else next((name for name in FIRST if shown[name]), "created")
    page = Paginator(shown[chosen], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "row": row,
        "crumbs": crumbs(slug),
        "report": row.report,
        "busy": row.state in ("previewing", "running"),
        "undo": undoing.of_import(row.key) if row.state == "done" and few(row.report) else None,
        "numbers": numbers(row.report, {name: _(TALLIED[name].label) for name in TALLIED}),
        "only": "".join(row.report.get("created", {})),
        "chosen": chosen,
        "page": page,
        "tabs": tabs(row.report, chosen),
        "faults": faults(row.report) if chosen == "refused" else [],
        "whole": counts(row.report)[chosen],
        "listed": len(shown[chosen]),
        "nothing": is_nothing(row.report),
        "left_out": [file["name"] for file in row.settings["files"] if not file["reading"]],
        "unread": not any(file["reading"] for file in row.settings["files"]),
    }
    return render(request, "exchange/show.html", context)


def faults(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What was refused by its kind, where the lines alone are more than a page."""
    return report.get("faults", []) if report.get("refused_count", 0) > PER_PAGE else []


@open_to("member")
@require_POST
def confirm(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let it happen. A second click finds it happening already."""
    row = found(key, flow.KIND, lock=True)
    if row.state not in ("previewed", "refused"):
        return redirect("exchange:show", slug, key)
    from . import tasks

    going.run(row, flow, tasks.run, partial=bool(request.POST.get("accept_partial")), steps=flow.rows_of(row))
    return redirect("exchange:show", slug, key)


@open_to("member")
@require_POST
def drop(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    going.drop(found(key, flow.KIND, lock=True))
    return redirect("exchange:start", slug)
