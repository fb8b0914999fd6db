"""The front door: where somebody who comes is sent, the printed link, and whether the house is up."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from handrail.house.workspaces.models import User

from . import verbs
from .addresses import address_of
from .entry import open_to
from .middleware import LAST_PLACE
from .queries import workspaces_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@open_to("anyone")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only workspace of a member, of several the one used last, or the way to sign in."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    places = workspaces_of(request.user)
    last = [place for place in places if place.slug == request.COOKIES.get(LAST_PLACE)]
    if last or len(places) == 1:
        return redirect((last or places)[0].start)
    return render(request, "access/choose.html", {"places": places})


@open_to("anyone")
@require_http_methods(["GET", "HEAD"])
def sign_in_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """One GET signs in: the link is printed for the person at the machine. A HEAD, as previews send, uses nothing."""
    if request.method == "HEAD":
        return HttpResponse()
    user = verbs.use_login_link(secret, address_of(request))
    if user is None:
        return render(request, "access/link_spent.html", status=410)
    arrive(request, user, "link")
    return redirect("access:home")


def arrive(request: HttpRequest, user: User, way: str) -> None:
    """Sign `user` in, in a new session that remembers by which way."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, user, way)
    login(request, user, BACKEND)


@open_to("anyone")
@require_http_methods(["POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGIN_URL)


@open_to("anyone")
@require_http_methods(["POST"])
def language(request: HttpRequest) -> HttpResponse:
    """What pages are written in, in this browser; nothing chosen: what the browser asks for."""
    response, wanted = onward(request), request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        )
    else:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response


def onward(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe else "/")
