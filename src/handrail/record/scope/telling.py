"""Who hears of a scope change: who decides, when one is asked for or weighed; who asked, when it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.verbs import Telling, message
from handrail.house.workspaces.scope import current
from handrail.kit.words import mark

from .models import ScopeChange
from .states import Step

ASKED = mark("%(who)s asks for a change of scope.")
WEIGHED = mark("%(who)s has weighed it: it can be decided.")
ACCEPTED = mark("%(who)s accepted it; its cards are on the board.")
DECLINED = mark("%(who)s declined it: %(reason)s")
STEP, LOOK = mark("Decide"), mark("Look at it")
WORDS = {"weigh": WEIGHED, "again": ASKED, "accept": ACCEPTED, "decline": DECLINED}


def tell(taken: Iterable[tuple[ScopeChange, Step]]) -> None:
    """Statements do not grow with their number."""
    if told := [one for row, step in taken for one in of_step(row, step)]:
        nudges.tell(told)


def of_step(row: ScopeChange, step: Step) -> Iterator[Telling]:
    """Nobody hears of what they did themselves."""
    if step.name in ("weigh", "again"):
        yield from to(row, row.owner_id, WORDS[step.name], STEP)
    elif step.name in WORDS:
        yield from to(row, row.asked_by_id, WORDS[step.name], LOOK)


def tell_asked(rows: Iterable[ScopeChange]) -> None:
    told = [one for row in rows if row.state == "asked" for one in to(row, row.owner_id, ASKED, STEP)]
    if told:
        nudges.tell(told)


def to(row: ScopeChange, recipient: int | None, words: str, step: str) -> Iterator[Telling]:
    me = current().member
    if recipient is None or (me is not None and me.pk == recipient):
        return
    params: dict[str, Any] = {
        "who": row.source or me.name if me is not None else row.source or "Handrail",
        "reason": row.reason[:300],
    }
    yield message(row, recipient, words, under="scope-changes", params=params, step=step)
