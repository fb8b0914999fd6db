"""What somebody agrees to, its hash, and what has changed since. Pure: no Django and no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PROGRESS = frozenset(
    {
        "status", "phase", "version", "customer_reviewed_on", "next_review_on", "current", "state", "done_on",
        "evidence", "readings", "owner", "outcome", "blockers", "here",
    }
)  # fmt: skip
"""What moves while the plan is carried out: it is shown, and nobody has to agree to it again."""
Terms = dict[str, Any]


def terms(shown: Mapping[str, Any]) -> Terms:
    """The part of what the customer sees that is agreed to."""
    return {name: settled(value) for name, value in shown.items() if name not in PROGRESS}


def settled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: settled(inner) for name, inner in value.items() if name not in PROGRESS}
    if isinstance(value, list | tuple):
        return [settled(inner) for inner in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def written(agreed: Terms) -> str:
    """The one way of writing it down that the hash is made of: keys in order, no spaces, as it is in Unicode."""
    return json.dumps(agreed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(agreed: Terms) -> str:
    return hashlib.sha256(written(agreed).encode()).hexdigest()


# -- what has changed ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different: in which section, of what, which field; None where it was not there."""

    section: str
    title: str
    field: str
    before: Any
    after: Any

    @property
    def kind(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def differences(before: Terms, after: Terms) -> list[Change]:
    return [
        change
        for section in dict.fromkeys([*before, *after])
        for change in apart(section, before.get(section), after.get(section))
    ]


def apart(section: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if keyed(before) or keyed(after):
        yield from of_rows(section, before or [], after or [])
    elif isinstance(before, Mapping) or isinstance(after, Mapping):
        yield from of_fields(section, "", before or {}, after or {})
    else:
        yield Change(section, "", "", told(before), told(after))


def keyed(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, Mapping) and "key" in row for row in value)
    )


def of_rows(section: str, before: list[Any], after: list[Any]) -> Iterator[Change]:
    """Rows are the same where they bear the same key; their order says nothing."""
    old, new = ({row["key"]: row for row in rows} for rows in (before, after))
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            yield Change(section, name_of(old[key]), "", name_of(old[key]), None)
        elif key not in old:
            yield Change(section, name_of(new[key]), "", None, name_of(new[key]))
        else:
            yield from of_fields(section, name_of(new[key]), old[key], new[key])


def of_fields(
    section: str, title: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield Change(section, title, name, told(before.get(name)), told(after.get(name)))


def name_of(row: Mapping[str, Any]) -> str:
    return str(row.get("title") or row.get("name") or row["key"])


def told(value: Any) -> str | None:
    """A value in one text; nothing at all is None."""
    if value in (None, "", [], {}):
        return None
    if isinstance(value, Mapping):
        return ", ".join(str(inner) for inner in value.values())
    if isinstance(value, list):
        return "; ".join(filter(None, (told(inner) for inner in value)))
    return str(value)
