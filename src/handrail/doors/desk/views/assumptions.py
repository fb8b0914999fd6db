"""An assumption: what is taken for true, what shows it, and what leans on it. And all of them as a matrix."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, NotFound, Refusal, Refused
from handrail.record.assumptions import queries, verbs, wording
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.states import STATES, STEPS
from handrail.record.customers.models import Customer

from .. import assumed, stepped
from ..answers import at, back, done, page
from ..kinds.assumptions import ASSUMPTION
from ..words import choice
from .records import described, find, part_of


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, find(ASSUMPTION, key, removed_too=True))


def shown(request: HttpRequest, row: Any, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        **described(ASSUMPTION, row),
        **assumed.beside(row),
        "live": stepped.live("assumption", row),
        **stepped.after(request, refusal, wording.said),
    }
    return render(request, part_of(request, "assumption"), context, status=stepped.status_of(refusal))


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """A step of the table, with what was found."""
    row = reading.find(Assumption, key)
    if act not in STEPS:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    try:
        verbs.step_assumptions([row], act, stepped.typed(request, "finding"))
    except (Refused, Invalid) as refusal:
        return shown(request, queries.get(key), refusal)
    here = at("assumption", key)
    return done(
        request, said(act) % {"title": row.title}, back(request, here) if "next" in request.POST else here
    )


def said(act: str) -> str:
    return {
        "validate": _("It holds: %(title)s"),
        "invalidate": _(
            "It does not hold: %(title)s. Approved decisions that leaned on it are proposed anew."
        ),
        "reopen": _("To be tested again: %(title)s"),
    }[act]


@page()
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """How many there are by impact and by what finding out costs; each cell opens its list."""
    given = {name: request.GET.get(name, "") for name in ("state", "customer", "subject")}
    if given["state"] not in (*STATES, "all"):
        given["state"] = ""
    around = assumed.around(given["subject"])
    customer = reading.find(Customer, given["customer"]) if given["customer"] else None
    heading = around[0] if around else customer.name if customer else ""
    crumbs: list[dict[str, Any]] = [{"label": ASSUMPTION.many, "url": at("assumptions")}]
    context = {
        **assumed.matrix(given),
        "heading": heading,
        "given": given,
        "states": [
            ("", _("Open")),
            ("all", _("All")),
            *((one, choice(one)) for one in STATES if one != "open"),
        ],
        "list_url": assumed.shelf(given),
        "crumbs": [*crumbs, {"label": _("Matrix")}],
    }
    return render(request, "desk/assumption_matrix.html", context)
