"""How often somebody may try, counted in PostgreSQL, so that all processes agree.

A try is counted before it is made and taken back when it goes well: a hundred at once are a hundred. What counts is
the place somebody comes from, for one subject and over all of them. Nobody is locked out by what others do
elsewhere; see decision 0018 for the one exception, wrong codes after the right password.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import IntegrityError, connection, transaction

from handrail.house.access.models import SignIn
from handrail.kit import clock

from .models import Attempt, Spent

KEPT = timedelta(days=1)
FAMILIAR = timedelta(days=30)
SPENT_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Limit:
    """Tries within `window`: from one place for one subject, from one place for all, for one subject from all
    unfamiliar places (0: not counted)."""

    each: int
    spread: int
    strangers: int = 0
    window: timedelta = timedelta(minutes=15)


LIMITS = {
    "password": Limit(each=10, spread=100),
    "code": Limit(each=10, spread=50, strangers=100),
    # How often mail is asked for. Here nothing is taken back: each of these sends one.
    "reset": Limit(each=5, spread=20, window=timedelta(hours=1)),
    "link": Limit(each=5, spread=20, window=timedelta(hours=1)),
    # How often a public form is sent; "plain" is one whose browser has no script and has worked out nothing.
    "form": Limit(each=20, spread=60, strangers=400, window=timedelta(hours=1)),
    "form-plain": Limit(each=5, spread=20, strangers=60, window=timedelta(hours=1)),
    # How often what is shared is looked at, by one address from one place, and all addresses from there.
    "share": Limit(each=120, spread=600, window=timedelta(hours=1)),
    # How often a plan is looked at by its customer, written to, and how often a code is tried or asked for.
    "plan": Limit(each=240, spread=3_000, window=timedelta(hours=1)),
    "plan-paper": Limit(each=20, spread=200, strangers=200, window=timedelta(hours=1)),
    "plan-say": Limit(each=60, spread=300, strangers=400, window=timedelta(hours=1)),
    "plan-code": Limit(each=10, spread=50, strangers=100),
    "plan-mail": Limit(each=5, spread=20, window=timedelta(hours=1)),
    # How often something is said by an address, from one place and from all.
    "share-said": Limit(each=20, spread=60, strangers=400, window=timedelta(hours=1)),
    # How often a calendar is read: one address from one place, and all addresses from there (a whole office).
    "feed": Limit(each=60, spread=2_000, window=timedelta(hours=1)),
}
MAILS, MAILS_WITHIN = 5, timedelta(hours=1)
"""Mails of one kind to one mailbox, whoever asks: the last one that came still opens the door."""


def network(address: str) -> str:
    """The place of an address: whoever has one IPv6 address has its whole /64."""
    try:
        found = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(ip_network((found, 64), strict=False))
    return str(found)


def reserve(kind: str, subject: str, address: str, *, user_id: int | None = None) -> Attempt | None:
    """Count one more try; None where there were too many. `user_id` lets somebody in from where they came before."""
    limit, place, subject = LIMITS[kind], network(address), subject.lower()[:254]
    with transaction.atomic():
        wait_for(f"{kind} {place}")
        if limit.strangers:
            wait_for(f"{kind} {subject}")
        if too_many(kind, subject, place, limit, user_id):
            return None
        return Attempt.objects.create(kind=kind, subject=subject, network=place)


def release(attempt: Attempt) -> None:
    """It went well: it does not count."""
    attempt.delete()


def too_many(kind: str, subject: str, place: str, limit: Limit, user_id: int | None = None) -> bool:
    tries = Attempt.objects.filter(kind=kind, at__gt=clock.real() - limit.window)
    here = tries.filter(network=place)
    if here.filter(subject=subject).count() >= limit.each or here.count() >= limit.spread:
        return True
    if not limit.strangers or tries.filter(subject=subject).count() < limit.strangers:
        return False
    return place not in familiar(user_id)


def familiar(user_id: int | None) -> set[str]:
    """Places from which this user has signed in lately."""
    if user_id is None:
        return set()
    recent = SignIn.objects.filter(user_id=user_id, ok=True, at__gt=clock.real() - FAMILIAR)
    return {network(address) for address in recent.values_list("address", flat=True).distinct()[:500]}


def wait_for(name: str) -> None:
    """Of tries for the same door at the same moment, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 18))", [name])


def mailbox_full(kind: str, subject: str) -> bool:
    """Whether this mailbox has had enough mail of this kind; to be asked where the mail is sent."""
    sent = Attempt.objects.filter(kind=f"{kind}-sent", subject=subject, at__gt=clock.real() - MAILS_WITHIN)
    return sent.count() >= MAILS


def note_mail(kind: str, subject: str) -> None:
    Attempt.objects.create(kind=f"{kind}-sent", subject=subject)


def spend(*parts: object) -> bool:
    """Use a one-time code up. False where it was used before."""
    digest = hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
    Spent.objects.filter(at__lt=clock.real() - SPENT_FOR).delete()
    try:
        with transaction.atomic():
            Spent.objects.create(digest=digest)
    except IntegrityError:
        return False
    return True


def forget() -> int:
    """The worker's turn: tries of yesterday limit nobody."""
    return Attempt.objects.filter(at__lt=clock.real() - KEPT).delete()[0]
