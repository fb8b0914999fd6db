"""What of a record is found: each room says it once, in its `search.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from handrail.house.ledger import append, reading
from handrail.house.workspaces.models import Tenanted

LONGEST_TITLE = 300
LONGEST_TEXT = 20_000
INSIDE = ("plan", "metric", "risk")
"""What a row may be inside of, besides its customer: it is found while that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One record in the index. `names` lead straight to it, such as a number or an address; `weight` lifts it."""

    kind: str
    id: int
    key: str
    title: str
    names: tuple[str, ...] = ()
    text: str = ""
    about_id: int | None = None
    about: str = ""
    inside: str = ""
    owner_id: int | None = None
    state: str = ""
    settled: bool = False
    weight: float = 0.0


def never(row: Any) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Where the words of a kind of record stand; called with ids, it gives what is found of the rows that are there."""

    model: type[Tenanted]
    title: str
    names: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    state: str = ""
    settled: Callable[[Any], bool] = field(default=never)
    weight: float = 0.0

    def __call__(self, ids: Collection[int]) -> list[Found]:
        """One statement."""
        rows: Any = reading.present(self.model).filter(pk__in=ids)
        return [self.found(row) for row in rows]

    def found(self, row: Any) -> Found:
        customer = getattr(row, "customer", None)
        return Found(
            kind=append.subject_kind(row),
            id=row.pk,
            key=row.key,
            title=(said(row, self.title) or row.key)[:LONGEST_TITLE],
            names=tuple(filter(None, (row.key, *(said(row, name) for name in self.names), *external(row)))),
            text="\n".join(filter(None, (said(row, name) for name in self.text)))[:LONGEST_TEXT],
            about_id=append.about(row),
            about=str(customer) if customer is not None else "",
            inside=next((f"{name}:{at}" for name in INSIDE if (at := getattr(row, f"{name}_id", None))), ""),
            owner_id=getattr(row, "owner_id", None),
            state=said(row, self.state) if self.state else "",
            settled=self.settled(row),
            weight=self.weight,
        )


def said(row: Any, path: str) -> str:
    """A column's words, those of a JSON section without its keys; "metric.name" looks into what it points at."""
    value = row
    for step in path.split("."):
        value = getattr(value, step, None)
    return " · ".join(texts(value))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
    elif value not in (None, "") and not isinstance(value, bool):
        yield str(value)


def external(row: Any) -> list[str]:
    """What other systems call it."""
    return list(texts(getattr(row, "external_ids", None) or {}))
