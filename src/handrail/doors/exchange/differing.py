"""What a file would change on a record that is there, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handrail.house.ledger.values import plain
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.owners import Ownership

from .records import Columns, Record
from .world import Ref

TEXTS = {"stage": "stage_text", "kind": "kind_text"}
Changes = dict[str, Any]


def resolved(columns: Columns) -> Columns:
    """With numbers and owners in place of what stood for them."""
    made: Columns = {}
    for name, value in columns.items():
        if isinstance(value, Ownership):
            made.update(value.values())
        elif isinstance(value, Ref):
            made[f"{name}_id"] = value.pk
        elif not name.endswith("_text") or name in KNOWN_TEXTS:
            made[name] = value
    return made


KNOWN_TEXTS = frozenset(
    {"stage_text", "kind_text", "role_text", "likelihood_text", "impact_text", "state_text", "metric_text"}
)
"""The other texts, of a parent or a manager, are looked up when all rows are there."""


def differences(
    record: Record, row: Any, columns: Columns, ids: Mapping[str, str], kept: Mapping[str, str]
) -> Changes:
    """Only what differs. An empty cell changes nothing, and what a person has settled here stays."""
    wanted = record.wanted(row, columns)
    ownership = wanted.pop("owner", None)
    changes = {name: value for name, value in resolved(wanted).items() if differs(row, name, value)}
    for name, said in TEXTS.items():
        if changes.get(name) == "" and said not in changes:
            del changes[name]
    if isinstance(ownership, Ownership):
        changes.update(owner_changes(row, ownership))
    changes.update(merged(row, ids, kept, record))
    return changes


def differs(row: Any, name: str, value: Any) -> bool:
    """Who has left stays gone since that day, and who can sign in keeps the address they do it with."""
    old = getattr(row, name)
    if (name == "left_on" and old and value) or (name == "email" and getattr(row, "user_id", None)):
        return False
    return bool(plain(old) != plain(value))


def owner_changes(row: Any, ownership: Ownership) -> Changes:
    """A gap does not take away the owner whom a person has named here."""
    member = ownership.member
    if member is not None and member.pk is not None and row.owner_id == member.pk:
        return {}
    if (
        row.owner_id is not None
        and (not row.owner_text or row.owner_text == ownership.text)
        and ownership.gap
    ):
        return {}
    if member is None and (row.owner_text, row.owner_gap) == (ownership.text, ownership.gap):
        return {}
    return ownership.values()


def merged(row: Tenanted, ids: Mapping[str, str], kept: Mapping[str, str], record: Record) -> Changes:
    """Ids and kept columns are added to those that are there."""
    changes: Changes = {}
    if record.ids_in_fields and ids:
        kept = {**kept, "external_ids": {**(row.fields.get("external_ids") or {}), **ids}}  # type: ignore[attr-defined, dict-item]
    elif ids and hasattr(row, "external_ids") and not ids.items() <= row.external_ids.items():
        changes["external_ids"] = {**row.external_ids, **ids}
    if kept and hasattr(row, "fields") and not kept.items() <= row.fields.items():
        changes["fields"] = {**row.fields, **kept}
    return changes


def shown(row: Any, changes: Changes, names: Mapping[str, Mapping[int, str]]) -> dict[str, list[Any]]:
    """{name: [before, after]} as a person reads it; of the kept columns each under its own name."""
    told: dict[str, list[Any]] = {}
    for name, new in changes.items():
        if name in ("fields", "external_ids"):
            old = getattr(row, name)
            told.update(
                {key: [old.get(key, ""), value] for key, value in new.items() if old.get(key) != value}
            )
        elif name == "owner":
            told[name] = [names["owner"].get(row.owner_id, ""), new.name if new else ""]
        elif name in ("customer_id", "member_id"):
            known = names["customer" if name == "customer_id" else "owner"]
            told[name.removesuffix("_id")] = [known.get(getattr(row, name), ""), known.get(new, "")]
        else:
            told[name] = [plain(getattr(row, name)), plain(new)]
    return told
