"""Coming in by an address: what it opens, whether a code was shown, and how often somebody may try.

An address that leads nowhere, one that is over and one that was taken back look the same, and show nothing of what
there is. Nobody has a session here: the address is the permission, and where it asks for a code, a signed cookie that
is sent to this one address only says that the code was right.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from handrail.doors.outside.asking import later
from handrail.doors.outside.asking import private as private
from handrail.house.access.addresses import ip_of
from handrail.house.access.guard import digest
from handrail.house.signing import limits
from handrail.house.workspaces.scope import enter, on_behalf_of
from handrail.record.agreed import sharing
from handrail.record.agreed.models import PlanShare

OPENED, SENT, SEEN = "opened", "sent", "seen"
"""Names of cookies: a code was right; a code is under way; the look was counted."""
HOURS = 12
CODE_LASTS = 15 * 60
LOOK = 30 * 60
SALT = "portal.opened"


@dataclass(frozen=True, slots=True)
class Door:
    """An open address: which share it is, in which workspace, and what it asks for before it shows anything."""

    secret: str
    place: int
    share: PlanShare

    @property
    def path(self) -> str:
        return reverse("portal:plan", args=[self.secret])

    @property
    def asks(self) -> str:
        """What has to be shown first: a passcode, a code by mail, or nothing."""
        if self.share.by_mail and not self.secret.startswith(sharing.MAILED):
            return "mail"  # whoever opens the address in a mail to this mailbox has shown that it is theirs
        return "passcode" if self.share.passcode else ""

    @property
    def proven(self) -> bool:
        """Whether it is known that the visitor reads the mailbox of the share."""
        return bool(self.share.mail) and (self.share.by_mail or self.secret.startswith(sharing.MAILED))


def find(secret: str) -> Door:
    """NotFound where nothing is open."""
    place = sharing.place_of(secret)
    with enter(place, cause="portal"):
        return Door(secret, place, sharing.by_secret(secret))


@contextmanager
def acting(door: Door, name: str = "") -> Iterator[PlanShare]:
    """Inside the workspace, as somebody at the customer; asked once more whether the address is open."""
    with enter(door.place, cause="portal") as scope:
        share = sharing.by_secret(door.secret)
        with (
            on_behalf_of(sharing.actor(share, name), "portal"),
            timezone.override(ZoneInfo(scope.workspace.time_zone)),
        ):
            yield share


# -- how often ----------------------------------------------------------------------------------------------


def too_often(request: HttpRequest, secret: str, kind: str = "plan") -> HttpResponse | None:
    if limits.reserve(kind, digest(secret), ip_of(request)) is not None:
        return None
    return later(private(render(request, "outside/wait.html", status=429)), kind)


# -- codes --------------------------------------------------------------------------------------------------


def is_open(request: HttpRequest, door: Door) -> bool:
    if not door.asks:
        return True
    try:
        told = signing.loads(request.COOKIES.get(OPENED, ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return False
    return bool(told == mark(door))


def mark(door: Door) -> list[object]:
    """A passcode that was changed closes what it had opened."""
    return [door.share.pk, door.share.digest[:16], door.share.passcode[-16:]]


def open_up(response: HttpResponse, door: Door) -> HttpResponse:
    keep(response, door, OPENED, signing.dumps(mark(door), salt=SALT), HOURS * 3600)
    response.delete_cookie(SENT, path=door.path)
    return response


def new_code(response: HttpResponse, door: Door) -> str:
    """Six digits. What they are is kept nowhere but in the mail: the cookie holds their hash."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    keep(
        response, door, SENT, signing.dumps([hashed(door, code), secrets.token_hex(4)], salt=SENT), CODE_LASTS
    )
    return code


def right(request: HttpRequest, door: Door, code: str) -> bool:
    try:
        told, _nonce = signing.loads(request.COOKIES.get(SENT, ""), salt=SENT, max_age=CODE_LASTS)
    except (signing.BadSignature, ValueError):
        return False
    return constant_time_compare(told, hashed(door, code.strip()))


def hashed(door: Door, code: str) -> str:
    return salted_hmac(SENT, f"{door.share.pk} {code}", algorithm="sha256").hexdigest()


def keep(response: HttpResponse, door: Door, name: str, value: str, seconds: int) -> None:
    """A cookie that only this address gets."""
    response.set_cookie(
        name, value, seconds, path=door.path, secure=settings.SECURE, httponly=True, samesite="Lax"
    )
