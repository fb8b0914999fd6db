"""Notes: found by kind, owner and freshness; read, written, and every version that there was."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.talk import subjects
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web.paging import Leaves
from handrail.record.customers import queries as customers
from handrail.record.notes import queries, verbs
from handrail.record.notes.facts import KINDS, good_until
from handrail.record.notes.models import Note
from handrail.record.notes.templates import template
from handrail.record.plans.models import Plan

from .. import controls, noted, sectioned, versions
from ..answers import at, back, done, me, page, problems_of
from ..controls import control
from ..kinds.notes import NOTE
from ..parsing import made
from ..values import Cell, said
from ..values import name as name_of
from ..words import choice
from .fields import field_context
from .records import described, find, part_of
from .talk import named

PER_PAGE = 50
ASKS = ("title", "kind", "owner", "fresh_until", "text")
FACTS = ("kind", "owner", "fresh_until", "customer", "title")


# -- the list -----------------------------------------------------------------------------------------------


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    asked = {
        name: request.GET.get(name, "").strip()[:100] for name in ("q", "kind", "fresh", "owner", "customer")
    }
    pages = Leaves(ordered(wanted(asked), request.GET.get("sort", "")), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "desk/notes.html",
        {
            "lines": noted.lines(shown),
            "pages": shown,
            "said": asked,
            "sort": request.GET.get("sort", "") or "fresh_until",
            "columns": columns(),
            "kinds": [("", _("Any kind")), *((kind, choice(kind)) for kind in KINDS)],
            "fresh": [("", _("Fresh or not")), ("fresh", _("Fresh")), ("stale", _("To be confirmed"))],
            "owners": [("", _("Any owner")), ("mine", _("Mine")), ("gap", _("Nobody")), *controls.members()],
            "customers": [("", _("Any customer")), *customers_with_notes()],
            "count": ngettext("%(n)s note", "%(n)s notes", pages.count) % {"n": pages.count},
            "clear_url": at("notes") if any(asked.values()) else "",
            "new_url": at("new-note"),
        },
    )


def columns() -> list[dict[str, Any]]:
    words = {
        "title": _("Note"), "kind": _("Kind"), "customer": _("Customer"), "fresh_until": _("Good until"),
        "owner": _("Owner"),
    }  # fmt: skip
    return [{"key": key, "label": label, "sort": True} for key, label in words.items()]


def wanted(asked: dict[str, str]) -> QuerySet[Note]:
    rows = queries.listing(customer=asked["customer"])
    if asked["q"]:
        rows = rows.filter(Q(title__icontains=asked["q"]) | Q(text__icontains=asked["q"]))
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["fresh"]:
        rows = rows.filter(queries.stale()) if asked["fresh"] == "stale" else rows.exclude(queries.stale())
    if asked["owner"] == "gap":
        return rows.filter(owner=None)
    if asked["owner"]:
        return rows.filter(
            **({"owner": me()} if asked["owner"] == "mine" else {"owner__key": asked["owner"]})
        )
    return rows


def ordered(rows: QuerySet[Note], sort: str) -> QuerySet[Note]:
    name = sort.removeprefix("-")
    paths = {"title": "title", "kind": "kind", "customer": "customer__name", "owner": "owner__name"}
    column = F(paths.get(name, "fresh_until"))
    down = sort.startswith("-")
    return rows.order_by(column.desc(nulls_last=True) if down else column.asc(nulls_last=True), "pk")


def customers_with_notes() -> list[tuple[str, str]]:
    """What there is to filter by. One statement."""
    rows = queries.listing().filter(customer__isnull=False).select_related(None).order_by("customer__name")
    return list(rows.values_list("customer__key", "customer__name").distinct()[:500])


# -- a new one ----------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Quick capture: a title and a kind are enough. `?about=card:key` connects it with that record."""
    about = named(request.GET["about"]) if request.GET.get("about") else None
    given = {"customer": customer_of(request, about)}
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else "free"
    fields = NOTE.some([name for name in ASKS if name != "kind"])
    blank = Note(
        **given, kind=kind, owner=me(), text=template(kind), fresh_until=good_until(kind, today()),
        title=_("About %(title)s") % {"title": name_of(*about)} if about else "",
    )  # fmt: skip
    context = {
        "kind": NOTE,
        "given": given,
        "next": back(request),
        "action": request.get_full_path(),
        "tabs": tabs(request, kind),
        "about": about and name_of(*about),
        "heading": _("New note"),
    }
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            row: Any = made(NOTE, fields, request.POST, {**given, "kind": kind})
            verbs.add_notes([row])
            if about:
                connect(row, subjects.ref(about[1]))
            return done(request, _("Added: %(title)s") % {"title": row.title}, at("note", row.key), go=True)
        except Invalid as refusal:
            problems = problems_of(refusal)
    typed = request.POST if problems else None
    context["controls"] = [control(Cell(NOTE, blank, f), typed, problems) for f in fields]
    context["problems"] = [problem for problem in problems if problem.field not in ASKS]
    return render(request, part_of(request, "note_new"), context, status=422 if problems else 200)


def customer_of(request: HttpRequest, about: Any) -> Any:
    if about:
        kind, row = about
        return row if kind.name == "customer" else getattr(row, "customer", None)
    return customers.get(request.GET["customer"]) if request.GET.get("customer") else None


def connect(row: Note, other: str) -> None:
    talk.add_links([Link(source=subjects.ref(row), target=other, relation="relates")])


def tabs(request: HttpRequest, kind: str) -> list[dict[str, Any]]:
    """Each kind at its own address: it begins with the words of its template."""
    asked = request.GET.copy()
    found = []
    for name in KINDS:
        asked["kind"] = name
        url = f"{at('new-note')}?{asked.urlencode()}"
        found.append({"label": choice(name), "url": url, "current": name == kind})
    return found


# -- one note -----------------------------------------------------------------------------------------------


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    row: Any = find(NOTE, key, removed_too=True)
    verbs.catch_up([row])  # who has just written sees it
    context = {
        **described(NOTE, row),
        "note": row,
        "line": noted.lines([row])[0],
        "cells": [Cell(NOTE, row, field) for field in NOTE.some(FACTS)],
        "live": f"note:{row.pk}",
        "crumbs": crumbs(row),
        **sectioned.of_note(row),
    }
    return render(request, part_of(request, "note"), context)


@page()
@require_POST
def changed(request: HttpRequest, key: str) -> HttpResponse:
    """A section of a plan that this note has changed, as somebody says."""
    row: Any = find(NOTE, key)
    section = request.POST.get("section", "")
    sectioned.say_changed(row, reading.find(Plan, request.POST.get("plan", "")), section)
    return done(request, _("The note says so."), back(request, at("note", key)))


def crumbs(row: Note) -> list[dict[str, Any]]:
    path: list[dict[str, Any]] = [{"label": _("Notes"), "url": at("notes")}]
    if row.customer is not None:
        path.append({"label": row.customer.name, "url": at("customer", row.customer.key)})
    return [*path, {"label": row.title, "url": at("note", row.key)}]


@page()
@require_safe
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Where it is written: a form, and with script a text that several people write at once."""
    row: Any = find(NOTE, key)
    verbs.catch_up([row])
    cell = Cell(NOTE, row, NOTE.field("text"))
    context = {
        **field_context(request, cell),
        "note": row,
        "next": at("note", row.key),
        "crumbs": crumbs(row),
        "line_url": f"{at('note', row.key)}live",
        "tools": tools(),
    }
    return render(request, "desk/note_write.html", context)


def tools() -> list[tuple[str, str, str]]:
    """The buttons above the text: what each is called for the script, its icon, its name."""
    return [
        ("heading", "heading", _("Heading")),
        ("bold", "bold", _("Bold")),
        ("italic", "italic", _("Italic")),
        ("list", "list", _("List")),
        ("quote", "quote", _("Quotation")),
        ("link", "link", _("Link")),
        ("undo", "undo-2", _("Undo")),
        ("redo", "redo-2", _("Redo")),
    ]


@page()
@require_safe
def past(request: HttpRequest, key: str) -> HttpResponse:
    """Every version: who, when, and what it changed, the newest first."""
    row: Any = find(NOTE, key, removed_too=True)
    verbs.catch_up([row])
    before = request.GET.get("before", "")
    found, more = versions.of_note(row, before)
    context = {
        "note": row,
        "versions": found,
        "older": f"?before={more}" if more else "",
        "was": versions.held(row),
        "still": row.removed_at is not None,
        "crumbs": crumbs(row),
    }
    return render(request, "desk/note_versions.html", context)


@page()
@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody has looked: it is still true."""
    row: Any = find(NOTE, key)
    verbs.confirm_notes([row])
    until = said(Cell(NOTE, find(NOTE, key), NOTE.field("fresh_until")))
    return done(
        request, _("Still true: good until %(day)s.") % {"day": until}, back(request, at("note", key))
    )
