"""What of a scope change is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import ScopeChange
from .states import OPEN

scope_changes = Finder(
    model=ScopeChange,
    title="title",
    text=("why", "metric_text", "cost", "given_up", "cards", "reason", "source", "fields"),
    state="state",
    settled=lambda row: row.state not in OPEN,
)
