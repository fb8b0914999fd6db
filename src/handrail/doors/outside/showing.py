"""What is shared, as its reader sees it: by an address, without an account; or as a guest who has signed in.

Only plain values of `projection` come here, and nothing leads further inside. Where who shares it says so, files can be
fetched and comments written.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from handrail.doors.desk.answers import me, page
from handrail.house.access.addresses import ip_of
from handrail.house.access.entry import open_to
from handrail.house.access.guard import digest
from handrail.house.access.serving import served
from handrail.house.signing.limits import reserve
from handrail.house.talk import storing
from handrail.house.workspaces.scope import SYSTEM, Actor, current, enter
from handrail.kit.refusals import Invalid, NotAllowed, NotFound
from handrail.record.outside import projection, sharing
from handrail.record.outside.models import Share

from .asking import TRAP, later, private

OCTETS = "application/octet-stream"


@csrf_exempt  # no session gives it any power: whoever has the address may do what it allows
@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def by_address(request: HttpRequest, secret: str) -> HttpResponse:
    """The address is the permission. Whoever asks too often waits; what is over looks like what never was."""
    limit = "share-said" if request.method == "POST" else "share"

    def answer(share: Share) -> HttpResponse:
        if request.method == "POST":
            return said(request, share, reverse("outside:share", args=[secret]))
        if request.method == "GET":
            sharing.note_visit(share)
        return shown(request, share)

    return opened(request, secret, limit, answer)


@open_to("anyone")
@require_safe
def file_by_address(request: HttpRequest, secret: str, key: str) -> HttpResponse:
    return opened(request, secret, "share", lambda share: handed_out(share, key))


def opened(
    request: HttpRequest, secret: str, limit: str, answer: Callable[[Share], HttpResponse]
) -> HttpResponse:
    if reserve(limit, digest(secret), ip_of(request)) is None:
        return later(private(render(request, "outside/wait.html", status=429)), limit)
    name = request.POST.get("name", "").replace("\0", "")[:150] if request.method == "POST" else ""
    actor = Actor("form", None, name) if name else SYSTEM
    try:
        place = sharing.place_of(secret)
        with enter(place, actor=actor, cause="share"):
            return answer(sharing.by_secret(secret))
    except NotFound:
        return private(render(request, "outside/nowhere.html", status=404))


@page("guest")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All that is shared with who has signed in."""
    found = sharing.shared_with(me()).order_by("pk")
    shares = [{"key": share.key, **projection.shown(share.row, ("title",))} for share in found]
    return private(render(request, "outside/mine.html", {"shares": shares}))


@page("guest")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    share = theirs(key)
    if request.method == "POST":
        return said(request, share, reverse("outside:one", args=[current().workspace.slug, key]))
    sharing.note_visit(share)
    return shown(request, share)


@page("guest")
@require_safe
def file(request: HttpRequest, key: str, file: str) -> HttpResponse:
    return handed_out(theirs(key), file)


def theirs(key: str) -> Share:
    share: Share | None = sharing.shared_with(me()).filter(key=key).first()
    if share is None:
        raise Http404(_("There is nothing like this that is shared with you."))
    return share


# -- what both do -------------------------------------------------------------------------------------------


def shown(request: HttpRequest, share: Share, problems: Any = (), status: int = 200) -> HttpResponse:
    context = {
        "page": projection.page(share),
        "until": share.expires_at,
        "inside": share.member is not None,
        "problems": problems,
        "typed": request.POST,
        "trap": TRAP,
        "here": request.path,
    }
    return private(render(request, "outside/share.html", context, status=status))


def said(request: HttpRequest, share: Share, back: str) -> HttpResponse:
    """What fills in the field that no person sees is thanked, and not kept."""
    try:
        if not request.POST.get(TRAP):
            sharing.comment(share, request.POST.get("text", ""), name=request.POST.get("name", ""))
    except NotAllowed:
        return private(HttpResponse(status=405, headers={"Allow": "GET, HEAD"}))
    except Invalid as refusal:
        return shown(request, share, refusal.problems, 422)
    return private(HttpResponseRedirect(f"{back}#said"))


def handed_out(share: Share, key: str) -> HttpResponse:
    row = projection.file_of(share, key)
    content: Any = storing.opened(row.digest)
    return private(served(content, OCTETS, row.name, row.digest))  # type: ignore[arg-type]
