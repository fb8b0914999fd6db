"""A decision as it looks in a decision log. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATE, OWNER, TEXT, TEXTS, Field, Part, Row, Shape, words
from handrail.kit.verdict import Where

from .facts import DecisionFacts

STATE = words(
    {s: s for s in ("proposed", "in_review", "approved", "rejected", "superseded", "reverted")},
    {
        "pending": "proposed", "open": "proposed", "draft": "proposed", "new": "proposed", "under_review":
        "in_review",
        "review": "in_review", "implemented": "approved", "accepted": "approved", "decided": "approved",
        "done": "approved", "declined": "rejected", "deprecated": "superseded", "rolled_back": "reverted",
    },
    "proposed",
)  # fmt: skip
OPEN = frozenset(("proposed", "in_review"))

DECISION = Shape(
    "decision",
    (
        Field("key", TEXT, ("decision_id", "id", "key"), settled=True),
        Field("decided_on", DATE, ("date", "decided_on", "decision_date")),
        Field("title", TEXT, ("title", "name", "decision"), most=500),
        Field("question", TEXT, ("question", "description")),
        Field("context", TEXT, ("context",)),
        Field("answer", TEXT, ("answer", "outcome")),
        Field("rationale", TEXT, ("rationale",)),
        Field("owner", OWNER, ("owner", "decision_maker", "decided_by")),
        Field("state", STATE, ("status", "state"), default="proposed"),
        Field("category", TEXT, ("category",), most=120),
        Field("due_on", DATE, ("due_date", "due_on", "target_date", "decide_by")),
        Field("metric_text", TEXT, ("metric",), most=300),
        Field("customer_impact", TEXT, ("customer_impact", "impact", "blocking")),
        Field("scope_in", TEXT, ("scope_in", "scope.in")),
        Field("scope_out", TEXT, ("scope_out", "scope.out")),
        Field("implications", TEXTS, ("implications",)),
        Field("source", TEXT, ("source",), most=300),
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
