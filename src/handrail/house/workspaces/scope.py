"""Being inside a workspace: one transaction, one setting that row security reads, one clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import timedelta
from secrets import randbits

from django.db import connection, transaction

from handrail.kit import clock
from handrail.kit.refusals import NotFound

from .models import Member, Workspace


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does it, as the ledger remembers it: a member, an import, a rule, the system."""

    kind: str = "system"
    member_id: int | None = None
    label: str = ""


SYSTEM = Actor()


@dataclass(frozen=True, slots=True)
class Scope:
    workspace: Workspace
    actor: Actor = SYSTEM
    member: Member | None = None
    cause: str = ""
    leaving: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What still happens inside this transaction when the block ends well: each name once."""
    batch: int = field(default_factory=lambda: randbits(62))
    """Names all that is changed here as one change, to be taken back as a whole."""
    changed: set[str] = field(default_factory=set)
    """The kinds of which something has been changed."""

    @property
    def workspace_id(self) -> int:
        return int(self.workspace.pk)

    def leave(self) -> None:
        while self.leaving:
            self.leaving.pop(next(iter(self.leaving)))()


_scope: ContextVar[Scope | None] = ContextVar("handrail_scope", default=None)


class NoScope(RuntimeError):
    """Tenant data was touched outside `scope.enter`: a mistake in the code, never of a person."""


def current() -> Scope:
    scope = _scope.get()
    if scope is None:
        raise NoScope("No workspace is open here; enter one with scope.enter(...).")
    return scope


def set_workspace(workspace_id: int) -> None:
    """Tell the database whose rows may be seen until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('handrail.ws', %s, true)", [str(workspace_id)])


@contextmanager
def held(scope: Scope) -> Iterator[Scope]:
    """Make `scope` the current one. The caller has set the workspace in its transaction already."""
    token = _scope.set(scope)
    try:
        with clock.shifted(scope.workspace.clock_offset or timedelta(0)):
            yield scope
            scope.leave()
    finally:
        _scope.reset(token)


@contextmanager
def enter(
    workspace: Workspace | str | int,
    *,
    actor: Actor | None = None,
    member: Member | None = None,
    cause: str = "",
) -> Iterator[Scope]:
    """Open a workspace by row, slug or id, for code that has no request: commands, the worker, tests.

    One transaction from here to the end; it commits when the block ends without an exception. It is the
    outermost one: inside another, the setting would outlive the block.
    """
    if _scope.get() is not None:
        raise NoScope("A workspace is open already; scopes do not nest.")
    with transaction.atomic(durable=True):
        workspace = find(workspace)
        set_workspace(workspace.pk)
        with held(Scope(workspace, actor or actor_of(member), member, cause)) as scope:
            yield scope


@contextmanager
def because(cause: str) -> Iterator[None]:
    """What is changed in this block is told with this cause."""
    token = _scope.set(replace(current(), cause=cause))
    try:
        yield
    finally:
        _scope.reset(token)


def actor_of(member: Member | None, kind: str = "member") -> Actor:
    return SYSTEM if member is None else Actor(kind, member.pk, member.name)


def find(workspace: Workspace | str | int) -> Workspace:
    """The workspace's row. By slug it goes through a guarded function, since nothing is visible yet."""
    if isinstance(workspace, Workspace):
        return workspace
    with connection.cursor() as cursor:
        if isinstance(workspace, str):
            cursor.execute("SELECT handrail_workspace_id(%s)", [workspace])
            row = cursor.fetchone()
            if row is None or row[0] is None:
                raise NotFound(
                    f"There is no workspace called “{workspace}”.", "Look at the name in its address."
                )
            workspace = int(row[0])
    set_workspace(workspace)
    try:
        return Workspace.objects.get(pk=workspace)
    except Workspace.DoesNotExist:
        raise NotFound("There is no such workspace.") from None
