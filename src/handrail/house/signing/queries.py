"""What the pages of sign-in show. Sign-ins have no workspace, so each question here says whose it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from handrail.house.access.models import SignIn, Token
from handrail.house.workspaces.models import Member, User
from handrail.kit import clock

FACTORS = ("totp", "webauthn")


def sessions_of(user: User) -> list[UserSession]:
    """Those that still hold, the latest first. What is over is taken off the list."""
    used = UserSession.objects.filter(
        user=user, last_seen_at__gt=clock.real() - timedelta(seconds=settings.SESSION_IDLE)
    )
    kept = [session for session in used if not session.purge()]
    return sorted(kept, key=lambda session: session.last_seen_at, reverse=True)


def factors_of(user: User) -> dict[str, list[Authenticator]]:
    found: dict[str, list[Authenticator]] = {"totp": [], "webauthn": [], "recovery_codes": []}
    for one in Authenticator.objects.filter(user=user).order_by("pk"):
        found[one.type].append(one)
    return found


def has_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def other_ways_in(user: User, without: int) -> bool:
    return (
        user.has_usable_password()
        or SocialAccount.objects.filter(user=user).exclude(pk=without).exists()
        or Authenticator.objects.filter(user=user, type="webauthn").exists()
    )


def sign_ins_of(user: User, most: int = 20) -> QuerySet[SignIn]:
    return SignIn.objects.filter(user=user).order_by("-at", "-pk")[:most]


def tokens(member: Member | None = None) -> QuerySet[Token]:
    """Good tokens of the current workspace: one member's, or everybody's."""
    found = Token.objects.filter(revoked_at=None, removed_at=None).select_related("member")
    return (found.filter(member=member) if member else found).order_by("member__name", "-pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an administrator wants to see of the sign-ins."""

    person: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    at: datetime
    key: str
    name: str
    email: str
    way: str
    provider: str
    factor: str
    ok: bool
    address: str
    agent: str


SEEN_BY_ADMINS = """
    SELECT s.id, s.at, m.key, m.name, m.email, s.way, s.provider, s.factor, s.ok, s.address, s.agent
    FROM workspaces_member m JOIN access_signin s ON s.user_id = m.user_id
    WHERE m.removed_at IS NULL AND s.at >= m.created_at
      AND (m.left_on IS NULL OR s.at < m.left_on + 1)
"""
"""The members are those of the current workspace (row security). Nobody's sign-ins from before they were here, or
from after they left, are this workspace's to see."""


def sign_ins(asked: Asked, *, before: int | None = None, most: int = 100) -> list[Entry]:
    """The sign-ins of the current workspace's members, the latest first; one statement."""
    conditions, values = conditions_of(asked)
    if before:
        conditions.append("s.id < %s")
        values.append(before)
    where = "".join(f" AND {one}" for one in conditions)
    with connection.cursor() as cursor:
        cursor.execute(f"{SEEN_BY_ADMINS}{where} ORDER BY s.id DESC LIMIT %s", [*values, most])
        return [Entry(*row) for row in cursor.fetchall()]


def conditions_of(asked: Asked) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    if asked.person:
        conditions.append("m.key = %s")
        values.append(asked.person)
    if asked.outcome in ("ok", "failed"):
        conditions.append("s.ok = %s")
        values.append(asked.outcome == "ok")
    for day, sign, add in ((asked.since, ">=", 0), (asked.until, "<", 1)):
        if day is not None:
            conditions.append(f"s.at {sign} %s")
            values.append(day + timedelta(days=add))
    return conditions, values


def all_sign_ins(asked: Asked) -> Iterator[Entry]:
    """Every line, a few hundred at a time: for a file."""
    before: int | None = None
    while page := sign_ins(asked, before=before, most=500):
        yield from page
        before = page[-1].number


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of those who can come in have a second factor."""

    people: int
    with_factor: int


def readiness() -> Readiness:
    users = Member.objects.here().exclude(user=None).values_list("user_id", flat=True)
    ids = list(users)
    having = Authenticator.objects.filter(user_id__in=ids, type__in=FACTORS).values("user_id").distinct()
    return Readiness(len(ids), having.count())


def connections_of(user: User) -> list[SocialAccount]:
    return list(SocialAccount.objects.filter(user=user).order_by("provider"))
