"""Who sees which field of a plan and of its parts: the customer, or only us. No Django.

The one place that says so. The models, the page, the customer's view, files for customers and mails read it here.
What is not named here is ours: a new column, a key that a file brought, a column of a table that nobody declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from .sections import KEYS

Audience = Literal["customer", "internal"]

SHARED: Mapping[str, frozenset[str]] = {
    "plan": frozenset(
        {
            "title", "phase", "status", "version", "customer_reviewed_on", "next_review_on", "background",
            "current_state", "desired_state", "evaluation",
        }
    ),
    "outcome": frozenset({"title", "metric_text", "unit", "baseline", "target", "current", "by_on", "sponsor"}),
    "criterion": frozenset({"title", "measurement", "target", "state", "evidence"}),
    "adoptionphase": frozenset(
        {"title", "kind", "starts_on", "ends_on", "objectives", "use_cases", "deliverables", "prerequisites"}
    ),
    "milestone": frozenset({"title", "due_on", "done_on", "state", "side", "counterpart", "counterpart_text"}),
    "activity": frozenset({"title", "state", "on", "outcome", "blockers", "dependencies"}),
    "initiative": frozenset({"title", "horizon", "criteria", "state", "dependencies"}),
    "responsibility": frozenset({"title", "side", "who", "by_on", "state"}),
    "planmetric": frozenset(),
    "planrisk": frozenset(),
    "waiver": frozenset(),
}  # fmt: skip
"""{kind: the columns that the customer may see}. A shared section is shared by its declared keys only."""

INSIDE: Mapping[str, frozenset[str]] = {
    section: frozenset(keys if section in SHARED["plan"] else ()) for section, keys in KEYS.items()
}
"""{section of a plan that is kept as keys: those of its keys that the customer may see}."""


def of(kind: str, field: str) -> Audience:
    """Of a column such as "title", or of a key inside a section such as "background.why_now"."""
    column, _dot, inner = field.partition(".")
    shared = column in SHARED.get(kind, ()) and (not inner or inner in INSIDE.get(column, ()))
    return "customer" if shared else "internal"


def seen(section: str, told: Any) -> dict[str, Any]:
    """What the customer sees of a section that is kept as keys: declared keys, and of a table its declared columns."""
    if not isinstance(told, Mapping):
        return {}
    return {
        key: columns_of(section, key, told[key]) for key in KEYS.get(section, ()) if key in told
        if key in INSIDE[section]
    }  # fmt: skip


def columns_of(section: str, key: str, value: Any) -> Any:
    """Texts as they are; of anything with an inner shape only what was declared."""
    declared = KEYS[section][key].get("items", {}).get("anyOf", [{}])[0].get("properties", {})
    if isinstance(value, Mapping):
        return {name: value[name] for name in declared if plain(value.get(name))}
    if isinstance(value, list):
        rows = [columns_of(section, key, item) for item in value if plain(item) or isinstance(item, Mapping)]
        return [row for row in rows if row not in ("", {}, None)]
    return value if plain(value) else None


def plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)
