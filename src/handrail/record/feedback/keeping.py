"""What holds up an approval is not put out of the way by who would like to approve, and how something ended stays as
its owner said it."""

from __future__ import annotations

from collections.abc import Sequence

from handrail.house.ledger.rows import Values
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotAllowed
from handrail.kit.words import say

from .models import Feedback
from .states import ENDED, OPEN

SAID = frozenset({"reason", "outcome"})


def may_free(row: Feedback) -> bool:
    """Who asked, whom it waits for, and administrators."""
    me = current().member
    return me is None or me.role in ("admin", "owner") or me.pk in (row.asked_by_id, row.owner_id)


def holding(row: Feedback) -> bool:
    return row.holds and row.state in OPEN


def may_retell(row: Feedback) -> bool:
    """What became of it is said by whom it waited for; as long as it is open, it says nothing of an end."""
    me = current().member
    return me is None or row.state not in ENDED or me.pk == row.owner_id


def refuse_retold(row: Feedback, values: Values) -> None:
    if not may_retell(row) and any(values[name] != getattr(row, name) for name in SAID & values.keys()):
        raise NotAllowed(
            say("Only its owner says how it ended."),
            say("Ask them, or open it again and say why."),
        )


def refuse_removed(rows: Sequence[Feedback]) -> None:
    for row in rows:
        if holding(row) and not may_free(row):
            raise NotAllowed(
                say("“%(title)s” holds up an approval.", title=row.title),
                say("Ask who asked it, or its owner, to say how it ends."),
            )


def refuse_freed(row: Feedback, values: Values) -> None:
    if holding(row) and values.get("holds", True) is False and not may_free(row):
        raise NotAllowed(
            say("“%(title)s” holds up an approval.", title=row.title),
            say("Ask who asked it, or its owner, to say that it does not any more."),
        )
