"""Renewals: what comes up for renewal, how sure it is, what is done to save it, and how much is at risk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.record.customers.models import Customer, Renewal
from handrail.record.plans.models import Plan
from handrail.record.projects.deadlines import OPEN_PROJECTS
from handrail.record.projects.models import Project
from handrail.watch.playbooks import saving

from .. import controls, kinds, renewing, scores
from ..answers import address, at, done, me, page
from ..renewing import Asked, Line, Sum
from ..values import Cell, money
from .insights import as_file

EDITED = ("forecast", "risk_reason", "save_plan")
FILE = (
    "customer", "name", "due_on", "notice_on", "arr", "currency", "forecast", "risk_reason", "save_plan", "state",
    "health", "score", "at_risk", "owner", "saved_by",
)  # fmt: skip


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Five statements for any number of renewals."""
    asked, member, day = Asked.read(request.GET), me(), today()
    if "file" in request.GET:
        return as_file(FILE, map(told, renewing.lines(asked, member, day, whole=True)), "renewals.csv")
    found, sums = renewing.lines(asked, member, day), renewing.sums(asked, member, day)
    count = sums.all.count
    return render(
        request,
        "desk/renewals.html",
        {
            "rows": shown(found, day),
            "asked": asked,
            "sums": sums,
            "total": spelled(sums.all),
            "months": [{**spelled(one), "day": date.fromisoformat(f"{one.name}-01")} for one in sums.months],
            "owners_sums": [spelled(one) for one in sums.owners],
            "columns": columns(),
            "filters": filters(asked),
            "pages": Paginator(range(count), renewing.PER_PAGE).get_page(asked.page),
            "count": ngettext("%(n)s renewal", "%(n)s renewals", count) % {"n": count},
            "file_url": f"?{query(request)}file=csv",
            "clear_url": at("renewals") if asked.filtered else "",
        },
    )


def query(request: HttpRequest) -> str:
    words = request.GET.copy()
    words.pop("page", None)
    return f"{words.urlencode()}&" if words else ""


def told(line: Line) -> list[Any]:
    names = (
        "customer",
        "name",
        "due_on",
        "notice_on",
        "arr",
        "paid_in",
        "forecast",
        "risk_reason",
        "save_plan",
    )
    values = [getattr(line, name) for name in (*names, "state", "health", "score")]
    return [*values, "yes" if line.at_risk else "", line.owner, line.saved_by]


def shown(found: list[Line], day: date) -> list[dict[str, Any]]:
    """Two statements: the records behind the lines, whose cells can be edited, and what is done to save them."""
    kind = kinds.BY_NAME["renewal"]
    rows = {row.key: row for row in reading.present(Renewal).filter(key__in=[one.renewal for one in found])}
    saved = saviours(found)
    return [
        {
            "line": one,
            "row": rows.get(one.renewal),
            "cells": {f.name: Cell(kind, rows[one.renewal], f) for f in kind.some(EDITED)}
            if one.renewal in rows
            else {},
            "late": one.due_on < day and one.state == "open",
            "notice_over": bool(one.notice_on and one.notice_on < day <= one.due_on),
            "tone": scores.tone(one.score),
            "money": money(one.arr, one.paid_in),
            "saved": saved.get(one.saved_by or one.about),
            "add_url": f"{at('new', kind)}?customer={one.customer}",
            "save_url": at("renewal-save", one.renewal) if one.renewal else at("customer-save", one.customer),
        }
        for one in found
    ]


def saviours(found: list[Line]) -> dict[str | int, dict[str, Any]]:
    """By its name, what says that it saves one of these; by its customer, a project of that kind that says less.

    One statement; one more where a plan saves one of them.
    """
    named = {one.saved_by for one in found if one.saved_by}
    keys = [name.removeprefix("project:") for name in named if name.startswith("project:")]
    of_kind = Q(customer_id__in=[one.about for one in found], kind="renewal_save", state__in=OPEN_PROJECTS)
    made: dict[str | int, dict[str, Any]] = {}
    for row in Project.objects.filter(of_kind | Q(key__in=keys), removed_at=None).order_by("pk"):
        told = {"url": address(kinds.BY_NAME["project"], row), "title": row.title, "state": row.state}
        made[f"project:{row.key}"] = told
        if row.customer_id and row.kind == "renewal_save" and row.state in OPEN_PROJECTS:
            made[row.customer_id] = told
    plans = [name.removeprefix("plan:") for name in named if name.startswith("plan:")]
    for plan in Plan.objects.filter(key__in=plans, removed_at=None) if plans else ():
        told = {"url": address(kinds.BY_NAME["plan"], plan), "title": plan.title, "state": ""}
        made[f"plan:{plan.key}"] = told
    return made


@page()
@require_POST
def save(request: HttpRequest, key: str) -> HttpResponse:
    """One step from a renewal to the project that saves it."""
    return begun(request, saving.save_renewal(reading.find(Renewal, key, lock=True)))


@page()
@require_POST
def save_of_customer(request: HttpRequest, key: str) -> HttpResponse:
    return begun(request, saving.save_renewal_of(reading.find(Customer, key, lock=True)))


def begun(request: HttpRequest, project: Project) -> HttpResponse:
    message = _("This project saves it: %(title)s") % {"title": project.title}
    return done(request, message, address(kinds.BY_NAME["project"], project), go=True)


def spelled(one: Sum) -> dict[str, Any]:
    return {
        "name": one.name or _("Nobody"),
        "count": one.count,
        "risky": one.risky,
        "money": amounts(one.money),
        "at_risk": amounts(one.at_risk),
    }


def amounts(sums: dict[str, Decimal]) -> str:
    return " · ".join(money(amount, currency) for currency, amount in sorted(sums.items())) or "–"


def columns() -> list[dict[str, Any]]:
    words = (
        ("customer", _("Customer")),
        ("due", _("Renews on")),
        ("arr", _("Yearly value")),
        ("forecast", _("Forecast")),
        ("health", _("Health")),
        ("why", _("Why it is at risk")),
        ("save", _("What we do to save it")),
        ("owner", _("Owner")),
    )
    sorts = renewing.SORTS
    return [{"key": key, "label": label, "sort": key in sorts, "num": key == "arr"} for key, label in words]


def filters(asked: Asked) -> list[dict[str, Any]]:
    days = {"30", "90", "180", "365"}
    windows = [
        *((name, _("Within %s days") % name) for name in renewing.WINDOWS if name in days),
        ("late", _("The day has passed")),
        ("all", _("Any day")),
    ]
    states = [("open", _("Open")), ("won", _("Won")), ("lost", _("Lost")), ("all", _("Any state"))]
    risk = [("", _("At risk or not")), ("risk", _("At risk")), ("calm", _("Not at risk"))]
    owners = [
        ("all", _("Everybody’s")),
        ("mine", _("Mine")),
        ("team", _("My team’s")),
        ("gap", _("Nobody’s")),
        *controls.members(),
    ]
    return [
        {"name": "window", "label": _("When"), "value": asked.window, "options": windows},
        {"name": "risk", "label": _("Risk"), "value": asked.risk, "options": risk},
        {"name": "state", "label": _("State"), "value": asked.state, "options": states},
        {"name": "owner", "label": _("Owner"), "value": asked.owner, "options": owners},
    ]
