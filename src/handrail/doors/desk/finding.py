"""What the search found, as the palette and the search page show it: where it leads, whose it is, how it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from handrail.house.search import folding
from handrail.house.search.queries import Hit
from handrail.record.customers.models import Customer
from handrail.ui.looks import VERDICTS
from handrail.watch.health.queries import standings_of

from . import kinds, things
from .answers import address, at
from .story import Named
from .words import choice

Parts = list[tuple[str, bool]]
AROUND = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was found. `title` and `text` are in parts, each with whether it is what was asked for."""

    kind: str
    kind_name: str
    group: str
    icon: str
    key: str
    label: str
    url: str
    title: Parts
    text: Parts
    customer: Named | None = None
    state: str = ""
    verdict: str = ""
    near: bool = False

    @property
    def hint(self) -> str:
        return " · ".join(filter(None, (self.customer.title if self.customer else "", self.state)))


def lines(hits: Sequence[Hit], typed: str) -> list[Line]:
    """Two statements for any number of hits: the customers' names and how they stand."""
    names = customers_of(hits)
    states = {pk: row.state for pk, row in standings_of([h.id for h in hits if h.kind == "customer"]).items()}
    wanted = folding.asked(typed)
    return [
        line(hit, wanted, names, states.get(hit.id, "") if hit.kind == "customer" else "") for hit in hits
    ]


def customers_of(hits: Iterable[Hit]) -> dict[int, Named]:
    ids = {hit.about_id for hit in hits if hit.about_id and hit.kind != "customer"}
    if not ids:
        return {}
    rows = Customer.objects.filter(pk__in=ids).values_list("pk", "key", "name")
    return {pk: Named(key, name) for pk, key, name in rows}


def line(hit: Hit, wanted: Sequence[str], names: dict[int, Named], verdict: str) -> Line:
    kind = kinds.BY_NAME.get(hit.kind)
    text = hit.text if hit.how != "near" else ""
    title = things.titled(kind, hit.title, "", "") if kind else hit.title
    return Line(
        kind=hit.kind,
        kind_name=str(kind.one) if kind else _("member"),
        group=str(kind.many) if kind else _("Members"),
        icon=kind.icon if kind else "user",
        key=hit.key,
        label=title,
        url=place_of(hit),
        title=marked(title, wanted),
        text=marked(excerpt(text, wanted), wanted) if text else [],
        customer=names.get(hit.about_id or 0) if hit.kind != "customer" else None,
        state=str(VERDICTS[verdict].word)
        if verdict in VERDICTS
        else str(choice(hit.state))
        if hit.state
        else "",
        verdict=verdict,
        near=hit.how == "near",
    )


def place_of(hit: Hit) -> str:
    """The record's own page; a member's book."""
    kind = kinds.BY_NAME.get(hit.kind)
    if kind is None:
        return f"{at('customers')}?owner={hit.key}"
    return address(kind, Named(hit.key, hit.title))


# -- what is marked -----------------------------------------------------------------------------------------


def marked(text: str, wanted: Sequence[str]) -> Parts:
    """The text in parts; those that begin with a word that was asked for are marked."""
    parts: Parts = []
    end = 0
    for start, stop in places(text, wanted):
        parts += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [part for part in (*parts, (text[end:], False)) if part[0]]


def places(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    for word in folding.WORD.finditer(text):
        found = folding.fold(word.group())
        for start, stop in sorted(
            {place for asked in wanted if (place := inside(found, asked, len(word.group())))}
        ):
            yield word.start() + start, word.start() + stop
            break


def inside(word: str, asked: str, length: int) -> tuple[int, int] | None:
    """Where in a word of the text, which may be longer or shorter than its folded form, the asked one stands."""
    if folding.joined(asked):
        at = word.find(asked)
        return (at, min(at + len(asked), length)) if at >= 0 else None
    return (0, min(len(asked), length)) if word.startswith(asked) else None


def excerpt(text: str, wanted: Sequence[str]) -> str:
    """The stretch of a long text around the first word that was asked for; nothing where none stands in it."""
    flat = re.sub(r"\s+", " ", text)
    first = next(places(flat, wanted), None)
    if first is None:
        return ""
    start = max(0, first[0] - AROUND)
    start = flat.find(" ", start) + 1 if start else 0
    stretch = flat[start : first[1] + 2 * AROUND]
    return ("…" if start else "") + stretch + ("…" if len(flat) > first[1] + 2 * AROUND else "")


def grouped(found: Iterable[Line], most: int) -> list[Line]:
    """Kinds in the order of their best one, and of each kind at most so many."""
    groups: dict[str, list[Line]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    return [one for some in groups.values() for one in some[:most]]


# -- pages and actions --------------------------------------------------------------------------------------


def commands(entries: Iterable[dict[str, Any]], typed: str) -> list[dict[str, Any]]:
    """The pages and actions whose words begin with those that were typed."""
    wanted = folding.asked(typed)
    return [entry for entry in entries if wanted and entry.get("url") and says(entry["label"], wanted)]


def says(label: Any, wanted: Collection[str]) -> bool:
    there = list(folding.words(str(label)))
    return all(any(word.startswith(asked) for word in there) for asked in wanted)
