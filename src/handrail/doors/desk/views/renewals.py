"""Renewals: what comes up for renewal, how sure it is, what is done to save it, and how much is at risk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.record.customers.models import Renewal
from handrail.record.projects.deadlines import OPEN_PROJECTS
from handrail.record.projects.models import Project

from .. import controls, kinds, renewing, scores
from ..answers import at, me, page
from ..renewing import Asked, Line, Sum
from ..values import Cell, money
from .insights import as_file

EDITED = ("forecast", "risk_reason", "save_plan")
FILE = (
    "customer", "name", "due_on", "notice_on", "arr", "currency", "forecast", "risk_reason", "save_plan", "state",
    "health", "score", "at_risk", "owner",
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
    return [*values, "yes" if line.at_risk else "", line.owner]


def shown(found: list[Line], day: date) -> list[dict[str, Any]]:
    """Two statements: the records behind the lines, whose cells can be edited, and what is done to save them."""
    kind = kinds.BY_NAME["renewal"]
    rows = {row.key: row for row in reading.present(Renewal).filter(key__in=[one.renewal for one in found])}
    saving = {row.customer_id: row for row in savers([one.about for one in found])}
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
            "project": saving.get(one.about),
            "add_url": f"{at('new', kind)}?customer={one.customer}",
            "save_url": f"{at('project-start')}?customer={one.customer}",
        }
        for one in found
    ]


def savers(customers: list[int]) -> Any:
    """Projects that save a renewal of these customers, the newest last."""
    rows = Project.objects.filter(customer_id__in=customers, kind="renewal_save", removed_at=None)
    return rows.filter(state__in=OPEN_PROJECTS).order_by("pk")


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
