"""What comes in by a form of a project whose scope is locked asks for a scope change, whose answer is its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handrail.house.ledger import rows as ledger_rows
from handrail.record.projects.models import Board
from handrail.record.scope import queries as scopes
from handrail.record.scope import verbs as scope
from handrail.record.scope.models import ScopeChange

from .models import Submission


def ask(board: Board, title: str, why: str, source: str) -> ScopeChange:
    """Asked for by nobody of us; what was sent says why."""
    row = ScopeChange(project=board.project, title=title, why=why, place=board.key, source=source[:200])
    (made,) = scope.add_scope_changes([row])
    return made


def follow(rows: Sequence[ScopeChange]) -> None:
    """These scope changes have another state now: what was sent has its card, or the reason why nothing becomes of
    it. One statement, and two more where something was sent."""
    by_pk = {row.pk: row for row in rows}
    sent = list(Submission.objects.filter(change__in=by_pk, removed_at=None))
    if not sent:
        return
    tasks = scopes.brought_by([row for row in rows if row.state == "accepted"])
    ledger_rows.edit_many((one, answer(by_pk[one.change_id or 0], tasks)) for one in sent)


def answer(row: ScopeChange, tasks: dict[str, Any]) -> dict[str, Any]:
    made = tasks.get(row.key, [])
    declined = row.reason[:500] if row.state == "declined" else ""
    return {"task": made[0] if made else None, "declined": declined}
