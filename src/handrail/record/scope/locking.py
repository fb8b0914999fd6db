"""A project's scope, locked and opened again; and what everybody says they can take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import duties, undoing
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.gating import allowed
from handrail.kit.refusals import Invalid, NotAllowed, Problem, Refused
from handrail.kit.verdict import Verdict, as_json
from handrail.kit.words import say
from handrail.record.projects.models import Project

from . import checks, queries
from .models import Commitment

MOST = 10_000
DERIVED = frozenset({"locked_at", "locked_by", "let_through", "checks", "reason"})
"""What locking and opening write."""


def gate(project: Project) -> tuple[Verdict, ...]:
    """What is asked before a scope is locked, as it stands. Five statements."""
    row = queries.commitment(project)
    return checks.commitment(queries.facts_of(project, row.capacity if row is not None else {}))


def lock_scope(project: Project, *, reason: str = "", override: bool = False) -> Commitment:
    """Nothing comes in any more but by a scope change. Raises `Refused` with every answer where the gate does not hold,
    unless it is let through with a reason, which stays."""
    refuse_others(project)
    with transaction.atomic():
        row = committed(project)
        if row.locked_at is not None:
            raise Invalid(
                [Problem("scope", say("The scope is locked already."), say("Look at the project again."))]
            )
        verdicts = checks.commitment(queries.facts_of(project, row.capacity))
        holds = allowed(verdicts)
        if not holds and not override:
            raise Refused(
                verdicts, say("The scope of “%(project)s” can not be locked yet.", project=project.title)
            )
        if not holds and not reason.strip():
            raise Invalid([Problem("reason", say("Say why it is locked all the same."), one_sentence())])
        written = {
            "locked_at": clock.now(), "locked_by": current().member, "checks": as_json(list(verdicts)),
            "let_through": "" if holds else reason.strip(), "reason": "",
        }  # fmt: skip
        ledger_rows.edit(row, written, kind="locked")
    return row


def unlock_scope(project: Project, reason: str) -> Commitment:
    """Anything may come in again. Only with a reason, which stays."""
    refuse_others(project)
    row = queries.commitment(project)
    if row is None or row.locked_at is None:
        raise Invalid([Problem("scope", say("The scope is not locked."), say("Look at the project again."))])
    if not reason.strip():
        raise Invalid([Problem("reason", say("Say why the scope is opened again."), one_sentence())])
    ledger_rows.edit(row, {"locked_at": None, "reason": reason.strip()}, kind="unlocked")
    return row


def say_capacity(project: Project, member: Member, takes: int | None) -> Commitment:
    """How many open cards of this project somebody can take: they say it, or who keeps the project writes it down."""
    me = current().member
    if me is not None and me.pk != member.pk:
        refuse_others(project)
    duties.refuse([("member", member)])
    row = committed(project)
    said = {key: n for key, n in row.capacity.items() if key != member.key}
    if takes is not None:
        said[member.key] = takes
    ledger_rows.edit(row, {"capacity": counted(said)}, kind="changed")
    return row


def one_sentence() -> str:
    return say("One sentence; it stays in the history.")


def committed(project: Project) -> Commitment:
    """The project's commitment, made where it has none."""
    found = queries.commitment(project)
    if found is None:
        (found,) = add_commitments([Commitment(project=project)])
    return found


def may_keep(project: Project) -> bool:
    """Who signs off and the workflow owners; where nobody is either, administrators. A command has no member."""
    me, keepers = current().member, queries.keepers(project)
    return me is None or me.pk in keepers or (not keepers and me.role in ("admin", "owner"))


def refuse_others(project: Project) -> None:
    if not may_keep(project):
        raise NotAllowed(
            say(
                "Only who signs off “%(project)s” or its workflow owner locks its scope, opens it and says what others "
                "can take.",
                project=project,
            ),
            say("Ask %(owner)s.", owner=project.owner.name if project.owner else say("an administrator")),
        )


def counted(said: Any) -> dict[str, int]:
    """{member: how many cards}."""
    fine = isinstance(said, Mapping) and all(
        isinstance(key, str) and type(n) is int and 0 <= n <= MOST for key, n in said.items()
    )
    if not fine:
        words = say("This says how many cards each can take, by the keys of members.")
        raise Invalid([Problem("capacity", words, '{"bob": 5}')])
    return dict(said)


# -- the row itself: files and undo -------------------------------------------------------------------------


def add_commitments(rows: Sequence[Commitment]) -> Sequence[Commitment]:
    """A file says what was locked elsewhere: that is for whoever could lock it here."""
    for row in rows:
        row.customer_id, row.capacity = row.project.customer_id, counted(row.capacity)
        if row.locked_at is not None and not rules():
            refuse_others(row.project)
    return ledger_rows.add(rows, lambda row: f"{row.project.key} scope")


def rules() -> bool:
    me = current().member
    return me is None or me.role in ("admin", "owner")


def edit_commitments(pairs: Iterable[tuple[Commitment, Values]]) -> int:
    """A change that opens or locks a scope is asked as the verbs are: it takes who may, and a reason to open it."""
    return ledger_rows.edit_many([(row, kept(row, values)) for row, values in pairs])


def kept(row: Commitment, values: Values) -> dict[str, Any]:
    values = dict(values)
    project = values.get("project", values.get("project_id", row.project_id))
    if getattr(project, "pk", project) != row.project_id:
        words = say("A scope stays that of its project.")
        raise Invalid([Problem("project", words, say("Lock the scope of the other project."))])
    if "capacity" in values:
        values["capacity"] = counted(values["capacity"])
    if "locked_at" not in values or bool(values["locked_at"]) == bool(row.locked_at):
        return {name: value for name, value in values.items() if name not in ("locked_at", "locked_by")}
    refuse_others(row.project)
    if not values["locked_at"]:
        values["reason"] = undoing.reason_or_undo(str(values.get("reason") or "")).strip()
        if not values["reason"]:
            raise Invalid([Problem("reason", say("Say why the scope is opened again."), one_sentence())])
        return values
    verdicts = checks.commitment(queries.facts_of(row.project, values.get("capacity", row.capacity)))
    if (
        not allowed(verdicts)
        and not str(values.get("let_through") or "").strip()
        and not undoing.taking_back()
    ):
        raise Refused(
            verdicts, say("The scope of “%(project)s” can not be locked yet.", project=row.project.title)
        )
    return {**values, "locked_at": clock.now(), "checks": as_json(list(verdicts))}


def remove_commitments(rows: Sequence[Commitment]) -> int:
    """Without its row a scope is open: who locked it just now takes that back, everybody else opens it first."""
    for row in rows:
        if row.locked_at is not None and not undoing.taking_back():
            words = say("The scope of “%(project)s” is locked.", project=row.project)
            raise Invalid([Problem("scope", words, say("Open it first, with a reason."))])
    return ledger_rows.remove(rows)


def restore_commitments(rows: Sequence[Commitment]) -> int:
    """One that was locked is locked from now on: what came in meanwhile is part of it."""
    with transaction.atomic():
        back = ledger_rows.restore(rows)
        ledger_rows.edit_many(
            [(row, {"locked_at": clock.now()}) for row in rows if row.locked_at is not None]
        )
    return back
