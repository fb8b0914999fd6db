"""Whose a standard is in the next cycle, and by which day: as it was with what it came from. What nobody can say is a
gap of the playbook, which lists it until its text says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handrail.house.ledger import reading
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import apart, ref
from handrail.record.decisions.models import Decision
from handrail.record.projects.models import Board, Project
from handrail.watch.reviews.ending import DATES

from .facts import EVERY_PROJECT, Book

DAYS = {"card": "due", "risk": "review"}
"""Under which name each says its day, in days from the go-live day."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A standard that the playbook carries, and what nobody has said of it: "owner", "day"."""

    title: str
    lacks: tuple[str, ...]


def gaps(book: Book) -> list[Gap]:
    """Standards carried as a card or a risk that are nobody's, or have no day."""
    cards = [(one.title, one.owner, one.due) for one in book.cards if one.learned]
    risks = [(one.title, one.owner, one.review) for one in book.risks if one.learned]
    return [
        Gap(title, (*(() if owner else ("owner",)), *(() if day is not None else ("day",))))
        for title, owner, day in (*cards, *risks)
        if not owner or day is None
    ]


def inherited(rows: Sequence[Decision], book: Book, place: str) -> dict[str, dict[str, Any]]:
    """{key of a standard: its `owner`, a role of this playbook, and its day}, as far as they are known. Three
    statements, and one for each kind of record that standards came from."""
    roles, sources = roles_of(rows, book), sources_of(rows)
    live = dict(reading.present(Project).filter(key__in=projects_of(rows)).values_list("key", "go_live_on"))
    return {
        row.key: dict(said(row, sources.get(row.key), roles, live.get(about(row)), DAYS[place]))
        for row in (rows if place in DAYS else ())
    }


def said(
    row: Decision, source: Any, roles: Mapping[tuple[str, int], str], live: date | None, day: str
) -> Iterator[tuple[str, Any]]:
    """Of what it came from, else of who laid it down."""
    owners = (getattr(source, "owner_id", None), row.owner_id)
    if role := next((role for pk in owners if (role := roles.get((about(row), pk or 0)))), ""):
        yield "owner", role
    due = getattr(source, DATES.get(str(source._meta.model_name), ""), None) if source is not None else None
    if isinstance(due, date) and live is not None:
        yield day, (due - live).days


def sources_of(rows: Sequence[Decision]) -> dict[str, Any]:
    """{key of a standard: the record that it followed from}."""
    links = Link.objects.filter(source__in=[ref(row) for row in rows], relation="follows", removed_at=None)
    pairs = {
        source: apart(target) for source, target in links.order_by("-pk").values_list("source", "target")
    }
    there: dict[tuple[str, str], Any] = {}
    for kind in {kind for kind, _key in pairs.values() if kind in DATES}:
        keys = [key for one, key in pairs.values() if one == kind]
        found = reading.present(reading.model_of(kind)).filter(key__in=keys)
        there |= {(kind, row.key): row for row in found}
    return {row.key: there[pairs[ref(row)]] for row in rows if pairs.get(ref(row)) in there}


def roles_of(rows: Sequence[Decision], book: Book) -> dict[tuple[str, int], str]:
    """{(project, member): the role that they had there}, of those that every project has a place for."""
    known = {one.key for one in book.roles}
    boards = Board.objects.filter(project__key__in=projects_of(rows), removed_at=None)
    held: list[tuple[str, int | None, str]] = [
        (key, pk, EVERY_PROJECT[0]) for key, pk in boards.values_list("project__key", "owner_id")
    ]
    for one in reading.present(Project).filter(key__in=projects_of(rows)):
        held += [
            (one.key, one.owner_id, EVERY_PROJECT[1]),
            (one.key, one.post_launch_owner_id, EVERY_PROJECT[2]),
        ]
    return {(key, pk): role for key, pk, role in reversed(held) if pk is not None and role in known}


def projects_of(rows: Sequence[Decision]) -> set[str]:
    return {about(row) for row in rows}


def about(row: Decision) -> str:
    return row.subject.partition(":")[2]
