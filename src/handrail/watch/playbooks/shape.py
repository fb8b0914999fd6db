"""A playbook's front matter, declared once: for reading with places, and for its JSON Schema. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from handrail import wiring
from handrail.kit.shapes import Field, Part, Shape
from handrail.kit.shapes.kinds import DATA, FLAG, LINE, NUMBER, RATING, TEXT, TEXTS, words
from handrail.record.metrics import files as metrics
from handrail.record.metrics.cohorts import COHORT
from handrail.watch.reviews.files import TIME

KINDS = ("launch_plan", "readiness", "mvp", "onboarding", "renewal_save", "free")
STEPS = ("affected", "told", "enabled", "live")
SIGNS = (
    "outcome", "workflow_owner", "stage_rules", "one_owner", "sign_off", "post_launch", "rollout", "messages",
    "notes", "reviews",
)  # fmt: skip
"""What of a project a point of the checklist can be read from (`checks.SIGNS`)."""
DIRECTIONS = words({"up": "up", "down": "down"}, default="up")

LEARNED = Field("learned", LINE, most=160)
"""The standard of a retrospective that something comes from: decision:ask-support-first."""

CHECK = Shape(
    "check",
    (
        Field("kind", LINE, most=40),
        Field("side", words({"leave": "leave", "enter": "enter"}, default="leave")),
        Field("params", DATA),
    ),
    "kind",
)
STAGE = Shape(
    "stage",
    (
        Field("key", LINE, most=80),
        Field("title", LINE, most=120),
        *(Field(name, LINE, most=500) for name in ("input", "output", "signal", "entry_rule", "exit_rule")),
        Field("most", NUMBER),
        Part(("checks",), CHECK),
    ),
)
CARD = Shape(
    "card",
    (
        Field("title", LINE, most=500),
        Field("stage", LINE),
        Field("track", LINE, most=40),
        Field("owner", LINE),
        Field("due", NUMBER),
        Field("review", NUMBER),
        Field("next_action", LINE, most=500),
        Field("text", TEXT),
        Field("checklist", TEXTS),
        LEARNED,
    ),
)
ROLE = Shape("role", (Field("key", LINE), Field("title", LINE), Field("does", LINE)))
QUESTION = Shape(
    "question",
    (Field("says", LINE, most=500), Field("measure", LINE, most=300), Field("risk", LINE, most=500)),
    "says",
)
CADENCE = Shape(
    "review",
    (
        Field("title", LINE, most=200),
        Field("rule", LINE),
        Field("asks", LINE),
        Field("kind", LINE, most=40),
        Field("minutes", NUMBER),
        Field("at", TIME),
        Field("due", NUMBER),
        Field("until", NUMBER),
        Field("owner", LINE),
        Part(("questions",), QUESTION),
    ),
)
MEASURE = Shape(
    "measure",
    (
        Field("title", LINE, most=300),
        Field("says", LINE),
        Field("formula", LINE, most=500),
        Field("computed", metrics.MEASURE),
        Field("cohort", COHORT, ("counted_for",), most=80),
        Field("purpose", metrics.PURPOSE),
        Field("unit", LINE, most=60),
        Field("direction", DIRECTIONS),
        Field("owner", LINE),
        Field("baseline", NUMBER),
        Field("target", NUMBER),
        Field("signal", LINE, most=500),
    ),
)
DECISION = Shape(
    "decision",
    (
        Field("title", LINE, most=500),
        Field("question", TEXT),
        Field("context", TEXT),
        Field("owner", LINE),
        Field("due", NUMBER),
        Field("category", LINE, most=120),
        Field("options", TEXTS),
        Field("acceptance", TEXTS),
        *(Field(name, TEXT) for name in ("scope_in", "scope_out", "impact")),
        Field("metric", LINE, most=300),
        Field("evidence", FLAG),
        Field("proceeds", words({"before": "before", "after": "after"})),
        Field("needs", TEXTS),
    ),
)
RISK = Shape(
    "risk",
    (
        Field("title", LINE, most=500),
        Field("text", TEXT),
        Field("category", LINE, most=120),
        Field("owner", LINE),
        *(Field(name, RATING) for name in ("likelihood", "impact", "closeness")),
        Field("mitigation", TEXT),
        Field("fallback", TEXT),
        Field("metric", LINE, most=300),
        Field("review", NUMBER),
        LEARNED,
    ),
)
PATTERN = Shape("pattern", (Field("title", LINE, most=300), Field("when", LINE), Field("steps", TEXTS)))
NOTE = Shape(
    "note",
    (
        Field("title", LINE, most=300),
        Field("kind", LINE, most=40),
        Field("fresh", NUMBER),
        Field("text", TEXT),
    ),
)
MESSAGE = Shape(
    "message",
    (
        Field("title", LINE, most=300),
        Field("to", LINE, most=300),
        Field("audience", words({"customers": "customers", "ours": "ours"}, default="customers")),
        Field("due", NUMBER),
        Field("owner", LINE),
        Field("channel", LINE, most=60),
        Field("text", TEXT),
        Field("response", TEXT),
    ),
)
STEP = Shape("step", (Field("step", words({name: name for name in STEPS})), Field("due", NUMBER)), "step")
POINT = Shape("point", (Field("says", LINE, most=500), Field("sign", LINE), LEARNED), "says")

OURS = Shape(
    "playbook",
    (
        Field("name", LINE, ("playbook",)),
        Field("title", LINE, most=300),
        Field("says", LINE, most=500),
        Field("kind", words({name: name for name in KINDS}, default="free")),
        Field("version", NUMBER),
        *(Field(name, LINE, most=120) for name in ("industry", "role", "objective")),
        Field("outcome", LINE, ("outcome.says", "outcome"), most=500),
        Field("unit", LINE, ("outcome.unit",), most=60),
        Field("direction", DIRECTIONS, ("outcome.direction",)),
        Field("days_before", NUMBER, ("window.before",)),
        Field("days_after", NUMBER, ("window.after",)),
        Field("improvement", LINE),
        *(Field(name, TEXT, (f"paths.{name}",)) for name in ("expected", "failure", "recovery")),
        Field("tracks", TEXTS),
        Field("cohorts", TEXTS),
        Field(
            "backwards",
            words({n: n for n in ("free", "reason", "never")}, default="reason"),
            ("board.backwards",),
        ),
        Field(
            "skipping", words({n: n for n in ("free", "ask", "never")}, default="ask"), ("board.skipping",)
        ),
        Part(("roles",), ROLE),
        Part(("board.stages", "stages"), STAGE),
        Part(("cards",), CARD),
        Part(("cadence",), CADENCE),
        Part(("measures",), MEASURE),
        Part(("decisions",), DECISION),
        Part(("risks",), RISK),
        Part(("patterns",), PATTERN),
        Part(("notes",), NOTE),
        Part(("messages",), MESSAGE),
        Part(("rollout",), STEP),
        Part(("checklist",), POINT),
    ),
)


def pieces_of(rooms: Mapping[str, tuple[str, str, str]]) -> dict[str, Shape]:
    """{section: what an entry says}, of the rooms that keep them."""
    return {section: cast(Shape, wiring.load(shape)) for section, (_record, _verbs, shape) in rooms.items()}


def with_rooms(pieces: Mapping[str, Shape]) -> Shape:
    return OURS.plus(*(Part((name,), shape, given={"section": name}) for name, shape in pieces.items()))


PIECES = pieces_of(wiring.PLAYBOOK_ROOMS)
PLAYBOOK = with_rooms(PIECES)
