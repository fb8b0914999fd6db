"""What of a risk is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Risk
from .queries import CLOSED

risks = Finder(
    model=Risk,
    title="title",
    text=(
        "text", "mitigation", "mitigation_actions", "fallback", "analysis", "likelihood_text", "impact_text",
        "metric_text", "reason", "category", "source", "fields",
    ),
    state="state",
    settled=lambda row: row.state in CLOSED,
)  # fmt: skip
