"""A person's own page of security: ways in, second factor, sessions, what happened lately."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from handrail.house.access.queries import workspaces_of
from handrail.house.workspaces.models import User

from .. import queries, verbs
from ..agents import named
from ..answers import done, personal
from ..recent import recently


def somebody(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the guard has let nobody else in
    return request.user


@personal
@require_safe
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    user = somebody(request)
    connected = queries.connections_of(user)
    told = {
        "person": user,
        "places": workspaces_of(user),
        "factors": queries.factors_of(user),
        "sessions": [
            {
                "row": one,
                "agent": named(one.user_agent),
                "here": one.session_key == request.session.session_key,
            }
            for one in queries.sessions_of(user)
        ],
        "sign_ins": [{"row": one, "agent": named(one.agent)} for one in queries.sign_ins_of(user)],
        "connected": connected,
        "connectable": [
            one for one in settings.SIGN_IN_PROVIDERS if one.id not in {c.provider for c in connected}
        ],
    }
    return render(request, "signing/security.html", told)


@personal
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    verbs.end_session(somebody(request), number)
    return done(request, _("That session has ended. Whoever had it must sign in again."), "mfa_index")


@personal
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    verbs.end_sessions(somebody(request), but=request.session.session_key)
    return done(request, _("All other sessions have ended."), "mfa_index")


@personal
@require_POST
@recently
def unlink(request: HttpRequest, number: int) -> HttpResponse:
    verbs.unlink(somebody(request), number)
    return done(request, _("You can no longer sign in through it."), "mfa_index")
