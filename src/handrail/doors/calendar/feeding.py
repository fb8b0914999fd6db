"""The feed that other calendars read, and the page on which one makes its address."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.doors.desk.answers import done, me, page, problems_of
from handrail.house.access.addresses import ip_of
from handrail.house.access.entry import open_to
from handrail.house.access.guard import digest, note_use
from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.nudges.preferring import preference_of
from handrail.house.signing.limits import LIMITS, reserve
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, enter
from handrail.kit.refusals import Invalid, NotFound
from handrail.record.projects.models import Project

from . import dates, feeds, ical
from .models import Feed

MOST = 2_000
BEHIND, AHEAD = timedelta(days=366), timedelta(days=5 * 366)
"""How far a feed reaches. What is open and older than that waits on the pages."""


@open_to("anyone")
@require_safe
def read(request: HttpRequest, secret: str) -> HttpResponse:
    """The address is the permission: no cookie, no sign-in. Whoever asks too often waits."""
    if reserve("feed", digest(secret), ip_of(request)) is None:
        wait = str(int(LIMITS["feed"].window.total_seconds()))
        return plain("Too many requests.", 429, **{"Retry-After": wait})
    try:
        place, member = feeds.entered(secret)
        with enter(place, member=member, cause="feed"):
            feed = feeds.found(secret)
            body = file_of(feed)
            note_use(feed)
    except NotFound:
        return plain("There is no such feed.", 404)
    return answered(request, body)


def file_of(feed: Feed) -> bytes:
    """In the language in which its reader gets mail."""
    with translation.override(preference_of(feed.member).language or settings.LANGUAGE_CODE):
        day, rows = today(), dates.wanted(asked(feed))
        found = list(dates.within(rows, day - BEHIND, day + AHEAD).order_by("due_at", "pk")[:MOST])
        names = {pk: row.name for pk, row in dates.customers_of(found).items()}
        return ical.written(found, names, dates.owners_of(found))


def asked(feed: Feed) -> dates.Asked:
    if feed.project is not None:
        return dates.Asked(project=feed.project)
    return dates.asked_for(feed.member, feeds.whose_of(feed))


def answered(request: HttpRequest, body: bytes) -> HttpResponse:
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": mark, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
    if mark in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="handrail.ics"'
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def plain(words: str, status: int, **headers: str) -> HttpResponse:
    """Not logged as a refusal, since the line would hold the address; the measured route holds none."""
    response = HttpResponse(
        f"{words}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers
    )
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


# -- the page -----------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own address: made, made anew, withdrawn. It is shown once, since only its hash is kept."""
    if request.method != "POST":
        return shown(request, me())
    try:
        _feed, address = feeds.make_feed(me(), request.POST.get("whose", "mine"))
    except Invalid as refusal:
        return shown(request, me(), 422, problems=problems_of(refusal))
    response = shown(request, me(), address=address)
    response["Cache-Control"] = "no-store"
    return response


def shown(request: HttpRequest, member: Member, status: int = 200, **more: Any) -> HttpResponse:
    feed = feeds.feed_of(member)
    context = {
        "feed": feed,
        "choices": choices(),
        "whose": feed.whose if feed else "mine",
        "said": dict(choices()).get(feed.whose) if feed else "",
        "problems": (),
        "calendar_url": at("show"),
        "withdraw_url": at("withdraw"),
        **more,
    }
    return render(request, "calendar/feed.html", context, status=status)


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def of_project(request: HttpRequest, key: str) -> HttpResponse:
    """One's own address of a project's dates: its end, its cards' reviews, its tasks."""
    project, address = reading.find(Project, key), ""
    if request.method == "POST" and "withdraw" in request.POST:
        feeds.revoke_feeds(me(), project)
        return done(request, _("The address no longer works."), at("project-feed", key))
    if request.method == "POST":
        _feed, address = feeds.make_feed(me(), "mine", project)
    context = {"project": project, "feed": feeds.feed_of(me(), project), "address": address}
    response = render(request, "calendar/project_feed.html", context)
    response["Cache-Control"] = "no-store"
    return response


def choices() -> list[tuple[str, str]]:
    return [
        ("mine", _("My own dates")),
        ("team", _("My team’s dates")),
        ("book", _("My own dates and all of my customers")),
    ]


@page()
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    feeds.revoke_feeds(me())
    return done(request, _("The address no longer works."), at("feed"))


def at(name: str, *args: Any) -> str:
    return reverse(f"calendar:{name}", args=[current().workspace.slug, *args])
