"""The notes that belong to a record, as its page shows them: where the context is, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from handrail.house.ledger.rows import today
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Tenanted
from handrail.record.notes import queries
from handrail.record.notes.models import Note
from handrail.record.projects.noting import refs

from . import sectioned
from .answers import at

PREFIX = "note:"


@dataclass(frozen=True, slots=True)
class Line:
    """One note in a list. `link_url` takes it off the record; empty where it belongs there for another reason."""

    row: Note
    stale: bool
    link_url: str = ""
    changed: Sequence[str] = ()
    """Of a plan: the sections it changed."""


def beside(kind: str, row: Tenanted, links: Sequence[Link]) -> dict[str, Any]:
    """The notes linked with a record, and those of a customer. No statement where there are none to look for; else
    one, and one more for a card, whose task has links of its own, or a customer."""
    if kind == "note":
        return {}
    own = ref(row)
    ties = {
        other(link, own).removeprefix(PREFIX): link for link in links if other(link, own).startswith(PREFIX)
    }
    keys = {*ties, *keys_of_task(kind, row)}
    rows = list(queries.by_freshness(queries.listing().filter(key__in=keys))) if keys else []
    if kind == "customer":
        rows += [one for one in queries.of_customers([row.pk]).get(row.pk, []) if one.key not in keys]
    asked = urlencode({"about": own})
    return {
        "notes": lines(
            rows,
            {key: at("remove", "links", link.key) for key, link in ties.items()},
            sectioned.by_note(links),
        ),
        "note_url": f"{at('new-note')}?{asked}",
        "note_link_url": f"{at('add-link')}?{urlencode({'source': own, 'among': 'note'})}",
    }


def keys_of_task(kind: str, row: Tenanted) -> set[str]:
    return set().union(*queries.linked_keys([refs(row.key)[1]]).values()) if kind == "card" else set()


def other(link: Link, own: str) -> str:
    return link.target if link.source == own else link.source


def lines(
    rows: Iterable[Note],
    link_urls: dict[str, str] | None = None,
    changed: Mapping[str, list[str]] | None = None,
) -> list[Line]:
    day = today()
    return [
        Line(
            row,
            row.fresh_until is not None and row.fresh_until < day,
            (link_urls or {}).get(row.key, ""),
            (changed or {}).get(row.key, ()),
        )
        for row in rows
    ]
