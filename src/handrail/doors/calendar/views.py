"""The calendar: every promised date as a month, a week or an agenda, and moving one to another day."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.doors.desk import kinds
from handrail.doors.desk.answers import address, back, is_part, me, page, word
from handrail.doors.desk.controls import members
from handrail.house.deadlines import promising, queries
from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.moments import Offset
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem, Stale
from handrail.record.customers.models import Customer
from handrail.ui.dates import written

from . import dates, moving
from .dates import Asked, Entry
from .feeding import at

VIEWS = ("month", "week", "agenda", "day")
MOST = {"month": 4, "week": 14, "day": 500}
LISTED = 200
AHEAD = timedelta(days=29)
ONE_DAY = timedelta(days=1)


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    asked, view, now = request.GET, view_of(request.GET), today()
    day = day_of(asked.get("day", "")) or now
    wanted = wishes(asked, now)
    drawn = (
        agenda(wanted, day, now, bool(asked.get("overdue")))
        if view == "agenda"
        else grid(wanted, view, day, now)
    )
    context = {
        "view": view,
        "day": day,
        "now": now,
        "wanted": wanted,
        "tabs": tabs(asked, view, day),
        "steps": steps(asked, view, day),
        "who": asked.get("who") or "mine",
        "people": [("mine", _("Mine")), ("team", _("My team’s")), ("all", _("Everybody’s")), *members()],
        "families": choices(asked.getlist("kind")),
        "overdue": bool(asked.get("overdue")),
        "clear_url": at("show") + query(asked, view=view, day=day, only=True) if filtered(asked) else "",
        "feed_url": at("feed"),
        **drawn,
    }
    return render(request, "calendar/show.html", context)


def view_of(asked: QueryDict) -> str:
    view = asked.get("view", "")
    return view if view in VIEWS else "month"


def day_of(text: str) -> date | None:
    """None where it is no day, or one at the edge of what a calendar can show."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 2200 else None


def wishes(asked: QueryDict, now: date) -> Asked:
    who = asked.get("who") or "mine"
    if who in ("mine", "team", "all"):
        found = dates.asked_for(me(), who)
    else:
        found = Asked(frozenset(Member.objects.filter(key=who[:80]).values_list("pk", flat=True)))
    names = [name for family in asked.getlist("kind") for name in dates.families().get(family, ())]
    key = asked.get("customer", "")[:80]
    customer = Customer.objects.filter(key=key, removed_at=None).first() if key else None
    return replace(
        found,
        names=tuple(names),
        customer=customer,
        words=asked.get("q", "").strip()[:100],
        before=now if asked.get("overdue") else None,
    )


def filtered(asked: QueryDict) -> bool:
    return any(asked.get(name) for name in ("who", "kind", "customer", "q", "overdue"))


def choices(chosen: list[str]) -> list[dict[str, Any]]:
    known = promising.kinds()
    return [
        {"name": family, "label": _(known[names[0]].words), "icon": dates.ICONS.get(family, "calendar"),
         "chosen": family in chosen}
        for family, names in dates.families().items()
    ]  # fmt: skip


# -- what is drawn ------------------------------------------------------------------------------------------


def grid(wanted: Asked, view: str, day: date, now: date) -> dict[str, Any]:
    first, last = reach(view, day)
    rows = dates.crowded(dates.within(dates.wanted(wanted), first, last), MOST[view])
    days = dates.days(first, last, rows, now, day.month if view == "month" else 0)
    for one in days:
        one.url = at("show") + f"?view=day&day={one.day}"
    return {
        "days": days,
        "heading": heading(view, day, first, last),
        "count": count(sum(d.there for d in days)),
    }


def reach(view: str, day: date) -> tuple[date, date]:
    """The first and the last day; whole weeks, from Monday on."""
    if view == "day":
        return day, day
    if view == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first, last = month_of(day)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def heading(view: str, day: date, first: date, last: date) -> str:
    if view == "month":
        return written(day, "F Y")
    return written(day, "l j F Y") if view == "day" else f"{written(first, 'j M')} – {written(last, 'j M Y')}"


def count(number: int) -> str:
    return ngettext("%(n)s date", "%(n)s dates", number) % {"n": number}


def agenda(wanted: Asked, day: date, now: date, overdue: bool) -> dict[str, Any]:
    """What is late first, then thirty days on; the late alone where only they are asked for."""
    rows, groups = dates.wanted(wanted).order_by("due_at", "pk"), []
    late = list(rows.filter(due_at__lt=dates.starts(now))[: LISTED + 1]) if day <= now else []
    coming = [] if overdue else list(dates.within(rows, max(day, now), day + AHEAD)[: LISTED + 1])
    entries = dates.entries([*late[:LISTED], *coming[:LISTED]], now)
    if late:
        groups.append({"title": _("Overdue"), "entries": [e for e in entries if e.late]})
    for one in by_day([e for e in entries if not e.late]):
        groups.append({"title": day_words(one[0].day, now), "entries": one})
    cut = len(late) > LISTED or len(coming) > LISTED
    return {
        "groups": groups,
        "cut": cut,
        "heading": _("Overdue") if overdue else heading("week", day, day, day + AHEAD),
        "count": count(len(entries)) + ("+" if cut else ""),
    }


def by_day(entries: list[Entry]) -> list[list[Entry]]:
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.day, []).append(entry)
    return list(found.values())


def day_words(day: date, now: date) -> str:
    near = {now: _("Today"), now + ONE_DAY: _("Tomorrow")}
    said = written(day, "l j F" if day.year == now.year else "l j F Y")
    return f"{near[day]}, {said}" if day in near else said


# -- where to go from here ----------------------------------------------------------------------------------

KEPT = ("who", "customer", "q", "overdue")


def query(asked: QueryDict, *, view: str, day: date | None = None, only: bool = False) -> str:
    """The address of another view with the same filters (`only`: without them)."""
    said: list[tuple[str, str]] = [("view", view)]
    if day is not None and day != today():
        said.append(("day", day.isoformat()))
    if not only:
        said += [(name, str(asked[name])) for name in KEPT if asked.get(name)]
        said += [("kind", family) for family in asked.getlist("kind")]
    return "?" + urlencode(said)


def tabs(asked: QueryDict, view: str, day: date) -> list[dict[str, Any]]:
    words = {"month": _("Month"), "week": _("Week"), "agenda": _("Agenda")}
    return [
        {
            "label": label,
            "url": at("show") + query(asked, view=name, day=day),
            "current": name == view,
            "key": name[0],
        }
        for name, label in words.items()
    ]


def steps(asked: QueryDict, view: str, day: date) -> dict[str, str]:
    before, after = {
        "month": (month_of(day)[0] - ONE_DAY, month_of(day)[1] + ONE_DAY),
        "week": (day - timedelta(days=7), day + timedelta(days=7)),
        "agenda": (day - AHEAD - ONE_DAY, day + AHEAD + ONE_DAY),
        "day": (day - ONE_DAY, day + ONE_DAY),
    }[view]
    here = at("show")
    return {
        "before": here + query(asked, view=view, day=before),
        "today": here + query(asked, view=view),
        "after": here + query(asked, view=view, day=after),
    }


# -- one date -----------------------------------------------------------------------------------------------


def found(name: str, key: str) -> Deadline:
    one = queries.all_deadlines().filter(name=name, subject_key=key).first()
    if one is None:
        raise NotFound(_("This date is no longer promised: it is done, or was taken away."))
    return one


@page()
@require_safe
def one(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """Why it is here: what promised it, who is reminded of it and when; and moving it."""
    deadline, now = found(name, key), today()
    (entry,) = dates.entries([deadline], now)
    kind = kinds.BY_NAME.get(deadline.subject_kind)
    row = promising.model_of(deadline.subject_kind)._default_manager.get(pk=deadline.subject_id)
    context = {
        "entry": entry,
        "record": kind.one if kind else "",
        "record_url": address(kind, row) if kind else "",
        "reminders": reminders(deadline),
        "move_url": at("move", name, key),
        "next": back(request, at("show")),
        "crumbs": [{"label": _("Calendar"), "url": at("show")}, {"label": deadline.title}],
    }
    part = "calendar/parts/one.html" if is_part(request) else "calendar/one.html"
    return render(request, part, context)


def reminders(one: Deadline) -> list[str]:
    """The days on which somebody is told, in words."""
    return [offset_words(str(offset)) for offset in one.offsets]


def offset_words(text: str) -> str:
    offset = Offset.read(text)
    number = abs(offset.number)
    if not offset.number:
        return _("on the day")
    unit = {"m": ngettext("%(n)s minute", "%(n)s minutes", number), "h": ngettext("%(n)s hour", "%(n)s hours", number),
            "d": ngettext("%(n)s day", "%(n)s days", number), "w": ngettext("%(n)s week", "%(n)s weeks", number),
            "mo": ngettext("%(n)s month", "%(n)s months", number),
            "y": ngettext("%(n)s year", "%(n)s years", number)}[offset.unit] % {"n": number}  # fmt: skip
    return (_("%(time)s before") if offset.number < 0 else _("%(time)s after")) % {"time": unit}


@page()
@require_POST
def move(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """To another day, by hand, by key, or back again. Only a change of this very date stands in the way."""
    deadline = found(name, key)
    said = {**request.GET.dict(), **request.POST.dict()}
    to, was, before = day_of(said.get("day", "")), day_of(said.get("was", "")), deadline.due_on
    try:
        if to is None:
            raise Invalid([Problem("day", _("That is not a day."), _("Choose one in the calendar."))])
        moving.move(deadline, to, was)
    except Stale:
        return refused(request, moved_meanwhile(deadline))
    except Invalid as refusal:
        return refused(request, refusal)
    return answered(request, deadline, to, f"{at('move', name, key)}?{urlencode({'day': before, 'was': to})}")


def refused(request: HttpRequest, refusal: Invalid) -> HttpResponse:
    """The date stays where it is, and why is said in the corner, or on a page of its own."""
    if not is_part(request):
        raise refusal
    problem = refusal.problems[0]
    response = HttpResponse(status=422)
    response["HX-Reswap"] = "none"
    return word(response, problem.message, fix=problem.fix, tone="bad")


def moved_meanwhile(deadline: Deadline) -> Invalid:
    words = _("Somebody else has changed “%s” in the meantime.") % deadline.title
    return Invalid([Problem("day", words, _("Look at where it is now, and move it again."))])


def answered(request: HttpRequest, deadline: Deadline, to: date, undo: str) -> HttpResponse:
    message = _("“%(title)s” is now on %(day)s.") % {"title": deadline.title, "day": written(to, "l j F Y")}
    if is_part(request):
        response = HttpResponse()
        response["HX-Trigger"] = '{"close-dialog": {}}'
        return word(response, message, undo=undo)
    messages.success(request, message)
    return HttpResponseRedirect(back(request, at("show")))
