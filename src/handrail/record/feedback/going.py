"""Feedback on its way: judged by the table of `states.py` before anything is written, by every path alike.

The page, the API, an answer in the thread, an edit that names another state, files and an undo all end in `go`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import Values, today
from handrail.house.talk import commenting
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock, steps
from handrail.kit.steps import refuse
from handrail.kit.verdict import Verdict

from . import clocks, states, telling
from .models import Feedback
from .states import ENDED, TABLE, Asked, Step
from .wording import NAMES


class Going(steps.Going[Feedback, Step]):
    table = TABLE


def take(rows: Sequence[Feedback], name: str, values: Values | None = None) -> int:
    """Take a step of the table; all of them or none. Returns how many really changed."""
    step = TABLE.named(name)
    return go([Going(row, step.goes, dict(values or {}), named=step) for row in rows])


def go(going: Sequence[Going]) -> int:
    """Raises `Refused` with every answer, and changes none, where one of them may not."""
    judge(going)
    refuse(going, NAMES)
    with transaction.atomic():
        changed = ledger_rows.edit_many([(one.row, arriving(one)) for one in going], kind=called(going))
        if not taken_back():
            arrived(going)
    return changed


def called(going: Sequence[Going]) -> str:
    """What the history calls it: everything that ends is told as an end."""
    return "ended" if all(one.goes in ENDED for one in going) else "changed"


def arrived(going: Sequence[Going]) -> None:
    """What follows: those concerned are told, and the thread that it was made of is settled with it."""
    taken = [(one.row, one.step) for one in going if one.step is not None]
    telling.settle([row for row, step in taken if step.goes != "open"])
    telling.stepped(taken)
    over = [row.comment for row, step in taken if step.ends and row.comment is not None]
    back = [row.comment for row, step in taken if step.name == "reopen" and row.comment is not None]
    if over:
        commenting.resolve_comments([one for one in over if one.removed_at is None])
    if back:
        commenting.reopen_comments([one for one in back if one.removed_at is None])


def taken_back() -> bool:
    return current().cause.startswith(undoing.CAUSE)


# -- what is written ----------------------------------------------------------------------------------------


def arriving(one: Going) -> dict[str, Any]:
    """What the step itself writes, and over it what somebody says."""
    if taken_back():
        return {**one.values, "state": one.goes}
    now, row = clock.now(), one.row
    written: dict[str, Any] = {}
    if one.goes == "open":
        written |= {"due_at": clocks.due_after(now), "ended_at": None, "ended_by": None, "outcome": ""}
    else:
        written |= {"answered_at": row.answered_at or now}
    if one.goes in ENDED:
        written |= {"ended_at": now, "ended_by": current().member, "reason": ""}
    return {**written, **one.values, "state": one.goes}


# -- judging ------------------------------------------------------------------------------------------------


def judge(going: Sequence[Going]) -> None:
    """Give each its answers. One statement for any number. A person who takes back what they did goes any way back."""
    if taken_back():
        return
    people = people_of(going)
    for one in going:
        one.verdicts = states.judge(facts(one, people), one.came, one.goes, today(), one.named)


def possible(row: Feedback) -> list[tuple[Step, tuple[Verdict, ...]]]:
    """Every step from where it is, with its answers as it stands. One statement."""
    going = [Going(row, step.goes) for step in states.steps_from(row.state)]
    judge(going)
    return [(one.step, one.verdicts) for one in going if one.step is not None]


def facts(one: Going, people: Mapping[int, tuple[str, str]]) -> Asked:
    me = current().member
    key, name = people.get(one.row.owner_id or 0, ("", ""))
    return Asked(
        key=one.row.key,
        title=one.row.title,
        owner=key,
        owner_name=name,
        by=me.key if me is not None else "",
        reason=str(one.values.get("reason", "")),
        outcome=str(one.values.get("outcome", "")),
    )


def people_of(going: Sequence[Going]) -> dict[int, tuple[str, str]]:
    """{member: (key, name)} of the owners: as the records are, not as a step would make them."""
    ids = {one.row.owner_id for one in going if one.row.owner_id is not None}
    rows = Member.objects.filter(pk__in=ids).values_list("pk", "key", "name") if ids else ()
    return {pk: (key, name) for pk, key, name in rows}
