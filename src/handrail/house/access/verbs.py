"""Opening workspaces, adding members, letting people and programs in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from handrail.house.ledger import write
from handrail.house.workspaces import keys
from handrail.house.workspaces.models import Member, Passage, User, Workspace
from handrail.house.workspaces.scope import Scope, current, held, set_workspace
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say

from .guard import digest
from .models import LoginLink, SignIn, Token

LINK_LASTS = timedelta(minutes=30)


def find_or_add_user(email: str, name: str = "") -> User:
    email = email.strip().lower()
    if "@" not in email:
        raise Invalid(
            [
                Problem(
                    "email",
                    say("“%(email)s” is not an e-mail address.", email=email),
                    say("Write it like mara@example.com."),
                )
            ]
        )
    return User.objects.filter(email=email).first() or User.objects.create_user(
        email, name or email.split("@")[0]
    )


def open_workspace(slug: str, name: str, *, owner: User, **settings: object) -> Workspace:
    """A new workspace with `owner` as its first member. Call it outside any scope."""
    if slug != slugify(slug) or not slug:
        raise Invalid(
            [
                Problem(
                    "slug",
                    say("“%(slug)s” can not be an address.", slug=slug),
                    say("Use small letters, digits and hyphens."),
                )
            ]
        )
    with transaction.atomic(durable=True):
        if workspace_id_of(slug) is not None:
            raise Invalid(
                [
                    Problem(
                        "slug", say("The address “%(slug)s” is taken.", slug=slug), say("Choose another one.")
                    )
                ]
            )
        number = next_workspace_id()
        set_workspace(number)
        workspace = Workspace.objects.create(id=number, slug=slug, name=name, **settings)
        with held(Scope(workspace)):
            add_member(owner.name or owner.email, owner.email, role="owner", user=owner)
    return workspace


def workspace_id_of(slug: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_workspace_id(%s)", [slug])
        row = cursor.fetchone()
    return row[0] if row else None


def next_workspace_id() -> int:
    """Taken before the row exists, since row security already asks which workspace we are in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('workspaces_workspace', 'id'))")
        return int(cursor.fetchone()[0])


def add_member(
    name: str, email: str = "", *, role: str = "member", user: User | None = None, **more: object
) -> Member:
    """A member of the current workspace; with `user`, one who can come in."""
    (member,) = add_members([Member(name=name, email=email.lower(), role=role, user=user, **more)])
    return member


def add_members(members: Sequence[Member]) -> Sequence[Member]:
    """Members of the current workspace, all or none; each that has a user can come in."""
    for member, key in zip(members, keys.fresh_many(Member, [m.name for m in members]), strict=True):
        member.key = key
    write.create(members)
    let_in({member: member.user for member in members if member.user is not None})
    return members


def let_in(users: Mapping[Member, User]) -> None:
    """By this seat, and no other: one that was removed or left before may still hold the user's passage."""
    if not users:
        return
    workspace = current().workspace
    Passage.objects.filter(kind="member", user__in=users.values()).delete()
    Passage.objects.bulk_create(
        Passage(workspace=workspace, slug=workspace.slug, kind="member", member_id=member.pk, user=user)
        for member, user in users.items()
    )


def shut_out(member: Member) -> None:
    """Nothing of theirs opens the workspace any more: no session, no token."""
    Passage.objects.filter(kind="member", member_id=member.pk).delete()
    for token in Token.objects.filter(member=member, revoked_at=None, removed_at=None):
        revoke_token(token)


@dataclass(frozen=True, slots=True)
class Minted:
    """A token's secret, shown once and kept nowhere."""

    token: Token
    secret: str


def make_token(
    member: Member, name: str, *, allowed: str = "admin", expires_at: datetime | None = None
) -> Minted:
    """A token that acts as `member`, as far as `allowed` reaches (`Token.SCOPES`)."""
    scope, secret = current(), f"hr_{secrets.token_urlsafe(32)}"
    token = Token(
        key=keys.fresh(Token, name), member=member, name=name, digest=digest(secret), prefix=secret[:8],
        scope=allowed, expires_at=expires_at,
    )  # fmt: skip
    write.create([token])
    Passage.objects.create(
        workspace=scope.workspace, slug=scope.workspace.slug, kind="token", member_id=member.pk,
        digest=token.digest, token_id=token.pk, expires_at=expires_at,
    )  # fmt: skip
    return Minted(token, secret)


def revoke_token(token: Token) -> None:
    write.change(token, {"revoked_at": clock.real()}, kind="revoked")
    Passage.objects.filter(kind="token", token_id=token.pk).delete()


def login_link(email: str, *, mailed: bool = False) -> str:
    """A path that signs this user in once. One that goes by mail asks first, since mail is read by machines."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise NotFound(
            say("Nobody here has the address %(email)s.", email=email),
            say("Check the spelling, or add the person first."),
        )
    secret = secrets.token_urlsafe(32)
    LoginLink.objects.create(
        user=user, digest=digest(secret), expires_at=clock.real() + LINK_LASTS, mailed=mailed
    )
    return f"/sign-in/{'mailed' if mailed else 'link'}/{secret}"


def live_links(secret: str, *, mailed: bool = False) -> QuerySet[LoginLink]:
    return LoginLink.objects.filter(
        digest=digest(secret), used_at=None, expires_at__gt=clock.real(), user__is_active=True, mailed=mailed
    )


def use_login_link(secret: str, address: str = "", *, mailed: bool = False) -> User | None:
    """The user a link signs in; None where it is unknown, used or too old. One statement decides, once."""
    found = live_links(secret, mailed=mailed)
    link = found.select_related("user").first()
    if link is not None and found.update(used_at=clock.real()) == 1:
        return link.user
    SignIn.objects.create(way="mail" if mailed else "link", ok=False, address=address)
    return None
