"""What of a blocker is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Blocker
from .states import OPEN

blockers = Finder(
    model=Blocker,
    title="title",
    text=("text", "fallback", "customer_impact", "reason", "source", "fields"),
    state="state",
    settled=lambda row: row.state not in OPEN,
)
