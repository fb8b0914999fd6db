"""A note as a Markdown file with front matter. No Django."""

from __future__ import annotations

from pathlib import PurePosixPath

from handrail.kit.shapes import DATE, OWNER, REFERENCE, TEXT, Field, Row, Shape, words

from .facts import KINDS

KIND = words(
    {kind: kind for kind in KINDS},
    {"assets": "asset_ownership", "release": "release_notes", "support": "support_prep", "lesson": "learning",
     "lessons": "learning", "risks": "risk", "note": "free"},
    "free",
)  # fmt: skip

NOTE = Shape(
    "note",
    (
        Field("key", TEXT, ("note_id", "key", "id"), settled=True),
        Field("account", REFERENCE, ("account_id", "account"), settled=True),
        Field("title", TEXT, ("title", "name"), most=300),
        Field("kind", KIND, ("kind", "type"), default="free"),
        Field("owner", OWNER, ("owner", "author")),
        Field("fresh_until", DATE, ("fresh_until", "valid_until", "review_by")),
        Field("text", TEXT, ("text",)),
    ),
)


def even(text: str) -> str:
    """Lines end in one way whoever wrote them, and no empty ones stand around the text."""
    return str(text).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def titled(row: Row, path: str) -> str:
    """What a note is called that says no title in front: its first heading, else its file."""
    lines = (line.strip() for line in str(row.values["text"]).splitlines())
    first = next((line.lstrip("#").strip() for line in lines if line.startswith("#")), "")
    return (first or PurePosixPath(path).stem.replace("_", " "))[:300]
