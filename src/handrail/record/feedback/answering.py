"""What is said in a thread moves its feedback: the owner's word answers it, the asker's word asks once more.

The room of the talk stands below this one and calls `heard` by its name in `wiring.SAID`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from handrail.house.talk.models import Comment

from . import telling
from .asking import placed
from .going import take, taken_back
from .models import Feedback
from .states import OPEN

PREFIX = "feedback:"


def heard(comments: Sequence[Comment]) -> None:
    """Comments that were made just now. One statement where they are in threads, none for first words."""
    mine = [one for one in comments if one.parent_id is not None or one.subject.startswith(PREFIX)]
    if not mine or taken_back():
        return
    found = feedback_of(mine)
    for one in mine:
        row = found.get(one.subject) or found.get(str(one.parent_id))
        if row is not None:
            placed([row])
            moved(row, one)
            telling.answered(row, one)


def feedback_of(comments: Iterable[Comment]) -> dict[str, Feedback]:
    """By what it is called, and by the comment that it was made of."""
    comments = list(comments)
    keys = [one.subject.removeprefix(PREFIX) for one in comments if one.subject.startswith(PREFIX)]
    parents = [one.parent_id for one in comments if one.parent_id is not None]
    rows = Feedback.objects.filter(Q(key__in=keys) | Q(comment_id__in=parents), removed_at=None)
    found: dict[str, Feedback] = {}
    for row in rows.select_for_update(no_key=True):
        found[f"{PREFIX}{row.key}"] = row
        if row.comment_id is not None:
            found[str(row.comment_id)] = row
    return found


def moved(row: Feedback, said: Comment) -> None:
    """An answer that the customer does not read is none to the customer."""
    if row.state not in OPEN:
        return
    if said.by_id is not None and said.by_id == row.owner_id:
        if row.state == "open" and (said.shared or not row.voice):
            take([row], "answer")
    elif row.state == "answered" and asked_it(row, said):
        take([row], "again")


def asked_it(row: Feedback, said: Comment) -> bool:
    return bool(said.voice) if row.voice else said.by_id is not None and said.by_id == row.asked_by_id
