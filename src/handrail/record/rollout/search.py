"""What of a rollout is found. A step is found as its customer and its project."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Announcement

announcements = Finder(
    model=Announcement,
    title="title",
    text=("to", "text", "response", "project.title"),
    state="state",
    settled=lambda row: row.state != "planned",
    weight=0.3,
)
