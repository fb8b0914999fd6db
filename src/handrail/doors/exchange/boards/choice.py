"""Where a board goes: onto one that is here, into a project, or into a new project of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say
from handrail.record.projects.models import Board, Project

from .foreign import Foreign


@dataclass(frozen=True, slots=True)
class Choice:
    """`to` is "board:KEY", "project:KEY" or "" for a new project; `archived` brings what was archived too."""

    to: str = ""
    archived: bool = False

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Choice:
        return cls(str(said.get("to") or "")[:200], bool(said.get("archived")))

    def as_json(self) -> dict[str, Any]:
        return {"to": self.to, "archived": self.archived}


@dataclass(frozen=True, slots=True)
class Goal:
    """What was chosen, as rows."""

    project: Project | None = None
    board: Board | None = None


def goal(choice: Choice) -> Goal:
    """Raises `Invalid` where what was chosen is not there (any more)."""
    kind, _, key = choice.to.partition(":")
    try:
        if kind == "board":
            board = reading.find(Board, key)
            return Goal(board.project, board)
        if kind == "project":
            return Goal(reading.find(Project, key))
    except NotFound:
        pass
    if choice.to:
        words = say("“%(key)s” is not here any more.", key=key[:80])
        raise Invalid([Problem("to", words, say("Choose another board or project."))])
    return Goal()


def known(foreign: Foreign) -> Board | None:
    """The board that this one became the last time."""
    if not foreign.ident:
        return None
    rows = reading.present(Board).filter(**{f"external_ids__{foreign.system}": foreign.ident})
    return rows.order_by("pk").first()


def usual(foreign: Foreign) -> Choice:
    """What is chosen before anybody has said anything."""
    board = known(foreign)
    return Choice(f"board:{board.key}" if board is not None else "")


def options() -> list[tuple[str, str]]:
    """Every board and project that is here. Two statements."""
    boards = reading.present(Board).select_related("project").order_by("project__title", "title", "pk")
    found = [(f"board:{row.key}", f"{row.project.title} · {row.title}") for row in boards[:500]]
    projects = reading.present(Project).order_by("title", "pk")[:500]
    new = [(f"project:{row.key}", say("%(project)s: a new board", project=row.title)) for row in projects]
    return [*found, *new]
