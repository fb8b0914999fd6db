"""Feedback as it stands in `feedback.yaml`; what was answered stands where all talk stands. No Django."""

from __future__ import annotations

from handrail.kit.shapes import FLAG, MOMENT, OWNER, TEXT, Field, Part, Shape, words

from .states import STATES

STATE = words(
    {s: s for s in STATES},
    {"new": "open", "pending": "open", "replied": "answered", "accepted": "decided", "closed": "decided",
     "rejected": "declined", "task": "card", "planned": "card"},
    "open",
)  # fmt: skip
FEEDBACK = Shape(
    "feedback",
    (
        Field("key", TEXT, ("feedback_id", "id", "key"), settled=True),
        Field("title", TEXT, ("title", "feedback"), most=500),
        Field("subject", TEXT, ("about", "subject"), most=160),
        Field("section", TEXT, ("section",), most=120),
        Field("quote", TEXT, ("quote",), most=2_000),
        Field("before", TEXT, ("before",), most=120),
        Field("after", TEXT, ("after",), most=120),
        Field("text", TEXT, ("text", "description"), most=10_000),
        Field("objective", TEXT, ("objective",), most=300),
        Field("owner", OWNER),
        Field("state", STATE, ("status", "state"), default="open"),
        Field("holds", FLAG, ("holds_up_approval", "holds"), default=False),
        Field("asked_by", OWNER, ("asked_by",)),
        Field("voice", TEXT, ("asked_outside", "voice"), most=200),
        Field("asked_at", MOMENT, ("asked_at",)),
        Field("due_at", MOMENT, ("due_at",)),
        Field("answered_at", MOMENT, ("answered_at",)),
        Field("ended_at", MOMENT, ("ended_at",)),
        Field("ended_by", OWNER, ("ended_by",)),
        Field("reason", TEXT, ("reason",), most=5_000),
        Field("outcome", TEXT, ("outcome",), most=160),
    ),
)
FEEDBACKS = Part(("feedback",), FEEDBACK)
