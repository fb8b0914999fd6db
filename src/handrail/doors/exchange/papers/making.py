"""Making a paper of a plan, and keeping it with the plan's files. What the customer may not see can not come in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.files.base import ContentFile

from handrail.doors.portal import branding
from handrail.house.ledger.rows import today
from handrail.house.talk import filing, queries, storing
from handrail.house.talk.models import Attachment
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.keys import base as key_of
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.agreed import projection
from handrail.record.plans.models import Plan

from . import house, printed, slides, word
from .blocks import Outcome
from .points import KINDS, Paper, paper

FORMATS: dict[str, Callable[[Paper, bytes | None], Outcome]] = {
    "docx": word.made,
    "pptx": slides.made,
    "pdf": printed.made,
}
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def paper_of(plan: Plan, kind: str, on: date | None = None) -> Paper:
    if kind not in KINDS:
        raise Invalid([Problem("kind", say("There is no such paper."), say("Choose qbr or finalize."))])
    look = branding.look(branding.here())
    return paper(projection.of_plan(plan), kind, on or today(), look)


def make(plan: Plan, kind: str, form: str, base: bytes | None = None) -> tuple[Attachment, Outcome]:
    """A new file on the plan: on the workspace’s template, on another one, or an earlier one brought up to date."""
    if form not in FORMATS:
        raise Invalid([Problem("format", say("There is no such format."), say("Choose docx, pptx or pdf."))])
    outcome = FORMATS[form](paper_of(plan, kind), house.content(form) if base is None else base)
    row = Attachment(subject=ref(plan), name=name_of(plan, kind, form))
    row.content = ContentFile(outcome.content)
    filing.add_attachments([row])
    return row, outcome


def name_of(plan: Plan, kind: str, form: str) -> str:
    return f"{kind}-{key_of(plan.customer.name, 'customer')}-{today().isoformat()}.{form}"


def bases_of(plan: Plan, form: str = "") -> list[Attachment]:
    """The plan's files that a paper may be made on."""
    wanted = {MEDIA[form]} if form else set(MEDIA.values())
    return [row for row in queries.attachments_of(ref(plan)) if row.media in wanted]


def content_of(plan: Plan, key: str, form: str) -> bytes:
    """One of the plan's own files."""
    row = next((row for row in bases_of(plan, form) if row.key == key), None)
    if row is None:
        words = say("This file is not with the plan, or is not of that kind.")
        raise Invalid([Problem("base", words, say("Choose one of the plan's own files."))])
    with storing.opened(row.digest) as file:
        return bytes(file.read())
