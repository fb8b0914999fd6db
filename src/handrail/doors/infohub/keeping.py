"""The files themselves: kept as they came, with the place of every record in them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from handrail.kit.shapes import Row

from . import tree, verbs
from .entities import Entity, Place, accounts_of
from .matching import Past, Placement
from .models import Document
from .tree import Source

if TYPE_CHECKING:
    from .ground import Ground

MANIFEST = "manifest.json"
FORMAT = "handrail-tree/1"
OPAQUE = ("file", "bytes")
"""Files that hold no rows: as text, or what is no text in base64."""


def is_manifest(source: Source) -> bool:
    return source.path == MANIFEST


@dataclass
class Hints:
    """What an exported tree says of itself where its files alone would say something else."""

    keys: dict[Placement, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)


def hints_in(sources: Iterable[Source]) -> Hints:
    """Whatever else a file of that name may hold, it is no more than hints."""
    source = next((s for s in sources if is_manifest(s)), None)
    try:
        found = json.loads(source.content) if source else {}
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            return Hints()
        keys = {
            (path, tuple(place)): str(name)
            for path, names in found.get("keys", {}).items()
            for name, place in names.items()
        }
        return Hints(keys, {path: str(name) for path, name in found.get("accounts", {}).items()})
    except (ValueError, TypeError, AttributeError, RecursionError):
        return Hints()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def bytes_of(row: Document) -> bytes:
    return base64.b64decode(row.text) if row.kind == "bytes" else row.text.encode("utf-8")


def past_of(paths: Collection[str], accounts: Collection[str]) -> tuple[Past, dict[str, Document]]:
    """What is kept from the last import of these files, and of the others of their accounts."""
    here = Document.objects.filter(removed_at=None)
    same = list(here.filter(path__in=list(paths)))
    customers = {row.customer_id for row in same if row.customer_id}
    beside = here.filter(Q(customer_id__in=customers) | Q(customer__key__in=list(accounts)))
    rows = {row.path: row for row in (*same, *beside.exclude(kind__in=OPAQUE))}
    past, sources = Past(), []
    for row in rows.values():
        if row.kind in OPAQUE:
            continue
        source = tree.read(row.path, bytes_of(row))
        source.document = None
        if source.is_usable:
            sources.append(source)
        for name, path in row.places.items():
            past.places[row.path, tuple(path)] = name
    past.learn(accounts_of(sources))
    learn_people(past, sources)
    return past, rows


def learn_people(past: Past, sources: Iterable[Source]) -> None:
    """Members and teams stand in no account, only in workspace.yaml."""
    for source in sources:
        if source.sheet is None or source.sheet.kind != "workspace" or source.root is None:
            continue
        for row in source.root.children:
            name = past.places.get((source.path, row.path))
            if name:
                entity = Entity(row.noun, [Place(source, row)])
                entity.settle()
                past.entities[name] = entity


def root_of(documents: Mapping[str, Document], path: str) -> Row | None:
    row = documents.get(path)
    return tree.read(row.path, bytes_of(row)).root if row is not None else None


def keep(ground: Ground) -> None:
    """Keep every file, and in it the places of the rows that went into the record."""
    places: dict[str, dict[str, list[str | int]]] = defaultdict(dict)
    for work in ground.works.values():
        if work.row is not None:
            for place in work.entity.places:
                places[place.source.path][f"{work.entity.noun}:{work.row.key}"] = list(place.row.path)
    new, pairs, unchanged = [], [], 0
    for source in filter(lambda one: ground.is_kept(one.path), ground.sources):
        values = as_values(source, ground.customer_of_source(source), places.get(source.path, {}))
        known = ground.documents.get(source.path)
        if known is None:
            new.append(Document(path=source.path[:1000], **values))
        elif differs(known, values):
            pairs.append((known, values))
        else:
            unchanged += 1
    verbs.keep(new)
    verbs.keep_anew(pairs)
    ground.report.count("file", created=len(new), changed=len(pairs), unchanged=unchanged)


def as_values(source: Source, customer: Any, places: dict[str, list[str | int]]) -> dict[str, Any]:
    kind, text = source.sheet.kind if source.is_usable and source.sheet else "file", text_of(source.content)
    if text is None:
        kind, text = "bytes", base64.b64encode(source.content).decode()
    made = {"kind": kind, "customer": customer, "places": places, "text": text}
    return made | {"digest": digest(source.content)}


def text_of(content: bytes) -> str | None:
    """The text, where it is one that a database takes."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def differs(known: Document, values: Mapping[str, Any]) -> bool:
    customer = values["customer"].pk if values["customer"] is not None else None
    return (
        known.digest != values["digest"]
        or known.places != values["places"]
        or known.customer_id != customer
        or known.kind != values["kind"]
    )
