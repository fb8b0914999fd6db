"""Imports for programs: send a file, see what it would do, correct how it is read, let it happen, read the report."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from io import BytesIO
from typing import Annotated, Any, Literal

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.doors.exchange import flow as tables
from handrail.doors.exchange.boards import flow as boards
from handrail.doors.exchange.boards.choice import Choice, goal
from handrail.doors.exchange.decisions import flow as records
from handrail.doors.exchange.decisions.choice import Choice as RecordsChoice
from handrail.doors.exchange.mapping import Reading, from_json
from handrail.doors.exchange.shapes import TARGETS
from handrail.doors.infohub import flow as trees
from handrail.house.imports import verbs as imports
from handrail.house.imports.fetch import as_import, visible
from handrail.house.imports.models import Import
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, held
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web import json
from handrail.kit.web.problems import NotJson
from handrail.kit.web.resource import Slug

from .imported import AT_ONCE, WAYS, Imports, Kind, WholeImport, found, look, refuse_over, told, whole
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
