"""What follows a sign-in, whichever way it came: the note of it, the session's start, the list of sessions."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from handrail.house.access.sessions import SEEN, STARTED, proofs
from handrail.house.workspaces.models import User
from handrail.kit import clock

from . import audit, verbs

WAYS = {
    "password": "password", "link": "link", "mail": "mail", "invitation": "invitation", "socialaccount": "provider",
}  # fmt: skip


def connect() -> None:
    user_logged_in.connect(arrived, dispatch_uid="signing.arrived")
    user_logged_out.connect(left, dispatch_uid="signing.left")
    account.password_changed.connect(changed, dispatch_uid="signing.changed")
    account.password_set.connect(changed, dispatch_uid="signing.set")
    account.password_reset.connect(was_reset, dispatch_uid="signing.reset")


def arrived(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    request.session[STARTED] = request.session[SEEN] = clock.real().timestamp()
    shown = proofs(request.session, user.pk)
    if shown:
        # Whoever has just signed in need not prove again at once that it is them.
        shown[-1]["reauthenticated"] = True
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = shown
    audit.note(request, user=user, ok=True, **way_of(shown))
    request.user = user
    verbs.list_session(request)


def way_of(shown: list[dict[str, Any]]) -> dict[str, str]:
    """The first proof is the way in, a later one the second factor."""
    if not shown:
        return {"way": "other"}
    first, factors = shown[0], [one for one in shown if one.get("method") == "mfa"]
    if first.get("method") == "mfa":
        return {"way": "passkey"}
    factor = str(factors[-1].get("type", "")) if factors else ""
    return {
        "way": WAYS.get(str(first.get("method")), "other"),
        "provider": str(first.get("provider", "")),
        "factor": factor,
    }


def left(sender: object, request: HttpRequest, user: User | None, **_: Any) -> None:
    if request.session.session_key:
        UserSession.objects.filter(session_key=request.session.session_key).delete()


def changed(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    """A new password ends every other session, and links that are still under way."""
    verbs.list_session(request)
    verbs.end_sessions(user, but=request.session.session_key)
    verbs.void_links(user)


def was_reset(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    verbs.end_sessions(user)
    verbs.void_links(user)
