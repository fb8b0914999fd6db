"""Files for programs: sent as they are, and fetched as they are. Renaming and removing is as for every record."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from io import BytesIO
from typing import Annotated

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.access.serving import served
from handrail.house.ledger import reading
from handrail.house.talk import filing, storing
from handrail.house.talk.api import ATTACHMENT
from handrail.house.talk.models import Attachment
from handrail.kit.web.problems import NotJson
from handrail.kit.web.resource import Slug

from . import shapes
from .operations import one

router = Router(tags=["attachments"])
CONTENT = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


class Sending(BaseModel):
    subject: Annotated[
        str,
        StringConstraints(min_length=1, max_length=160),
        Field(description="What it is attached to: task:call"),
    ]
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]


@router.post(
    "/files",
    response={201: shapes.showing(ATTACHMENT)},
    operation_id="files_add",
    summary="Attach a file: its content is the body",
    openapi_extra={"requestBody": {"required": True, "content": CONTENT}},
)
def add(request: HttpRequest, slug: Slug, said: Query[Sending]) -> HttpResponse:
    if request.content_type != "application/octet-stream":
        raise NotJson(
            f"This came as “{request.content_type}”.",
            "Send the file with Content-Type: application/octet-stream.",
        )
    row = Attachment(subject=said.subject, name=said.name)
    row.content = File(BytesIO(request.body), name=said.name)
    filing.add_attachments([row])
    return one(ATTACHMENT, row, 201, Location=request.path.replace("/files", f"/attachments/{row.key}"))


@router.get(
    "/files/{key}",
    operation_id="files_content",
    summary="The content of a file",
    openapi_extra={"responses": {200: {"description": "The file as it came", "content": CONTENT}}},
)
def content(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = reading.find(Attachment, key)
    return served(storing.opened(row.digest), "application/octet-stream", row.name, row.digest)  # type: ignore[return-value]
