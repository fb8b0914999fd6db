"""What of a drill is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Drill

drills = Finder(
    model=Drill,
    title="title",
    text=("scenario", "paths", "fields"),
    state="state",
    settled=lambda row: row.state == "held",
)
