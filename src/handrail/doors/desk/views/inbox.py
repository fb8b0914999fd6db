"""The inbox: what one was told, why, and the one click that deals with it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.nudges import queries, verbs
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound

from .. import inbox
from ..answers import at, done, is_part, me, page, word

TABS = {"": queries.inbox, "later": queries.snoozed, "done": queries.done}


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    return render(
        request, "desk/parts/inbox.html" if is_part(request) else "desk/inbox.html", context(request)
    )


def context(request: HttpRequest) -> dict[str, Any]:
    if request.method == "POST":
        request.GET = QueryDict(
            urlsplit(request.headers.get("HX-Current-URL", "")).query
        )  # the page's own address
    member, tab, by = me(), request.GET.get("tab", ""), request.GET.get("by", "")
    rows: QuerySet[Nudge] = TABS.get(tab, queries.inbox)(member)
    pages = Paginator(rows, inbox.PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    return {
        "groups": inbox.grouped(inbox.rows_of(list(shown)), by),
        "pages": shown,
        "tab": tab if tab in TABS else "",
        "tabs": tabs(tab if tab in TABS else "", by),
        "by": by,
        "here": at("inbox") + query(request.GET.urlencode()),
        "unread": queries.unread(member),
    }


def tabs(tab: str, by: str) -> list[dict[str, Any]]:
    said, here = {"": _("Waiting"), "later": _("Later"), "done": _("Done")}, at("inbox")
    beside = "by=customer" if by == "customer" else ""
    return [
        {
            "label": label,
            "url": here + query(f"tab={name}" if name else "", beside),
            "current": name == tab,
        }
        for name, label in said.items()
    ]


def query(*parts: str) -> str:
    given = [part for part in parts if part]
    return "?" + "&".join(given) if given else ""


@page()
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """How many wait unread, for the menu of an open page."""
    return render(request, "desk/parts/bell.html", {"count": queries.unread(me())})


@page()
@require_safe
def open_one(request: HttpRequest, key: str) -> HttpResponse:
    """To what it is about. Who goes there has read it."""
    nudge = queries.get(me(), key)
    if request.method == "GET":
        verbs.mark_read([nudge])
    return HttpResponseRedirect(
        f"/w/{current().workspace.slug}/{nudge.step_path}" if nudge.step_path else at("inbox")
    )


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    nudge = queries.get(me(), key)
    run, said, undo = ACTS.get(act, (None, "", ""))
    if run is None:
        raise NotFound(_("There is nothing like this to do here."))
    run([nudge])
    return answered(request, _(said) % nudge.title, at("inbox-act", nudge.key, undo) if undo else "")


ACTS: dict[str, tuple[Any, str, str]] = {
    "done": (verbs.finish, "Done: %s", "reopen"),
    "reopen": (verbs.reopen, "Waiting again: %s", ""),
    "read": (verbs.mark_read, "Read: %s", "unread"),
    "unread": (verbs.mark_unread, "Unread again: %s", ""),
    "wake": (verbs.wake, "Waiting again: %s", ""),
}


def marked() -> tuple[str, ...]:
    """The words of `ACTS`, where the translator finds them."""
    return _("Done: %s"), _("Waiting again: %s"), _("Read: %s"), _("Unread again: %s")


@page()
@require_POST
def snooze(request: HttpRequest, key: str) -> HttpResponse:
    nudge = queries.get(me(), key)
    until, reason = request.POST.get("until", ""), request.POST.get("reason", "")
    try:
        moment = inbox.wanted_moment(me(), until, request.POST.get("day", ""))
        verbs.snooze([nudge], moment, reason)
    except Invalid as refusal:
        return refused(request, refusal)
    return answered(request, _("Put off: %s") % nudge.title, at("inbox-act", nudge.key, "wake"))


def refused(request: HttpRequest, refusal: Invalid) -> HttpResponse:
    """The list stays as it is; what was wrong is said in the corner, or on a page of its own."""
    if not is_part(request):
        raise refusal
    response = render(request, "desk/parts/inbox.html", context(request))
    problem = refusal.problems[0]
    return word(response, problem.message, fix=problem.fix, tone="bad")


@page()
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    verbs.mark_read(list(queries.inbox(me()).filter(read_at=None)[:1_000]))
    return answered(request, _("All are read."), "")


def answered(request: HttpRequest, message: str, undo: str) -> HttpResponse:
    """The list as it is now; without a script the whole page."""
    if is_part(request):
        return word(render(request, "desk/parts/inbox.html", context(request)), message, undo=undo)
    return done(request, message, at("inbox"), undo=undo)
