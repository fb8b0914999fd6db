"""Every task, decision and plan, so that nothing is out of reach."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.csvio import write_csv
from handrail.kit.refusals import NotFound
from handrail.kit.web.paging import Leaves
from handrail.kit.words import say
from handrail.record.assumptions import checks
from handrail.record.assumptions import queries as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.customers.models import Customer
from handrail.record.decisions import queries as decisions

from .. import controls, feedback_clock, kinds
from ..answers import address, at, me, page
from ..kinds import Kind
from ..shelves import SHELVES, Shelf
from ..values import Cell
from ..values import name as name_of
from ..words import choice
from .insights import as_file

PER_PAGE = 50
MOST = 20_000
"""Lines of an exported list."""


@page()
@require_safe
def listing(request: HttpRequest, shelf: str) -> HttpResponse:
    place, kind = SHELVES[shelf], kinds.BY_NAME[SHELVES[shelf].kind]
    rows = wanted(place, request)
    if request.GET.get("file") == "csv":
        return as_table(ordered(rows, place, kind, request.GET.get("sort", "")), place, kind)
    pages = Leaves(ordered(rows, place, kind, request.GET.get("sort", "")), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    fields = kind.some(place.show)
    query = urlencode({**{k: str(v) for k, v in request.GET.items() if k != "page"}, "file": "csv"})
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
                    "left": feedback_clock.said(row) if place.clock else "",
                    "left_tone": feedback_clock.tone(row) if place.clock else "",
                    "why": reason(row),
                    "state": "" if place.state in place.show else choice(getattr(row, place.state)),
                }
                for row in shown
            ],
            "columns": columns(kind, place),
            "sort": request.GET.get("sort", "") or place.sort,
            "states": states(place),
            "owners": [("", _("Any owner")), ("mine", _("Mine")), ("gap", _("Nobody")), *controls.members()],
            "asks": [asking(name, request) for name in place.asks],
            "kept": [(name, request.GET[name]) for name in EXACT if request.GET.get(name)],
            "file_url": f"?{query}",
            "pages": shown,
            "count": ngettext("%(n)s in this view", "%(n)s in this view", count) % {"n": count},
            "clear_url": at(shelf) if request.GET else "",
            "new_url": new_url(kind),
            "beside": beside(place),
        },
    )


def states(place: Shelf) -> list[tuple[str, Any]]:
    over = [(OVER, _("Time is over"))] if place.clock else []
    return [("", _("Open")), ("all", _("All")), *over, *((s, choice(s)) for s in place.states)]


OVER = "over"
"""What still waits though its time is over, in place of a state."""


def reason(row: Any) -> str:
    """Why it stands where it stands, where the order has a reason."""
    if isinstance(row, Assumption) and row.state in assumptions.OPEN:
        return checks.reason(row.impact, row.cost)
    return ""


def new_url(kind: Kind) -> str:
    """Where the first one is made: a project begins with the choice of a playbook."""
    if kind.name == "project":
        return at("project-start")
    return at("new", kind) if kind.name not in OF_CUSTOMERS else ""


def beside(place: Shelf) -> list[dict[str, str]]:
    """What else is looked for in this list."""
    found = [{"label": _("Export"), "url": at("list-file", slug_of(place)), "icon": "download"}]
    if place.measure:
        url = at("insight", place.measure)
        found.append({"label": _("How well it goes"), "url": url, "icon": "chart-line"})
    if place.kind == "plan":
        found.append({"label": _("Templates"), "url": at("plan-templates"), "icon": "layers"})
    if place.kind == "assumption":
        found.append({"label": _("As a matrix"), "url": at("assumption-matrix"), "icon": "layers"})
    if place.kind == "decision":
        found.append({"label": _("What waits for what"), "url": at("decision-picture"), "icon": "workflow"})
        found.append({"label": _("Bring in records"), "url": bring_in(), "icon": "upload"})
    return found


def bring_in() -> str:
    return reverse("exchange:start", args=[current().workspace.slug])


def slug_of(place: Shelf) -> str:
    return next(name for name, one in SHELVES.items() if one is place)


@page()
@require_safe
def export(request: HttpRequest, shelf: str) -> HttpResponse:
    """The same rows as the list shows by its filters, as a table for a spreadsheet."""
    if shelf not in SHELVES:
        raise NotFound(_("There is no such list."))
    place = SHELVES[shelf]
    kind = kinds.BY_NAME[place.kind]
    names = [*place.show, *([place.clock] if place.clock else [])]
    rows = ordered(wanted(place, request), place, kind, request.GET.get("sort", ""))[:MOST]
    lines = (
        [
            row.key,
            name_of(kind, row),
            getattr(row.customer, "name", ""),
            *(written(row, name) for name in names),
        ]
        for row in rows
    )
    answer = HttpResponse(
        "".join(write_csv(["key", kind.title, "customer", *names], lines)),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="{shelf}.csv"'
    return answer


def written(row: Any, name: str) -> Any:
    """As a file says it: keys of people, states as they are."""
    value = getattr(row, name)
    return value.key if isinstance(value, Tenanted) else value


OF_CUSTOMERS = ("feedback", "plan", "handoff", "promise", "customerrequest")
"""What is begun on the page of its customer, or of what it is about."""


def wanted(place: Shelf, request: HttpRequest) -> QuerySet[Any]:
    rows = place.listing(search=request.GET.get("q", "").strip()[:100])
    rows = narrowed(rows, place, request)
    state, owner = request.GET.get("state", ""), request.GET.get("owner", "")
    if state in place.states:
        rows = rows.filter(**{place.state: state})
    elif state == OVER and place.clock:
        rows = rows.filter(state="open", **{f"{place.clock}__lt": clock.now()})
    elif state != "all":
        rows = rows.filter(**{f"{place.state}__in": place.open})
    if owner == "gap":
        return rows.filter(owner=None)
    if owner:
        return rows.filter(owner=me()) if owner == "mine" else rows.filter(owner__key=owner)
    return rows


EXACT = ("subject", "impact", "cost")
"""What an address from elsewhere may ask for beside the filters that are shown: a cell of the matrix, a project's."""
MOST_CHOICES = 500


def narrowed(rows: QuerySet[Any], place: Shelf, request: HttpRequest) -> QuerySet[Any]:
    """By what this list can be asked for beside words, state and owner."""
    said = {name: request.GET.get(name, "")[:160] for name in (*place.asks, *EXACT)}
    if said.get("customer"):
        rows = rows.filter(customer__key=said["customer"])
    if said.get("category"):
        rows = rows.filter(category=said["category"])
    if place.kind == "assumption":
        if said["corner"] in CORNERS:
            rows = rows.filter(assumptions.corner(said["corner"]))
        rows = rows.filter(**{name: int(said[name]) for name in ("impact", "cost") if said[name] in RATINGS})
    if said["subject"] and "subject" in reading.names(rows.model):
        rows = rows.filter(subject=said["subject"])
    return rows


CORNERS = {one.name: one.label for one in checks.CORNERS}
RATINGS = {str(number) for number in range(1, checks.MOST + 1)}


def asking(name: str, request: HttpRequest) -> dict[str, Any]:
    """A filter with its choices. One statement, where these are rows."""
    choices: list[tuple[str, Any]]
    if name == "customer":
        label, empty = _("Customer"), _("Any customer")
        found = reading.present(Customer).order_by("name").values_list("key", "name")
        choices = list(found[:MOST_CHOICES])
    elif name == "category":
        label, empty = _("Category"), _("Any category")
        choices = [(one, one) for one in decisions.categories(MOST_CHOICES)]
    else:
        label, empty = _("When to test it"), _("Whenever")
        choices = [(one, say(words)) for one, words in CORNERS.items()]
    return {
        "name": name,
        "label": label,
        "value": request.GET.get(name, ""),
        "options": [("", empty), *choices],
    }


MOST_IN_FILE = 20_000


def as_table(rows: QuerySet[Any], place: Shelf, kind: Kind) -> HttpResponse:
    """All that the view shows, for a spreadsheet."""
    names = ("key", kind.title, "customer", *place.show)
    lines = ([told(getattr(row, name)) for name in names] for row in rows[:MOST_IN_FILE])
    return as_file(names, lines, f"{kind.slug}.csv")


def told(value: Any) -> Any:
    return value.key if isinstance(value, Tenanted) else value


def ordered(rows: QuerySet[Any], place: Shelf, kind: Kind, sort: str) -> QuerySet[Any]:
    paths = {"title": "title", "customer": "customer__name", "owner": "owner__name"}
    if sort.removeprefix("-") not in (*paths, *place.show):
        sort = place.sort
    name, down = sort.removeprefix("-"), sort.startswith("-")
    column = F(paths.get(name, name))
    return rows.order_by(column.desc(nulls_last=True) if down else column.asc(nulls_last=True), "pk")


def columns(kind: Kind, place: Shelf) -> list[dict[str, Any]]:
    first: list[dict[str, Any]] = [
        {"key": "title", "label": kind.field(kind.title).label, "sort": True},
        {"key": "customer", "label": _("Customer"), "sort": True},
    ]
    return first + [{"key": f.name, "label": f.label, "sort": True} for f in kind.some(place.show)]


def late(row: Any, place: Shelf) -> bool:
    due = getattr(row, "due_on", None)
    return bool(due and due < today() and getattr(row, place.state) in place.open)
