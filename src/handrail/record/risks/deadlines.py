"""The dates that a risk promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

from .states import CLOSED as CLOSED
from .states import UNANSWERED

REVIEW = Kind(
    name="risk.review",
    words=mark("Risk review"),
    says=Says(
        before=mark("You wanted to look at this risk again in %(days)s days."),
        tomorrow=mark("You wanted to look at this risk again tomorrow."),
        today=mark("You wanted to look at this risk again today."),
        yesterday=mark("You wanted to look at this risk again yesterday."),
        after=mark("You wanted to look at this risk again %(days)s days ago."),
    ),
    offsets=("-1d", "0d"),
    step=mark("Look at the risk"),
    path="risks/{key}/",
)
ANSWER = Kind(
    name="risk.answer",
    words=mark("High risk"),
    says=Says(
        before=mark("This risk is high: somebody has to say within %(days)s days what is done about it."),
        tomorrow=mark("This risk is high: somebody has to say by tomorrow what is done about it."),
        today=mark("This risk is high: somebody has to say today what is done about it."),
        yesterday=mark("This risk is high, and nobody has said what is done about it."),
        after=mark("This risk is high, and since %(days)s days nobody has said what is done about it."),
    ),
    offsets=("-24h",),
    missed="0m",
    step=mark("Say what is done about it"),
    path="risks/{key}/",
)
KINDS = (REVIEW, ANSWER)


def risk(row: Any) -> Iterator[Promise]:
    if row.review_on and row.state not in CLOSED:
        yield Promise(REVIEW.name, row.review_on, row.title, told(row))
    if row.answer_by and row.state in UNANSWERED:
        yield Promise(ANSWER.name, row.answer_by, row.title, told(row))
