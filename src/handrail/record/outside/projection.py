"""What a share shows: of each record the fields whose audience is the customer, and of those the ones named here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handrail.house.workspaces.models import Tenanted
from handrail.record.projects import queries
from handrail.record.projects.models import Board

from .models import Share

MOST = 500
"""Cards of one stage that a share shows."""
PROJECT = ("title", "outcome", "unit", "baseline", "target", "by_on", "starts_on", "ends_on", "state")
TASK = ("title", "state", "due_on")
Shown = dict[str, Any]


class Internal(RuntimeError):
    """A field that is only ours was about to leave: a mistake in the code, never of a person."""


@dataclass(frozen=True, slots=True)
class Column:
    stage: Shown
    cards: list[Shown]


@dataclass(frozen=True, slots=True)
class Sheet:
    board: Shown
    columns: list[Column]


@dataclass(frozen=True, slots=True)
class Page:
    """Plain values only: no row goes to the template of a share."""

    title: str
    project: Shown
    sheets: list[Sheet]
    text: str = ""


def shown(row: Tenanted, names: Sequence[str]) -> Shown:
    """Refused, whatever a template asks for, where a field is internal."""
    if inner := set(names) - type(row).SHARED:
        raise Internal(f"{type(row).__name__}: {sorted(inner)}")
    return {name: getattr(row, name) for name in names}


def page(share: Share) -> Page:
    """Of a project, a statement for each stage, one for each board, and one; of a note, none."""
    if share.note is not None:
        said = shown(share.note, ("title", "text"))
        return Page(said["title"], {}, [], said["text"])
    project = shown(share.project, PROJECT)
    pk = share.project.pk
    boards = [share.board] if share.board is not None else queries.boards_of([pk]).get(pk, [])
    return Page(project["title"], project, [sheet(board) for board in boards])


def sheet(board: Board) -> Sheet:
    columns = []
    for stage in queries.stages_of(board):
        cards = queries.cards_of(stage).filter(**{"customer_id": board.customer_id})[:MOST]
        columns.append(Column(shown(stage, ("title",)), [shown(card.task, TASK) for card in cards]))
    return Sheet(shown(board, ("title",)), columns)
