"""The people every test knows: Alice owns, Ada administers, Bob helps, Gita is a guest, Charlie a stranger."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.test import Client

from handrail.house.access import verbs as access
from handrail.house.workspaces.models import Member, User, Workspace
from handrail.house.workspaces.scope import Scope, enter

CAST = ("alice", "ada", "bob", "gita")
ROLES = {"alice": "owner", "ada": "admin", "bob": "member", "gita": "guest"}


@dataclass
class Scene:
    """A fresh workspace with the cast, and another one with a stranger in it. Real rows, really committed."""

    workspace: Workspace
    other: Workspace
    alice: Member
    ada: Member
    bob: Member
    gita: Member
    charlie: Member

    @contextmanager
    def inside(self, member: Member | None = None) -> Iterator[Scope]:
        with enter(self.workspace.pk, member=member or self.alice) as scope:
            yield scope

    @contextmanager
    def elsewhere(self) -> Iterator[Scope]:
        with enter(self.other.pk, member=self.charlie) as scope:
            yield scope

    def client(self, member: Member | None = None) -> Client:
        client = Client()
        if member is not None:
            client.force_login(member.user)
        return client

    def token(self, member: Member) -> str:
        with enter(member.workspace_id, member=member):
            return access.make_token(member, "test").secret

    @property
    def url(self) -> str:
        return f"/w/{self.workspace.slug}/"


def stage() -> Scene:
    mark = secrets.token_hex(4)
    users = {name: person(name, mark) for name in (*CAST, "charlie")}
    ours = access.open_workspace(f"ours-{mark}", "Ours", owner=users["alice"])
    other = access.open_workspace(f"other-{mark}", "Other", owner=users["charlie"])
    with enter(ours.pk):
        members = {name: joined(name, users[name]) for name in CAST}
    with enter(other.pk):
        charlie = Member.objects.get(user=users["charlie"])
    return Scene(ours, other, charlie=charlie, **members)


def person(name: str, mark: str) -> User:
    return User.objects.create_user(f"{name}-{mark}@example.com", name.title(), "a long enough password")


def joined(name: str, user: User) -> Member:
    found = Member.objects.filter(user=user).first()
    return found or access.add_member(name.title(), user.email, role=ROLES[name], user=user)
