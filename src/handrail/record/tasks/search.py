"""What of a task is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from .models import Task

tasks = Finder(
    model=Task,
    title="title",
    text=("next_action", "text", "source", "fields"),
    state="state",
    settled=lambda row: row.state in ("done", "dropped"),
)
