"""A decision on its way: judged by the table of `states.py` before anything is written, by every path alike.

The page, the API, an edit that names another state, a review, files and an undo all end in `go`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import Values, today
from handrail.house.talk import queries as talk
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import steps
from handrail.kit.steps import refuse
from handrail.kit.verdict import Verdict
from handrail.record.feedback import queries as feedback

from . import grounds, keeping, states, telling, yielding
from .models import Decision
from .states import TABLE, Asked, Step
from .wording import NAMES

WAITS = timedelta(days=7)
"""Where no day is said, an answer is due so long after it was asked for: somebody is reminded, and a review sees it."""


@dataclass(slots=True)
class Going(steps.Going[Decision, Step]):
    table = TABLE
    broken: tuple[str, ...] = ()
    """What it leans on and does not hold, as far as that was looked at."""
    held_by: tuple[str, ...] = ()
    falls: bool = False
    """Nobody takes this step: it follows from what broke, also where somebody takes something else back."""


def take(rows: Sequence[Decision], name: str, values: Values | None = None) -> int:
    """Take a step of the table with these decisions; all of them or none. Returns how many really changed."""
    step = TABLE.named(name)
    for row in rows:
        keeping.refuse_appointed(row, values or {})
        keeping.refuse_dated(row, {**(values or {}), "state": step.goes})
    return go([Going(row, step.goes, dict(keeping.freed(row, values or {})), named=step) for row in rows])


def go(going: Sequence[Going]) -> int:
    """Raises `Refused` with every answer, and changes none, where one of them may not."""
    judge(going, hold=True)
    refuse(going, NAMES)
    with transaction.atomic():
        pairs = [(one.row, arriving(one)) for one in going]
        changed = ledger_rows.edit_many(pairs, kind="decided" if decided(going) else "changed")
        arrived(going)
    return changed


def decided(going: Iterable[Going]) -> bool:
    return all(one.step is not None and one.step.decides for one in going)


def arrived(going: Sequence[Going]) -> None:
    """What follows: the work is bound by what was approved, and those concerned are told."""
    fresh = [one for one in going if one.falls or not taken_back()]
    yielding.bind([one.row for one in fresh if one.goes == "approved"])
    telling.tell((one.row, one.step) for one in fresh if one.step is not None)


def taken_back() -> bool:
    return current().cause.startswith(undoing.CAUSE)


# -- what is written ----------------------------------------------------------------------------------------


def arriving(one: Going) -> dict[str, Any]:
    """What the step itself writes, and over it what somebody says."""
    values = {name: value for name, value in one.values.items() if name not in ("owner_id", "delegate_id")}
    if taken_back() and not one.falls:
        return {**one.values, "state": one.goes}
    me = current().member
    written: dict[str, Any] = {"state": one.goes}
    if one.goes == "in_review":
        written |= {"asked_on": today(), "asked_by": me}
        late = one.came == "rejected" and one.row.due_on is not None and one.row.due_on < today()
        if (
            one.row.due_on is None or late
        ):  # nothing waits without a day, nor with one that would be missed at once
            written["due_on"] = today() + WAITS
    elif one.goes == "proposed":
        written |= {"asked_on": None, "asked_by": None}
        if one.came == "approved":
            written |= fallen(one)
    elif one.goes in states.DECIDED:
        written |= {"decided_on": today(), "decided_by": me}
        if one.goes == "approved":
            written["reason"] = ""
            if keeping.demanded(one.row, one.values):
                written["evidence_needed"] = True  # what it was bound to stays with it
    bound = {"evidence_needed": True} if written.get("evidence_needed") else {}
    waits = {"decided_on": None, "decided_by": None} if one.goes in states.OPEN else {}
    return {**written, **values, **bound, **waits, **owning(one.values), "state": one.goes}


def fallen(one: Going) -> dict[str, Any]:
    """It waits for its owner again, with a day: an old one would be missed at once."""
    due = one.row.due_on if one.row.due_on is not None and one.row.due_on > today() else today() + WAITS
    return {"due_on": due, "reason": "; ".join(one.broken)}


def owning(values: Values) -> dict[str, Any]:
    return {name: values[name] for name in ("owner_id", "delegate_id") if name in values}


def born(rows: Sequence[Decision]) -> None:
    """New decisions that are said to be decided already: judged like those that were asked for before."""
    going = [Going(row, row.state, came="proposed") for row in rows if row.state != "proposed"]
    judge(going)
    refuse(going, NAMES)
    for one in going:
        for name, value in arriving(one).items():
            if getattr(one.row, name) in (None, ""):
                setattr(one.row, name, value)


# -- judging ------------------------------------------------------------------------------------------------


def judge(going: Sequence[Going], *, hold: bool = False) -> None:
    """Give each its answers. Five statements for any number, none where nothing is decided. `hold`: what they lean on
    stays as it is until this change is over.

    A person who takes back what they did goes any way back; to approve again is judged as ever.
    """
    asked = facts_of(going, hold) if going else {}
    for one in going:
        came = one.came
        if taken_back() and not one.falls:
            if one.goes != "approved":
                continue
            came = "in_review"
        one.verdicts = states.judge(asked[id(one)], came, one.goes, today(), one.named)


def possible(row: Decision) -> list[tuple[Step, tuple[Verdict, ...]]]:
    """Every step from where it is, with its answers as it stands. Five statements."""
    going = [Going(row, step.goes) for step in states.steps_from(row.state)]
    judge(going)
    return [(one.step, one.verdicts) for one in going if one.step is not None]


def facts_of(going: Sequence[Going], hold: bool = False) -> dict[int, Asked]:
    people, me = people_of(going), current().member
    needing = [ref(one.row) for one in going if asks(one) and one.row.key]
    proofs = talk.evidence_of(needing) if needing else {}
    held = feedback.holding([ref(one.row) for one in going if one.goes == "approved" and one.row.key])
    broken = grounds.broken_under({one.row.key for one in going if leans(one)}, hold=hold)
    for one in going:
        one.broken = grounds.names(broken.get(one.row.key, ()), one.row.customer_id)
        one.held_by = tuple(row.title for row in held.get(ref(one.row), ()))
    return {id(one): facts(one, people, me, len(proofs.get(ref(one.row), ()))) for one in going}


def asks(one: Going) -> bool:
    """Whether it takes evidence: the decision says so, or the workspace does."""
    return bool(one.said("evidence_needed")) or keeping.demanded(one.row, one.values)


def leans(one: Going) -> bool:
    """Whether it matters for this step what the decision leans on."""
    return bool(one.row.key) and one.step is not None and bool({"sound", "shaken"} & set(one.step.asks))


def facts(one: Going, people: Mapping[int, tuple[str, str]], me: Member | None, proofs: int) -> Asked:
    owner, delegate = people.get(pk_of(one, "owner"), ("", "")), people.get(pk_of(one, "delegate"), ("", ""))
    successor = one.said("replaced_by")
    return Asked(
        key=one.row.key or one.row.title,
        title=one.row.title,
        owner=owner[0],
        owner_name=owner[1],
        delegate=delegate[0],
        answer=one.said("answer"),
        evidence_needed=asks(one),
        demanded=keeping.demanded(one.row, one.values),
        proofs=proofs,
        by=me.key if me is not None else "",
        reason=str(one.values.get("reason", "")),
        successor=successor.state if isinstance(successor, Decision) else "",
        held_by=one.held_by,
        broken=one.broken,
    )


def people_of(going: Sequence[Going]) -> dict[int, tuple[str, str]]:
    """{member: (key, name)} of those who decide. One statement."""
    ids = {pk_of(one, name) for one in going for name in ("owner", "delegate")} - {0}
    if not ids:
        return {}
    return {
        pk: (key, name)
        for pk, key, name in Member.objects.filter(pk__in=ids).values_list("pk", "key", "name")
    }


def pk_of(one: Going, name: str) -> int:
    """Whoever decides is said by the record as it is, not by what comes with the step: nobody lets themselves in.

    Of what nobody owns, whoever takes it on in the same act. Who stops standing in with this step decides no more.
    """
    if name == "delegate" and one.values.get(name, one.row) is None:
        return 0
    if getattr(one.row, f"{name}_id") is None and isinstance(said := one.values.get(name), Member):
        return int(said.pk)
    return getattr(one.row, f"{name}_id") or 0
