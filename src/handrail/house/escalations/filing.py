"""What a tree of files says about what is raised: brought in, brought up to date, ended where it is left out.

Nobody is told again of what came out of a file; its clock goes on where it was. What is over here stays over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.kit import clock
from handrail.kit.words import mark

from . import acting
from .causes import CAUSES, HAND_CHAIN
from .models import RESOLVED, Escalation

SETTLED = frozenset(
    {"subject_kind", "subject_id", "subject_key", "about_id", "cause", "why", "params", "path"}
)
LEFT_OUT = mark("It was taken out of the files.")


def add_escalations(rows: Sequence[Escalation]) -> Sequence[Escalation]:
    for row in rows:
        row.since = row.since or clock.now()
        row.chain = row.chain or whole_chain(row)
        row.rung = within(row, row.rung)
        row.title = row.title or row.subject_key
        settle_words(row)
    return ledger_rows.add(rows, lambda row: f"{row.subject_key} raised")


def settle_words(row: Escalation) -> None:
    """Of what the clock has raised the words are ours, of what a person has raised they are theirs."""
    cause = CAUSES.get(row.cause)
    row.params = (row.params or {"days": 0}) if cause else {}
    row.why = cause.words(row.params["days"]) if cause else row.why


def edit_escalations(pairs: Iterable[tuple[Escalation, Values]]) -> int:
    """What it is about, and why, is settled when it begins."""
    open_ones = [(row, meant(row, values)) for row, values in pairs]
    return ledger_rows.edit_many([(row, values) for row, values in open_ones if values])


def remove_escalations(rows: Sequence[Escalation]) -> int:
    over = [row for row in rows if row.state != RESOLVED]
    acting.end(over, {row.pk: LEFT_OUT for row in over})
    return len(over)


def meant(row: Escalation, values: Values) -> dict[str, Any]:
    found = {name: value for name, value in values.items() if name not in SETTLED}
    if not found.get("chain", True):
        del found["chain"]
    if found.get("since", row) is None:
        del found["since"]
    if "rung" in found:
        found["rung"] = within(row, found["rung"])
    return found


def within(row: Escalation, rung: Any) -> int:
    return min(max(int(rung or 0), 0), len(row.chain) - 1)


def whole_chain(row: Escalation) -> list[dict[str, Any]]:
    cause = CAUSES.get(row.cause)
    return [rung.stored() for rung in (cause.chain if cause else HAND_CHAIN)]
