"""An assumption as it looks in a register. No Django."""

from __future__ import annotations

from handrail.kit.shapes import DATE, LINE, NUMBER, OWNER, RATING, TEXT, Field, Part, Row, Shape, words
from handrail.kit.verdict import Where

from .facts import AssumptionFacts
from .states import STATES

STATE = words(
    {s: s for s in STATES},
    {
        "new": "open", "untested": "open", "unvalidated": "open", "pending": "open", "in_validation": "open",
        "confirmed": "validated", "true": "validated", "holds": "validated", "valid": "validated",
        "broken": "invalidated", "false": "invalidated", "refuted": "invalidated", "invalid": "invalidated",
        "disproved": "invalidated",
    },
    "open",
)  # fmt: skip
ASSUMPTION = Shape(
    "assumption",
    (
        Field("key", TEXT, ("assumption_id", "id", "key"), settled=True),
        Field("title", TEXT, ("statement", "assumption", "title"), most=500),
        Field("subject", TEXT, ("about", "subject"), most=160),
        Field("impact", RATING, ("business_impact", "impact")),
        Field("cost", RATING, ("validation_cost", "cost")),
        Field("test", TEXT, ("test", "validation", "how")),
        Field("owner", OWNER, ("owner",)),
        Field("state", STATE, ("status", "state"), default="open"),
        Field("due_on", DATE, ("due_date", "due_on", "validate_by")),
        Field("expires_on", DATE, ("expires_on", "good_until", "valid_until")),
        Field("finding", TEXT, ("finding", "result")),
        Field("settled_on", DATE, ("settled_on",)),
        Field("source", TEXT, ("source",), most=300),
    ),
)
ASSUMPTIONS = Part(("assumptions",), ASSUMPTION)
PLANNED = Shape(
    "assumption",
    (
        Field("title", LINE, most=500),
        Field("owner", LINE),
        Field("due", NUMBER),
        Field("impact", RATING),
        Field("cost", RATING),
        Field("test", TEXT),
    ),
)
"""One that every project of a playbook begins with."""


def assumption_facts(row: Row, at: Where | None, owner: str = "") -> AssumptionFacts:
    v = row.values
    return AssumptionFacts(
        key=v["key"] or v["title"],
        title=v["title"],
        impact=v["impact"],
        cost=v["cost"],
        owner=owner,
        owner_text=v["owner"],
        due_on=v["due_on"],
        expires_on=v["expires_on"],
        state=v["state"],
        at=at,
    )
