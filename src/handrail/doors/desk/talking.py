"""What people say about a record, as its page shows it: threads, who may change what, and the form for more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from handrail import wiring
from handrail.house.talk import queries, telling
from handrail.house.talk.models import Comment
from handrail.house.talk.queries import Thread
from handrail.house.talk.subjects import meant, ref
from handrail.house.workspaces.models import Tenanted
from handrail.kit import marks
from handrail.record.notes.models import Note
from handrail.record.outside import sharing
from handrail.record.projects.models import Board, Card, Project
from handrail.record.tasks.models import Task

from . import feedback_lines
from .answers import at, me

OUTSIDE = frozenset({"plan"})
"""Kinds of which the customer has a view, and can be written to."""
OFFERED = 8
"""People that are offered while somebody types."""


@dataclass(frozen=True, slots=True)
class Line:
    """One comment: its words with their marks, and what the reader may do with it."""

    row: Comment
    html: SafeString
    mine: bool
    may_remove: bool
    asked: feedback_lines.Line | None = None
    """The feedback that was made of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A thread."""

    first: Line
    answers: list[Line]

    @property
    def settled(self) -> bool:
        return self.first.row.resolved_at is not None

    @property
    def count(self) -> int:
        return len(self.answers)


def of(row: Tenanted, lines: Iterable[feedback_lines.Line] | None = None) -> dict[str, Any]:
    """Three statements, however much was said: the comments, how everybody is called, and the feedback that was made of
    them, unless that is at hand as `lines`."""
    subject = meant(ref(row))
    names = {key: name for key, name, _here in telling.everybody()}
    said = queries.comments_of(subject)
    asked = (
        {one.row.comment_id: one for one in lines}
        if lines is not None
        else feedback_lines.of_comments(thread.first for thread in said)
    )
    threads = [told(thread, names, asked.get(thread.first.pk)) for thread in said]
    return {
        "subject": subject,
        "id": subject_id(row),
        "panel": panel_id(row),
        "open": [thread for thread in threads if not thread.settled],
        "settled": [thread for thread in threads if thread.settled],
        "count": sum(thread.count + (thread.first.row.removed_at is None) for thread in threads),
        "people": telling.names(),
        "url": f"{at('talk')}?of={subject}",
        "add_url": f"{at('talk-add')}?of={subject}",
        "still": row.removed_at is not None,
        "outside": reach(row),
    }


def reach(row: Tenanted) -> str:
    """Whom one can write to from here beside one another: the customer, people with whom it is shared, or nobody."""
    if str(row._meta.model_name) in OUTSIDE:
        return "customer"
    return "shares" if shared(row)[0] else ""


def shared(row: Tenanted) -> tuple[bool, bool]:
    """Whether people outside read comments on it, and see files. Up to two statements."""
    card = Card.objects.filter(task=row, removed_at=None).first() if isinstance(row, Task) else row
    home = card.board if isinstance(card, Card) else card
    return sharing.talked_with(home) if isinstance(home, Project | Board | Note) else (False, False)


def subject_id(row: Tenanted) -> str:
    """The topic of the talk about it, as far as it names the record: task:12."""
    kind = str(row._meta.model_name)
    stands = wiring.STANDS_FOR.get(kind)
    return f"{stands}:{getattr(row, f'{stands}_id')}" if stands else f"{kind}:{row.pk}"


def panel_id(row: Tenanted) -> str:
    """Where the talk stands on a page."""
    return f"talk-{subject_id(row).replace(':', '-')}"


def told(thread: Thread, names: dict[str, str], asked: feedback_lines.Line | None = None) -> Told:
    return Told(line(thread.first, names, asked), lines(thread.answers, names))


def lines(rows: Sequence[Comment], names: dict[str, str]) -> list[Line]:
    return [line(row, names) for row in rows]


def marked(text: str, names: dict[str, str]) -> SafeString:
    return mark_safe(marks.html(text, names))  # noqa: S308 - cleaned by marks.html


def line(row: Comment, names: dict[str, str], asked: feedback_lines.Line | None = None) -> Line:
    mine = row.by_id == me().pk
    return Line(row, marked(row.text, names), mine, mine or me().role in ("admin", "owner"), asked)


def called(words: str) -> list[tuple[str, str]]:
    """(key, name) of the people whose name, or a word of it, begins like this."""
    start = words.casefold().strip()
    return [
        (key, name)
        for key, name in telling.names().items()
        if name.casefold().startswith(start)
        or any(part.startswith(start) for part in name.casefold().split())
    ][:OFFERED]
