"""A project's scope as it stands in its project's file: the lock, what each can take, and the changes. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATA, DATE, MOMENT, OWNER, REFERENCE, TEXT, TEXTS, Field, Part, Shape, words
from handrail.record.projects import files as projects

from .states import STATES

STATE = words(
    {s: s for s in STATES}, {"open": "asked", "approved": "accepted", "rejected": "declined"}, "asked"
)
COMMITMENT = Shape(
    "commitment",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("capacity", DATA, ("capacity",)),
        Field("locked_at", MOMENT, ("locked_at", "locked")),
        Field("locked_by", OWNER, ("locked_by",)),
        Field("let_through", TEXT, ("let_through",)),
        Field("reason", TEXT, ("reason",)),
    ),
)
SCOPE_CHANGE = Shape(
    "scopechange",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("title", TEXT, ("title", "change", "what"), most=300),
        Field("why", TEXT, ("why",)),
        Field("state", STATE, ("state", "status"), default="asked"),
        Field("metric", REFERENCE, ("metric",)),
        Field("metric_text", TEXT, ("metric_in_words", "metric_text"), most=300),
        Field("cost", TEXT, ("cost",)),
        Field("given_up", TEXT, ("given_up", "trade_off")),
        Field("cards", TEXTS, ("cards",)),
        Field("place", TEXT, ("board", "place"), most=80),
        Field("owner", OWNER),
        Field("due_on", DATE, ("due", "due_on", "decide_by")),
        Field("asked_by", OWNER, ("asked_by",)),
        Field("asked_on", DATE, ("asked_on", "date")),
        Field("decided_by", OWNER, ("decided_by",)),
        Field("decided_on", DATE, ("decided_on",)),
        Field("reason", TEXT, ("reason",)),
        Field("source", TEXT, ("source",), most=200),
    ),
)
PROJECT = projects.PROJECT.plus(Part(("scope",), COMMITMENT), Part(("scope_changes",), SCOPE_CHANGE))
"""A project with its scope."""
