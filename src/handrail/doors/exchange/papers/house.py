"""The company's own templates for documents and slides: kept once for the workspace, and a paper is made on them unless
somebody chooses another file. They stand in the storage by their hash, beside the logo."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from handrail.doors.portal import branding, picturing
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import slides, word
from .blocks import Outcome
from .points import Chapter, Paper, Point

READS: dict[str, Callable[[Paper, bytes | None], Outcome]] = {"pptx": slides.made, "docx": word.made}
TRIED = Paper("qbr", "–", "–", [Chapter("–", "–", [Point("–", "–", "–")])])
"""What a template is tried with before it is kept."""


@dataclass(frozen=True, slots=True)
class Template:
    form: str
    name: str
    digest: str

    @property
    def place(self) -> str:
        return f"{current().workspace_id}/look/{self.digest}.{self.form}"


def here() -> dict[str, Template]:
    """{form: the template that papers of it are made on}. What a file may have brought is not believed."""
    told = branding.told(current().workspace)
    found = {
        form: Template(form, str(told.get(f"{form}_name", ""))[:200], str(told.get(form, "")))
        for form in READS
    }
    return {form: one for form, one in found.items() if picturing.is_one(one.digest)}


def content(form: str) -> bytes | None:
    """None where there is none, or the files of a workspace have come without it."""
    one = here().get(form)
    try:
        if one is None:
            return None
        with default_storage.open(one.place, "rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def keep(form: str, name: str, sent: bytes) -> bool:
    """Refused where no paper could be made on it. What was made on the one before stays as it is."""
    if form not in READS:
        raise Invalid([Problem("format", say("There is no such format."), say("Choose docx or pptx."))])
    READS[form](TRIED, sent)
    one = Template(form, name[:200], hashlib.sha256(sent).hexdigest())
    if not default_storage.exists(one.place):
        default_storage.save(one.place, ContentFile(sent))
    return branding.choose(**{form: one.digest, f"{form}_name": one.name})


def drop(form: str) -> bool:
    nothing = {form: "", f"{form}_name": ""}
    return branding.choose(**nothing)
