"""What an item of another tool should be here, as plain values; and what of them changed there since the last time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handrail.house.workspaces.owners import Directory, match

from .foreign import MOST_TEXT, Foreign, Item

TASK = ("title", "text", "due_on", "state", "priority")
CARD = ("labels", "checklist", "collaborators")
IMPORTED = "imported"
"""Under this name a task's own fields keep what the other tool said the last time, each as a short print."""


def wanted(board: Foreign, item: Item, directory: Directory, zone: ZoneInfo) -> dict[str, Any]:
    due = item.due.astimezone(zone).date() if isinstance(item.due, datetime) else item.due
    return {
        "title": item.title,
        "text": item.text[:MOST_TEXT],
        "due_on": due,
        "state": "done" if item.done else "dropped" if item.archived else "open",
        "priority": item.priority,
        "owner": item.people[0] if item.people else "",
        "labels": item.labels,
        "checklist": item.checklist,
        "collaborators": [key_of(words, directory) for words in item.people[1:]],
        "stage": item.lane,
    }


def key_of(words: str, directory: Directory) -> str:
    found = match(words, directory).member
    return str(found.key) if found is not None else words[:80]


def prints(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: print_of(value) for name, value in values.items()}


def print_of(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def changed_there(values: Mapping[str, Any], before: Any) -> set[str]:
    """The names of what the other tool says anew; all of them where nothing is known of the last time."""
    known = before if isinstance(before, dict) else {}
    return {name for name, value in values.items() if known.get(name) != print_of(value)}
