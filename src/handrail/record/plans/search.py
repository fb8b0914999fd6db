"""What of a success plan and its parts is found."""

from __future__ import annotations

from handrail.house.search.found import Finder

from . import models

SECTIONS = (
    "background",
    "current_state",
    "desired_state",
    "evaluation",
    "handoff",
    "competition",
    "commercial",
)

plans = Finder(
    model=models.Plan,
    title="title",
    text=(*SECTIONS, "change_log", "fields"),
    state="phase",
    settled=lambda row: row.phase == "completed",
    weight=0.5,
)
outcomes = Finder(
    model=models.Outcome, title="title", text=("metric_text", "target", "current", "sponsor", "fields")
)
criteria = Finder(
    model=models.Criterion,
    title="title",
    text=("measurement", "target", "evidence", "fields"),
    state="state",
    settled=lambda row: row.state in ("met", "missed"),
)
phases = Finder(
    model=models.AdoptionPhase,
    title="title",
    text=("objectives", "use_cases", "deliverables", "prerequisites", "fields"),
)
milestones = Finder(
    model=models.Milestone,
    title="title",
    text=("counterpart_text", "counterpart.name", "fields"),
    state="state",
    settled=lambda row: row.state in ("done", "dropped"),
)
activities = Finder(
    model=models.Activity, title="title", text=("outcome", "blockers", "dependencies", "fields")
)
initiatives = Finder(model=models.Initiative, title="title", text=("criteria", "dependencies", "fields"))
responsibilities = Finder(model=models.Responsibility, title="title", text=("who", "fields"))
templates = Finder(model=models.PlanTemplate, title="title", text=("about",))
waivers = Finder(model=models.Waiver, title="reason", text=("by_text",))
