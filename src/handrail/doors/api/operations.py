"""The operations of a resource, all made alike: list, make, get, change, remove, restore, history."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints, create_model

from handrail.house.deadlines.bygone import refuse_bygone
from handrail.house.ledger import reading
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import NotFound, Stale
from handrail.kit.web import json, paging
from handrail.kit.web.numbers import whole
from handrail.kit.web.problems import bad_field
from handrail.kit.web.resource import Resource, Slug

from . import history, references, shapes
from .documents import EventPage

Words = Annotated[str, StringConstraints(max_length=200)]
Limit = Annotated[int, Field(ge=1, le=paging.MOST, description="How many at most on one page")]
Cursor = Annotated[str, StringConstraints(max_length=2000), Field(description="`next` of the page before")]
FILTERS = ("customer", "plan", "metric", "decision", "project", "board", "stage", "task", "card", "owner")


def router_of(resource: Resource) -> Router:
    router = Router(tags=[resource.plural])
    add_list(router, resource)
    add_get(router, resource)
    add_history(router, resource)
    if resource.add:
        add_make(router, resource)
    if resource.edit:
        add_change(router, resource)
    if resource.remove and resource.restore:
        add_remove(router, resource)
        add_restore(router, resource)
    return router


# -- reading ------------------------------------------------------------------------------------------------


def filters_of(resource: Resource) -> type[BaseModel]:
    """The filters that make sense for this model, as a shape for the query string."""
    named = reading.references(resource.model)
    asked: dict[str, Any] = {name: (Words, "") for name in FILTERS if name in named}
    asked |= dict.fromkeys(sorted({*resource.asked, *dict(resource.within)}), (Words, ""))
    if states := shapes.known_states(resource.model):
        asked["state"] = (Literal[("", *states)], "")
    asked |= {
        "search": (Words, ""),
        "updated_since": (datetime | None, None),
        "removed": (bool, False),
        "sort": (Words, "key"),
        "cursor": (Cursor, ""),
        "limit": (Limit, 50),
    }
    return create_model(f"{resource.name}Filters", **asked)


def add_list(router: Router, resource: Resource) -> None:
    Filters = filters_of(resource)
    Shape = shapes.listing(shapes.showing(resource))

    def operation(request: HttpRequest, slug: Slug, asked: Query[Filters]) -> HttpResponse:  # type: ignore[valid-type]
        refuse_unknown(request, Filters)
        wanted: dict[str, Any] = asked.model_dump()  # type: ignore[attr-defined]
        place = {name: wanted.pop(name) for name in ("sort", "cursor", "limit")}
        exact = {name: value for name in resource.asked if (value := wanted.pop(name))}
        within = [query(value) for name, query in resource.within if (value := wanted.pop(name))]
        rows = reading.listing(tenanted(resource), **checked(wanted)).filter(*within, **exact)
        found = paging.page_of_values(rows, shapes.paths(resource), **place)
        return json.response(shapes.page(resource, found.items, found.next))

    add(router, "GET", "", operation, resource, "list", f"All {resource.plural} that match", Shape)


def checked(wanted: dict[str, Any]) -> dict[str, Any]:
    since = wanted["updated_since"]
    if since is not None and since.tzinfo is None:
        raise bad_field(
            "updated_since", "This moment has no time zone.", "Write it like 2026-03-31T12:00:00Z."
        )
    return wanted


def refuse_unknown(request: HttpRequest, shape: type[BaseModel]) -> None:
    for name in request.GET:
        if name not in shape.model_fields:
            known = ", ".join(shape.model_fields)
            raise bad_field(name, f"A list has no filter “{name}”.", f"Use one of: {known}.")
    if any("\0" in value for value in request.GET.values()):
        raise bad_field("query", "The address holds a NUL character.", "Leave it out.")


def add_get(router: Router, resource: Resource) -> None:
    Shape = shapes.showing(resource)

    def operation(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
        row = find(resource, key)
        if etag(row) in request.headers.get("If-None-Match", ""):
            return HttpResponse(status=304, headers={"ETag": etag(row)})
        return one(resource, row)

    add(router, "GET", "/{key}", operation, resource, "get", f"One {resource.noun}", Shape)


def add_history(router: Router, resource: Resource) -> None:
    def operation(
        request: HttpRequest, slug: Slug, key: str, field: Words = "", cursor: Cursor = "", limit: Limit = 50
    ) -> HttpResponse:
        columns = {f.name: f.attname for f in resource.fields}
        if field and field not in columns:
            raise bad_field(
                "field", f"A {resource.noun} has no field “{field}”.", f"Use one of: {', '.join(columns)}."
            )
        row = either(resource, key)
        return json.response(history.of_record(row, cursor, limit, columns.get(field, "")))

    words = f"What happened to a {resource.noun}, newest first"
    add(router, "GET", "/{key}/history", operation, resource, "history", words, EventPage)


# -- writing ------------------------------------------------------------------------------------------------


def add_make(router: Router, resource: Resource) -> None:
    Shape, Making = shapes.showing(resource), shapes.making(resource)

    def operation(request: HttpRequest, slug: Slug, said: Making) -> HttpResponse:  # type: ignore[valid-type]
        values = said.model_dump(exclude_unset=True)  # type: ignore[attr-defined]
        key = values.pop("key", None) or ""
        if "state" not in values:  # what comes with a state of its own was promised elsewhere
            refuse_bygone(values)
        draft = resource.model(key=key, **references.resolved(resource.model, values))
        (row,) = resource.add([draft])  # type: ignore[misc]
        return one(resource, row, 201, Location=f"{request.path.rstrip('/')}/{row.key}")

    add(router, "POST", "", operation, resource, "add", f"Add a {resource.noun}", Shape, 201)


def add_change(router: Router, resource: Resource) -> None:
    Shape, Change = shapes.showing(resource), shapes.changing(resource)

    def operation(request: HttpRequest, slug: Slug, key: str, said: Change) -> HttpResponse:  # type: ignore[valid-type]
        values = references.resolved(resource.model, said.model_dump(exclude_unset=True))  # type: ignore[attr-defined]
        row = find(resource, key, lock=True)
        if "state" not in values:
            refuse_bygone(values, row)
        try:
            resource.edit(row, values, revision=expected(request))  # type: ignore[misc]
        except Stale as stale:
            raise references.told(resource.model, stale) from None
        return one(resource, row)

    add(router, "PATCH", "/{key}", operation, resource, "change", f"Change a {resource.noun}", Shape)


def add_remove(router: Router, resource: Resource) -> None:
    def operation(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
        row = find(resource, key, lock=True)
        wanted = expected(request)
        if wanted is not None and wanted != row.revision:
            raise Stale(row.revision, {})
        resource.remove([row])  # type: ignore[misc]
        return HttpResponse(status=204)

    words = f"Remove a {resource.noun}: it can be restored"
    add(router, "DELETE", "/{key}", operation, resource, "remove", words, None, 204)


def add_restore(router: Router, resource: Resource) -> None:
    Shape = shapes.showing(resource)

    def operation(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
        row = either(resource, key)
        if row.removed_at is not None:
            resource.restore([row])  # type: ignore[misc]
        return one(resource, row)

    words = f"Take a removed {resource.noun} back"
    add(router, "POST", "/{key}/restore", operation, resource, "restore", words, Shape)


# -- shared -------------------------------------------------------------------------------------------------


def add(
    router: Router, method: str, path: str, operation: Any, resource: Resource,
    verb: str, words: str, shape: Any, status: int = 200,
) -> None:  # fmt: skip
    name = resource.plural.replace("-", "_")
    router.add_api_operation(
        path, [method], operation, response={status: shape}, operation_id=f"{name}_{verb}", summary=words
    )


def find(resource: Resource, key: str, *, lock: bool = False) -> Any:
    return reading.find(tenanted(resource), key, lock=lock)


def either(resource: Resource, key: str) -> Any:
    """The row that is there, else the last one of that key that was removed."""
    try:
        return reading.find(tenanted(resource), key)
    except NotFound:
        return reading.find(tenanted(resource), key, removed=True)


def tenanted(resource: Resource) -> type[Tenanted]:
    return resource.model  # type: ignore[return-value]


def one(resource: Resource, row: Any, status: int = 200, **headers: str) -> HttpResponse:
    return json.response(shapes.shown(resource, row), status, ETag=etag(row), **headers)


def fresh(resource: Resource, key: str, status: int = 200) -> HttpResponse:
    """The record as it stands after something was done."""
    return one(resource, find(resource, key), status)


def etag(row: Any) -> str:
    return f'"{row.revision}"'


def expected(request: HttpRequest) -> int | None:
    """The revision the writer saw, from If-Match; None where they did not say."""
    said = request.headers.get("If-Match", "").strip()
    if said in ("", "*"):
        return None
    number = said.removeprefix("W/").strip('"')
    found = whole(number)
    return -1 if found is None else found
