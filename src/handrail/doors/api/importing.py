"""Imports for programs: send a file, see what it would do, correct how it is read, let it happen, read the report."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Annotated, Any, Literal

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.doors.exchange import flow as tables
from handrail.doors.exchange import tasks as exchange
from handrail.doors.exchange.boards import flow as boards
from handrail.doors.exchange.boards.choice import Choice, goal
from handrail.doors.exchange.decisions import flow as records
from handrail.doors.exchange.decisions.choice import Choice as RecordsChoice
from handrail.doors.exchange.mapping import Reading, from_json
from handrail.doors.exchange.shapes import TARGETS
from handrail.doors.infohub import flow as trees
from handrail.doors.infohub import tasks as infohub
from handrail.house.imports import verbs as imports
from handrail.house.imports.fetch import as_import, visible
from handrail.house.imports.models import Import
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, held
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web import json
from handrail.kit.web.problems import NotJson
from handrail.kit.web.resource import Slug

from .shapes import Body, Key

router = Router(tags=["imports"])
BYTES = {"type": "string", "format": "binary"}
SEVERAL: dict[str, Any] = {
    "type": "object",
    "required": ["files"],
    "properties": {"files": {"type": "array", "items": BYTES, "maxItems": tables.MOST_FILES}},
}
CONTENT: dict[str, Any] = {
    "application/octet-stream": {"schema": BYTES},
    "multipart/form-data": {"schema": SEVERAL},
}
LISTED = 100


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


# -- operations ---------------------------------------------------------------------------------------------


class ImportSending(BaseModel):
    name: Annotated[
        str,
        StringConstraints(max_length=200),
        Field(description="The file's name: accounts.csv. Of several files each part bears its own"),
    ] = ""
    kind: Kind = Field(
        "", description="What it is; empty: by its name and content. A .zip is a tree of files."
    )


@router.get("/imports", response=Imports, operation_id="imports_list", summary="The last hundred imports")
def listing(request: HttpRequest, slug: Slug) -> HttpResponse:
    rows = Import.objects.filter(kind__in=WAYS, removed_at=None).defer("content").select_related("by")
    return json.response({"imports": [told(row) for row in visible(rows).order_by("-pk")[:LISTED]]})


@router.post(
    "/imports",
    response={201: WholeImport},
    operation_id="imports_send",
    summary="Send a file, its content as the body, or several as multipart, and see what they would do",
    openapi_extra={"requestBody": {"required": True, "content": CONTENT}},
)
def send(request: HttpRequest, slug: Slug, said: Query[ImportSending]) -> HttpResponse:
    """Several files are one import with one report: tables that name each other's rows, or the files of one tree.
    Nothing is written yet."""
    uploads = sent(request, said.name)
    row = received(uploads, said, current().member)
    if row.kind == tables.KIND:
        confirm_guesses(row)
    if row.kind not in AT_ONCE:
        look(row)
    return whole(row, 201, Location=f"{request.path}/{row.key}")


def sent(request: HttpRequest, name: str) -> list[Any]:
    if request.content_type == "multipart/form-data":
        return request.FILES.getlist("files")
    if request.content_type != "application/octet-stream":
        raise NotJson(
            f"This came as “{request.content_type}”.",
            "Send the file with Content-Type: application/octet-stream, or several as multipart/form-data.",
        )
    if not name:
        raise Invalid([Problem("name", "This field is needed.", "Send it: ?name=accounts.csv")])
    return [File(BytesIO(request.body), name=name)]


def received(uploads: list[Any], said: ImportSending, by: Member | None) -> Import:
    if said.kind:
        return WAYS[said.kind].receive(uploads, by)
    if (row := records.receive(uploads, by)) is not None:
        return row
    if trees.is_tree([str(one.name or "") for one in uploads]):
        return trees.receive(uploads, by)
    return boards.receive(uploads, by) or tables.receive(uploads, by)


def confirm_guesses(row: Import) -> None:
    readings = [from_json(file["reading"]) if file["reading"] else None for file in row.settings["files"]]
    tables.confirm_readings(row, readings)


@router.get(
    "/imports/{key}",
    response=WholeImport,
    operation_id="imports_get",
    summary="How far an import is, what it would do, or what it did",
)
def get(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return whole(found(key))


class FileReading(Body):
    """How one table is to be read; what is left out stays as it was taken."""

    name: Annotated[str, StringConstraints(max_length=300)]
    leave_out: bool = False
    target: Literal[tuple(TARGETS)] | None = None  # type: ignore[valid-type]
    columns: dict[str, str] = {}
    date_order: Literal["", "DMY", "MDY", "YMD"] | None = None
    number_style: Literal["", "point", "comma"] | None = None
    currency: Annotated[str, StringConstraints(pattern="^([A-Z]{3})?$")] | None = None


class RecordsReading(Body):
    """What is left out stays as it was said before."""

    customer: Key | None = None
    project: Key | None = None
    owner: Key | None = Field(None, description="Who decides those that name nobody who is here")
    words: dict[str, str] | None = Field(None, description="Word of a status: state")
    leave: list[str] | None = Field(None, description="Files that are left out")


class Correcting(Body):
    files: Annotated[list[FileReading], Field(max_length=tables.MOST_FILES)] = Field(
        [], description="Of tables: those that are read another way"
    )
    to: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        None, description="Of a board: board:KEY, project:KEY, or empty for a new project"
    )
    archived: bool | None = Field(None, description="Of a board: what was archived comes too")
    why: Annotated[str, StringConstraints(max_length=2000)] | None = Field(
        None, description="Of a tree: why cards go back on their boards"
    )
    records: RecordsReading | None = Field(
        None, description="Of decision records: what is said of all of them"
    )


@router.patch(
    "/imports/{key}",
    response=WholeImport,
    operation_id="imports_correct",
    summary="Correct how it is read or where it goes, and see again what it would do",
)
def correct(request: HttpRequest, slug: Slug, key: str, said: Correcting) -> HttpResponse:
    row = found(key, lock=True)
    refuse_over(row, Import.OPEN)
    if row.kind == boards.KIND:
        was = boards.choice_of(row)
        to = was.to if said.to is None else said.to
        choice = Choice(to, was.archived if said.archived is None else said.archived)
        goal(choice)
        boards.again(row, choice)
        return whole(row)
    if row.kind == records.KIND:
        kept = records.choice_of(row).as_json()
        new = said.records.model_dump(exclude_none=True) if said.records is not None else {}
        records.again(row, RecordsChoice.of({**kept, **new}))
        return whole(row)
    if row.kind == trees.KIND and said.why is not None:
        trees.say_why(row, said.why)
    if row.kind == tables.KIND:
        read_again(row, said.files)
    look(row)
    return whole(row)


def read_again(row: Import, said: list[FileReading]) -> None:
    places = {file["name"]: at for at, file in enumerate(row.settings["files"])}
    unknown = [one.name for one in said if one.name not in places]
    if unknown:
        words = f"There is no file “{unknown[0][:80]}” in this import."
        raise Invalid([Problem("files", words, "Name one of its files.")])
    for one in said:
        file = row.settings["files"][places[one.name]]
        known = file["reading"]["target"] if file["reading"] else ""
        if one.target is not None and one.target != known:
            tables.look_again(row, places[one.name], one.target)
    wanted = {one.name: one for one in said}
    tables.confirm_readings(
        row, [reading_of(file, wanted.get(file["name"])) for file in row.settings["files"]]
    )


def reading_of(file: dict[str, Any], said: FileReading | None) -> Reading | None:
    if file["reading"] is None or (said is not None and said.leave_out):
        return None
    reading = from_json(file["reading"])
    if said is None:
        return reading
    choices = {name: getattr(said, name) for name in ("date_order", "number_style", "currency")}
    bare = Reading(reading.target, dict.fromkeys(file["names"], ""), reading.choices)
    columns = {**reading.columns, **said.columns}
    return bare.corrected(columns, **{name: value for name, value in choices.items() if value is not None})


class Confirming(Body):
    accept_partial: bool = Field(False, description="Write what is good and leave out what was refused")


@router.post(
    "/imports/{key}/confirm",
    response=WholeImport,
    operation_id="imports_confirm",
    summary="Let it happen: all of it or nothing, unless you accept a part",
)
def confirm(request: HttpRequest, slug: Slug, key: str, said: Confirming) -> HttpResponse:
    row = found(key, lock=True)
    refuse_over(row, ("previewed", "refused"))
    way = WAYS[row.kind]
    imports.move(row, "running", done_steps=0, all_steps=way.number(row))
    if way.is_large(row):
        way.later_run.defer(
            workspace_id=current().workspace_id,
            key=row.key,
            accept_partial=said.accept_partial,
            language=None,
        )
    else:
        with held(as_import(row)):
            way.carry_out(row, accept_partial=said.accept_partial)
    return whole(row)


@router.post(
    "/imports/{key}/drop",
    response=WholeImport,
    operation_id="imports_drop",
    summary="Throw it away: nothing is written, and the file is not kept",
)
def drop(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = found(key, lock=True)
    refuse_over(row, Import.OPEN)
    imports.move(row, "dropped")
    return whole(row)
