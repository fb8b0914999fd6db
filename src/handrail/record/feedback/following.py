"""What was asked about a record goes with it to another customer: the veil goes by that."""

from __future__ import annotations

from collections.abc import Sequence

from handrail.house.ledger import write
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Tenanted

from .models import Feedback


def follow(rows: Sequence[Tenanted]) -> None:
    """These have another customer now. What was removed goes with them too: it may come back. Two statements."""
    at = {ref(row): row for row in rows}
    found = Feedback.objects.filter(subject__in=list(at))
    write.change_many([(row, {"customer_id": at[row.subject].customer_id}) for row in found])  # type: ignore[attr-defined]
