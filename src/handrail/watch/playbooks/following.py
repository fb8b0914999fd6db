"""What a project has done of the playbook it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.projects.models import Project

from . import library
from .facts import Book, Point
from .models import Following


def add_followings(rows: Sequence[Following]) -> Sequence[Following]:
    for row in rows:
        row.customer_id = row.project.customer_id
    return ledger_rows.add(rows, lambda row: f"{row.project.key} {row.playbook}")


def edit_followings(pairs: Iterable[tuple[Following, Values]]) -> int:
    return ledger_rows.edit_many(pairs)


def remove_followings(rows: Sequence[Following]) -> int:
    return ledger_rows.remove(rows)


def restore_followings(rows: Sequence[Following]) -> int:
    return ledger_rows.restore(rows)


def follow(project: Project, name: str) -> Following:
    """From now on the project's page shows this playbook's checklist."""
    there = library.find(name)
    row = Following(project=project, playbook=there.name, version=there.version, text=there.text)
    return add_followings([row])[0]


def tick_point(row: Following, says: str, done: bool) -> bool:
    """Tick a point of the checklist that people tick, or take the tick away."""
    book = library.read(row.text)
    if book is None or says not in {point.says for point in points_of(row, book)}:
        words = say("This point of the checklist is not there any more.")
        raise Invalid([Problem("point", words, say("Look at the project again."))])
    ticks = [one for one in row.ticks if one != says] + ([says] if done else [])
    return ledger_rows.edit(row, {"ticks": ticks})


def points_of(row: Following, book: Book) -> tuple[Point, ...]:
    """The checklist that this project works through."""
    if row.points is None:
        return book.checklist
    return tuple(
        Point(
            says=str(one.get("says", "")), sign=str(one.get("sign", "")), learned=str(one.get("learned", ""))
        )
        for one in row.points
    )
