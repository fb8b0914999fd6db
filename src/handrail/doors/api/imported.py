"""The four ways in which an import goes, and how one is told to programs."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.http import HttpResponse
from pydantic import BaseModel, Field

from handrail.doors.exchange import flow as tables
from handrail.doors.exchange import tasks as exchange
from handrail.doors.exchange.boards import flow as boards
from handrail.doors.exchange.decisions import flow as records
from handrail.doors.infohub import flow as trees
from handrail.doors.infohub import tasks as infohub
from handrail.house.imports import verbs as imports
from handrail.house.imports.fetch import visible
from handrail.house.imports.models import Import
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web import json

# -- the four ways ------------------------------------------------------------------------------------------


def board_of(uploads: list[Any], by: Member | None) -> Import:
    row = boards.receive(uploads, by)
    if row is None:
        words = "This is no board of another tool."
        raise Invalid([Problem("name", words, "Send a Trello JSON, or a CSV of Jira, Asana or GitHub.")])
    return row


def records_of(uploads: list[Any], by: Member | None) -> Import:
    row = records.receive(uploads, by)
    if row is None:
        words = "These are no decision records."
        raise Invalid([Problem("name", words, "Send Markdown files, or a .zip with nothing but them.")])
    return row


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind of file goes from upload to report. What is large is the worker's: ask again how far it is."""

    receive: Callable[[list[Any], Member | None], Import]
    is_large: Callable[[Import], bool]
    number: Callable[[Import], int]
    look: Callable[[Import], None]
    carry_out: Callable[..., None]
    later_look: Any
    later_run: Any


WAYS: dict[str, Way] = {
    tables.KIND: Way(
        tables.receive, tables.is_large, tables.rows_of, tables.preview, tables.carry_out, exchange.preview,
        exchange.run,
    ),
    boards.KIND: Way(
        board_of, boards.is_large, lambda row: int(row.settings["cards"]), boards.look, boards.carry_out,
        exchange.board_preview, exchange.board_run,
    ),
    records.KIND: Way(
        records_of, lambda row: False, lambda row: int(row.settings["files"]), records.look, records.carry_out,
        None, None,
    ),
    trees.KIND: Way(
        trees.receive, trees.is_large, lambda row: int(row.settings["files"]), trees.look, trees.carry_out,
        infohub.preview, infohub.run,
    ),
}  # fmt: skip
Kind = Literal["", "tables", "board", "records", "tree"]
AT_ONCE = (boards.KIND, records.KIND)
"""What is looked at as it comes in."""


def look(row: Import) -> None:
    """See what it would do, now or by the worker."""
    way = WAYS[row.kind]
    if row.state != "previewing" or row.kind not in AT_ONCE:
        imports.move(row, "previewing", report={"rows": 0}, done_steps=0, all_steps=way.number(row))
    if way.is_large(row):
        way.later_look.defer(workspace_id=current().workspace_id, key=row.key, language=None)
    else:
        way.look(row)


# -- shapes -------------------------------------------------------------------------------------------------


class FileRead(BaseModel):
    name: str
    rows: int
    target: str = Field(description="What it is taken for; empty where its columns do not tell")
    columns: dict[str, str] = Field(description="Column of the file: field of ours")
    sure: float


class ImportShown(BaseModel):
    key: str
    kind: str
    filename: str
    state: Literal[Import.STATES]  # type: ignore[valid-type]
    done: int
    all: int
    by: str | None
    created_at: datetime


class RecordsRead(BaseModel):
    """How decision records are read."""

    customer: str
    project: str
    owner: str = Field(description="Who decides those that name nobody who is here; empty: nobody yet")
    words: dict[str, str] = Field(description="Word of a status: state; empty is proposed, and told")
    leave: list[str] = Field(description="Files that are left out")


class WholeImport(ImportShown):
    files: list[FileRead] = Field(description="Of tables: how each is read")
    to: str = Field(description="Of a board: where it goes (board:KEY, project:KEY; empty: a new project)")
    records: RecordsRead | None = Field(description="Of decision records: how they are read")
    report: dict[str, Any] = Field(description="What it would do, or did: created, changed, refused, flagged")


class Imports(BaseModel):
    imports: list[ImportShown]


def told(row: Import) -> dict[str, Any]:
    by = row.by.key if row.by is not None else None
    return {
        "key": row.key, "kind": row.kind, "filename": row.filename, "state": row.state, "done": row.done_steps,
        "all": row.all_steps, "by": by, "created_at": row.created_at,
    }  # fmt: skip


def whole(row: Import, status: int = 200, **headers: str) -> HttpResponse:
    row.refresh_from_db(fields=["state", "report", "settings", "done_steps", "all_steps"])
    files = row.settings["files"] if row.kind == tables.KIND else []
    to = str(row.settings.get("choice", {}).get("to", ""))
    shown = {
        **told(row), "files": [read_as(file) for file in files], "to": to, "records": read_records(row),
        "report": row.report,
    }  # fmt: skip
    return json.response(shown, status, **headers)


def read_records(row: Import) -> dict[str, Any] | None:
    if row.kind != records.KIND:
        return None
    said = records.choice_of(row)
    return {**said.as_json(), "words": {**row.settings["words"], **said.words}}


def read_as(file: dict[str, Any]) -> dict[str, Any]:
    reading = file["reading"] or {"target": "", "columns": {}}
    return {
        "name": file["name"], "rows": file["rows"], "target": reading["target"],
        "columns": reading["columns"], "sure": file["sure"],
    }  # fmt: skip


def found(key: str, *, lock: bool = False) -> Import:
    rows = Import.objects.select_for_update(no_key=True, of=("self",)) if lock else Import.objects
    here = rows.select_related("by").filter(key=key, kind__in=WAYS, removed_at=None)
    row = visible(here).first()
    if row is None:
        raise NotFound("There is no such import.", "Look at the list of imports.")
    return row


def refuse_over(row: Import, states: tuple[str, ...]) -> None:
    if row.state not in states or row.content is None:
        words = f"This import is {row.state}."
        raise Invalid([Problem("state", words, "Send the file again where you want to begin anew.")])
