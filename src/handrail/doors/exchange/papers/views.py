"""The page of a plan's papers: talking points with their sources, a document or slides of them, and what was kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from handrail.doors.desk.answers import at, done, me, page, problems_of
from handrail.doors.desk.kinds.plans import PLAN
from handrail.doors.desk.views.records import find
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.record.plans.models import Plan

from . import house, making
from .points import KINDS


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: str) -> HttpResponse:
    plan: Any = find(PLAN, key)
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("kind", "") if asked.get("kind") in KINDS else suited(plan)
    if request.method != "POST":
        return render(request, "exchange/papers.html", context(plan, kind))
    try:
        form = request.POST.get("format", "")
        row, outcome = making.make(plan, kind, form, base_of(request, plan, form))
    except Invalid as refusal:
        return render(
            request, "exchange/papers.html", context(plan, kind, problems=problems_of(refusal)), status=422
        )
    return render(request, "exchange/papers.html", context(plan, kind, row=row, outcome=outcome))


@page("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """What documents and slides of this workspace are made on."""
    problems: Any = ()
    if request.method == "POST":
        try:
            choose(request)
            return done(
                request, _("Saved."), reverse("exchange:paper-templates", args=[current().workspace.slug])
            )
        except Invalid as refusal:
            problems = problems_of(refusal)
    context = {
        "templates": [(form, label, house.here().get(form)) for form, label in FORMS],
        "problems": problems,
        "crumbs": [{"label": _("Settings"), "url": at("settings")}, {"label": _("Templates of papers")}],
    }
    return render(request, "exchange/paper_templates.html", context, status=422 if problems else 200)


FORMS = (("pptx", gettext_lazy("Slides (PowerPoint)")), ("docx", gettext_lazy("Documents (Word)")))


def choose(request: HttpRequest) -> None:
    """All that was sent, or none of it where one can not be read."""
    with transaction.atomic():
        for form, _label in FORMS:
            if (sent := request.FILES.get(form)) is not None:
                house.keep(form, str(getattr(sent, "name", "")), content_of(sent))
            elif f"without-{form}" in request.POST:
                house.drop(form)


def suited(plan: Plan) -> str:
    """What is presented in this phase."""
    return "qbr" if plan.phase in ("execute", "completed") else "finalize"


def base_of(request: HttpRequest, plan: Plan, form: str) -> bytes | None:
    sent: Any = request.FILES.get("file")
    if sent is not None:
        return content_of(sent)
    chosen = request.POST.get("base", "")
    return making.content_of(plan, chosen, form) if chosen else None


def content_of(sent: Any) -> bytes:
    if sent.size > settings.FILE_MOST:
        raise Invalid([Problem("base", _("The file is too large."), _("Choose a smaller one."))])
    return bytes(sent.read())


def context(plan: Plan, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "plan": plan,
        "kind": kind,
        "kinds": [("qbr", _("Business review")), ("finalize", _("Presentation of the plan"))],
        "paper": making.paper_of(plan, kind),
        "bases": making.bases_of(plan),
        "templates": [one.name for one in house.here().values()],
        "may_choose": me().role in ("admin", "owner"),
        **more,
    }
