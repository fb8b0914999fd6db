"""What a writing window asks of the database, each time under the rights of who writes. Blocking: called in threads."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import close_old_connections

from handrail.house.access.guard import stream_member
from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import NotFound

from . import strokes
from .models import Note


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who may write in this note now."""

    workspace: int
    member: Member
    note: int

    @property
    def name(self) -> str:
        return str(self.member.name)


def admitted(cookies: dict[str, str], slug: str, key: str) -> Writer | None:
    """Who comes with these cookies, where they may write in the note of that key; None where they may not."""
    listener = stream_member(cookies, slug)
    if listener is None:
        return None
    with enter(listener.workspace_id):
        member = Member.objects.get(pk=listener.member_id)
    try:
        with enter(listener.workspace_id, member=member):
            return Writer(listener.workspace_id, member, reading.find(Note, key).pk)
    except NotFound:
        return None


def still(cookies: dict[str, str], slug: str, writer: Writer) -> bool:
    """Whether it is the same member, who still sees the note."""
    listener = stream_member(cookies, slug)
    if listener is None or listener[:2] != (writer.workspace, writer.member.pk):
        return False
    with enter(writer.workspace, member=writer.member):
        return reading.present(Note).filter(pk=writer.note).exists()


def opened(writer: Writer) -> list[tuple[int, bytes]]:
    with enter(writer.workspace, member=writer.member):
        return strokes.opened(Note.objects.get(pk=writer.note))


def fetched(workspace: int, note: int, pk: int) -> bytes | None:
    """For a room, in which everybody may see the note. None where it is not there any more, but merged."""
    with enter(workspace):
        return strokes.one(Note.objects.get(pk=note), pk)


def all_of(workspace: int, note: int) -> list[tuple[int, bytes]]:
    with enter(workspace):
        return [(one.pk, bytes(one.data)) for one in strokes.of(Note.objects.get(pk=note))]


def kept(cookies: dict[str, str], slug: str, writer: Writer, update: bytes, process: str) -> int | None:
    """The id of the stroke; None where they may not write here any more."""
    listener = stream_member(cookies, slug)
    if listener is None or listener[:2] != (writer.workspace, writer.member.pk):
        return None
    with enter(writer.workspace, member=writer.member):
        row = reading.present(Note).filter(pk=writer.note).first()
        return int(strokes.keep(row, update, writer.member, process=process).pk) if row is not None else None


def settled(workspace: int, note: int) -> bool:
    with enter(workspace):
        return strokes.settle_one(note)


def told(workspace: int, note: int, what: str, process: str) -> None:
    strokes.tell(workspace, note, what, process)


def clean() -> None:
    close_old_connections()
