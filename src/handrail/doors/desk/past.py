"""Every value that one field has had: who wrote it, when, from what to what and why, and the way back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.house.ledger import undoing
from handrail.house.ledger.models import Event
from handrail.house.ledger.values import plain
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import because
from handrail.kit.refusals import NotFound

from . import story
from .kinds import Field, Kind
from .values import spoken, told

MOST = 50
WITH_OWNER = ("owner_id", "owner_gap", "owner_text")
PUT_BACK = "put back"


@dataclass(frozen=True, slots=True)
class Past:
    """One value in its time. `now` says that the field holds it still, or again."""

    event: int
    who: str
    kind: str
    moment: datetime
    old: str
    new: str
    why: str
    now: bool


def of_field(kind: Kind, row: Tenanted, field: Field) -> list[Past]:
    """The newest first. Two statements."""
    column = story.column_name(kind, field)
    events = list(story.told(story.about(kind, row).filter(changes__has_key=column))[:MOST])
    names = story.names_in(events)
    held = told(row, field)
    found = [past(event, kind, field, column, names, held) for event in events]
    return [one for one in found if one is not None]


def past(event: Event, kind: Kind, field: Field, column: str, names: story.Names, held: Any) -> Past | None:
    old, new = (part(value, field) for value in event.changes[column])
    if field.inner and old == new:
        return None
    who, by = story.author(event)
    was, then = (said(kind, field, value, names) for value in (old, new))
    return Past(event.id, who, by, event.at, was, then, why(event), plain(new) == held)


def part(value: Any, field: Field) -> Any:
    """What the ledger holds of this field: of a section, the one key."""
    return (
        value.get(field.inner)
        if field.inner and isinstance(value, Mapping)
        else None
        if field.inner
        else value
    )


def said(kind: Kind, field: Field, value: Any, names: story.Names) -> str:
    words = spoken(value, "text") if field.inner else story.readable(kind, field, value, names)
    return story.clip(words)


def why(event: Event) -> str:
    if event.cause.startswith(undoing.CAUSE):
        return _("an undo")
    if event.cause == PUT_BACK:
        return _("put back from the history")
    if event.actor_kind == "import" or event.cause.startswith("import"):
        return _("an import")
    return next((str(words) for start, words in CAUSES.items() if event.cause.startswith(start)), event.cause)


CAUSES = {
    "git push": gettext_lazy("pushed from a clone of the files"),
    "git folder": gettext_lazy("written in a watched folder"),
    "git conflict": gettext_lazy("chosen between two sides"),
    "blocker:": gettext_lazy("the fallback of a blocker"),
    "handoff:": gettext_lazy("a handoff that was accepted"),
    "handover:": gettext_lazy("a book changed hands"),
}
"""What the ledger keeps of how a change came about, in words for people."""


def put_back(kind: Kind, row: Tenanted, field: Field, number: int) -> bool:
    """Give the field the value it was given then, by the same verb as any edit."""
    event = story.about(kind, row).filter(id=number).first()
    column = story.column_name(kind, field)
    if event is None or column not in event.changes:
        raise NotFound(_("There is no such value in its history."))
    with because(PUT_BACK):
        return bool(kind.verbs.edit(row, values(event, row, field, column), revision=row.revision))


def values(event: Event, row: Tenanted, field: Field, column: str) -> dict[str, Any]:
    new = event.changes[column][1]
    if field.inner:
        section = {**(getattr(row, field.column) or {}), field.inner: part(new, field)}
        return {field.column: {name: value for name, value in section.items() if value is not None}}
    if column == WITH_OWNER[0]:
        return {name: event.changes[name][1] for name in WITH_OWNER if name in event.changes}
    return {column: new}
