"""What of a comment and of a file is found, where their record is. The room of the talk stands below this one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.talk import subjects
from handrail.house.talk.models import Attachment, Comment

from .found import Finder, Found


class OfASubject(Finder):
    """What was said of a record or attached to it is found while that is there, and is about its customer."""

    def __call__(self, ids: Collection[int]) -> list[Found]:
        """Three statements."""
        rows: Any = list(reading.present(self.model).filter(pk__in=ids))
        here = subjects.found(row.subject for row in rows)
        customers = {about.customer_id for about in here.values() if about.customer_id}
        names = wiring.load(wiring.CUSTOMER_NAMES)(customers) if customers else {}
        return [
            replace(
                self.found(row),
                title=str(row),
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
attachments = OfASubject(model=Attachment, title="name", weight=-0.1)
