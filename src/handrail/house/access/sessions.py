"""How long a sign-in holds: it ends after some time without use, and at last however much it is used."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from handrail.kit import clock

STARTED, SEEN = "started_at", "seen_at"
NOTED_EVERY = 300
"""Seconds between two notes of when a session was last used: each is a write."""

METHODS, METHODS_OF = "account_authentication_methods", "account_authentication_methods_user"
"""Where the sign-in library keeps what somebody has proven in this session, and who."""


def over(session: SessionBase) -> bool:
    """Whether its time has come. A session without a start, from before there was one, begins now."""
    now = clock.real().timestamp()
    started, seen = session.get(STARTED, now), session.get(SEEN, now)
    return bool(now - started > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE)


def note_use(session: SessionBase) -> bool:
    """Write down that it is in use, now and then. True where it was written."""
    now = clock.real().timestamp()
    session.setdefault(STARTED, now)
    if now - session.get(SEEN, 0) < NOTED_EVERY:
        return False
    session[SEEN] = now
    return True


def proofs(session: SessionBase, user_id: int) -> list[dict[str, Any]]:
    """What this user has proven in this session, in order: {"method": "password", "at": ...}."""
    if session.get(METHODS_OF) != str(user_id):
        return []
    found = session.get(METHODS)
    return found if isinstance(found, list) else []


def shown_lately(session: SessionBase, user_id: int) -> bool:
    """Whether this user has shown in this session, a short while ago, that it is them: by signing in, or again."""
    shown = [one for one in proofs(session, user_id) if one.get("reauthenticated")]
    within = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return bool(shown) and clock.real().timestamp() - float(shown[-1]["at"]) < within


def second_factor_shown(session: SessionBase, user_id: int) -> bool:
    """A code or a passkey in this session, or a provider that asks for one itself."""
    trusted = {one.id for one in settings.SIGN_IN_PROVIDERS if one.second_factor}
    return any(
        proof.get("method") == "mfa"
        or (proof.get("method") == "socialaccount" and proof.get("provider") in trusted)
        for proof in proofs(session, user_id)
    )
