"""Every change of a promise: made before the sale, owned until it is a criterion, kept or released."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values, today
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Criterion

from .models import Promise

Pairs = Iterable[tuple[Promise, Values]]


def add_promises(rows: Sequence[Promise]) -> Sequence[Promise]:
    for row in rows:
        if row.plan is not None and row.opportunity is None:
            row.opportunity = row.plan.opportunity
        if row.state != "open" and row.settled_on is None:
            row.settled_on = today()
    return ledger_rows.add(rows, lambda row: row.title)


def edit_promise(row: Promise, values: Values, *, revision: int | None = None) -> bool:
    return ledger_rows.edit(row, settled(row, values), revision=revision)


def edit_promises(pairs: Pairs) -> int:
    """Whole rows at once: books, files, and what is taken back."""
    return ledger_rows.edit_many((row, dated(row, values)) for row, values in pairs)


def remove_promises(rows: Sequence[Promise]) -> int:
    return ledger_rows.remove(rows)


def restore_promises(rows: Sequence[Promise]) -> int:
    return ledger_rows.restore(rows)


def make_criterion(row: Promise) -> Criterion:
    """A criterion of its plan from now on: measured there, and followed there. Asked twice, it is the same one."""
    made: Criterion | None = row.criterion
    if row.state == "criterion" and made is not None and made.removed_at is None:
        return made
    if row.state != "open":
        words = say("This promise is settled already.")
        raise Invalid([Problem("state", words, say("Set it back to open first, if it is owed again."))])
    if row.plan is None:
        words = say("This promise belongs to no plan.")
        raise Invalid([Problem("plan", words, say("Say which plan it belongs to."))])
    with transaction.atomic():
        criterion = Criterion(plan=row.plan, title=row.title)
        plans.add_criterions([criterion])
        edit_promise(row, {"state": "criterion", "criterion": criterion})
    return criterion


def settled(row: Promise, values: Values) -> Values:
    """A criterion is named; who released us, and why, is said."""
    if values.get("criterion") is not None and "state" not in values and row.state == "open":
        values = {**values, "state": "criterion"}
    state = values.get("state", row.state)
    if state == "criterion" and values.get("criterion", row.criterion) is None:
        words = say("Which success criterion it has become is not said.")
        raise Invalid([Problem("criterion", words, say("Choose one of the plan."))])
    if state == "released" and not str(values.get("outcome", row.outcome)).strip():
        words = say("Who released us from it, and why, is not said.")
        raise Invalid([Problem("outcome", words, say("Write it down first: somebody will ask."))])
    return dated(row, values)


def dated(row: Promise, values: Values) -> Values:
    """What is settled was settled on a day: today, unless the writer knows another."""
    if "settled_on" in values or values.get("state", row.state) == row.state:
        return values
    return {**values, "settled_on": None if values["state"] == "open" else today()}
