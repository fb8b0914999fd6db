"""Being inside a workspace: one transaction, one setting that row security reads, one clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import timedelta
from secrets import randbits
from typing import Any

from django.db import connection, transaction

from handrail.kit import clock
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

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
    hidden: frozenset[int] = frozenset()
    """The private customers that the member may not see; the database hides them."""
    leaving: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What still happens inside this transaction when the block ends well: each name once."""
    remembered: dict[str, Any] = field(default_factory=dict)
    """What was read and stays true until something is written: `house.ledger.append` forgets it."""
    batch: int = field(default_factory=lambda: randbits(62))
    """Names all that is changed here as one change, to be taken back as a whole."""
    changed: set[str] = field(default_factory=set)
    """The kinds of which something has been changed."""
    gathering: list[list[Any]] = field(default_factory=list)
    """Lines for the ledger that are told together, while `house.ledger.append.together` is open."""
    proven: bool = True
    """Whether whoever does it has shown lately that it is them. A token never has; a command need not."""
    window: str = ""
    """The window of a browser that asks for it: its page knows its own changes by this name."""
    made: dict[str, set[int]] = field(default_factory=dict)
    """What came into being here, by a room's own name for it: its maker may do more with it than others may later."""
    kept: list[Callable[[], None]] = field(default_factory=list)
    """What is written even where all else is refused: in a transaction of its own, when this one is over."""

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


def hide_from(member_id: int) -> frozenset[int]:
    """Tell the database to hide the private customers that this member may not see; these are their ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT handrail_veil(%s)", [member_id])
        return hidden_in(cursor.fetchone()[0])


def hidden_for(member_id: int) -> frozenset[int]:
    """What this member may not see, while we go on seeing what we saw."""
    try:
        return hide_from(member_id)
    finally:
        hide(current().hidden)


def hidden_in(text: str | None) -> frozenset[int]:
    """The ids in "{12,15}"; nothing is hidden where it is empty."""
    return frozenset(int(number) for number in (text or "").strip("{}").split(",") if number)


@contextmanager
def unveiled() -> Iterator[None]:
    """See private customers too, for what must be whole whoever asks: free keys, judging, handing everything over.

    Nothing that is read in here may be shown. A refusal inside takes the veil back with its savepoint.
    """
    scope = current()
    if not scope.hidden:
        yield
        return
    token = _scope.set(replace(scope, hidden=frozenset()))  # one inside another finds nothing left to lift
    try:
        with transaction.atomic():
            hide(frozenset())
            yield
            hide(scope.hidden)
    finally:
        _scope.reset(token)


@contextmanager
def seeing_as(member_id: int) -> Iterator[None]:
    """See what this member may see, for what is done on their word while they are not here."""
    scope = current()
    with transaction.atomic():
        token = _scope.set(replace(scope, hidden=hide_from(member_id)))
        try:
            yield
        finally:
            _scope.reset(token)
        hide(scope.hidden)


def hide(hidden: frozenset[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('handrail.hidden', %s, true)", [told(hidden)])


def told(hidden: frozenset[int]) -> str:
    return "{" + ",".join(map(str, sorted(hidden))) + "}" if hidden else ""


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
    still: bool = False,
) -> Iterator[Scope]:
    """Open a workspace by row, slug or id, for code that has no request: commands, the worker, tests.

    With a member, what is private is hidden as on that member's pages; without one everything is there.

    `still`: all that is read is as of one moment, however much is written meanwhile.

    One transaction from here to the end; it commits when the block ends without an exception. It is the
    outermost one: inside another, the setting would outlive the block.
    """
    if _scope.get() is not None:
        raise NoScope("A workspace is open already; scopes do not nest.")
    over: Scope | None = None
    try:
        with transaction.atomic(durable=True):
            if still:
                stand_still()
            workspace = find(workspace)
            set_workspace(workspace.pk)
            hidden = hide_from(member.pk) if member is not None else frozenset()
            with held(Scope(workspace, actor or actor_of(member), member, cause, hidden)) as over:
                yield over
    finally:
        if over is not None:
            keep(over)


def stand_still() -> None:
    """Before anything is read in this transaction: it sees one moment from now on."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


@contextmanager
def because(cause: str) -> Iterator[None]:
    """What is changed in this block is told with this cause."""
    token = _scope.set(replace(current(), cause=cause))
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def on_behalf_of(actor: Actor, cause: str = "") -> Iterator[None]:
    """What is changed in this block was done by somebody else before: it is told as theirs, as a change of its own."""
    token = _scope.set(replace(current(), actor=actor, cause=cause, batch=randbits(62), window=""))
    try:
        yield
    finally:
        _scope.reset(token)


def actor_of(member: Member | None, kind: str = "member") -> Actor:
    return SYSTEM if member is None else Actor(kind, member.pk, member.name)


def keep(scope: Scope) -> None:
    """Write what stays of a scope that is over, whether it was committed or refused."""
    if not scope.kept:
        return
    with transaction.atomic(durable=True):
        set_workspace(scope.workspace_id)
        hide(scope.hidden)
        again = replace(scope, leaving={}, remembered={}, changed=set(), gathering=[], kept=[])
        with held(again):
            for write in scope.kept:
                write()


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
                    say("There is no workspace called “%(workspace)s”.", workspace=workspace),
                    say("Look at the name in its address."),
                )
            workspace = int(row[0])
    set_workspace(workspace)
    try:
        return Workspace.objects.get(pk=workspace)
    except Workspace.DoesNotExist:
        raise NotFound(say("There is no such workspace.")) from None
