"""A risk as it looks in a register or in a plan. No Django."""

from __future__ import annotations

from handrail.kit.shapes import (
    DATE,
    LINE,
    LIST,
    NUMBER,
    OWNER,
    PERCENT,
    RATING,
    REFERENCE,
    TEXT,
    Field,
    Part,
    Row,
    Shape,
    words,
)
from handrail.kit.verdict import Where

from .facts import RiskFacts
from .states import STATES as STATES

STATE = words(
    {s: s for s in STATES},
    {
        "open": "identified", "new": "identified", "active": "identified", "raised": "identified",
        "in_progress": "mitigating", "in_mitigation": "mitigating", "mitigation_in_progress": "mitigating",
        "escalated": "mitigating", "watching": "monitoring", "watch": "monitoring", "monitored": "monitoring",
        "closed": "mitigated", "resolved": "mitigated", "done": "mitigated", "accept": "accepted",
        "materialized": "materialised", "occurred": "materialised", "issue": "materialised", "realised":
        "materialised",
    },
    "identified",
)  # fmt: skip
SEVERITY = words(
    {s: s for s in ("critical", "high", "medium", "low")},
    {"severe": "critical", "red": "critical", "amber": "high", "major": "high", "moderate": "medium",
    "yellow": "medium",
     "minor": "low", "green": "low"},
)  # fmt: skip

RISK = Shape(
    "risk",
    (
        Field("key", TEXT, ("risk_id", "id", "key"), settled=True),
        Field("title", TEXT, ("title", "risk", "name"), most=500),
        Field("text", TEXT, ("description", "text", "details")),
        Field("subject", TEXT, ("about", "subject"), most=160),
        Field("category", TEXT, ("category",), most=120),
        Field("severity", SEVERITY, ("severity",)),
        Field("likelihood", RATING, ("likelihood", "probability"), "likelihood_text"),
        Field("impact", RATING, ("impact",), "impact_text"),
        Field("closeness", RATING, ("closeness", "proximity")),
        Field("owner", OWNER, ("owner", "risk_owner")),
        Field("state", STATE, ("status", "state"), default="identified"),
        Field(
            "mitigation",
            LINE,
            ("mitigation.strategy", "mitigation", "mitigation_strategy", "mitigation_plan"),
        ),
        Field("mitigation_actions", LIST, ("mitigation.actions", "mitigation", "mitigation_actions")),
        Field("mitigation_progress", PERCENT, ("mitigation.progress", "mitigation_progress")),
        Field("fallback", TEXT, ("fallback", "contingency", "contingency_plan")),
        Field("metric_text", TEXT, ("metric", "metric_threatened"), most=300),
        Field("threatens", REFERENCE, ("threatens",)),
        Field("stake", NUMBER, ("value_at_stake", "at_stake")),
        Field("currency", TEXT, ("currency",), most=3),
        Field("analysis", TEXT, ("analysis",)),
        Field(
            "raised_on",
            DATE,
            ("raised_on", "source_date", "created_date", "identified_date", "date_identified"),
        ),
        Field("review_on", DATE, ("review_date", "review_on", "next_review")),
        Field("reason", TEXT, ("reason",)),
        Field("source", TEXT, ("source",), most=300),
    ),
)
RISKS = Part(("risks",), RISK)
ISSUES = Part(("issues",), RISK, {"state": "materialised"})
"""Of a RAID log: what has come true."""


def risk_facts(row: Row, at: Where | None, marks: dict[str, Where], owner: str = "") -> RiskFacts:
    v = row.values
    return RiskFacts(
        key=v["key"] or v["title"],
        title=v["title"],
        likelihood=v["likelihood"],
        impact=v["impact"],
        closeness=v["closeness"],
        severity=v["severity"],
        state=v["state"],
        owner=owner,
        owner_text=v["owner"],
        mitigation=v["mitigation"] or "; ".join(map(str, v["mitigation_actions"])),
        fallback=v["fallback"],
        review_on=v["review_on"],
        at=at,
        marks=marks,
    )
