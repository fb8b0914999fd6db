"""Templates of plans: the list, and a plan kept as one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.record.plans import templates
from handrail.record.plans.models import Plan

from ..answers import address, at, done, page
from ..kinds.templates import TEMPLATE


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    rows = [{"row": row, "url": address(TEMPLATE, row)} for row in templates.all_templates()]
    crumbs = [{"label": _("Plans"), "url": at("plans")}, {"label": TEMPLATE.many}]
    return render(
        request,
        "desk/templates.html",
        {"kind": TEMPLATE, "rows": rows, "crumbs": crumbs, "new_url": at("new", TEMPLATE)},
    )


@page()
@require_POST
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """What a plan holds becomes a template, which is opened: its title and what it is for are said there."""
    made = templates.keep_as_template(reading.find(Plan, key), request.POST.get("title", ""))
    return done(
        request, _("Kept as a template. Nothing of the customer is in it."), address(TEMPLATE, made), go=True
    )
