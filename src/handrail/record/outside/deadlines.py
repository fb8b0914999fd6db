"""The date that what came in by a form promises: whoever sent it hears something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says
from handrail.kit.words import mark

HOURS = 16
"""Working hours in which it is answered, where the workspace says nothing else: two days."""
ANSWER = Kind(
    name="submission.answer",
    words=mark("Sent by a form"),
    says=Says(
        before=mark("Somebody sent this by a form and is to hear something in %(days)s days."),
        tomorrow=mark("Somebody sent this by a form and is to hear something by tomorrow."),
        today=mark("Somebody sent this by a form and is to hear something today."),
        yesterday=mark("Somebody sent this by a form and was to hear something yesterday."),
        after=mark("Somebody sent this by a form and was to hear something %(days)s days ago."),
    ),
    offsets=("-4h", "0d"),
    missed="+1d",
    step=mark("Make a card of it, or decline it"),
    path="came-in/{key}/",
)
KINDS = (ANSWER,)


def submission(row: Any) -> Iterator[Promise]:
    """It waits for the workflow owner, else for who signs off, and where nobody is either for the workspace's owner."""
    if row.answer_by and row.task_id is None and row.change_id is None and not row.declined:
        board = row.form.board
        yield Promise(
            ANSWER.name, row.answer_by, row.title, (board.owner_id, board.project.owner_id), heard=True
        )
