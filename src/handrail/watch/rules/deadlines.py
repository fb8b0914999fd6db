"""The one date that a rule promises: its next turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says
from handrail.kit.words import mark

TURN = Kind(
    name="rule.turn",
    words=mark("A rule’s turn"),
    says=Says(before="", tomorrow="", today="", yesterday="", after=""),
    offsets=(),
    missed="0m",
    step=mark("Look at the rule"),
    path="rules/{key}/",
    late=timedelta(days=3660),
    owed=True,
)
KINDS = (TURN,)


def rule(row: Any) -> Iterator[Promise]:
    if row.next_at is not None and row.state in ("on", "dry") and not row.problem:
        yield Promise(TURN.name, row.next_at, row.title, (row.owner_id,))
