"""Rhythms: how often we look, as a form of a sentence with its next five dates beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.people.queries import here
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web.numbers import whole
from handrail.kit.words import say
from handrail.record.projects.models import Project
from handrail.watch.reviews import queries, recurrence, verbs, words
from handrail.watch.reviews.models import Cadence
from handrail.watch.reviews.planning import readable

from .. import controls, rhythm
from ..answers import at, back, done, me, page, problems_of
from .reviews import projects


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    key = (request.POST or request.GET).get("project", "")
    row = Cadence(project=reading.find(Project, key) if key else None, owner=me(), starts_on=today())
    if request.method != "POST":
        return shown(request, row)
    try:
        for name, value in said(request, row).items():
            setattr(row, name, value)
        verbs.add_cadences([row])
    except Invalid as refusal:
        return shown(request, row, problems_of(refusal))
    return done(
        request, _("We look at this from now on: %(title)s") % {"title": row.title}, at("reviews"), go=True
    )


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: str) -> HttpResponse:
    row = queries.cadence(key)
    if request.method != "POST":
        return shown(request, row)
    try:
        verbs.edit_cadence(row, said(request, row))
    except Invalid as refusal:
        return shown(request, row, problems_of(refusal))
    return done(request, _("Saved."), at("reviews"), go=True)


def shown(request: HttpRequest, row: Cadence, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    choices = recurrence.chosen(row.rule)
    context = {
        "row": row,
        "choices": choices,
        "days": day_boxes(row, choices),
        "units": units(),
        "whiches": whiches(),
        "kinds": [(name, say(label)) for name, label in words.KINDS.items()],
        "members": [("", _("Nobody yet")), *controls.members()],
        "projects": projects(),
        "problems": problems,
        **foreseen(row),
        "crumbs": [
            {"label": _("Reviews"), "url": at("reviews")},
            {"label": row.title if row.pk else _("New rhythm")},
        ],
    }
    return render(request, "desk/rhythm.html", context, status=422 if problems else 200)


@page()
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """The sentence and the next five dates of what a form says, before it is kept."""
    row = Cadence(starts_on=today())
    try:
        for name, value in rule_of(request.GET, row).items():
            setattr(row, name, value)
        row.rule = readable(row, {})["rule"]
    except Invalid as refusal:
        return render(request, "desk/parts/foreseen.html", {"message": refusal.message})
    return render(request, "desk/parts/foreseen.html", foreseen(row))


def foreseen(row: Cadence) -> dict[str, Any]:
    try:
        return {"sentence": rhythm.Rhythm(row).sentence, "moments": rhythm.moments(row)}
    except ValueError as error:
        return {"message": str(error)}


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing like this to do here."))
    return done(request, run(queries.cadence(key)), back(request, at("reviews")), go=True)


def switch_on(row: Cadence) -> str:
    verbs.edit_cadence(row, {"on": True})
    return _("Switched on: %(title)s") % {"title": row.title}


def switch_off(row: Cadence) -> str:
    verbs.edit_cadence(row, {"on": False})
    return _("Switched off: %(title)s") % {"title": row.title}


def remove(row: Cadence) -> str:
    verbs.remove_cadences([row])
    return _("Removed: %(title)s") % {"title": row.title}


ACTS: dict[str, Callable[[Cadence], str]] = {"on": switch_on, "off": switch_off, "remove": remove}


# -- the form -----------------------------------------------------------------------------------------------


def said(request: HttpRequest, row: Cadence) -> dict[str, Any]:
    sent = request.POST
    owner = here(sent.get("owner", ""))
    whose = {"owner": owner} if owner is not None else {"owner": None, "owner_gap": "nobody"}
    return {
        **rule_of(sent, row),
        **whose,
        "title": sent.get("title", "").strip(),
        "kind": sent.get("kind", row.kind),
        "minutes": number(sent.get("minutes", ""), "minutes", row.minutes),
        "on": "on" in sent,
    }


def rule_of(sent: Any, row: Cadence) -> dict[str, Any]:
    """From what a form says to a rule; a rule that is more than a form can ask comes as it is written."""
    rule = sent.get("rule", "")
    if not rule:
        asked = recurrence.Choices(
            unit=sent.get("unit", "weeks") if sent.get("unit") in dict(units()) else "weeks",
            every=number(sent.get("every", ""), "every", 1),
            days=tuple(day for day in recurrence.DAYS if day in sent.getlist("days")),
            which=number(sent.get("which", ""), "which", 0),
            month_day=number(sent.get("month_day", ""), "month_day", 0),
        )
        rule = built(asked)
    starts = sent.get("starts_on", "")
    try:
        day = date.fromisoformat(starts) if starts else row.starts_on
    except ValueError:
        raise Invalid(
            [Problem("starts_on", _("This is no day."), _("Choose one from the calendar."))]
        ) from None
    return {"rule": rule, "at": sent.get("at", "") or row.at, "starts_on": day}


def built(asked: recurrence.Choices) -> str:
    try:
        return recurrence.built(asked)
    except ValueError as error:
        raise Invalid([Problem("every", str(error))]) from None


def number(text: str, field: str, otherwise: int) -> int:
    if not text:
        return otherwise
    found = whole(text.removeprefix("-"), 4)
    if found is None:
        raise Invalid([Problem(field, _("Write a whole number."))])
    return -found if text.startswith("-") else found


def units() -> list[tuple[str, str]]:
    return [("days", pgettext("every so many", "days")), ("weeks", _("weeks")), ("months", _("months"))]


def whiches() -> list[tuple[int, str]]:
    return [
        (0, _("on a day of the month")),
        (1, _("the first of these days")),
        (2, _("the second of these days")),
        (3, _("the third of these days")),
        (4, _("the fourth of these days")),
        (-1, _("the last of these days")),
    ]


def day_boxes(row: Cadence, choices: recurrence.Choices | None) -> list[tuple[str, str, bool]]:
    ticked = choices.days if choices is not None else ()
    return [(code, say(label), code in ticked) for code, label in recurrence.DAY_NAMES.items()]
