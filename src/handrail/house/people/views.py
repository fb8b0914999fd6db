"""Outside any workspace: taking up an invitation, and the workspaces somebody is in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from handrail.house.access import verbs as access
from handrail.house.access.entry import open_to
from handrail.house.access.queries import Membership, workspaces_of
from handrail.house.access.views import arrive
from handrail.house.workspaces.models import User
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say

from . import joining


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites to what; a GET changes nothing, so that a mail scanner takes no seat."""
    try:
        seen = joining.look(secret)
    except NotFound:
        return never_cached(
            render(
                request,
                "people/join_over.html",
                {"state": "unknown", "sign_in": settings.LOGIN_URL},
                status=404,
            )
        )
    if seen.state != joining.OPEN and not already_in(request, seen):
        context = {"state": seen.state, "seen": seen, "sign_in": settings.LOGIN_URL}
        return never_cached(render(request, "people/join_over.html", context, status=410))
    if request.method == "POST":
        return joined(request, secret, seen)
    return page(request, secret, seen)


def already_in(request: HttpRequest, seen: joining.Seen) -> bool:
    return request.user.is_authenticated and any(
        place.slug == seen.workspace.slug for place in workspaces_of(request.user)
    )


def joined(request: HttpRequest, secret: str, seen: joining.Seen) -> HttpResponse:
    """As who is signed in, else with a new account."""
    try:
        if isinstance(request.user, User):
            refuse_other(request, seen)
            user = request.user
        else:
            user = joining.make_account(
                secret, request.POST.get("name", ""), request.POST.get("password", "")
            )
        joining.accept(secret, user)
    except Invalid as refusal:
        return page(request, secret, seen, refusal.problems)
    if not request.user.is_authenticated:
        arrive(request, user, "invitation")
    role = seen.invitation.role
    return HttpResponseRedirect(Membership(seen.workspace.slug, seen.workspace.name, role).start)


def refuse_other(request: HttpRequest, seen: joining.Seen) -> None:
    """Signed in with another address than the invited one: that is asked, never assumed."""
    if other(request, seen) and request.POST.get("as") != "me":
        words = say(
            "You are signed in as %(mine)s; the invitation is for %(theirs)s.",
            mine=request.user.email,  # type: ignore[union-attr]
            theirs=seen.email,
        )
        raise Invalid([Problem("as", words, say("Say below which of both you are."))])


def other(request: HttpRequest, seen: joining.Seen) -> bool:
    return isinstance(request.user, User) and request.user.email.casefold() != seen.email.casefold()


def page(request: HttpRequest, secret: str, seen: joining.Seen, problems: Any = ()) -> HttpResponse:
    context = {
        "seen": seen,
        "invitation": seen.invitation,
        "other": other(request, seen),
        "known": joining.has_account(seen.email),
        "problems": problems,
        "typed": request.POST,
        "path": f"/join/{secret}",
        "sign_in": settings.LOGIN_URL,
    }
    return never_cached(render(request, "people/join.html", context, status=422 if problems else 200))


def never_cached(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no copy of the page, and no word of it to another site."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer" if response.status_code != 200 else "same-origin"
    return response


# -- workspaces ---------------------------------------------------------------------------------------------


@open_to("signed_in")
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest) -> HttpResponse:
    """Every workspace of who is signed in; and a new one, where the installation lets them."""
    assert isinstance(request.user, User)
    mine, problems = workspaces_of(request.user), ()
    allowed = may_open(mine)
    if request.method == "POST" and allowed:
        try:
            return HttpResponseRedirect(f"/w/{opened(request, request.user)}/")
        except Invalid as refusal:
            problems = refusal.problems  # type: ignore[assignment]
    context = {"places": mine, "allowed": allowed, "problems": problems, "typed": request.POST}
    refused = request.method == "POST"
    return render(
        request, "people/places.html", context, status=(422 if allowed else 403) if refused else 200
    )


def may_open(mine: list[Membership]) -> bool:
    """As the operator says: everybody, nobody, or who owns a workspace here already."""
    if settings.NEW_WORKSPACES == "OWNERS":
        return any(place.role == "owner" for place in mine)
    return bool(settings.NEW_WORKSPACES == "EVERYBODY")


def opened(request: HttpRequest, owner: User) -> str:
    name = " ".join(request.POST.get("name", "").split())[:200]
    slug = slugify(request.POST.get("slug", "") or name)[:60].strip("-")
    if not name or not slug:
        raise Invalid(
            [Problem("name", say("The workspace needs a name."), say("Write the name of your team."))]
        )
    return access.open_workspace(slug, name, owner=owner).slug
