"""What a share shows: of each record the fields whose audience is the customer, and of those the ones named here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handrail.house.talk import queries as talk
from handrail.house.talk.models import Attachment, Comment
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import NotFound
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
    left_out: int = 0
    """How many more there are than are shown."""


@dataclass(frozen=True, slots=True)
class Sheet:
    board: Shown
    columns: list[Column]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment that is meant for people outside: whose name they read, and about which card, where it is of one."""

    who: str
    text: str
    at: datetime
    about: str


@dataclass(frozen=True, slots=True)
class Attached:
    key: str
    name: str
    size: int
    about: str


@dataclass(frozen=True, slots=True)
class Page:
    """Plain values only: no row goes to the template of a share."""

    title: str
    project: Shown
    sheets: list[Sheet]
    text: str = ""
    said: list[Said] = field(default_factory=list)
    files: list[Attached] = field(default_factory=list)
    talk: str = ""


def shown(row: Tenanted, names: Sequence[str]) -> Shown:
    """Refused, whatever a template asks for, where a field is internal."""
    if inner := set(names) - type(row).SHARED:
        raise Internal(f"{type(row).__name__}: {sorted(inner)}")
    return {name: getattr(row, name) for name in names}


def page(share: Share) -> Page:
    """Of a project, a statement for each stage (two where it has too many cards), one for each board, and one; of a
    note, none. Two more where comments or files are shown."""
    about = {f"{share.row._meta.model_name}:{share.row.key}": ""}
    """What may be spoken of here: {kind:key: the title of a card; none for the whole}."""
    if share.note is not None:
        said = shown(share.note, ("title", "text"))
        return Page(said["title"], {}, [], said["text"], **talked(share, about))
    project = shown(share.project, PROJECT)
    pk = share.project.pk
    boards = [share.board] if share.board is not None else queries.boards_of([pk]).get(pk, [])
    sheets = [sheet(board, about) for board in boards]
    return Page(project["title"], project, sheets, **talked(share, about))


def sheet(board: Board, about: dict[str, str]) -> Sheet:
    columns = []
    for stage in queries.stages_of(board):
        there = queries.cards_of(stage).filter(**{"customer_id": board.customer_id})
        found = list(there[: MOST + 1])
        left_out = there.count() - MOST if len(found) > MOST else 0
        cards = found[:MOST]
        columns.append(Column(shown(stage, ("title",)), [shown(card.task, TASK) for card in cards], left_out))
        about.update({f"task:{card.task.key}": card.task.title for card in cards})
    about.setdefault(f"board:{board.key}", "")
    return Sheet(shown(board, ("title",)), columns)


def talked(share: Share, about: Mapping[str, str]) -> dict[str, Any]:
    """Only where who shares it says so, and of that only what is marked for people outside."""
    if not share.talk and not share.files:
        return {}
    comments = talk.shared_of(about) if share.talk else []
    files = talk.files_shared_of(about) if share.files else []
    return {
        "talk": share.talk,
        "said": [said(row, about[row.subject]) for row in comments[-MOST:]],
        "files": [attached(row, about[row.subject]) for row in files],
    }


def said(row: Comment, about: str) -> Said:
    """Who says something to people outside says it by name."""
    told = shown(row, ("text", "voice", "created_at"))
    return Said(
        row.by.name if row.by is not None else told["voice"], told["text"], told["created_at"], about
    )  # fmt: skip


def attached(row: Attachment, about: str) -> Attached:
    told = shown(row, ("name", "size"))
    return Attached(row.key, told["name"], told["size"], about)


def file_of(share: Share, key: str) -> Attachment:
    """A file that this share shows. NotFound for every other one."""
    if key not in {one.key for one in page(share).files}:
        raise NotFound
    found: Attachment = Attachment.objects.get(key=key, removed_at=None)
    return found
