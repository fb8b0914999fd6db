"""A plan goes to another phase, a proposal is cleared: by forms that work without script, refused with every check."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.kit.refusals import Refused
from handrail.record.customers.models import Opportunity
from handrail.record.plans import proposals, verbs
from handrail.record.plans.models import Plan

from .. import lifecycle
from ..answers import at, back, done, page
from ..words import choice


@page()
@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    row, phase = reading.find(Plan, key), request.POST.get("phase", "")
    reason, here = request.POST.get("reason", "").strip(), at("plan", key)
    try:
        verbs.move_plans([row], phase, reason=reason, override="override" in request.POST)
    except Refused as refusal:
        return held(request, refusal, row.customer, here, action=at("plan-phase", key), phase=phase)
    message = _("“%(plan)s” is in “%(phase)s” now.") % {"plan": row.title, "phase": choice(phase)}
    return done(request, message, back(request, here) if "next" in request.POST else here, go=True)


@page()
@require_safe
def proposal(request: HttpRequest, key: str) -> HttpResponse:
    row = reading.find(Opportunity, key)
    context = {
        "deal": row,
        "proposal": lifecycle.of_deal(row),
        "crumbs": [*crumbs(row.customer), {"label": _("Proposal")}],
        "live": f"opportunity:{row.pk} customer:{row.customer_id}",
    }
    return render(request, "desk/proposal.html", context)


@page()
@require_POST
def clear(request: HttpRequest, key: str) -> HttpResponse:
    row, here = reading.find(Opportunity, key), at("proposal", key)
    reason = request.POST.get("reason", "").strip()
    try:
        proposals.clear_proposals([row], reason=reason, override="override" in request.POST)
    except Refused as refusal:
        return held(request, refusal, row.customer, here, action=at("proposal-clear", key))
    return done(request, _("The proposal for “%(deal)s” is cleared.") % {"deal": row.name}, here, go=True)


@page()
@require_POST
def block(request: HttpRequest, key: str) -> HttpResponse:
    row = reading.find(Opportunity, key)
    proposals.block_proposals([row])
    return done(request, _("The clearance is taken away."), at("proposal", key), go=True)


def held(
    request: HttpRequest, refusal: Refused, customer: Any, back_url: str, *, action: str, phase: str = ""
) -> HttpResponse:
    """409: each check, why it does not hold, what would pass it, and the way through for who may."""
    context = {
        "message": refusal.message,
        "checks": lifecycle.said(refusal.checks, customer.key),
        "asks_why": any(verdict.code == "plan.back_reason" for verdict in refusal.checks),
        "may": lifecycle.may_let_through(),
        "reason": request.POST.get("reason", ""),
        "action": action,
        "phase": phase,
        "back_url": back_url,
        "crumbs": [*crumbs(customer), {"label": _("Not possible yet")}],
    }
    return render(request, "desk/held.html", context, status=409)


def crumbs(customer: Any) -> list[dict[str, Any]]:
    return [
        {"label": _("Customers"), "url": at("customers")},
        {"label": customer.name, "url": at("customer", customer.key)},
    ]
