"""What of feedback is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Feedback
from .states import OPEN

feedback = Finder(
    model=Feedback,
    title="title",
    text=("text", "objective", "quote", "voice", "reason", "fields"),
    state="state",
    settled=lambda row: row.state not in OPEN,
)
