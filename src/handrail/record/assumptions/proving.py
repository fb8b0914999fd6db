"""An assumption on its way: judged by the table of `states.py` before anything is written, by every path alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values, today
from handrail.house.ledger.undoing import taking_back
from handrail.house.talk import queries as talk
from handrail.house.talk.subjects import ref
from handrail.kit import steps
from handrail.kit.steps import Step, refuse
from handrail.kit.verdict import Verdict

from . import states
from .models import Assumption
from .states import TABLE, Asked
from .wording import NAMES


class Going(steps.Going[Assumption, Step]):
    table = TABLE


def take(rows: Sequence[Assumption], name: str, values: Values) -> int:
    """Take a step of the table with these; all of them or none. Returns how many really changed."""
    step = TABLE.named(name)
    return go([Going(row, step.goes, dict(values), named=step) for row in rows])


def go(going: Sequence[Going]) -> int:
    """Raises `Refused` with every answer, and changes none, where one of them may not."""
    judge(going)
    refuse(going, NAMES)
    with transaction.atomic():
        return ledger_rows.edit_many((one.row, arriving(one)) for one in going)


def arriving(one: Going) -> dict[str, Any]:
    if taking_back():
        return {**one.values, "state": one.goes}
    settled = {"settled_on": None if one.goes == "open" else today()}
    return {**settled, **one.values, "state": one.goes}


def born(rows: Sequence[Assumption]) -> None:
    """New ones that are said to be settled already: judged like those that were open before."""
    going = [
        Going(row, row.state, {"finding": row.finding}, came="open") for row in rows if row.state != "open"
    ]
    judge(going)
    refuse(going, NAMES)
    for one in going:
        one.row.settled_on = one.row.settled_on or today()


def judge(going: Sequence[Going]) -> None:
    """Give each its answers. One statement for any number. A person who takes back what they did goes any way back."""
    if not going or taking_back():
        return
    proofs = talk.evidence_of([ref(one.row) for one in going if one.row.key])
    for one in going:
        one.verdicts = states.judge(
            facts(one, len(proofs.get(ref(one.row), ()))), one.came, one.goes, today(), one.named
        )


def facts(one: Going, proofs: int) -> Asked:
    """What is written there already was found before, or says why it is tested again: it shows nothing of this step."""
    said = str(one.values.get("finding", ""))
    return Asked(
        key=one.row.key or one.row.title, title=one.row.title, finding=said, reason=said, proofs=proofs
    )


def possible(row: Assumption) -> list[tuple[Step, tuple[Verdict, ...]]]:
    """Every step from where it is, with its answers as it stands. One statement."""
    going = [Going(row, step.goes) for step in states.steps_from(row.state)]
    judge(going)
    return [(one.step, one.verdicts) for one in going if one.step is not None]
