"""The sections of a plan that are free: which keys have a place on the page, and what the handoff tells. No Django.

Any other key is kept and shown too; these are what an export, an editor and the page agree on.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, cast, get_args

from handrail.kit.verdict import Where

from .facts import HandoffFacts

TEXT = {"type": ["string", "number", "boolean", "null"]}
DAY = {"type": ["string", "null"], "description": "A day, such as 2026-03-15."}
LINES = {"type": ["array", "string", "null"]}


def table(*columns: str) -> dict[str, Any]:
    """Rows with these columns; a bare text stands for the first of them."""
    row = {"type": "object", "properties": dict.fromkeys(columns, TEXT)}
    return {"type": ["array", "string", "null"], "items": {"anyOf": [row, TEXT]}}


KEYS: dict[str, dict[str, dict[str, Any]]] = {
    "background": {
        "industry": TEXT,
        "size": TEXT,
        "priorities": LINES,
        "challenges": table("challenge", "impact", "urgency"),
        "why_now": TEXT,
    },
    "current_state": {"tools": LINES, "workflows": LINES, "metric_baselines": table("metric", "value")},
    "desired_state": {"target_workflows": LINES, "target_metrics": table("metric", "value")},
    "evaluation": {
        "type": TEXT,
        "timeline": TEXT,
        "resources_vendor": TEXT,
        "resources_customer": TEXT,
        "decision_date": DAY,
    },
    "handoff": {
        "state": {"enum": ["", "requested", "accepted", "returned", None]},
        "from": TEXT,
        "to": TEXT,
        "date": DAY,
        "checklist": table("item", "done"),
        "open_items": table("item", "owner", "due"),
        "promises": table("promise", "owner", "state"),
        "cadence": TEXT,
    },
    "competition": {"alternatives": LINES, "notes": TEXT},
    "commercial": {"terms": TEXT, "notes": TEXT},
}
"""{section: {key: its JSON Schema}}."""

State = Literal["", "requested", "accepted", "returned"]


def handoff_of(told: Any, key: str, at: Where | None = None) -> HandoffFacts | None:
    """What a handoff says, whether it stands in a row or in a file; None where it says nothing."""
    if not isinstance(told, dict) or not filled(told):
        return None
    promises = [p for p in listed(told.get("promises")) if not (isinstance(p, dict) and p.get("owner"))]
    state = str(told.get("state") or "")
    return HandoffFacts(
        key=key,
        state=cast(State, state) if state in get_args(State) else "",
        giver=str(told.get("from") or ""),
        taker=str(told.get("to") or ""),
        on=day(told.get("date")),
        open_items=len(listed(told.get("open_items"))),
        unowned_promises=len(promises),
        at=at,
    )


def filled(value: Any) -> bool:
    """Whether anything is said: an empty text, list or mapping says nothing, however deep."""
    if isinstance(value, dict):
        return any(map(filled, value.values()))
    if isinstance(value, list):
        return any(map(filled, value))
    return value is not None and str(value).strip() != ""


def listed(value: Any) -> list[Any]:
    return [item for item in value if filled(item)] if isinstance(value, list) else []


def day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
