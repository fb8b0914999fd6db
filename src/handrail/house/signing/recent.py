"""Before something that must not happen by accident or by a stranger at an open screen: who are you, again?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from . import queries

View = TypeVar("View", bound=Callable[..., HttpResponse])
WITHIN = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def recently(view: View) -> View:
    """Ask for the password, a code or a passkey, unless that was shown a short while ago; then go on."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or queries.lately(request.session, request.user, WITHIN):
            return view(request, *args, **kwargs)
        return ask(request)

    return asked  # type: ignore[return-value]


def ask(request: HttpRequest) -> HttpResponse:
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    if ways:
        return prove(request, ways[0]["url"])
    # Somebody who comes in by a provider or a link only has nothing to show here but a new sign-in.
    return render(request, "signing/again.html", {"next": back_to(request)}, status=403)


def prove(request: HttpRequest, url: str) -> HttpResponse:
    """A form that was sent goes on after the proof, where the library can keep it; a page of a workspace is
    opened again instead, since the library would run its view outside its workspace."""
    if request.path.startswith("/w/"):
        return redirect(f"{url}?{urlencode({'next': back_to(request)})}")
    found: HttpResponse = suspend_request(request, url)
    return found


def back_to(request: HttpRequest) -> str:
    if request.method == "GET":
        return request.get_full_path()
    came = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}"
    return came.removeprefix(here) if came.startswith(f"{here}/") else "/"
