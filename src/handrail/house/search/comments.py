"""What of a comment is found: its words, where its record is. The room of the talk stands below this one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.talk import subjects
from handrail.house.talk.models import Comment

from .found import Finder, Found


class OfASubject(Finder):
    """A comment is found while its record is there, and is about that one's customer."""

    def __call__(self, ids: Collection[int]) -> list[Found]:
        """Three statements."""
        rows = list(reading.present(Comment).filter(pk__in=ids))
        here = subjects.found(row.subject for row in rows)
        customers = {about.customer_id for about in here.values() if about.customer_id}
        names = wiring.load(wiring.CUSTOMER_NAMES)(customers) if customers else {}
        return [
            replace(
                self.found(row),
                title=row.title,
                about_id=about.customer_id,
                about=f"{about.title} {names.get(about.customer_id, '')}",
                inside=f"{about.kind}:{about.pk}",
            )
            for row in rows
            if (about := here.get(row.subject)) is not None
        ]


comments = OfASubject(
    model=Comment, title="text", text=("text",), settled=lambda row: row.resolved_at is not None, weight=-0.2
)
