"""Asking the index. All of it goes through one guarded function, which knows by itself where we are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from handrail.house.workspaces.scope import current
from handrail.kit import clock

from . import folding

LONGEST = 300
MANY = 2_000
"""Where more are found, only the best known and the newest are shown."""

SQL = "SELECT * FROM handrail_search(%s::text[], %s, %s::text[], %s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found. `how`: the whole name, the start of it, by its words, or nearly spelled so."""

    kind: str
    id: int
    key: str
    about_id: int | None
    title: str
    text: str
    state: str
    how: str


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of what was found; `total` counts to MANY and one more."""

    items: list[Hit] = field(default_factory=list)
    total: int = 0


def search(
    text: str,
    *,
    kinds: Collection[str] | None = None,
    about_id: int | None = None,
    skip: int = 0,
    most: int = 20,
) -> Hits:
    """The best answers to what somebody typed, in one statement. Nothing that can be typed is an error.

    `kinds` and `about_id` (a customer) narrow it down; whoever asks gets their own lifted.
    """
    words = folding.asked(text[:LONGEST])
    if not words or (kinds is not None and not kinds):
        return Hits()
    terms = [" ".join((word, *folding.stems(word))) for word in words]
    rows = ask(terms, folding.whole(text[:LONGEST]), kinds, about_id, skip, most)
    return Hits([Hit(*row[:-1]) for row in rows], rows[0][-1] if rows else 0)


def ask(
    terms: list[str], name: str, kinds: Collection[str] | None, about_id: int | None, skip: int, most: int
) -> list[tuple[Any, ...]]:
    member = current().member
    narrowed = None if kinds is None else list(kinds)
    mine = member.pk if member is not None else None
    with connection.cursor() as cursor:
        cursor.execute(SQL, [terms, name, narrowed, about_id, mine, clock.now(), skip, most])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
