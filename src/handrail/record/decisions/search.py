"""What of a decision is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Decision

decisions = Finder(
    model=Decision,
    title="title",
    text=(
        "question", "answer", "rationale", "context", "customer_impact", "metric_text", "scope_in", "scope_out",
        "implications", "category", "source", "fields",
    ),
    state="state",
    settled=lambda row: row.state not in ("proposed", "in_review"),
)  # fmt: skip
