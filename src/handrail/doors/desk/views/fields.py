"""One editor and one history for every field of every kind of record."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.kit.refusals import Invalid, Overtaken, Stale

from .. import past, sectioned, story
from ..answers import address, at, back, done, is_part, page, problems_of
from ..controls import control
from ..kinds import Field, Kind
from ..parsing import parsed, read
from ..values import Cell, said, spoken, told
from ..values import name as name_of
from .records import crumbs, find, part_of


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: HttpRequest, kind: Kind, key: str, name: str) -> HttpResponse:
    """Show the form of one field; save it, where nobody else has changed it meanwhile."""
    cell = Cell(kind, find(kind, key), kind.field(name))
    if request.method != "POST":
        shown = "cell" if "show" in request.GET else "field"
        return render(request, part_of(request, shown), {**field_context(request, cell), "focus": True})
    try:
        changed = save(cell, request)
    except Stale:
        return stale(request, kind, key, cell.field)
    except Invalid as refusal:
        context = field_context(request, cell, request.POST, problems_of(refusal))
        return render(request, part_of(request, "field"), context, status=422)
    return saved(request, cell, changed)


def save(cell: Cell, request: HttpRequest) -> bool:
    """Only a change of this very field by somebody else stands in the way, not one of its neighbours."""
    if "was" in request.POST and seen(request.POST["was"]) != told(cell.row, cell.field):
        if read(cell, request.POST) == cell.value:
            return False
        raise Stale(cell.row.revision, {})
    changed = bool(cell.kind.verbs.edit(cell.row, parsed(cell, request.POST), revision=cell.row.revision))
    if changed:
        sectioned.follow(request, cell.row, cell.field.column)
    return changed


def seen(was: str) -> Any:
    """The value a form was opened with; what can not be read is no value that is there."""
    try:
        return json.loads(was)
    except (ValueError, RecursionError):
        return NOTHING_READ


NOTHING_READ = object()


def field_context(
    request: HttpRequest, cell: Cell, typed: Any = None, problems: tuple[Any, ...] = ()
) -> dict[str, Any]:
    elsewhere = [p for p in problems if p.field not in (cell.field.name, cell.field.column)]
    return {
        "cell": cell,
        "control": control(cell, typed, problems),
        "was": typed.get("was")
        if typed is not None and "was" in typed
        else json.dumps(told(cell.row, cell.field)),
        "problems": elsewhere,
        "audience": cell.kind.audience(cell.field),
        "action": at("field", cell.kind, cell.row.key, cell.field.name),
        "history_url": at("history", cell.kind, cell.row.key, cell.field.name),
        "crumbs": [
            *crumbs(cell.kind, cell.row)[:-1],
            {"label": name_of(cell.kind, cell.row), "url": address(cell.kind, cell.row)},
        ],
        "next": back(request, address(cell.kind, cell.row)),
    }


def saved(request: HttpRequest, cell: Cell, changed: bool) -> HttpResponse:
    if not is_part(request):
        return HttpResponseRedirect(back(request, address(cell.kind, cell.row)))
    fresh = Cell(cell.kind, find(cell.kind, cell.row.key), cell.field)
    return render(request, "desk/parts/cell.html", {"cell": fresh, "changed": changed, "focus": True})


def stale(request: HttpRequest, kind: Kind, key: str, field: Field) -> HttpResponse:
    """Both values side by side; nothing is overwritten and what was typed is kept in the form."""
    cell = Cell(kind, find(kind, key), field)
    mine = spoken(read(cell, request.POST), cell.shape)
    last = story.last_change(kind, cell.row, field)
    context = {
        **field_context(request, cell),
        "fields": [{"name": field.name, "label": field.label, "theirs": said(cell), "yours": mine}],
        "who": last.who if last else "",
        "moment": last.moment if last else None,
        "typed": [
            (name, value) for name, found in request.POST.lists() if name not in MINE for value in found
        ],
    }
    return render(request, part_of(request, "stale"), context, status=409)


MINE = ("was", "csrfmiddlewaretoken", "next")


@page()
@require_safe
def history(request: HttpRequest, kind: Kind, key: str, name: str) -> HttpResponse:
    """Every value this field has had, who wrote it, when and why."""
    row = find(kind, key, removed_too=True)
    found = kind.field(name)
    context = {
        "cell": Cell(kind, row, found),
        "items": past.of_field(kind, row, found),
        "was": json.dumps(told(row, found)),
        "crumbs": [*crumbs(kind, row)[:-1], {"label": name_of(kind, row), "url": address(kind, row)}],
    }
    return render(request, part_of(request, "history"), context)


@page()
@require_POST
def put_back(request: HttpRequest, kind: Kind, key: str, name: str, event: int) -> HttpResponse:
    """One value of the history again, unless somebody has changed the field since it was looked at."""
    cell = Cell(kind, find(kind, key), kind.field(name))
    if "was" in request.POST and seen(request.POST["was"]) != told(cell.row, cell.field):
        raise Overtaken(
            _("%(field)s has been changed since you looked.") % {"field": cell.field.label},
            _("Look at its history again."),
        )
    past.put_back(kind, cell.row, cell.field, event)
    fresh = Cell(kind, find(kind, key), cell.field)
    message = _("%(field)s is “%(value)s” again.") % {"field": cell.field.label, "value": said(fresh)}
    return done(request, message, back(request, address(kind, cell.row)))
