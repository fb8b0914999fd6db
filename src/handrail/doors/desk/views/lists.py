"""Every task, decision, risk, plan and owner gap, so that nothing is out of reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from handrail.house.ledger.rows import today
from handrail.record.customers import queries as customers
from handrail.record.decisions import queries as decisions
from handrail.record.handoffs import facts as handed
from handrail.record.handoffs import queries as handoffs
from handrail.record.plans import queries as plans
from handrail.record.plans.models import PHASES
from handrail.record.projects import queries as projects
from handrail.record.projects.models import STATES as PROJECT_STATES
from handrail.record.risks import queries as risks
from handrail.record.risks.models import STATES as RISK_STATES
from handrail.record.tasks import queries as tasks

from .. import controls, gaps, kinds
from ..answers import address, at, me, page
from ..kinds import Kind
from ..values import Cell
from ..values import name as name_of
from ..words import choice

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: its rows, the columns to show and sort by, the states to filter by; `open` is the default.

    `measure` is the number over time that says how well it goes.
    """

    kind: str
    listing: Callable[..., QuerySet[Any]]
    show: tuple[str, ...]
    states: tuple[str, ...]
    open: tuple[str, ...]
    sort: str
    state: str = "state"
    measure: str = ""


SHELVES = {
    "tasks": Shelf(
        "task",
        tasks.listing,
        ("state", "priority", "due_on", "owner"),
        ("open", "in_progress", "blocked", "done", "dropped"),
        tasks.OPEN,
        "due_on",
    ),
    "decisions": Shelf(
        "decision",
        decisions.listing,
        ("state", "due_on", "decided_on", "owner"),
        ("proposed", "in_review", "approved", "rejected", "superseded", "reverted"),
        decisions.OPEN,
        "due_on",
    ),
    "risks": Shelf(
        "risk",
        risks.listing,
        ("severity", "likelihood", "impact", "state", "mitigation", "review_on", "owner"),
        RISK_STATES,
        tuple(s for s in RISK_STATES if s not in risks.CLOSED),
        "review_on",
    ),
    "plans": Shelf(
        "plan",
        plans.listing,
        ("phase", "status", "updated_on", "customer_reviewed_on", "owner"),
        PHASES,
        tuple(p for p in PHASES if p != "completed"),
        "updated_on",
        "phase",
    ),
    "handoffs": Shelf(
        "handoff",
        handoffs.listing,
        ("due_on", "giver", "owner"),
        handed.STATES,
        handed.OPEN,
        "due_on",
        measure="handoff",
    ),
    "promises": Shelf(
        "promise",
        handoffs.promises,
        ("state", "due_on", "made_on", "owner"),
        handed.PROMISE_STATES,
        ("open",),
        "due_on",
    ),
    "requests": Shelf(
        "customerrequest",
        customers.requests,
        ("kind", "state", "asked_on", "answered_on", "owner"),
        ("open", "planned", "done", "declined"),
        ("open", "planned"),
        "asked_on",
    ),
    "projects": Shelf(
        "project",
        projects.projects,
        ("kind", "state", "outcome", "by_on", "owner"),
        PROJECT_STATES,
        ("planned", "active"),
        "by_on",
    ),
}


@page()
@require_safe
def listing(request: HttpRequest, shelf: str) -> HttpResponse:
    place, kind = SHELVES[shelf], kinds.BY_NAME[SHELVES[shelf].kind]
    rows = wanted(place, request)
    pages = Paginator(ordered(rows, place, kind, request.GET.get("sort", "")), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    fields = kind.some(place.show)
    count = pages.count
    return render(
        request,
        "desk/list.html",
        {
            "kind": kind,
            "heading": kind.many,
            "rows": [
                {
                    "row": row,
                    "url": address(kind, row),
                    "cells": [Cell(kind, row, f) for f in fields],
                    "late": late(row, place),
                    "state": "" if place.state in place.show else choice(getattr(row, place.state)),
                }
                for row in shown
            ],
            "columns": columns(kind, place),
            "sort": request.GET.get("sort", "") or place.sort,
            "states": [("", _("Open")), ("all", _("All")), *((s, choice(s)) for s in place.states)],
            "owners": [("", _("Any owner")), ("mine", _("Mine")), ("gap", _("Nobody")), *controls.members()],
            "pages": shown,
            "count": ngettext("%(n)s in this view", "%(n)s in this view", count) % {"n": count},
            "clear_url": at(shelf) if request.GET else "",
            "new_url": new_url(kind),
            "beside": beside(place),
        },
    )


def new_url(kind: Kind) -> str:
    """Where the first one is made: a project begins with the choice of a playbook."""
    if kind.name == "project":
        return at("project-start")
    return at("new", kind) if kind.name not in OF_CUSTOMERS else ""


def beside(place: Shelf) -> list[dict[str, str]]:
    """What else is looked for in this list."""
    found = []
    if place.measure:
        url = at("insight", place.measure)
        found.append({"label": _("How well it goes"), "url": url, "icon": "chart-line"})
    if place.kind == "plan":
        found.append({"label": _("Templates"), "url": at("plan-templates"), "icon": "layers"})
    if place.kind == "decision":
        found.append({"label": _("What waits for what"), "url": at("decision-picture"), "icon": "workflow"})
        found.append({"label": _("Bring in records"), "url": at("decision-bring"), "icon": "upload"})
    return found


OF_CUSTOMERS = ("plan", "handoff", "promise", "customerrequest")
"""What is begun on the page of its customer."""


def wanted(place: Shelf, request: HttpRequest) -> QuerySet[Any]:
    rows = place.listing(search=request.GET.get("q", "").strip()[:100])
    state, owner = request.GET.get("state", ""), request.GET.get("owner", "")
    if state in place.states:
        rows = rows.filter(**{place.state: state})
    elif state != "all":
        rows = rows.filter(**{f"{place.state}__in": place.open})
    if owner == "gap":
        return rows.filter(owner=None)
    if owner:
        return rows.filter(owner=me()) if owner == "mine" else rows.filter(owner__key=owner)
    return rows


def ordered(rows: QuerySet[Any], place: Shelf, kind: Kind, sort: str) -> QuerySet[Any]:
    name = sort.removeprefix("-")
    paths = {"title": "title", "customer": "customer__name", "owner": "owner__name"}
    path = paths.get(name) or (name if name in place.show else place.sort)
    column = F(path)
    down = sort.startswith("-")
    return rows.order_by(column.desc(nulls_last=True) if down else column.asc(nulls_last=True), "pk")


def columns(kind: Kind, place: Shelf) -> list[dict[str, Any]]:
    first: list[dict[str, Any]] = [
        {"key": "title", "label": kind.field(kind.title).label, "sort": True},
        {"key": "customer", "label": _("Customer"), "sort": True},
    ]
    return first + [{"key": f.name, "label": f.label, "sort": True} for f in kind.some(place.show)]


def late(row: Any, place: Shelf) -> bool:
    due = getattr(row, "due_on", None) or getattr(row, "review_on", None)
    return bool(due and due < today() and getattr(row, place.state) in place.open)


@page()
@require_safe
def owner_gaps(request: HttpRequest) -> HttpResponse:
    """What nobody owns, each with its owner to be named in place."""
    member = me() if request.GET.get("for") == "me" else None
    groups: list[dict[str, Any]] = []
    for model in gaps.ACTIVE:
        kind = kinds.BY_NAME[str(model._meta.model_name)]
        rows = list(gaps.of(model, {member.pk} if member else None).order_by("pk")[: PER_PAGE + 1])
        if rows:
            groups.append({"kind": kind, "rows": rows[:PER_PAGE], "more": len(rows) > PER_PAGE})
    here = at("gaps")
    return render(
        request,
        "desk/gaps.html",
        {
            "groups": [
                {**g, "lines": [line for row in g["rows"] for line in gap_lines(g["kind"], row)]}
                for g in groups
            ],
            "switch": [
                {"label": _("All"), "url": here, "current": member is None},
                {"label": _("Of my customers"), "url": f"{here}?for=me", "current": member is not None},
            ],
        },
    )


def gap_lines(kind: Kind, row: Any) -> list[dict[str, Any]]:
    """A line for each place that somebody is missing in."""
    place = kind.name == "teamplace"
    return [
        {
            "title": row.job if place else name_of(kind, row),
            "url": address(kind, row),
            "customer": None if kind.name == "customer" else row.customer,
            "gap": row.owner_gap if whom == "owner" else "left",
            "words": gap_words(row, whom),
            "place": kind.field(whom).label if kind.name == "card" else "",
            "owner": Cell(kind, row, kind.field(whom)),
        }
        for whom in gaps.places(row)
    ]


def gap_words(row: Any, whom: str) -> str:
    """Who was there before, in the words that it came in."""
    if whom == "member":
        return str(row.member.name)
    return str(row.owner_text if whom == "owner" else row.left_by[whom])
