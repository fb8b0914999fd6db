"""The people every test knows: Alice owns, Ada administers, Bob helps, Gita is a guest, Charlie a stranger."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password
from django.test import Client
from psycopg import Connection

from handrail.house.access import verbs as access
from handrail.house.search.sweeps import SHAPE
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
    users = {name: user(name, mark) for name in (*CAST, "charlie")}
    User.objects.bulk_create(users.values())
    ours = access.open_workspace(f"ours-{mark}", "Ours", owner=users["alice"])
    other = access.open_workspace(f"other-{mark}", "Other", owner=users["charlie"])
    with enter(ours.pk):
        alice = Member.objects.get(user=users["alice"])
        ada, bob, gita = access.add_members([seat(name, users[name]) for name in CAST[1:]])
    with enter(other.pk):
        charlie = Member.objects.get(user=users["charlie"])
    return Scene(ours, other, alice, ada, bob, gita, charlie)


LEFT = (
    "DELETE FROM ledger_claim",
    "UPDATE deadlines_deadline SET next_fire_at = NULL WHERE next_fire_at IS NOT NULL",
    "UPDATE deadlines_survey SET version = 32767, done_at = now() WHERE done_at IS NULL",
    "UPDATE health_standing SET holds_until = NULL WHERE holds_until IS NOT NULL",
)
"""What workers that tests started have woken up in workspaces of the past."""
KEPT: set[int] = set()
"""Workspaces that more than one file looks at: nothing is due in them, and their pages show what they showed."""
QUIET = (
    "DELETE FROM ledger_claim WHERE workspace_id = ANY(%(places)s)",
    "UPDATE deadlines_deadline SET next_fire_at = NULL WHERE workspace_id = ANY(%(places)s)",
    "UPDATE nudges_delivery SET next_at = NULL WHERE workspace_id = ANY(%(places)s) AND next_at IS NOT NULL",
    "DELETE FROM nudges_digest WHERE workspace_id = ANY(%(places)s)",
    "UPDATE health_standing SET holds_until = NULL WHERE workspace_id = ANY(%(places)s)",
    """INSERT INTO deadlines_survey (workspace_id, version, kind, after_id, done_at)
       SELECT unnest(%(places)s::bigint[]), 32767, '', 0, now()
       ON CONFLICT (workspace_id) DO UPDATE SET version = 32767, done_at = now()""",
    f"INSERT INTO search_built SELECT unnest(%(places)s::bigint[]), {SHAPE} ON CONFLICT DO NOTHING",
)
OVER = (
    """INSERT INTO rules_rule (workspace_id, key, revision, created_at, removed_at, owner_text, owner_gap, title, "when",
                               condition, "then", state, source, problem)
       SELECT w, 'rests', 1, now(), now(), '', 'nobody', '', '{}', '', '[]', 'off', 'rests', ''
       FROM unnest(%(places)s::bigint[]) AS w
       WHERE NOT EXISTS (SELECT FROM rules_rule r WHERE r.workspace_id = w AND r.source <> '')""",
    "DELETE FROM health_standing WHERE workspace_id = ANY(%(places)s)",
    "UPDATE customers_customer SET removed_at = now() WHERE workspace_id = ANY(%(places)s)",
    "UPDATE projects_project SET removed_at = now() WHERE workspace_id = ANY(%(places)s)",
)


def clear_away(caretaker: Connection) -> None:
    for statement in LEFT:
        caretaker.execute(statement)


def rest(caretaker: Connection, after: int) -> int:
    """Nobody works in the workspaces made after this one any more: what is due there is nobody's business.

    Or each sweep and each worker of a later test would do it first. Returns the latest workspace there is.
    """
    found = caretaker.execute("SELECT id FROM workspaces_workspace WHERE id > %s", [after]).fetchall()
    places = [pk for (pk,) in found]
    with caretaker.pipeline():
        for statement in QUIET:
            caretaker.execute(statement, {"places": places})
        for statement in OVER:
            caretaker.execute(statement, {"places": [pk for pk in places if pk not in KEPT]})
    return max(places, default=after)


def person(name: str, mark: str) -> User:
    made = user(name, mark)
    made.save()
    return made


def user(name: str, mark: str) -> User:
    return User(
        email=f"{name}-{mark}@example.com", name=name.title(), password=hashed("a long enough password")
    )


@cache
def hashed(password: str) -> str:
    """Once: to hash takes as long as is safe."""
    return make_password(password)


def seat(name: str, user: User) -> Member:
    return Member(name=name.title(), email=user.email, role=ROLES[name], user=user)
