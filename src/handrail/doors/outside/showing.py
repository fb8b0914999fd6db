"""What is shared, as its reader sees it: by an address, without an account; or as a guest who has signed in.

Only plain values of `projection` come here. Nothing can be changed, and nothing leads further inside.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.doors.desk.answers import me, page
from handrail.house.access.addresses import ip_of
from handrail.house.access.entry import open_to
from handrail.house.access.guard import digest
from handrail.house.signing.limits import LIMITS, reserve
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import NotFound
from handrail.record.outside import projection, sharing

from .asking import private


@open_to("anyone")
@require_safe
def by_address(request: HttpRequest, secret: str) -> HttpResponse:
    """The address is the permission. Whoever asks too often waits; what is over looks like what never was."""
    if reserve("share", digest(secret), ip_of(request)) is None:
        response = private(render(request, "outside/wait.html", status=429))
        response["Retry-After"] = str(int(LIMITS["share"].window.total_seconds()))
        return response
    try:
        place = sharing.place_of(secret)
        with enter(place, cause="share"):
            share = sharing.by_secret(secret)
            shown = projection.page(share)
            if request.method == "GET":
                sharing.note_visit(share)
    except NotFound:
        return private(render(request, "outside/nowhere.html", status=404))
    return private(render(request, "outside/share.html", {"page": shown, "until": share.expires_at}))


@page("guest")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All that is shared with who has signed in."""
    found = sharing.shared_with(me()).order_by("pk")
    shares = [{"key": share.key, **projection.shown(share.row, ("title",))} for share in found]
    return private(render(request, "outside/mine.html", {"shares": shares}))


@page("guest")
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    share: Any = sharing.shared_with(me()).filter(key=key).first()
    if share is None:
        raise Http404(_("There is nothing like this that is shared with you."))
    sharing.note_visit(share)
    return private(render(request, "outside/share.html", {"page": projection.page(share), "inside": True}))
