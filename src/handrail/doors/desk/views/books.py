"""The page of a book: one member's customers, all that waits for them, and handing it over and back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.access.entry import suffices
from handrail.house.ledger.rows import today
from handrail.house.people import books, queries
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem

from .. import book as customers
from .. import handing
from ..answers import at, done, me, page, problems_of


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody's book, with how many customers are in it. Two statements."""
    counts = customers.sizes()
    rows = [row for row in queries.may_own() if counts.get(row.pk) or row.pk == me().pk]
    lines = [{"row": row, "url": at("book", row.key), "count": counts.get(row.pk, 0)} for row in rows]
    return render(request, "desk/people/books.html", {"lines": lines, "gaps": counts.get(None, 0)})


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    owner = queries.member(key)
    wanted = customers.Wanted(owner=owner.key, sort="health")
    shelf = books.look(owner)
    context = {
        "person": owner,
        "shelf": shelf,
        "kinds": [handing.word(kind, count) for kind, count in shelf.kinds.items() if kind != "customer"],
        "rows": customers.page(wanted, owner, today()),
        "count": shelf.kinds["customer"],
        "all_url": f"{at('customers')}?owner={owner.key}",
        "handovers": [handing.told(row) for row in queries.handovers_of(owner)[:10]],
        "may": may_hand(owner),
        "crumbs": [{"label": _("Books"), "url": at("books")}, {"label": owner.name}],
    }
    return render(request, "desk/people/book.html", context)


def may_hand(owner: Member) -> bool:
    mine = me()
    return mine.pk == owner.pk or suffices(mine.role, "admin") or books.is_above(mine, owner)


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, key: str) -> HttpResponse:
    """Who takes the book, until when and why."""
    owner = queries.member(key)
    problems: Any = ()
    if request.method == "POST":
        try:
            handover = handed(request, owner)
        except Invalid as refusal:
            problems = problems_of(refusal)
        else:
            count = sum(len(items) for items in handover.items.values())
            words = ngettext("%(n)s thing was handed over.", "%(n)s things were handed over.", count)
            return done(request, words % {"n": count}, at("book", owner.key))
    context = {
        **handing.form(owner, request.POST if problems else None),
        "person": owner,
        "problems": problems,
        "good": request.POST.get("for") == "good",
        "crumbs": [
            {"label": _("Books"), "url": at("books")},
            {"label": owner.name, "url": at("book", owner.key)},
        ],
    }
    return render(request, "desk/people/hand_over.html", context, status=422 if problems else 200)


def handed(request: HttpRequest, owner: Member) -> Any:
    return books.hand_over(
        owner,
        handing.wishes(request.POST),
        reason=request.POST.get("reason", ""),
        until=day(request.POST.get("until", "")),
        for_good=request.POST.get("for") == "good",
    )


def day(text: str) -> Any:
    try:
        found = parse_date(text) if text else None
    except ValueError:
        found = None
    if text and found is None:
        raise Invalid([Problem("until", _("This is not a day."), _("Write it like 2026-12-24."))])
    return found


@page()
@require_POST
def give_back(request: HttpRequest, key: str) -> HttpResponse:
    handover = queries.handover(key)
    back = books.give_back(handover)
    count = sum(back.returned.values())
    words = ngettext("%(n)s thing is back with %(who)s.", "%(n)s things are back with %(who)s.", count)
    more = (
        _(" %(n)s have changed since and stay; they are listed below.") % {"n": len(back.kept)}
        if back.kept
        else ""
    )
    said = words % {"n": count, "who": handover.giver.name} + more
    return done(request, said, at("book", handover.giver.key))
