"""Who outside may look at a project or a board of it: with whom it is shared, how long, how often it was seen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web.numbers import whole
from handrail.record.notes.models import Note
from handrail.record.outside import sharing
from handrail.record.outside.models import Share
from handrail.record.projects.models import Board, Project

from ..answers import address as address_of
from ..answers import at, done, page, problems_of
from ..kinds import BY_SLUG
from .records import crumbs

MODELS: dict[str, type[Project] | type[Board] | type[Note]] = {
    "projects": Project,
    "boards": Board,
    "notes": Note,
}
NAMES = {"projects": "share-project", "boards": "share-board", "notes": "share-note"}


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, what: str, key: str) -> HttpResponse:
    row: Any = reading.find(MODELS[what], key)
    if request.method != "POST":
        return shown(request, what, row)
    try:
        _made, secret = sharing.share(wish(request, row))
    except Invalid as refusal:
        return shown(request, what, row, refusal)
    if not secret:
        return done(request, _("Shared."), at(NAMES[what], key))
    response = shown(request, what, row, address=settings.URL + reverse("outside:share", args=[secret]))
    response["Cache-Control"] = "no-store"
    return response


def wish(request: HttpRequest, row: Any) -> sharing.Wish:
    label = request.POST.get("label", "")
    more: Any = {"talk": request.POST.get("talk", ""), "files": request.POST.get("files") == "on"}
    if request.POST.get("way") == "person":
        member = guests().filter(key=request.POST.get("member", "")).first()
        if member is None:
            raise Invalid([Problem("member", _("Nobody is chosen."), _("Choose a guest of the list."))])
        return sharing.Wish(row, member, label=label, **more)
    days = whole(request.POST.get("days", ""), 5) or 0
    return sharing.Wish(row, days=days, label=label, **more)


def guests() -> Any:
    return Member.objects.here().filter(role="guest").order_by("name", "pk")


def shown(
    request: HttpRequest, what: str, row: Any, refusal: Invalid | None = None, address: str = ""
) -> HttpResponse:
    context = {
        "row": row,
        "what": what,
        "address": address,
        "shares": sharing.of(row),
        "guests": [(guest.key, guest.name) for guest in guests()],
        "may_share": sharing.may_share(row),
        "days": request.POST.get("days", sharing.LASTS),
        "label": request.POST.get("label", "") if refusal else "",
        "problems": problems_of(refusal) if refusal else (),
        "invite_url": at("members"),
        "talks": [
            ("", _("Are not shown")),
            ("read", _("They read those that are marked for them")),
            ("write", _("They read those, and write too")),
        ],
        "crumbs": [
            *crumbs(BY_SLUG[what], row)[:-1],
            {"label": row.title, "url": address_of(BY_SLUG[what], row)},
            {"label": _("Sharing")},
        ],
    }
    return render(request, "desk/shares.html", context, status=422 if refusal else 200)


@page()
@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    row = reading.find(Share, key)
    if row.revoked_at is not None:
        raise NotFound(_("This is not shared any more."))
    sharing.revoke_shares([row])
    what = "notes" if row.note is not None else "boards" if row.board is not None else "projects"
    return done(request, _("Nobody looks at it by this any more."), at(NAMES[what], row.row.key))
