"""What of handoffs and promises is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Handoff, Promise

handoffs = Finder(
    model=Handoff,
    title="title",
    text=("context", "cadence", "reason", "fields"),
    state="state",
    settled=lambda row: row.state == "accepted",
)
promises = Finder(
    model=Promise,
    title="title",
    text=("text", "made_by", "made_to", "outcome", "fields"),
    state="state",
    settled=lambda row: row.state != "open",
)
