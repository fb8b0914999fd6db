"""Records of any kind by "kind:key" or by a part of their name: what a link leads to, what may be picked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from handrail.house.ledger import reading
from handrail.house.talk import subjects
from handrail.kit.words import shortened

from . import kinds
from .answers import at
from .kinds import Kind
from .values import spoken

PICKED = tuple(
    kind
    for kind in kinds.ALL
    if kind.name
    not in (
        "evidence",
        "link",
        "comment",
        "attachment",
        "planmetric",
        "planrisk",
        "waiver",
        "reading",
        "teamplace",
    )
)
"""What may be connected with something."""
MOST_OF_KIND = 6
MOST = 24


@dataclass(frozen=True, slots=True)
class Thing:
    """One record as a list of links needs it."""

    kind: Kind
    key: str
    title: str
    state: str
    customer: str
    here: bool
    near: bool = False

    @property
    def ref(self) -> str:
        return f"{self.kind.name}:{self.key}"

    @property
    def url(self) -> str:
        return (
            at(self.kind.page, self.key) if self.kind.page != "record" else at("record", self.kind, self.key)
        )

    @property
    def open(self) -> bool:
        return bool(self.kind.settled) and self.state not in self.kind.settled


def found(refs: Iterable[str]) -> dict[str, Thing]:
    """{"kind:key": the record}, removed ones too, which are not `here`. One statement."""
    keys: dict[str, set[str]] = defaultdict(set)
    for named in refs:
        name, key = subjects.apart(named)
        if name in kinds.BY_NAME:
            keys[name].add(key)
    rows = [told(kinds.BY_NAME[name], keyed(kinds.BY_NAME[name], wanted)) for name, wanted in keys.items()]
    things: dict[str, Thing] = {}
    for thing in gathered(rows):
        if thing.here or thing.ref not in things:
            things[thing.ref] = thing
    return things


def keyed(kind: Kind, wanted: Collection[str]) -> QuerySet[Any]:
    return kind.model._default_manager.filter(key__in=list(wanted))


def search(words: str, near: int | None, only: Collection[Kind] = PICKED) -> list[Thing]:
    """What is called like this, the customer's own first; without words what is the customer's. One statement."""
    order, start = {kind.name: n for n, kind in enumerate(only)}, words.casefold()
    fitting = [(kind, named_like(kind, words, near)) for kind in only]
    things = gathered([nearest(told(kind, rows, near)) for kind, rows in fitting if rows is not None])
    return sorted(
        things,
        key=lambda t: (not t.near, not t.title.casefold().startswith(start), order[t.kind.name], t.title),
    )[:MOST]


def named_like(kind: Kind, words: str, near: int | None) -> QuerySet[Any] | None:
    rows, path = reading.present(kind.model), customer_path(kind)
    if words:
        return rows.annotate(label_text=label_of(kind)).filter(label_text__icontains=words)
    return rows.filter(**{path: near}) if near and path else None


def nearest(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return rows.order_by("-is_near", "-pk")[:MOST_OF_KIND]


def told(kind: Kind, rows: QuerySet[Any], near: int | None = None) -> QuerySet[Any, Any]:
    """(kind, key, title, state, customer, day, value, here, near) of these rows."""
    path = customer_path(kind)
    closer: Any = Case(When(Q(**{path: near}), then=True), default=False) if near and path else Value(False)
    fields = reading.names(kind.model)
    customer = (
        "customer__name" if "customer" in fields else "metric__customer__name" if "metric" in fields else ""
    )
    shown: Any = rows.order_by().annotate(
        is_near=closer,
        is_here=Case(When(removed_at=None, then=True), default=False),
        kind_name=text(Value(kind.name)),
    )
    told: QuerySet[Any, Any] = shown.values_list(
        "kind_name",
        "key",
        label_of(kind),
        text(F("state")) if "state" in fields else text(Value("")),
        text(F(customer)) if customer else text(Value("")),
        day_of(kind),
        value_of(kind),
        "is_here",
        "is_near",
    )
    return told


def text(value: Any) -> Cast:
    return Cast(value, TextField())


def label_of(kind: Kind) -> Any:
    return text(F(kind.name_path))


def day_of(kind: Kind) -> Any:
    return text(F("on")) if kind.name == "reading" else text(Value(""))


def value_of(kind: Kind) -> Any:
    return text(Func(F("value"), function="trim_scale")) if kind.name == "reading" else text(Value(""))


def titled(kind: Kind, title: str, day: str, value: str) -> str:
    """A renewal is called by its day, a reading by what was measured, when, and how much it was."""
    if kind.name == "renewal":
        return spoken(title, "day")
    if kind.name == "comment":
        return clipped(title)
    return f"{title}, {spoken(day, 'day')}: {value}" if day else title


def clipped(text: str, most: int = 80) -> str:
    return shortened(" ".join(text.split()), most)


def customer_path(kind: Kind) -> str:
    """Where a statement finds whose it is."""
    fields = reading.names(kind.model)
    if kind.name == "customer":
        return "pk"
    return "customer_id" if "customer" in fields else "metric__customer_id" if "metric" in fields else ""


def gathered(parts: Collection[QuerySet[Any, Any]]) -> list[Thing]:
    parts = list(parts)
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True)
    return [
        Thing(
            kinds.BY_NAME[name],
            key,
            titled(kinds.BY_NAME[name], title, day, value) or key,
            state or "",
            customer or "",
            here,
            near,
        )
        for name, key, title, state, customer, day, value, here, near in rows
    ]
