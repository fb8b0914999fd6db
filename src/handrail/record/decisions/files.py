"""A decision as it looks in a decision log. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATE, FLAG, OWNER, REFERENCE, TEXT, TEXTS, Field, Part, Row, Shape, words
from handrail.kit.verdict import Where

from .facts import DEPENDENCY_STATES, PROCEEDS, DecisionFacts
from .states import OPEN as OPEN
from .states import STATES

STATE = words(
    {s: s for s in STATES},
    {
        "pending": "proposed", "open": "proposed", "draft": "proposed", "new": "proposed", "under_review":
        "in_review",
        "review": "in_review", "implemented": "approved", "accepted": "approved", "decided": "approved",
        "done": "approved", "declined": "rejected", "deprecated": "superseded", "rolled_back": "reverted",
    },
    "proposed",
)  # fmt: skip
PROCEED = words(
    {p: p for p in PROCEEDS},
    {"yes": "before", "true": "before", "before_validation": "before", "no": "after", "false": "after",
    "after_validation": "after"},
)  # fmt: skip
WAITS = words(
    {s: s for s in DEPENDENCY_STATES},
    {"waiting": "open", "pending": "open", "in_progress": "open", "done": "met", "closed": "met", "resolved": "met",
    "cancelled": "dropped"},
    "open",
)  # fmt: skip
DEPENDENCY = Shape(
    "dependency",
    (
        Field("key", TEXT, ("dependency_id", "key"), settled=True),
        Field("needs", REFERENCE, ("decision", "needs")),
        Field("team", TEXT, ("team",), most=200),
        Field("title", TEXT, ("title", "what"), most=500),
        Field("owner", OWNER),
        Field("due_on", DATE, ("checkpoint", "due_date", "due_on")),
        Field("metric_text", TEXT, ("metric",), most=300),
        Field("state", WAITS, ("status", "state"), default="open"),
    ),
)
CONSTRAINT = Shape(
    "constraint",
    (
        Field("key", TEXT, ("constraint_id", "key"), settled=True),
        Field("title", TEXT, ("title", "constraint"), most=500),
        Field("acceptance", TEXTS, ("acceptance_criteria", "acceptance")),
    ),
)
DECISION = Shape(
    "decision",
    (
        Field("key", TEXT, ("decision_id", "id", "key"), settled=True),
        Field("decided_on", DATE, ("date", "decided_on", "decision_date")),
        Field("title", TEXT, ("title", "name", "decision"), most=500),
        Field("question", TEXT, ("question", "description")),
        Field("context", TEXT, ("context",)),
        Field("subject", TEXT, ("about", "subject"), most=160),
        Field("options", TEXTS, ("options", "considered_options")),
        Field("answer", TEXT, ("answer", "outcome")),
        Field("rationale", TEXT, ("rationale",)),
        Field("acceptance", TEXTS, ("acceptance_criteria", "acceptance")),
        Field("owner", OWNER, ("owner", "decision_maker", "decided_by")),
        Field("delegate", OWNER, ("delegate",)),
        Field("state", STATE, ("status", "state"), default="proposed"),
        Field("category", TEXT, ("category",), most=120),
        Field("due_on", DATE, ("due_date", "due_on", "target_date", "decide_by")),
        Field("metric_text", TEXT, ("metric",), most=300),
        Field("customer_impact", TEXT, ("customer_impact", "impact", "blocking")),
        Field("scope_in", TEXT, ("scope_in", "scope.in")),
        Field("scope_out", TEXT, ("scope_out", "scope.out")),
        Field("proceeds", PROCEED, ("may_proceed", "proceeds")),
        Field("evidence_needed", FLAG, ("evidence_required", "evidence_needed"), default=False),
        Field("implications", TEXTS, ("implications",)),
        Field("asked_on", DATE, ("asked_for_approval", "asked_on")),
        Field("asked_by", OWNER, ("asked_by",)),
        Field("decided_by", OWNER, ("approved_by",)),
        Field("reason", TEXT, ("reason",)),
        Field("replaced_by", REFERENCE, ("superseded_by", "replaced_by")),
        Field("source", TEXT, ("source",), most=300),
        Part(("dependencies",), DEPENDENCY),
        Part(("constraints",), CONSTRAINT),
    ),
)
DECISIONS = Part(("decisions",), DECISION)
PENDING = Part(("pending_customer", "pending"), DECISION, {"state": "in_review"})


def decision_facts(row: Row, at: Where | None, owner: str = "") -> DecisionFacts:
    v = row.values
    return DecisionFacts(
        key=v["key"] or v["title"],
        title=v["title"],
        question=v["question"],
        owner=owner,
        owner_text=v["owner"],
        due_on=v["due_on"],
        state=v["state"],
        at=at,
    )
