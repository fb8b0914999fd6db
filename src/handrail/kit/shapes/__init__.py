"""What a noun looks like in a file, said once: read it, change it where it stands, or write it anew."""

from __future__ import annotations

from handrail.kit.shapes.declaring import Field, Part, Shape
from handrail.kit.shapes.kinds import (
    DATA,
    DATE,
    FLAG,
    LINE,
    LIST,
    MOMENT,
    NUMBER,
    OWNER,
    PERCENT,
    RATING,
    REFERENCE,
    TEXT,
    TEXTS,
    Kind,
    Person,
    Unreadable,
    words,
)
from handrail.kit.shapes.reading import Fault, Row, read_row
from handrail.kit.shapes.writing import Record, edits, render

__all__ = [
    "DATA",
    "DATE",
    "FLAG",
    "LINE",
    "LIST",
    "MOMENT",
    "NUMBER",
    "OWNER",
    "PERCENT",
    "RATING",
    "REFERENCE",
    "TEXT",
    "TEXTS",
    "Fault",
    "Field",
    "Kind",
    "Part",
    "Person",
    "Record",
    "Row",
    "Shape",
    "Unreadable",
    "edits",
    "read_row",
    "render",
    "words",
]
