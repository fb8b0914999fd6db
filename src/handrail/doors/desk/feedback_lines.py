"""Feedback as a line: in the list of a record, and beside the comment that it was made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handrail.house.talk.models import Comment
from handrail.kit import marks
from handrail.kit.words import quoted, shortened
from handrail.record.feedback import queries
from handrail.record.feedback.models import Feedback
from handrail.record.feedback.states import OPEN

from . import feedback_clock
from .answers import at

LONGEST = 160


@dataclass(frozen=True, slots=True)
class Line:
    """One thread in a list: what is asked, of whom, and how its clock stands."""

    row: Feedback
    url: str
    left: str
    tone: str

    @property
    def open(self) -> bool:
        return self.row.state in OPEN

    @property
    def quoted(self) -> str:
        return quoted(self.quote)

    @property
    def quote(self) -> str:
        return shortened(marks.unmarked(self.row.quote), LONGEST)


def line(row: Feedback) -> Line:
    return Line(row, at("feedback-one", row.key), feedback_clock.said(row), feedback_clock.tone(row))


def of_comments(comments: Iterable[Comment]) -> dict[int, Line]:
    """{comment: what was made of it}. One statement; none where nothing is said."""
    ids = [one.pk for one in comments if one.parent_id is None]
    return {pk: line(row) for pk, row in queries.of_comments(ids).items()} if ids else {}
