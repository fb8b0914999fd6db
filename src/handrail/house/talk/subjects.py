"""The records that links and evidence speak of, found by "kind:key" whatever room they live in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import BigIntegerField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from handrail import wiring
from handrail.house.workspaces.models import Tenanted

INSIDE = frozenset(
    {
        "document",
        "import",
        "mapping",
        "answer",
        "token",
        "standing",
        "evidence",
        "link",
        "comment",
        "escalation",
    }
)
"""Kinds of our own bookkeeping: nothing is said of them."""
NAMES = ("title", "name", "summary", "number")
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Subject:
    kind: str
    key: str
    pk: int
    customer_id: int | None
    title: str

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def talk(self) -> str:
        """What an open page listens to that shows what is said about it."""
        return f"talk:{self.kind}:{self.pk}" + (f"@{self.customer_id}" if self.customer_id else "")

    @property
    def topics(self) -> tuple[str, ...]:
        """What an open page that shows it listens to."""
        own = f"{self.kind}:{self.pk}"
        return (own, f"customer:{self.customer_id}") if self.customer_id else (own,)


@cache
def kinds() -> Mapping[str, type[Tenanted]]:
    """Every kind of record by its name in the ledger."""
    found = {str(m._meta.model_name): m for m in apps.get_models() if issubclass(m, Tenanted)}
    return {name: model for name, model in found.items() if name not in INSIDE}


def ref(row: Tenanted) -> str:
    return f"{row._meta.model_name}:{row.key}"


def meant(named: str) -> str:
    """What is said of a card is said of its task: one bears the other's key, and there is one talk about both."""
    kind, _, key = named.partition(":")
    return f"{wiring.STANDS_FOR[kind]}:{key}" if kind in wiring.STANDS_FOR else named


def apart(named: str) -> tuple[str, str]:
    """("risk", "sponsor-leaves"); two empty texts where this names no record."""
    kind, _, key = named.partition(":")
    return (kind, key) if kind in kinds() and key else ("", "")


def found(named: Iterable[str]) -> dict[str, Subject]:
    """The records of these names that are there, by name. One statement for each 2,000."""
    wanted = sorted({name for name in named if name})
    subjects: dict[str, Subject] = {}
    for start in range(0, len(wanted), CHUNK):
        subjects |= looked_up(wanted[start : start + CHUNK])
    return subjects


def placed(rows: Iterable[Any]) -> dict[str, Subject]:
    """Tell each comment or file whose story it is part of and which open pages hear of it. One statement."""
    rows = list(rows)
    here = found(row.subject for row in rows)
    for row in rows:
        about = here.get(row.subject)
        row.customer_id = about.customer_id if about else None
        row.heard = (about.talk,) if about else ()
    return here


def looked_up(named: Collection[str]) -> dict[str, Subject]:
    keys: dict[str, list[str]] = defaultdict(list)
    for name in named:
        kind, key = apart(name)
        if kind:
            keys[kind].append(key)
    parts = [rows_of(kind, wanted) for kind, wanted in keys.items()]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True)
    return {
        f"{kind}:{key}": Subject(kind, key, pk, customer, title) for kind, key, pk, customer, title in rows
    }


def rows_of(kind: str, keys: Collection[str]) -> QuerySet[Any, Any]:
    model = kinds()[kind]
    rows = model._default_manager.filter(key__in=list(keys), removed_at=None).order_by()
    return rows.values_list(
        Value(kind, TextField()), "key", "pk", customer_of(model), Cast(title_of(model), TextField())
    )


def customer_of(model: type[Tenanted]) -> Any:
    """Where a statement finds the customer that a record of this kind belongs to."""
    names = {field.name for field in model._meta.concrete_fields}
    if model._meta.model_name == "customer":
        return Cast("pk", BigIntegerField())
    if "customer" in names:
        return F("customer_id")
    return F("metric__customer_id") if "metric" in names else Cast(Value(None), BigIntegerField())


def title_of(model: type[Tenanted]) -> str:
    names = {field.name for field in model._meta.concrete_fields}
    own = next((name for name in NAMES if name in names), "")
    if own:
        return own
    above = next((name for name in ("metric", "risk") if name in names), "")
    return {"metric": "metric__name", "risk": "risk__title"}.get(above, "key")
