"""Who sees a customer: everybody, or a few who are named."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.house.people import queries
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid
from handrail.record.customers import queries as customers
from handrail.record.customers import verbs
from handrail.record.customers.models import Customer

from ..answers import at, done, page, problems_of


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: str) -> HttpResponse:
    row = customers.get(key)
    problems: Any = ()
    if request.method == "POST":
        named = [k for k in request.POST.getlist("insiders") if k]
        try:
            verbs.edit_customer(row, {"private": "private" in request.POST, "insiders": named})
        except Invalid as refusal:
            problems = problems_of(refusal)
            row = customers.get(key)
        else:
            words = (
                _("Only who is named here sees this customer now.")
                if row.private
                else _("Everybody sees it.")
            )
            return done(request, words, at("customer", key))
    context = {
        "customer": row,
        "people": [{"row": person, "named": person.key in row.insiders} for person in queries.may_own()],
        "anyway": anyway(row),
        "problems": problems,
        "crumbs": [
            {"label": _("Customers"), "url": at("customers")},
            {"label": row.name, "url": at("customer", key)},
        ],
    }
    return render(request, "desk/people/private.html", context, status=422 if problems else 200)


def anyway(row: Customer) -> list[tuple[str, Any]]:
    """Who sees it in any case, and why. Managers above these see it too."""
    found = [(row.owner.name, _("owner of the customer"))] if row.owner else []
    found += [(place.member.name, place.job) for place in customers.team_of([row.pk]).get(row.pk, [])]
    owners = Member.objects.here().filter(role="owner").order_by("name")
    return found + [(member.name, _("owner of the workspace")) for member in owners]
