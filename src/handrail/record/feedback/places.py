"""The text that feedback hangs on: a section of a record, whatever room that lives in, and the words in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from handrail.house.deadlines.promising import model_of
from handrail.house.talk import subjects
from handrail.house.workspaces.models import Tenanted

from . import anchors
from .anchors import Anchor
from .models import Feedback

HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
TEXTS = (models.TextField, models.JSONField)
LEFT_OUT = frozenset({"fields", "owner_text"})
AROUND = 60
MARK = "#"
"""Behind the name of a column, the heading under which words stand: text#Who decides."""


@dataclass(frozen=True, slots=True)
class Place:
    """The words as they stand now, with a little around them; `lost`: as they stood when they were asked about."""

    quote: str
    before: str = ""
    after: str = ""
    same: bool = True
    lost: bool = False


def record_of(named: str) -> Tenanted | None:
    """The record of this name, while it is there. One statement."""
    kind, key = subjects.apart(subjects.meant(named))
    if not kind:
        return None
    return model_of(kind)._default_manager.filter(key=key, removed_at=None).first()


def sections(row: Tenanted) -> list[str]:
    """The parts of a record that one can point at: its texts, and the headings of those that are long."""
    columns = [
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, TEXTS) and field.name not in LEFT_OUT and filled(getattr(row, field.name))
    ]
    return [
        name
        for column in columns
        for name in (column, *(f"{column}{MARK}{title}" for title in headings(getattr(row, column))))
    ]


def filled(value: Any) -> bool:
    return bool(text_in(value).strip())


def headings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        found = (HEADING.match(line) for line in value.splitlines())
        yield from dict.fromkeys(match[2][:80] for match in found if match)


def text_of(row: Tenanted, section: str) -> str:
    """All words of a section; of a heading that is gone, all of its text; without a section, all of the record."""
    column, _, title = section.partition(MARK)
    if not section:
        return "\n".join(text_in(getattr(row, name)) for name in sections(row) if MARK not in name)
    if column not in {field.name for field in row._meta.concrete_fields} - LEFT_OUT:
        return ""
    whole = text_in(getattr(row, column))
    return (under(whole, title) or whole) if title else whole


def under(text: str, title: str) -> str:
    """What stands under this heading, up to the next one that is as high."""
    lines, found, depth = [], False, 0
    for line in text.splitlines():
        match = HEADING.match(line)
        if found and match and len(match[1]) <= depth:
            break
        if found:
            lines.append(line)
        elif match and match[2][:80] == title:
            found, depth = True, len(match[1])
    return "\n".join(lines)


def text_in(value: Any) -> str:
    """A text, or all texts of a section that is a table."""
    if isinstance(value, Mapping):
        return "\n".join(filter(None, map(text_in, value.values())))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(filter(None, map(text_in, value)))
    return "" if value is None or isinstance(value, bool) else str(value)


def anchor_of(row: Feedback) -> Anchor:
    return Anchor(row.quote, row.before, row.after)


def place_of(row: Feedback, record: Tenanted | None) -> Place | None:
    """Where its words stand now. None where it hangs on no words."""
    if not row.quote:
        return None
    whole = text_of(record, row.section) if record is not None else ""
    found = anchors.locate(whole, anchor_of(row))
    if found is None and row.section and record is not None:  # they may have moved to another section
        whole = text_of(record, "")
        found = anchors.locate(whole, anchor_of(row))
    if found is None:
        return Place(row.quote, *anchors.around(row.before, row.after, AROUND), lost=True)
    text = anchors.plain(whole)
    start, end = found.start, found.end
    return Place(text[start:end], *anchors.around(text[:start], text[end:], AROUND), found.same)
