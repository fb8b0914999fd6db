"""A tree of files through the browser: choose it, see what would happen, let it happen."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.access.entry import open_to
from handrail.house.imports import going
from handrail.house.imports import verbs as imports
from handrail.house.imports.fetch import found
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid

from . import flow
from .words import NOUNS

PER_PAGE = 50
OUTCOMES = ("created", "changed", "unchanged", "removed")


@open_to("member")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        try:
            row = flow.receive(request.FILES.getlist("files"), current().member)
        except Invalid as refusal:
            problems = refusal.problems
        else:
            flow.look_at(row)
            return redirect("infohub:show", slug, row.key)
    return render(request, "infohub/start.html", {"problems": problems}, status=422 if problems else 200)


@open_to("member")
@require_safe
def show(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """How far it is, what would happen, or what happened."""
    row = found(key, flow.KIND)
    report = row.report
    chosen = request.GET.get("list") or ("refused" if report.get("refused") else "flagged")
    lines = report.get(chosen if chosen in ("refused", "flagged") else "refused", [])
    context = {
        "row": row,
        "report": report,
        "busy": row.state in ("previewing", "running"),
        "why": flow.why_of(row),
        "gates": any(line["code"] == "import.gate" for line in report.get("refused", [])),
        "numbers": numbers(report),
        "nothing": not any(report.get(name) for name in ("created", "changed", "removed")),
        "tabs": tabs(report, chosen),
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "infohub/show.html", context)


def numbers(report: dict[str, Any]) -> list[dict[str, Any]]:
    """A line for every noun that the tree speaks of."""
    names = [name for name in NOUNS if any(name in report.get(outcome, {}) for outcome in OUTCOMES)]
    return [
        {"label": NOUNS[name], **{outcome: report.get(outcome, {}).get(name, 0) for outcome in OUTCOMES}}
        for name in names
    ]


def tabs(report: dict[str, Any], chosen: str) -> list[dict[str, Any]]:
    labels = {"refused": _("Refused"), "flagged": _("To look at")}
    return [
        {
            "label": label,
            "url": f"?list={name}",
            "current": name == chosen,
            "count": report.get(f"{name}_count", 0),
        }
        for name, label in labels.items()
    ]


@open_to("member")
@require_POST
def confirm(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let it happen. A second click finds it happening already."""
    row = found(key, flow.KIND, lock=True)
    if row.state not in ("previewed", "refused") or row.content is None:
        return redirect("infohub:show", slug, key)
    if "again" in request.POST:
        flow.say_why(row, request.POST.get("why", ""))
        imports.move(row, "previewing", done_steps=0, all_steps=row.settings["files"])
        flow.look_at(row)
        return redirect("infohub:show", slug, key)
    from . import tasks

    going.run(
        row, flow, tasks.run, partial=bool(request.POST.get("accept_partial")), steps=row.settings["files"]
    )
    return redirect("infohub:show", slug, key)


@open_to("member")
@require_POST
def drop(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    going.drop(found(key, flow.KIND, lock=True))
    return redirect("infohub:start", slug)
