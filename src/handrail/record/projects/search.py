"""What of a project is found. A card is found as its task."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Board, Project

projects = Finder(
    model=Project,
    title="title",
    text=("outcome", "text", "metric.name", "fields"),
    state="state",
    settled=lambda row: row.state in ("done", "dropped"),
    weight=0.5,
)
boards = Finder(model=Board, title="title", text=("project.title",))
