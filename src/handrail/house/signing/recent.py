"""Before something that must not happen by accident or by a stranger at an open screen: who are you, again?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from handrail.house.access.sessions import shown_lately

View = TypeVar("View", bound=Callable[..., HttpResponse])


def recently(view: View) -> View:
    """Ask for the password, a code or a passkey, unless that was shown a short while ago; then go on."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or fresh(request):
            return view(request, *args, **kwargs)
        return ask(request)

    return asked  # type: ignore[return-value]


def ask(request: HttpRequest, to: str = "") -> HttpResponse:
    """On to the proof, and from there back to the page. A form is not kept meanwhile: it may hold a password."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    if ways:
        return redirect(f"{ways[0]['url']}?{urlencode({'next': to or back_to(request)})}")
    # Somebody who comes in by a provider or a link only has nothing to show here but a new sign-in.
    return render(request, "signing/again.html", status=403)


def fresh(request: HttpRequest) -> bool:
    return request.user.is_authenticated and shown_lately(request.session, request.user.pk)


def back_to(request: HttpRequest) -> str:
    if request.method == "GET":
        return request.get_full_path()
    came = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}"
    return came.removeprefix(here) if came.startswith(f"{here}/") else "/"
