"""A rollout as it stands in its project's file: how far each customer is, who is told what, and which dates hang on the
go-live day. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATE, NUMBER, OWNER, REFERENCE, TEXT, Field, Part, Shape, words
from handrail.record.readiness import files as readiness

STEPS = words(
    {name: name for name in ("affected", "told", "enabled", "live")}, {"ready": "enabled"}, "affected"
)
STATE = words({name: name for name in ("open", "done", "skipped")}, default="open")
SAID = words({name: name for name in ("planned", "told", "dropped")}, default="planned")
AUDIENCE = words({name: name for name in ("customers", "ours")}, default="customers")
HANGING: dict[str, tuple[str, ...]] = {
    "project": ("starts_on", "by_on", "ends_on"),
    "task": ("due_on",),
    "card": ("review_on",),
    "step": ("due_on",),
    "announcement": ("due_on",),
    "decision": ("due_on",),
    "risk": ("review_on",),
    "cadence": ("starts_on", "ends_on"),
}
"""The dates that can hang on a go-live day, by the kind of record."""

STEP = Shape(
    "step",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("of", REFERENCE, ("customer",)),
        Field("step", STEPS, ("step",)),
        Field("cohort", TEXT, ("cohort",), most=60),
        Field("owner", OWNER),
        Field("state", STATE, ("state", "status"), default="open"),
        Field("due_on", DATE, ("due", "due_on")),
        Field("done_on", DATE, ("done_on",)),
        Field("text", TEXT, ("text",)),
    ),
    "of",
)
ANNOUNCEMENT = Shape(
    "announcement",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("title", TEXT, ("title", "message"), most=300),
        Field("of", REFERENCE, ("customer",)),
        Field("to", TEXT, ("to",), most=300),
        Field("audience", AUDIENCE, ("audience",), default="customers"),
        Field("channel", TEXT, ("channel",), most=60),
        Field("text", TEXT, ("text",)),
        Field("owner", OWNER),
        Field("answers", OWNER, ("answers",)),
        Field("response", TEXT, ("response",)),
        Field("risk", REFERENCE, ("risk",)),
        Field("state", SAID, ("state", "status"), default="planned"),
        Field("due_on", DATE, ("due", "due_on")),
        Field("told_on", DATE, ("told_on",)),
    ),
)
TIE = Shape(
    "tie",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("subject", TEXT, ("record", "subject"), most=160),
        Field("field", TEXT, ("date", "field"), most=40),
        Field("days", NUMBER, ("days",)),
        Field("set_on", DATE, ("set_on",)),
    ),
    "subject",
)
PROJECT = readiness.PROJECT.plus(
    Part(("rollout",), STEP), Part(("messages",), ANNOUNCEMENT), Part(("from_go_live",), TIE)
)
"""A project with all that a tree of files tells of it."""
