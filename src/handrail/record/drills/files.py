"""A drill as it stands in its project's file. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATA, DATE, LINE, OWNER, TEXT, Field, Part, Shape, words

from .states import STATES

STATE = words({name: name for name in STATES}, {"done": "held", "planned": "open"}, "open")
DRILL = Shape(
    "drill",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("title", TEXT, ("title", "drill"), most=300),
        Field("scenario", TEXT, ("scenario",)),
        Field("state", STATE, ("state", "status"), default="open"),
        Field("held_on", DATE, ("held_on", "date")),
        Field("held_by", OWNER, ("held_by",)),
        Field("paths", DATA, ("paths",)),
    ),
)
DRILLS = Part(("drills",), DRILL)
PLANNED = Shape("drill", (Field("title", LINE, most=300), Field("scenario", TEXT)))
"""One that every project of a playbook begins with; its paths are those of the project."""
