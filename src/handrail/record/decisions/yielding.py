"""What an approved decision asks of the work, as constraints; and the cards that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.ledger.rows import Values
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from .models import Constraint, Decision

CARRIES = "carries"
"""The relation from a card's task to a constraint."""
MOST = 500


def bind(rows: Sequence[Decision]) -> None:
    """A constraint for each thing that follows from it; of one from which nothing follows, its answer. Those that
    are there stay: somebody has written them. Two statements."""
    there = set(
        Constraint.objects.filter(decision__in=[row.pk for row in rows], removed_at=None).values_list(
            "decision_id", flat=True
        )
    )
    made = [one for row in rows if row.pk not in there for one in yielded(row)]
    if made:
        ledger_rows.add(made, lambda one: one.title)


def yielded(row: Decision) -> list[Constraint]:
    said = [str(text).strip() for text in row.implications if isinstance(text, str) and text.strip()]
    said = said or [first_line(row.answer) or row.title]
    return [
        Constraint(
            decision=row, customer_id=row.customer_id, title=text[:MOST],
            acceptance=[str(one) for one in row.acceptance],
        )
        for text in said
    ]  # fmt: skip


def first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


# -- verbs --------------------------------------------------------------------------------------------------


def add_constraints(rows: Sequence[Constraint], *, from_file: bool = False) -> Sequence[Constraint]:
    """They are of an approved decision; a file says what was so elsewhere."""
    for row in rows:
        row.customer_id = row.decision.customer_id
        if row.decision.state != "approved" and not from_file:
            words = say(
                "“%(decision)s” is not approved, so nothing follows from it yet.", decision=row.decision.title
            )
            raise Invalid([Problem("decision", words, say("Approve it first."))])
    return ledger_rows.add(rows, lambda row: row.title)


def edit_constraint(row: Constraint, values: Values, *, revision: int | None = None) -> bool:
    return ledger_rows.edit(row, values, revision=revision)


def edit_constraints(pairs: Iterable[tuple[Constraint, Values]]) -> int:
    return ledger_rows.edit_many(pairs)


def remove_constraints(rows: Sequence[Constraint]) -> int:
    return ledger_rows.remove(rows)


def restore_constraints(rows: Sequence[Constraint]) -> int:
    return ledger_rows.restore(rows)


def follow(rows: Sequence[Tenanted]) -> None:
    """Decisions that have another customer now take along what they ask of the work. One statement, and none for
    anything else."""
    at = {row.pk: row.customer_id for row in rows if isinstance(row, Decision)}
    found = Constraint.objects.filter(decision__in=list(at)) if at else ()
    write.change_many([(row, {"customer_id": at[row.decision_id]}) for row in found])
