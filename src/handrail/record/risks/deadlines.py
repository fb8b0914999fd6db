"""The dates that a risk promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

CLOSED = ("mitigated", "accepted")
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
KINDS = (REVIEW,)


def risk(row: Any) -> Iterator[Promise]:
    if row.review_on and row.state not in CLOSED:
        yield Promise(REVIEW.name, row.review_on, row.title, told(row))
