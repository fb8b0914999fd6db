"""Today: what to do next, for whom, why and by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from handrail.house.nudges import queries as nudges
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.record.customers.models import Customer
from handrail.watch.rules import queries as rules
from handrail.watch.rules import verbs as ruling

from .. import book, inbox, raised, story, today, waiting
from ..answers import at, me, page
from ..faces import Face
from ..ranking import Line, Ranked, rank

TOLD = 3
STATES = (("healthy", "good"), ("watch", "warn"), ("at_risk", "bad"), ("no_data", ""))


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    member, asked = me(), request.GET.get("for", "")
    whose = asked if asked in ("team", "everybody") else "mine"
    everybody, view = whose == "everybody", waiting.view_of(member, whose)
    ranked = rank(waiting.lines(view), view.today)
    later = ranked.later if "all" in request.GET else ()
    shown = today.drawn((*ranked.now, *ranked.next, *later), view)
    standing, movers = book.meter(view.members, view.today)
    return render(
        request,
        "desk/today.html",
        {
            "ranked": ranked,
            "now": timed(ranked.now, shown, view.today),
            "next": timed(ranked.next, shown, view.today),
            "later": timed(later, shown, view.today),
            "today": view.today,
            "greeting": greeting(member),
            "lead": lead(ranked),
            "everybody": everybody,
            "whose": whose,
            "switch": switch(whose),
            "meter": meter(standing, whose),
            "customers": sum(standing.values()),
            "movers": movers,
            "moved_url": f"{at('customers')}?moved=worse&owner={'all' if everybody else whose}",
            "renewals": renewals(view.members, view.today),
            "raised": raised.of_members(view.members),
            "aside": list(rules.troubled()) if ruling.may_rule() else [],
            "told": inbox.rows_of(list(nudges.inbox(member).filter(read_at=None)[:TOLD])),
            "changes": story.since(clock.now() - timedelta(days=1)),
        },
    )


def timed(lines: Iterable[Line], shown: Mapping[Line, Face], day: date) -> list[dict[str, Any]]:
    """Each line with how its date looks today."""
    soon = day + timedelta(days=3)
    return [
        {
            "line": n,
            "face": shown[n],
            "late": bool(n.due_on and n.due_on < day),
            "soon": bool(n.due_on and day <= n.due_on < soon),
        }
        for n in lines
        if n in shown
    ]


def greeting(member: Member) -> str:
    hour = clock.now().astimezone(ZoneInfo(current().workspace.time_zone)).hour
    words = (
        _("Good morning, %s")
        if hour < 12
        else _("Good afternoon, %s")
        if hour < 18
        else _("Good evening, %s")
    )
    return words % (member.name.split() or [""])[0]


def lead(ranked: Ranked) -> str:
    count = len(ranked.now)
    if not count:
        return _("Nothing is urgent.")
    return ngettext("One thing cannot wait.", "%(count)s things cannot wait.", count) % {"count": count}


def switch(whose: str) -> list[dict[str, Any]]:
    here = at("today")
    return [
        {"label": _("Mine"), "url": here, "current": whose == "mine"},
        {"label": _("My team"), "url": f"{here}?for=team", "current": whose == "team"},
        {"label": _("Everybody"), "url": f"{here}?for=everybody", "current": whose == "everybody"},
    ]


def meter(standing: dict[str, int], whose: str) -> list[dict[str, Any]]:
    names = {"healthy": _("Healthy"), "watch": _("Watch"), "at_risk": _("At risk"), "no_data": _("No data")}
    owner = "all" if whose == "everybody" else whose
    return [
        {
            "label": names[state],
            "value": standing.get(state, 0),
            "tone": tone,
            "url": f"{at('customers')}?health={state}&owner={owner}",
        }
        for state, tone in STATES
    ]


def renewals(members: Collection[int] | None, day: Any) -> list[dict[str, Any]]:
    rows = Customer.objects.filter(removed_at=None, renewal_on__gte=day).order_by(
        "renewal_on", F("arr").desc()
    )
    rows = rows.filter(owner__in=members) if members is not None else rows
    shown = rows.only("key", "name", "arr", "currency", "renewal_on")[:5]
    return [{"customer": row, "days": (row.renewal_on - day).days} for row in shown]
