"""The signals of a project's gates as they stand in its project's file. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATE, LINE, NUMBER, OWNER, REFERENCE, TEXT, Field, Part, Shape, words
from handrail.record.scope import files as scope

from .facts import KINDS

KIND = words({k: k for k in KINDS}, default="evidence")
WANTS = words({k: k for k in ("link", "file", "note", "quotation", "reading", "record")})
SIGNAL = Shape(
    "signal",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("title", TEXT, ("title", "signal"), most=300),
        Field("stage", REFERENCE, ("stage", "gate")),
        Field("kind", KIND, ("shown_by", "kind"), default="evidence"),
        Field("metric", REFERENCE, ("metric",)),
        Field("target", NUMBER, ("target",)),
        Field("test", TEXT, ("test",), most=200),
        Field("wants", WANTS, ("evidence_kind", "wants")),
        Field("claim", TEXT, ("claim",)),
        Field("owner", OWNER),
        Field("due_on", DATE, ("due", "due_on")),
    ),
)
PLANNED = Shape(
    "signal",
    (
        Field("title", LINE, most=300),
        Field("stage", LINE),
        Field("owner", LINE),
        Field("due", NUMBER),
        Field("kind", KIND, ("shown_by",), default="evidence"),
        Field("metric", LINE, ("measure",), most=300),
        Field("target", NUMBER),
        Field("test", LINE, most=200),
        Field("wants", WANTS, ("evidence_kind",)),
    ),
)
"""One that every project of a playbook begins with, at a stage of its board."""
PROJECT = scope.PROJECT.plus(Part(("signals",), SIGNAL))
"""A project with what shows that it is ready."""
