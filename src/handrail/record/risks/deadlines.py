"""The dates that a risk promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.house.deadlines.kinds import gettext_noop as _

CLOSED = ("mitigated", "accepted")
REVIEW = Kind(
    name="risk.review",
    words=_("Risk review"),
    says=Says(
        before=_("You wanted to look at this risk again in %(days)s days."),
        tomorrow=_("You wanted to look at this risk again tomorrow."),
        today=_("You wanted to look at this risk again today."),
        yesterday=_("You wanted to look at this risk again yesterday."),
        after=_("You wanted to look at this risk again %(days)s days ago."),
    ),
    offsets=("-1d", "0d"),
    step=_("Look at the risk"),
    path="risks/{key}/",
)
KINDS = (REVIEW,)


def risk(row: Any) -> Iterator[Promise]:
    if row.review_on and row.state not in CLOSED:
        yield Promise(REVIEW.name, row.review_on, row.title, told(row))
