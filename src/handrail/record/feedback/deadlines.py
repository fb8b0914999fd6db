"""Until when feedback waits for its owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

DUE = Kind(
    name="feedback.due",
    words=mark("Feedback"),
    says=Says(
        before=mark("This waits for your answer for %(days)s more days."),
        tomorrow=mark("This waits for your answer until tomorrow."),
        today=mark("This waits for your answer until today."),
        yesterday=mark("The time to answer this was over yesterday."),
        after=mark("The time to answer this was over %(days)s days ago."),
    ),
    offsets=("-24h", "-4h"),
    missed="0m",
    step=mark("Answer"),
    path="feedback/{key}/",
)
KINDS = (DUE,)


def feedback(row: Any) -> Iterator[Promise]:
    """The clock runs while nobody has answered."""
    if row.state == "open" and row.due_at is not None:
        yield Promise(DUE.name, row.due_at, row.title, told(row))
