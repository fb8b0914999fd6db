"""A task as it looks in an action tracker. No Django."""

from __future__ import annotations

from typing import Any

from handrail.kit.shapes import DATE, OWNER, TEXT, Field, Kind, Part, Row, Shape, Unreadable, words
from handrail.kit.verdict import Where

from . import repeating
from .facts import TaskFacts


def read_rule(raw: Any) -> str:
    text = repeating.clean(str(TEXT.read(raw)))
    for problem in repeating.wrong(text):
        raise Unreadable(problem.message, problem.fix)
    return text


STATE = words(
    {
        "open": "not_started",
        "in_progress": "in_progress",
        "blocked": "blocked",
        "done": "completed",
        "dropped": "cancelled",
    },
    {
        "todo": "open", "to_do": "open", "new": "open", "pending": "open", "planned": "open", "overdue":
        "open",
        "started": "in_progress", "active": "in_progress", "on_track": "in_progress", "on_hold": "blocked",
        "waiting": "blocked", "complete": "done", "closed": "done", "canceled": "dropped", "deferred":
        "dropped",
    },
    "open",
)  # fmt: skip
PRIORITY = words(
    {p: p for p in ("critical", "high", "medium", "low")},
    {"p0": "critical", "urgent": "critical", "p1": "high", "p2": "medium", "normal": "medium", "p3": "low"},
)
RULE = Kind("rule", read_rule, lambda value, _raw: value or None, "", schema={"type": ["string", "null"]})
CLOSED = frozenset(("done", "dropped"))

TASK = Shape(
    "task",
    (
        Field("key", TEXT, ("action_id", "task_id", "id", "key"), settled=True),
        Field("title", TEXT, ("title", "action", "task", "name"), most=500),
        Field("text", TEXT, ("description", "text", "details")),
        Field("next_action", TEXT, ("next_action", "next_step"), most=500),
        Field("owner", OWNER, ("owner", "assignee", "assigned_to")),
        Field("due_on", DATE, ("due_date", "due_on", "due", "target_date")),
        Field("priority", PRIORITY, ("priority",)),
        Field("state", STATE, ("status", "state"), default="open"),
        Field("done_on", DATE, ("completed_date", "done_on", "completed_on", "completion_date")),
        Field("recurs", RULE, ("repeats", "recurs"), most=200),
        Field("subject", TEXT, ("subject",), most=160),
        Field("source", TEXT, ("source",), most=300),
    ),
)
ACTIONS = Part(("actions", "action_items"), TASK)
TASKS = Part(("tasks",), TASK)


def task_facts(row: Row, at: Where | None, owner: str = "") -> TaskFacts:
    v = row.values
    state = {"open": "active", "in_progress": "active"}.get(v["state"], v["state"])
    return TaskFacts(
        key=v["key"] or v["title"],
        title=v["title"],
        owner=owner,
        owner_text=v["owner"],
        due_on=v["due_on"],
        state=state,
        at=at,
    )
