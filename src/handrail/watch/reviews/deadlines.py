"""The dates that a review promises: when it is, and from when on it was missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says
from handrail.kit.words import mark

EXPECTED = ("planned", "missed")
SAYS = Says(
    before=mark("This review is in %(days)s days."),
    tomorrow=mark("This review is tomorrow."),
    today=mark("This review is today."),
    yesterday=mark("This review was yesterday, and nobody has opened it."),
    after=mark("This review was %(days)s days ago, and nobody has opened it."),
)
DUE = Kind(
    name="review.due",
    words=mark("Review"),
    says=SAYS,
    offsets=("-1d", "0d"),
    missed="+1d",
    step=mark("Open the review"),
    path="reviews/{key}/",
)
DAILY = Kind(
    name="review.daily",
    words=mark("Daily check"),
    says=Says(
        before=SAYS.before,
        tomorrow=SAYS.tomorrow,
        today=mark("This check is today, and takes five minutes."),
        yesterday=SAYS.yesterday,
        after=SAYS.after,
    ),
    offsets=("0d",),
    missed="+4h",
    step=mark("Open the check"),
    path="reviews/{key}/",
    late=timedelta(hours=4),
)
KINDS = (DUE, DAILY)


def review(row: Any) -> Iterator[Promise]:
    """Whoever runs it is told. One that was missed stays a date until it is held or called off."""
    if row.state in EXPECTED:
        kind = DAILY if row.kind == "daily" else DUE
        yield Promise(kind.name, row.at, row.title, (row.owner_id,))
