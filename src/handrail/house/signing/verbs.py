"""Ending sessions, the workspace's rule for sign-in, tokens for oneself and by administrators."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from handrail.house.access import verbs as access
from handrail.house.access.addresses import ip_of
from handrail.house.access.models import LoginLink, Token
from handrail.house.access.workspace import edit_workspace
from handrail.house.workspaces.models import Member, User
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Problem

from . import queries

DAYS = (30, 90, 365, 0)
DEFAULT_DAYS = 90
"""How long a token is good for; 0 is until it is revoked."""


def list_session(request: HttpRequest) -> None:
    """Put the session that this request comes with on the list of its user, or note where it is now."""
    if not request.session.session_key:
        request.session.save()
    told = {
        "user": request.user, "ip": ip_of(request),
        "user_agent": request.headers.get("User-Agent", "")[:200], "last_seen_at": clock.real(),
    }  # fmt: skip
    UserSession.objects.update_or_create(session_key=request.session.session_key, defaults=told)


def end_session(user: User, number: int) -> None:
    """One of this user's own. What it was used for ends with it, an open page at its next step."""
    session = UserSession.objects.filter(user=user, pk=number).first()
    if session is None:
        raise NotFound(_("This session is not there any more."))
    close(session)


def end_sessions(user: User, *, but: str | None = None) -> int:
    found = list(UserSession.objects.filter(user=user).exclude(session_key=but or ""))
    for session in found:
        close(session)
    return len(found)


def close(session: UserSession) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore().delete(session.session_key)
    session.delete()


def void_links(user: User) -> None:
    LoginLink.objects.filter(user=user, used_at=None).update(used_at=clock.real())


def unlink(user: User, number: int) -> None:
    """Take a provider off, unless it is the only way this person has to come in."""
    account = SocialAccount.objects.filter(user=user, pk=number).first()
    if account is None:
        raise NotFound(_("This connection is not there any more."))
    if not queries.other_ways_in(user, account.pk):
        raise Invalid(
            [Problem("", _("It is your only way to sign in."), _("Set a password or add a passkey first."))]
        )
    account.delete()


def ask_second_factor(wanted: bool) -> bool:
    """Whether everybody must show a second factor to enter the current workspace."""
    return edit_workspace({"second_factor": wanted})


def make_token(member: Member, name: str, *, allowed: str, days: int) -> access.Minted:
    problems = []
    if not name.strip():
        words = _("Give the token a name, so that you know later what it is for.")
        problems.append(Problem("name", words))
    if allowed not in Token.SCOPES:
        problems.append(Problem("allowed", _("Choose what the token may do."), ""))
    if days not in DAYS:
        problems.append(Problem("days", _("Choose how long it is good for."), ""))
    if problems:
        raise Invalid(problems)
    until = clock.real() + timedelta(days=days) if days else None
    return access.make_token(member, name.strip()[:100], allowed=allowed, expires_at=until)


def revoke_token(by: Member, key: str) -> Token:
    """One's own, or anybody's for an administrator."""
    token = Token.objects.select_related("member").filter(key=key, revoked_at=None, removed_at=None).first()
    if token is None or (token.member_id != by.pk and by.role not in ("admin", "owner")):
        raise NotFound(_("This token is not there any more."))
    if token.member.role == "owner" and by.role != "owner":
        raise NotAllowed(_("Only an owner can revoke the token of an owner."))
    access.revoke_token(token)
    return token
