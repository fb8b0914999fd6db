"""A plan is begun with another one: a list to choose from, and what is to be said anew."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.kit.refusals import Invalid, Problem
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.plans import queries
from handrail.record.plans.copying import copy_plan
from handrail.record.plans.models import Plan

from ..answers import at, done, page, problems_of
from ..values import as_day

OFFERED = 20


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    customer = reading.find(Customer, request.GET.get("customer", ""))
    if request.method != "POST":
        return form(request, customer)
    try:
        made = copied(request, customer)
    except Invalid as refusal:
        return form(request, customer, problems=problems_of(refusal), status=422)
    return done(request, _("Added: %(title)s") % {"title": made.title}, at("plan", made.key), go=True)


def copied(request: HttpRequest, customer: Customer) -> Plan:
    said = request.POST
    if not said.get("plan"):
        raise Invalid([Problem("plan", _("No plan is chosen."), _("Choose the one to begin with."))])
    start = as_day(said.get("starts_on", "").strip()) if said.get("starts_on", "").strip() else today()
    if start is None:
        raise Invalid([Problem("starts_on", _("That is not a day."), _("Write it as 2026-03-31."))])
    deal = reading.find(Opportunity, said["opportunity"]) if said.get("opportunity") else None
    return copy_plan(
        reading.find(Plan, said["plan"]), customer, deal, title=said.get("title", ""), starts_on=start
    )


def form(request: HttpRequest, customer: Customer, status: int = 200, **more: Any) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    rows = queries.listing().select_related("customer")
    if wanted:
        rows = rows.filter(Q(title__icontains=wanted) | Q(customer__name__icontains=wanted))
    offered = sorted(
        rows.order_by("-updated_on", "-pk")[:OFFERED], key=lambda row: row.customer_id != customer.pk
    )
    context = {
        "customer": customer,
        "offered": offered,
        "wanted": wanted,
        "deals": Opportunity.objects.filter(customer=customer, removed_at=None).exclude(stage="lost"),
        "chosen": request.POST.get("plan", ""),
        "title": request.POST.get("title", _("Success plan %(name)s") % {"name": customer}),
        "starts_on": request.POST.get("starts_on", today().isoformat()),
        "crumbs": [
            {"label": _("Customers"), "url": at("customers")},
            {"label": customer.name, "url": at("customer", customer.key)},
            {"label": _("Copy a plan")},
        ],
        **more,
    }
    return render(request, "desk/plan_copy.html", context, status=status)
