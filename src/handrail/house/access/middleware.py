"""One transaction around the view and its rendering, with the workspace that the address names."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from handrail.house.workspaces.scope import held, keep
from handrail.kit import clock
from handrail.kit.words import say

from .addresses import ip_of
from .entry import ANYONE, SIGNED_IN, declared, suffices
from .guard import Visitor, visit
from .sessions import note_use, over

LAST_PLACE = "handrail_place"
INSIDE = re.compile(r"^/(?P<api>api/v1/)?w/(?P<slug>[-a-zA-Z0-9_]{1,60})(/|$)")


class SessionLimitsMiddleware:
    """End what has lasted too long, before anybody is let in by it; and note now and then that it is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.user.is_authenticated:
            if over(request.session):
                logout(request)
            elif note_use(request.session):
                listed = UserSession.objects.filter(session_key=request.session.session_key)
                listed.update(last_seen_at=clock.real(), ip=ip_of(request))
        return self.get_response(request)


class ScopeMiddleware:
    """Find out who comes and where to; open the workspace; refuse what no view has declared open.

    The transaction wraps view and rendering. An answer of 500 or more, or a refusal, rolls it back; a
    refused verb has rolled back its own savepoint before. What is kept of a refusal is written after that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if holds_nul(request):
            raise BadRequest(say("The address holds a NUL character."))
        place = INSIDE.match(request.path_info)
        request.visitor = Visitor()  # type: ignore[attr-defined]
        if place is None:
            return self.get_response(request)
        with transaction.atomic(durable=True):
            visitor = visit(request, place["slug"], by_token=bool(place["api"]))
            request.visitor = visitor  # type: ignore[attr-defined]
            if visitor.scope is None:
                return self.get_response(request)
            with held(visitor.scope) as scope:
                response = self.get_response(request)
                remember(request, response, place)
                if response.status_code >= 400:
                    scope.leaving.clear()
                    transaction.set_rollback(True)
        keep(scope)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        who = declared(view)
        if who == ANYONE:
            return None
        if who is None:
            if getattr(view, "guarded_by_api", False) or is_static(request):
                return None
            raise PermissionDenied(say("This address is not open to anybody."))
        turned_away = self.refuse(request, who)
        if turned_away is None:
            refuse_nul(request)
        return turned_away

    def refuse(self, request: HttpRequest, who: str) -> HttpResponse | None:
        visitor: Visitor = request.visitor  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if who == SIGNED_IN:
            return None
        if visitor.missing:
            return redirect_to_login(request.get_full_path(), reverse("signing:second-factor"))
        if visitor.member is None:
            raise Http404(say("There is no such workspace, or you are not a member of it."))
        if not suffices(visitor.member.role, who):
            raise PermissionDenied(say("Your role does not allow this."))
        return None


def remember(request: HttpRequest, response: HttpResponse, place: re.Match[str]) -> None:
    """The workspace that was used last, in this browser: where its owner comes in the next time."""
    if place["api"] or response.status_code >= 400 or request.COOKIES.get(LAST_PLACE) == place["slug"]:
        return
    year = 365 * 24 * 3600
    response.set_cookie(
        LAST_PLACE, place["slug"], year, secure=settings.SECURE, httponly=True, samesite="Lax"
    )


def holds_nul(request: HttpRequest) -> bool:
    """The database has no place for one, and every look-up by it would be a crash."""
    return "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")


def refuse_nul(request: HttpRequest) -> None:
    """No keyboard writes one into a form. The API and the readers of files say where they found theirs."""
    if any("\0" in value for _name, values in request.POST.lists() for value in values):
        raise BadRequest(say("The form holds a NUL character."))


def is_static(request: HttpRequest) -> bool:
    return settings.DEBUG and request.path_info.startswith(settings.STATIC_URL)
