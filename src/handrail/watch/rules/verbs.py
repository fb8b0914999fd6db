"""Every change of a rule. What can not be read is refused before it is kept, with its place and what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say

from . import acting, checks, heeding, reading, turning
from .facts import SCHEDULE, STATES, When
from .models import Rule

PARTS = frozenset({"when", "condition", "then"})
MOST = 1_000
"""Rules of one workspace that look at what happens."""


def add_rules(rows: Sequence[Rule]) -> Sequence[Rule]:
    """Drafts, unless they say otherwise."""
    refuse_others()
    return bring_rules(rows)


def bring_rules(rows: Sequence[Rule]) -> Sequence[Rule]:
    """As a file brings them: of somebody who may not set rules they come as drafts."""
    if not rows:
        return rows
    for row in rows:
        row.state = row.state if may_rule() else "draft"
        for name, value in settled(row, {name: getattr(row, name) for name in ("state", *PARTS)}).items():
            setattr(row, name, value)
    with transaction.atomic():
        made = ledger_rows.add(rows, lambda row: row.title)
        heeding.heed()
    return made


def edit_rule(row: Rule, values: Values, *, revision: int | None = None) -> bool:
    refuse_others()
    with transaction.atomic():
        changed = ledger_rows.edit(row, settled(row, values), revision=revision)
        heeding.heed()
    return changed


def edit_rules(pairs: Iterable[tuple[Rule, Values]]) -> int:
    refuse_others()
    with transaction.atomic():
        changed = ledger_rows.edit_many([(row, settled(row, values)) for row, values in pairs])
        heeding.heed()
    return changed


def hand_rules(pairs: Iterable[tuple[Rule, Values]]) -> int:
    """To another owner, with a book: nothing of what they do changes."""
    return ledger_rows.edit_many(pairs)


def follow_files(pairs: Iterable[tuple[Rule, Values]]) -> int:
    """What a file says of rules that are there; of somebody who may not set rules, nothing."""
    return edit_rules(pairs) if may_rule() else 0


def remove_rules(rows: Sequence[Rule]) -> int:
    refuse_others()
    with transaction.atomic():
        gone = ledger_rows.remove(rows)
        heeding.heed()
    return gone


def drop_from_files(rows: Sequence[Rule]) -> int:
    return remove_rules(rows) if may_rule() else 0


def restore_rules(rows: Sequence[Rule]) -> int:
    refuse_others()
    with transaction.atomic():
        back = ledger_rows.restore(rows)
        heeding.heed()
    return back


def switch(row: Rule, state: str, *, revision: int | None = None) -> bool:
    """On, off, dry, or back to a draft. Switched on again, one that had stepped aside starts anew."""
    if state not in STATES:
        words = say("“%(value)s” is not known here.", value=state[:20])
        raise Invalid([Problem("state", words, say("Write one of: %(known)s.", known=", ".join(STATES)))])
    return edit_rule(row, {"state": state, "problem": ""}, revision=revision)


# -- what a rule must be ------------------------------------------------------------------------------------


def settled(row: Rule, values: Values) -> dict[str, Any]:
    """The values in the form in which they are kept, with what follows from them. Refused with all problems."""
    values = dict(values)
    said = {name: values.get(name, getattr(row, name)) for name in PARTS}
    when = reading.when_of(said["when"])
    if values.keys() & PARTS or row.pk is None:
        found = [*checks.problems(str(said["condition"]), when), *acting.problems(said["then"], when)]
        acting.refuse(found)
        values |= {"when": reading.written(when), "condition": str(said["condition"]).strip()}
        values["problem"] = ""
    state = values.get("state", row.state)
    refuse_too_many(row, state)
    if values.keys() & {"state", *PARTS}:
        values["next_at"] = next_turn(row, when, state, fresh=bool(values.keys() & PARTS))
    return values


def flaw(values: Values) -> str:
    """What is wrong with a rule as a file says it, in one sentence; empty where nothing is."""
    row = Rule(**{name: values[name] for name in PARTS if name in values})
    try:
        settled(row, {name: getattr(row, name) for name in PARTS})
    except Invalid as refused:
        return " ".join(f"{problem.message} {problem.fix}".strip() for problem in refused.problems[:3])
    return ""


def next_turn(row: Rule, when: When, state: str, *, fresh: bool) -> datetime | None:
    """What has turns waits for the next one; a switch between on and dry moves none."""
    if when.trigger != SCHEDULE or state not in ("on", "dry"):
        return None
    if row.pk is not None and row.next_at is not None and row.state in ("on", "dry") and not fresh:
        return row.next_at
    return turning.following(when, clock.now())


def refuse_too_many(row: Rule, state: str) -> None:
    if state in ("on", "dry") and row.state not in ("on", "dry"):
        there = Rule.objects.filter(state__in=("on", "dry"), removed_at=None).count()
        if there >= MOST:
            words = say("%(most)s rules are at work already.", most=MOST)
            raise Invalid([Problem("state", words, say("Switch one off that is not needed."))])


def may_rule() -> bool:
    """A command on the server has no member and counts as the owner."""
    member: Member | None = current().member
    return member is None or member.role in ("admin", "owner")


def refuse_others() -> None:
    if not may_rule():
        raise NotAllowed(say("Only an administrator can set rules."), say("Ask one of them to look at it."))
