"""The time machine: what would happen until a day, on what and why; and how a customer stood, week by week."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.house.deadlines.queries import day_starts
from handrail.house.ledger import reading
from handrail.house.ledger.rows import local_day, today
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.kit.web.numbers import day_of
from handrail.record.customers.models import Customer
from handrail.watch.rules import ahead, replaying

from .. import ruling
from ..answers import address, at, page
from ..kinds import BY_NAME

USUAL = 30


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    until = day_of(request.GET.get("to", "")) or today() + timedelta(days=USUAL)
    problems: tuple[Any, ...] = ()
    told = None
    try:
        told = ahead.look(end_of(until))
    except Invalid as refusal:
        problems = refusal.problems
    context = {
        "until": until,
        "problems": problems,
        "told": told,
        "days": days(told) if told else [],
        "whats": whats(),
        "crumbs": [{"label": _("Rules"), "url": at("rules")}, {"label": _("Time machine")}],
    }
    return render(request, "desk/time.html", context, status=422 if problems else 200)


def end_of(day: date) -> datetime:
    """The last moment of that day; this one, where the day is over."""
    try:
        return day_starts(day + timedelta(days=1), current().workspace.time_zone)
    except OverflowError:
        return clock.now()


def whats() -> dict[str, tuple[str, str]]:
    return {
        "rule": (_("Rule"), "accent"),
        "reminder": (_("Reminder"), ""),
        "missed": (_("Missed"), "bad"),
        "raised": (_("Raised"), "bad"),
        "health": (_("Health"), "warn"),
    }


def days(told: ahead.Ahead) -> list[tuple[Any, list[dict[str, Any]]]]:
    """What happens on each day, in order; a rule that would only lack data is left to the log."""
    found: dict[date, list[dict[str, Any]]] = {}
    labels = whats()
    for event in told.events:
        label, tone = labels[event.what]
        line = {"event": event, "label": label, "tone": tone, "url": ruling.page_of(event.kind, event.key)}
        line |= {"facts": ruling.facts_seen(event.kind, event.inputs), "turn": turn(event)}
        found.setdefault(local_day(event.at), []).append(line)
    return sorted(found.items())


def turn(event: ahead.Event) -> tuple[str, ...]:
    """Of a health that turns: before and after."""
    return tuple(event.name.split(" -> ")) if event.what == "health" else ()


@page()
@require_safe
def replay(request: HttpRequest, key: str) -> HttpResponse:
    row = reading.find(Customer, key)
    context = {
        "row": row,
        "points": replaying.replay(row),
        "crumbs": [
            {"label": _("Customers"), "url": at("customers")},
            {"label": row.name, "url": address(BY_NAME["customer"], row)},
            {"label": _("Health over time")},
        ],
    }
    return render(request, "desk/health_past.html", context)
