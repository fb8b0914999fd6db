"""What of a decision is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Constraint, Decision, Dependency
from .states import OPEN

decisions = Finder(
    model=Decision,
    title="title",
    text=(
        "question", "answer", "rationale", "context", "customer_impact", "metric_text", "scope_in", "scope_out",
        "options", "acceptance", "implications", "reason", "category", "source", "fields",
    ),
    state="state",
    settled=lambda row: row.state not in OPEN,
)  # fmt: skip
dependencies = Finder(
    model=Dependency,
    title="title",
    text=("team", "metric_text", "fields"),
    state="state",
    settled=lambda row: row.state != "open",
)
constraints = Finder(model=Constraint, title="title", text=("acceptance", "fields"))
