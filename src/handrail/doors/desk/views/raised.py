"""What is raised: the list, one of them with its chain, and what a person does about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.escalations import queries, verbs
from handrail.house.escalations.models import RESOLVED, Escalation
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web.numbers import day_of

from .. import raised, waiting
from ..answers import address, at, back, done, me, page, problems_of
from ..values import name as name_of

PER_PAGE = 50


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    whose = request.GET.get("for", "mine")
    whose = whose if whose in ("mine", "team", "everybody") else "mine"
    state = request.GET.get("state", "")
    pages = Paginator(chosen(whose, state), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "desk/raised.html",
        {
            "lines": raised.lines(shown),
            "pages": shown,
            "whose": whose,
            "state": state,
            "switch": switch(whose, state),
            "states": states(),
            "tomorrow": raised.tomorrow(),
        },
    )


def chosen(whose: str, state: str) -> QuerySet[Escalation]:
    members = waiting.view_of(me(), whose).members
    if state == RESOLVED:
        rows = queries.all_raised().filter(state=RESOLVED).order_by("-ended_at", "-pk")
        return rows if members is None else rows.filter(owner__in=members)
    rows = queries.waiting(members)
    return rows.filter(state=state) if state in Escalation.STATES else rows


def switch(whose: str, state: str) -> list[dict[str, Any]]:
    said = {"mine": _("Mine"), "team": _("My team"), "everybody": _("Everybody")}
    return [
        {
            "label": label,
            "url": f"{at('raised')}?{urlencode({'for': name, 'state': state})}",
            "current": name == whose,
        }
        for name, label in said.items()
    ]


def states() -> list[tuple[str, str]]:
    return [("", _("Not over")), *raised.states().items()]


# -- one ----------------------------------------------------------------------------------------------------


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, queries.get(key))


def shown(request: HttpRequest, row: Escalation, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    line = raised.lines([row])[0]
    context = {
        "line": line,
        "row": row,
        "following": raised.following(row),
        "may": raised.may(row),
        "people": raised.people(row, row.about_id),
        "by": request.POST.get("by") or raised.promised(row).isoformat(),
        "until": request.POST.get("until") or raised.tomorrow().isoformat(),
        "problems": problems,
        "typed": request.POST,
        "crumbs": [{"label": _("Raised"), "url": at("raised")}, {"label": row.title}],
    }
    return render(request, "desk/raised_one.html", context, status=422 if problems else 200)


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    row = queries.get(key, lock=True)
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing like this to do here."))
    try:
        message = run(request, row)
    except Invalid as refusal:
        return shown(request, queries.get(key), problems_of(refusal))
    return done(request, message, back(request, at("raised-one", key)))


def acknowledge(request: HttpRequest, row: Escalation) -> str:
    """One click says that somebody is on it, until tomorrow; the form says more."""
    promise = request.POST.get("promise", _("I am looking into it"))
    by = day(request, "by") if "by" in request.POST else raised.tomorrow()
    verbs.acknowledge(row, promise, by)
    return _("You look after it: %(title)s") % {"title": row.title}


def snooze(request: HttpRequest, row: Escalation) -> str:
    verbs.snooze(row, day(request, "until"), request.POST.get("reason", ""))
    return _("Put off: %s") % row.title


def resolve(request: HttpRequest, row: Escalation) -> str:
    verbs.resolve(row, request.POST.get("words", ""))
    return _("Over: %(title)s") % {"title": row.title}


def hand(request: HttpRequest, row: Escalation) -> str:
    verbs.hand_to(row, member(request))
    return _("Handed on: %(title)s") % {"title": row.title}


ACTS: dict[str, Callable[[HttpRequest, Escalation], str]] = {
    "acknowledge": acknowledge,
    "snooze": snooze,
    "resolve": resolve,
    "hand": hand,
}


def day(request: HttpRequest, name: str) -> date | None:
    return day_of(request.POST.get(name, ""))


def member(request: HttpRequest) -> Member:
    found = Member.objects.filter(key=request.POST.get("to", ""), removed_at=None).first()
    if found is None:
        raise Invalid([Problem("to", _("Nobody was named."), _("Choose who is to look at it."))])
    return found


# -- by hand ------------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Raise the record that the address names to somebody, with a reason."""
    kind, row = raised.named(request.GET.get("subject", ""))
    url = address(kind, row)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            raised.raise_by_hand(kind, row, member(request), request.POST.get("reason", ""))
            return done(request, _("Raised: %(title)s") % {"title": name_of(kind, row)}, url, go=True)
        except Invalid as refusal:
            problems = problems_of(refusal)
    about = row.pk if kind.name == "customer" else getattr(row, "customer_id", None)
    context = {
        "title": name_of(kind, row),
        "people": raised.people(None, about),
        "problems": problems,
        "typed": request.POST,
        "crumbs": [{"label": name_of(kind, row), "url": url}, {"label": _("Raise this")}],
        "back_url": url,
    }
    return render(request, "desk/raise.html", context, status=422 if problems else 200)
