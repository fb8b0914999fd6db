"""What a judgement needs to know about a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from handrail.kit.verdict import Titled, Where

TaskState = Literal["active", "blocked", "done", "dropped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts(Titled):
    """`owner` is a member's key; when empty, `owner_text` keeps the words that named no one person."""

    record: ClassVar[str] = "task"
    key: str
    title: str
    owner: str = ""
    owner_text: str = ""
    due_on: date | None = None
    state: TaskState = "active"
    at: Where | None = None
