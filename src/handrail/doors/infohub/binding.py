"""How the nouns of files and the tables of the record belong together, in both directions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from handrail.house.escalations import causes
from handrail.house.ledger.duties import duties
from handrail.house.ledger.values import plain
from handrail.house.talk.subjects import Subject
from handrail.house.workspaces.models import Owned
from handrail.house.workspaces.owners import Directory, Ownership, match
from handrail.kit.shapes import Field, Person
from handrail.record.decisions import keeping

from .nouns import NOUNS as NOUNS
from .nouns import Noun as Noun
from .tree import slug


@dataclass
class World:
    """Who and what a text may mean: the members, and the rows of the customers at hand."""

    directory: Directory
    customers: dict[str, Any] = field(default_factory=dict)
    """By key, by the name that files give it, and by name."""
    opportunities: dict[tuple[int, str], Any] = field(default_factory=dict)
    people: dict[tuple[int, str], Any] = field(default_factory=dict)
    members: dict[str, Any] = field(default_factory=dict)
    teams: dict[str, Any] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    """Records by "kind:key": what something raised is about."""
    named: dict[tuple[str, str], Any] = field(default_factory=dict)
    """Metrics and stages by their keys: what a project and a card name."""

    def point(self, noun: str, name: str, text: str, customer: Any) -> Any:
        """The row a reference means, or None."""
        words = text.strip().casefold()
        if not words:
            return None
        if name == "opportunity":
            return self.opportunities.get((customer.pk, words)) if customer is not None else None
        if name == "manager":
            return self.members.get(words)
        if name == "team":
            return self.teams.get(words)
        if name in ("metric", "stage", "project", "plan", "criterion", "risk"):
            return self.named.get((name, words))
        if name == "threatens":
            return self.named.get(("metric", words))
        if name in ("needs", "replaced_by"):
            return self.named.get(("decision", words))
        return self.customers.get(words)

    def know_opportunity(self, row: Any) -> None:
        names = [row.key, row.name, *(str(i) for i in (row.external_ids or {}).values())]
        for name in reversed(names):
            self.opportunities[(row.customer_id, name.strip().casefold())] = row

    def know_person(self, row: Any) -> None:
        self.people.setdefault((row.customer_id, row.name.strip().casefold()), row)

    def know_customer(self, row: Any, *names: str) -> None:
        for name in (row.key, row.name, *names):
            self.customers.setdefault(name.strip().casefold(), row)

    def know_member(self, row: Any) -> None:
        self.members[row.name.strip().casefold()] = row
        self.members[row.key] = row


UNNAMED = {("plan", "title"): "Success plan", ("customer", "name"): "", ("teamplace", "job"): "team"}
"""What a thing is called that no file names; a customer by its key."""

# -- from a file to the table ---------------------------------------------------------------------------


def columns_of(
    noun: Noun, entry: Field, values: Mapping[str, Any], world: World, customer: Any
) -> dict[str, Any]:
    """The columns that one field of a file fills."""
    value = values[entry.name]
    if entry.settled:
        return {}
    if not value and (noun.name, entry.name) in UNNAMED:
        value = UNNAMED[noun.name, entry.name] or (customer.key if customer is not None else "")
    if entry.name == "of":
        return {"customer": world.customers.get(str(value).strip().casefold())}
    if noun.name == "tie" and entry.name == "subject":
        return _tied_columns(str(value), world)
    if entry.kind.name == "owner":
        return _owner_columns(noun, entry.name, str(value), world)
    if entry.kind.name == "people":
        return {entry.name: [_key_of(words, world) for words in value]}
    if noun.name == "card" and entry.name == "entered_at" and value is None:
        return {}
    if entry.kind.name == "keys":
        return {entry.name: [slug(words) for words in value]}
    if entry.kind.name == "reference":
        if entry.name == "customer" or entry.name not in noun.columns:
            return {}
        return {entry.name: world.point(noun.name, entry.name, str(value), customer)}
    if noun.name == "escalation" and entry.name in ("subject", "why"):
        return _raised_columns(entry.name, values, world)
    if noun.name == "milestone" and entry.name == "counterpart":
        person = (
            world.people.get((customer.pk, str(value).strip().casefold())) if customer is not None else None
        )
        return {"counterpart_text": value, "counterpart": person}
    found = {entry.name: fitting(noun.model, entry.name, value)}
    if entry.beside and entry.beside in noun.columns:
        found[entry.beside] = fitting(noun.model, entry.beside, values[entry.beside])
    return {name: item for name, item in found.items() if name in noun.columns}


def _raised_columns(name: str, values: Mapping[str, Any], world: World) -> dict[str, Any]:
    """What it is about as its columns; why, where a person has raised it."""
    if name == "why":
        return {} if values["cause"] in causes.CAUSES else {"why": values["why"]}
    found = world.subjects.get(values["subject"])
    if found is None:
        return {}
    return {
        "subject_kind": found.kind,
        "subject_id": found.pk,
        "subject_key": found.key,
        "about_id": found.customer_id,
    }


def _tied_columns(name: str, world: World) -> dict[str, Any]:
    found = world.subjects.get(name)
    return {"subject_kind": found.kind, "subject_id": found.pk} if found is not None else {}


def _key_of(words: str, world: World) -> str:
    """A member's key; words that are nobody's stay as they are."""
    found = match(words, world.directory)
    known = found.member or found.guest
    return str(known.key) if known is not None else words


def _owner_columns(noun: Noun, name: str, words: str, world: World) -> dict[str, Any]:
    found = match(words, world.directory)
    if name == "owner" and issubclass(noun.model, Owned):
        return found.values()
    waits = any(name == field for field, _column in duties(noun.model))
    columns: dict[str, Any] = {name: found.member or (None if waits else found.guest)}
    if f"{name}_text" in noun.columns:
        columns[f"{name}_text"] = words[:200]
    return {key: value for key, value in columns.items() if key in noun.columns}


def held(noun: Noun, values: Mapping[str, Any], row: Any, world: World) -> set[str]:
    """The columns of somebody who has this and could not be given it any more: a guest, or who has left.

    What a file says of them is what stands already; it is theirs until it is handed over.
    """
    found: set[str] = set()
    for entry in noun.shape.fields:
        pk = getattr(row, f"{entry.name}_id", None) if entry.kind.name == "owner" else None
        if (
            pk is not None
            and entry.name in values
            and is_held(match(str(values[entry.name]), world.directory), pk, world)
        ):
            found |= {entry.name, f"{entry.name}_text", f"{entry.name}_gap"}
    return found


def is_held(named: Ownership, pk: int, world: World) -> bool:
    if named.member is not None:
        return False
    person = named.guest or world.directory.find(named.text)
    return person is not None and person.pk == pk


def fitting(model: type[models.Model], name: str, value: Any) -> Any:
    """The value as the column holds it: rounded to its places, cut to its length; empty where it cannot."""
    if name not in {f.name for f in model._meta.concrete_fields}:
        return value
    column: Any = model._meta.get_field(name)
    if value in (None, "") or isinstance(column, models.JSONField | models.ForeignKey):
        return value
    try:
        if isinstance(column, models.DecimalField) and isinstance(value, Decimal):
            value = value.quantize(Decimal(1).scaleb(-column.decimal_places), ROUND_HALF_UP)
        if isinstance(value, str) and isinstance(column, models.CharField) and column.max_length:
            value = value[: column.max_length]
        return column.clean(value, None)
    except (InvalidOperation, ValidationError):
        return None if column.null else ""


def all_columns(
    noun: Noun, values: Mapping[str, Any], extras: Mapping[str, Any], world: World, customer: Any
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in noun.shape.fields:
        if entry.name in values:
            found |= columns_of(noun, entry, values, world, customer)
    if "fields" in noun.columns:
        found["fields"] = dict(extras)
    return found


# -- from the table to a file ---------------------------------------------------------------------------


def values_of(noun: Noun, row: Any, world: Names) -> dict[str, Any]:
    """A row as the values of its shape."""
    told = [entry for entry in noun.shape.fields if entry.name == "key" or not entry.settled]
    found = {entry.name: _value(noun, entry, row, world) for entry in told}
    found |= {e.beside: getattr(row, e.beside, "") for e in noun.shape.fields if e.beside}
    if "fields" in noun.columns:
        found["fields"] = row.fields
    return found | (keeping.from_beside(row) if noun.name == "decision" else {})


@dataclass
class Names:
    """How the rows that others point at are named in files."""

    members: dict[int, Person] = field(default_factory=dict)
    spoken: dict[str, str] = field(default_factory=dict)
    """How a member of this key is called."""
    customers: dict[int, str] = field(default_factory=dict)
    aliases: dict[int, str] = field(default_factory=dict)
    """What the files of each customer call it; known once they are laid."""
    others: dict[tuple[str, int], str] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    """All paths that are taken."""
    stood: set[str] = field(default_factory=set)
    """The records that stand in some file, as "noun:key"."""


def _value(noun: Noun, entry: Field, row: Any, world: Names) -> Any:
    if entry.name == "key":
        return row.key
    if entry.name == "of":
        return world.customers.get(row.customer_id, "")
    if noun.name == "tie" and entry.name == "subject":
        return world.others.get(("tie", row.pk), "")
    if noun.name == "signal" and entry.name == "stage":
        return row.stage.key
    if entry.kind.name == "owner":
        return _owner(entry.name, row, world)
    if entry.kind.name == "people":
        return [world.spoken.get(key, key) for key in getattr(row, entry.name)]
    if noun.name == "escalation" and entry.name == "subject":
        return f"{row.subject_kind}:{row.subject_key}"
    if noun.name == "escalation" and entry.name == "why":
        return "" if row.cause in causes.CAUSES else row.why
    if entry.name in ("needs", "replaced_by", "threatens"):
        other = getattr(row, entry.name)
        return other.key if other is not None and other.removed_at is None else ""
    if entry.kind.name == "reference":
        pk = getattr(row, f"{entry.name}_id", None)
        if entry.name in ("customer", "parent"):
            known = world.aliases if entry.name == "customer" else world.customers
            return known.get(pk, "") if pk is not None else ""
        return world.others.get((entry.name, pk), "") if pk is not None else ""
    if noun.name == "milestone" and entry.name == "counterpart":
        pk = row.counterpart_id
        return row.counterpart_text if pk is None else world.others.get(("stakeholder", pk), "")
    return getattr(row, entry.name)


def _owner(name: str, row: Any, world: Names) -> Any:
    pk = getattr(row, f"{name}_id", None)
    if pk is not None and pk in world.members:
        return world.members[pk]
    return getattr(row, f"{name}_text", "") or ""


def same_columns(noun: Noun, mine: Mapping[str, Any], row: Any) -> bool:
    """Whether these columns say what the row says. Of an owner who is known, the words do not matter."""
    for name, value in mine.items():
        if name == "owner_text" and mine.get("owner") is not None:
            continue
        if name in ("by_text", "counterpart_text") and mine.get(name.removesuffix("_text")) is not None:
            continue
        if stored(noun, name, row) != comparable(value):
            return False
    return True


def stored(noun: Noun, name: str, row: Any) -> Any:
    attname = noun.model._meta.get_field(name).attname  # type: ignore[union-attr]
    return comparable(getattr(row, attname))


def comparable(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else plain(value)
