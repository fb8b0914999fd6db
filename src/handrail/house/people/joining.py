"""Taking an invitation up: what the link shows, an account for who has none, and the seat in the workspace."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from handrail.house.access import verbs as access
from handrail.house.access.entry import suffices
from handrail.house.access.guard import digest
from handrail.house.ledger import write
from handrail.house.workspaces.models import Member, User, Workspace
from handrail.house.workspaces.scope import Actor, enter
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say

from .leaving import come_back
from .models import Invitation

OPEN, USED, REVOKED, EXPIRED = "open", "used", "revoked", "expired"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the link may say to whoever holds it."""

    workspace: Workspace
    invitation: Invitation
    state: str

    @property
    def email(self) -> str:
        return self.invitation.email


def look(secret: str) -> Seen:
    """The invitation behind a link. Call it outside any scope; NotFound where there is none."""
    with enter(place_of(secret)) as scope:
        row = found(secret)
        return Seen(scope.workspace, row, state_of(row))


def place_of(secret: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_invited(%s)", [digest(secret)])
        place = cursor.fetchone()[0]
    if place is None:
        raise NotFound(say("There is no such invitation."), say("Ask who sent it for a new link."))
    return int(place)


def found(secret: str, *, lock: bool = False) -> Invitation:
    rows = Invitation.objects.filter(digest=digest(secret), removed_at=None).select_related("by", "team")
    row = (rows.select_for_update(no_key=True, of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound(say("There is no such invitation."), say("Ask who sent it for a new link."))
    return row


def state_of(row: Invitation) -> str:
    """An invitation is worth what its sender still may: who was set lower in between invites nobody above."""
    if row.used_at is not None:
        return USED
    lowered = row.by is not None and (row.by.left_on or not suffices(row.by.role, row.role))
    if row.revoked_at is not None or lowered:
        return REVOKED
    return EXPIRED if row.expires_at <= clock.real() else OPEN


def may_join(email: str) -> bool:
    """Whether this verified address may become a new person here: it is invited somewhere, and still may come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_expected(%s, %s)", [email.strip().lower(), clock.real()])
        return bool(cursor.fetchone()[0])


def has_account(email: str) -> bool:
    return User.objects.filter(email=email, is_active=True).exists()


def make_account(secret: str, name: str, password: str) -> User:
    """An account for the address that was invited, never for another."""
    seen = look(secret)
    refuse_over(seen.state)
    user = User(email=seen.email, name=name.replace("\0", "").strip()[:200])
    if not user.name:
        raise Invalid([Problem("name", say("Your colleagues need a name."), say("Write how they call you."))])
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid([Problem("password", words, "") for words in error.messages]) from None
    try:
        with transaction.atomic():
            return User.objects.create_user(seen.email, user.name, password)
    except IntegrityError:
        fix = say("Sign in with it; then open the link again.")
        raise Invalid([Problem("email", say("This address has an account already."), fix)]) from None


def accept(secret: str, user: User) -> Member:
    """Take the seat. A second click finds it taken by the same person, and that is fine."""
    with enter(place_of(secret), actor=Actor("member", None, user.name or user.email)):
        row = found(secret, lock=True)
        mine = Member.objects.filter(user=user).order_by("removed_at", "-pk").first()
        if mine is not None and mine.is_here:
            if state_of(row) == OPEN:
                write.change(row, {"used_at": clock.real()}, kind="used")
            return mine
        refuse_over(state_of(row))
        member = mine or row.member or seat_by_mail(user) or None
        member = seated(row, member, user) if member is not None else added(row, user)
        write.change(row, {"used_at": clock.real(), "member": member}, kind="used")
        return member


def seat_by_mail(user: User) -> Member | None:
    seats = Member.objects.filter(email__iexact=user.email, user=None, removed_at=None)
    return seats.order_by("left_on", "pk").first()


def seated(row: Invitation, member: Member, user: User) -> Member:
    """A seat that was kept, or was theirs before: the same row, with all that is owned by it."""
    if member.user_id not in (None, user.pk):
        refuse_over(USED)
    values = {"user": user, "email": user.email, "role": row.role}
    values |= {name: getattr(row, name) for name in ("job", "team") if getattr(row, name)}
    come_back(member, values)
    access.let_in({member: user})
    return member


def added(row: Invitation, user: User) -> Member:
    name = user.name or row.name or user.email
    return access.add_member(name, user.email, role=row.role, user=user, job=row.job, team=row.team)


def refuse_over(state: str) -> None:
    words = {
        USED: say("This invitation was used already."),
        REVOKED: say("This invitation was taken back."),
        EXPIRED: say("This invitation is too old."),
    }
    if state in words:
        raise Invalid([Problem("invitation", words[state], say("Ask who invited you for a new one."))])
