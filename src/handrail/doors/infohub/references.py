"""Keys by which a row names other rows: `linked_risks: [R-001]`. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handrail.kit.shapes.kinds import word

NOUNS = ("risk", "decision", "assumption", "action", "task", "milestone", "stakeholder", "outcome", "metric")
PREFIXES: dict[str, tuple[str, bool]] = {
    "linked_": ("relates", False),
    "related_": ("relates", False),
    "affected_": ("relates", False),
    "depends_on_": ("leans_on", False),
    "blocked_by_": ("blocks", True),
    "blocking_": ("blocks", False),
}
"""The relation that such a key speaks of, and whether it is told from its far end."""
BARE = {"risk_ids": "risk", "decision_ids": "decision", "action_ids": "task"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One item of such a key: what it names, by the id it has in the files."""

    key: str
    noun: str
    ident: str
    relation: str
    back: bool

    def ends(self, own: str, other: str) -> tuple[str, str, str]:
        return (other, own, self.relation) if self.back else (own, other, self.relation)


def link_noun(key: str) -> str:
    """`linked_risks` names risks; `dependencies` of an action names actions. "" is no reference."""
    name = word(key)
    for prefix in PREFIXES:
        if name.startswith(prefix):
            name = name.removeprefix(prefix).removesuffix("_ids").removesuffix("_id").removesuffix("s")
            return {"action": "task"}.get(name, name) if name in NOUNS else ""
    return BARE.get(name, "")


def reference(item: Any) -> str:
    """The id that an item gives: itself, or the `..._id` of a block. "" where it gives none."""
    if isinstance(item, dict):
        item = item.get("id") or next((v for k, v in item.items() if str(k).endswith("_id")), "")
    return str(item).strip() if isinstance(item, str | int) and not isinstance(item, bool) else ""


def references_in(extras: Mapping[str, Any]) -> Iterator[tuple[Any, Reference]]:
    """Every item of the unknown keys of a row that names another row, as it stands there and as it is read."""
    for key, value in extras.items():
        noun = link_noun(key)
        if not noun:
            continue
        relation, back = next(
            (how for prefix, how in PREFIXES.items() if word(key).startswith(prefix)), RELATES
        )
        for item in value if isinstance(value, list) else [value]:
            if ident := reference(item):
                yield item, Reference(key, noun, ident, relation, back)


RELATES = ("relates", False)


def without(extras: Mapping[str, Any], key: str, gone: list[Any]) -> dict[str, Any]:
    """The same keys, but these items of one of them; a key that names nothing any more goes too."""
    value = extras[key]
    rest = [item for item in value if item not in gone] if isinstance(value, list) else []
    return {name: (rest if name == key else kept) for name, kept in extras.items() if name != key or rest}
