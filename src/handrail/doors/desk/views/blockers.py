"""Blockers: the wall with its clocks, one with what its fallback would do, and the summary that is ready to send."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.house.deadlines.bygone import refuse_bygone
from handrail.house.ledger import reading
from handrail.kit.csvio import write_csv
from handrail.kit.refusals import Invalid, NotFound, Problem, Refusal, Refused
from handrail.kit.web.paging import Leaves
from handrail.record.blockers import belonging, effects, queries, verbs
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.states import OPEN, STATES, STEPS
from handrail.record.projects import queries as projects

from .. import blocked, controls, stepped
from ..answers import at, back, done, me, page
from ..decided import cells
from ..kinds.work import BLOCKER
from ..words import choice
from .records import described, find, part_of

PER_PAGE = 50
WORDS = ("customer_impact", "text")
BRIEF = ("owner", "due_on", "customer_sees", "customer", "source")
FILE = (
    "blocker",
    "title",
    "state",
    "blocks",
    "due_on",
    "owner",
    "customer",
    "fallback",
    "customer_impact",
    "urgent",
)
SORTS = {
    "due_on": "due_on",
    "title": "title",
    "owner": "owner__name",
    "customer": "customer__name",
    "state": "state",
}


# -- the wall -----------------------------------------------------------------------------------------------


@page()
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """What is due first comes first; what waits for a word before all of it."""
    rows = wanted(request)
    if request.GET.get("which") == "urgent":
        soon = queries.soon_day()
        rows = rows.filter(pk__in=[row.pk for row in rows if queries.is_urgent(row, soon)])
    if "file" in request.GET:
        return as_file(rows)
    pages = Leaves(rows, PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    count = pages.count
    context = {
        "kind": BLOCKER,
        "heading": BLOCKER.many,
        "faces": blocked.faces(list(shown)),
        "columns": columns(),
        "sort": request.GET.get("sort", "") or "due_on",
        "whiches": [("", _("All of them")), ("urgent", _("Urgent"))],
        "states": [("", _("Open")), ("all", _("All")), *((state, choice(state)) for state in STATES)],
        "owners": [("", _("Any owner")), ("mine", _("Mine")), ("gap", _("Nobody")), *controls.members()],
        "only": projects.called([request.GET.get("project", "")[:80]]),
        "pages": shown,
        "count": ngettext("%(n)s in this view", "%(n)s in this view", count) % {"n": count},
        "clear_url": at("blockers") if request.GET else "",
        "new_url": at("new", BLOCKER),
        "summary_url": at("summary-now", "blockers"),
        "file_url": f"?{query(request)}file=csv",
    }
    return render(request, "desk/blockers.html", context)


def wanted(request: HttpRequest) -> QuerySet[Blocker]:
    said = request.GET
    rows = queries.listing(search=said.get("q", "").strip()[:100], customer=said.get("customer", "")[:80])
    state, owner = said.get("state", ""), said.get("owner", "")
    if state in STATES:
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.filter(state__in=OPEN)
    if owner == "gap":
        rows = rows.filter(owner=None)
    elif owner:
        rows = rows.filter(owner=me()) if owner == "mine" else rows.filter(owner__key=owner)
    if key := said.get("project", "")[:80]:
        rows = rows.filter(belonging.within(key))
    sort = said.get("sort", "")
    column = F(SORTS.get(sort.removeprefix("-"), "due_on"))
    order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return rows.order_by(order, "pk")


def query(request: HttpRequest) -> str:
    words = request.GET.copy()
    words.pop("page", None)
    return f"{words.urlencode()}&" if words else ""


def columns() -> list[dict[str, Any]]:
    return [
        {"key": "title", "label": BLOCKER.field("title").label, "sort": True},
        {"key": "due_on", "label": _("Clock"), "sort": True},
        {"key": "state", "label": _("State"), "sort": True},
        {"key": "holds", "label": _("Holds up")},
        {"key": "owner", "label": _("Owner"), "sort": True},
        {"key": "customer", "label": _("Customer"), "sort": True},
    ]


def as_file(rows: QuerySet[Blocker]) -> HttpResponse:
    soon = queries.soon_day()
    lines = [
        [
            row.key, row.title, row.state, ", ".join(row.blocks), row.due_on, row.owner.key if row.owner else "",
            row.customer.key if row.customer else "", row.fallback, row.customer_impact,
            "yes" if queries.is_urgent(row, soon) else "",
        ]
        for row in rows
    ]  # fmt: skip
    answer = HttpResponse("".join(write_csv(FILE, lines)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="blockers.csv"'
    return answer


# -- one of them --------------------------------------------------------------------------------------------


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, find(BLOCKER, key, removed_too=True))


def shown(request: HttpRequest, row: Any, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        **described(BLOCKER, row),
        **blocked.beside(row),
        "words": cells(BLOCKER, row, WORDS),
        "brief": cells(BLOCKER, row, BRIEF),
        "live": stepped.live("blocker", row),
        **stepped.after(request, refusal, blocked.answer_of),
    }
    return render(request, part_of(request, "blocker"), context, status=stepped.status_of(refusal))


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """A step of the table, or one of the few things beside it."""
    row: Any = reading.find(Blocker, key, lock=True)
    run = ACTS.get(act) or (step if act in STEPS and not STEPS[act].clock else None)
    if run is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    try:
        message = run(request, row, act)
    except (Refused, Invalid) as refusal:
        return shown(request, queries.get(key), refusal)
    here = at("blocker", key)
    return done(request, message, back(request, here) if "next" in request.POST else here)


def step(request: HttpRequest, row: Blocker, act: str) -> str:
    verbs.step_blockers([row], act, stepped.typed(request, "reason"))
    return {
        "arm": _("Armed: if “%(title)s” is not solved in time, its fallback takes effect."),
        "disarm": _("Disarmed: “%(title)s” waits for you when its date has passed."),
        "release": _("The fallback of “%(title)s” took effect."),
        "resolve": _("Resolved: %(title)s"),
        "drop": _("Dropped: %(title)s"),
        "reopen": _("Open again: %(title)s"),
    }[act] % {"title": row.title}


def hold(request: HttpRequest, row: Blocker, act: str) -> str:
    """One more thing that it holds up, or one less."""
    name = request.POST.get("on", "").strip()
    if not name:
        words, fix = _("Nothing is chosen."), _("Choose what it holds up.")
        raise Invalid([Problem("blocks", words, fix)])
    rest = [one for one in row.blocks if one != name]
    verbs.edit_blocker(row, {"blocks": rest if "drop" in request.POST else [*rest, name]})
    return _("Saved.")


def change(request: HttpRequest, row: Blocker, act: str) -> str:
    """One more effect of its fallback, or one less."""
    if "drop" in request.POST:
        place = request.POST.get("place", "")
        kept = [one for number, one in enumerate(row.effects) if str(number) != place]
    else:
        do = request.POST.get("do", "")
        said = {"what": request.POST.get("what", ""), "do": do}
        if do in TO:
            said["to"] = request.POST.get(TO[do], "").strip()
        refuse_bygone({"due_on": said["to"] if do == "date" else None})
        kept = [*row.effects, said]
    verbs.edit_blocker(row, {"effects": kept})
    return _("Saved.")


TO = {"move": "days", "date": "day", "stage": "stage", "state": "state", "owner": "owner"}
"""In which field of the form it is said to what."""
assert TO.keys() == effects.LABELS.keys() - {"drop"}


def take_back(request: HttpRequest, row: Blocker, act: str) -> str:
    count = verbs.take_back(row)
    words = ngettext("%(n)s change was taken back.", "%(n)s changes were taken back.", count)
    return words % {"n": count}


ACTS: dict[str, Any] = {"hold": hold, "change": change, "take-back": take_back}


# -- the summary --------------------------------------------------------------------------------------------


@page()
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    """Where it stood before all summaries were one."""
    return redirect(at("summary-now", "blockers"))
