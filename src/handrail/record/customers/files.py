"""Customers and what stands around them, as they look in files. No Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handrail.kit.shapes import (
    DATA,
    DATE,
    FLAG,
    NUMBER,
    OWNER,
    REFERENCE,
    TEXT,
    TEXTS,
    Field,
    Part,
    Row,
    Shape,
    words,
)
from handrail.kit.verdict import Where

from .facts import CaseFacts, CustomerFacts, OpportunityFacts, RequestFacts, Stage, StakeholderFacts

TIER = words(
    {"strategic": "strategic", "enterprise": "enterprise", "commercial": "commercial"},
    {
        "tier_1": "strategic",
        "platinum": "strategic",
        "tier_2": "enterprise",
        "tier_3": "commercial",
        "smb": "commercial",
    },
)
SENTIMENT = words(
    {"good": "good", "neutral": "neutral", "poor": "poor"},
    {
        "positive": "good", "supportive": "good", "supporter": "good", "promoter": "good", "green": "good",
        "happy": "good",
        "champion": "good", "mixed": "neutral", "yellow": "neutral", "passive": "neutral", "negative": "poor",
        "red": "poor",
        "detractor": "poor", "blocker": "poor", "skeptical": "poor", "sceptical": "poor", "at_risk": "poor",
    },
)  # fmt: skip
DEAL_KIND = words(
    {"new": "new", "expansion": "expansion", "renewal": "renewal"},
    {"new_business": "new", "new_customer": "new", "existing_customer_upgrade": "expansion", "upsell":
    "expansion",
     "cross_sell": "expansion", "upgrade": "expansion"},
)  # fmt: skip
STAGE = words(
    {"1": 1, "2": 2, "3": 3, "4": 4, "won": "closed_won", "lost": "closed_lost"},
    {f"stage_{n}": str(n) for n in range(1, 5)},
)
BUYING_ROLE = words(
    {r: r for r in ("executive_sponsor", "economic_buyer", "champion", "user", "influencer")},
    {
        "sponsor": "executive_sponsor", "exec_sponsor": "executive_sponsor", "budget_holder":
        "economic_buyer",
        "decision_maker": "economic_buyer", "buyer": "economic_buyer", "end_user": "user",
        "technical_champion": "champion", "coach": "champion", "executive_sponsors": "executive_sponsor",
        "champions": "champion", "users": "user", "influencers": "influencer", "economic_buyers":
        "economic_buyer",
    },
)  # fmt: skip
SEVERITY = words(
    {s: s for s in ("critical", "high", "medium", "low")},
    {"sev1": "critical", "sev_1": "critical", "p1": "critical", "urgent": "critical", "sev2": "high", "sev_2":
    "high",
     "p2": "high", "sev3": "medium", "p3": "medium", "normal": "medium", "sev4": "low", "p4": "low", "minor":
     "low",
     "major": "high"},
)  # fmt: skip
TOUCH_KIND = words(
    {k: k for k in ("call", "meeting", "mail", "visit", "review")},
    {"email": "mail", "e_mail": "mail", "qbr": "review", "ebr": "review", "onsite": "visit", "workshop":
    "meeting",
     "sync": "meeting", "kickoff": "meeting", "demo": "meeting", "phone": "call"},
    "meeting",
)  # fmt: skip
RENEWAL_STATE = words(
    {"open": "open", "won": "won", "lost": "lost"}, {"renewed": "won", "churned": "lost"}, "open"
)

STAKEHOLDER = Shape(
    "stakeholder",
    (
        Field("key", TEXT, ("key", "stakeholder_id", "id"), settled=True),
        Field("name", TEXT, ("name", "full_name"), most=200),
        Field("title", TEXT, ("title", "job_title", "position"), most=200),
        Field("email", TEXT, ("email", "contact.email", "contact_info.email"), most=254),
        Field("phone", TEXT, ("phone", "contact.phone"), most=60),
        Field(
            "buying_role",
            BUYING_ROLE,
            ("buying_role", "role", "stakeholder_type", "influence_type"),
            "role_text",
        ),
        Field("priorities", TEXTS, ("priorities", "goals", "interests", "key_priorities")),
        Field("cadence", TEXT, ("cadence", "engagement_cadence", "communication_cadence"), most=120),
        Field(
            "sentiment",
            SENTIMENT,
            ("sentiment", "relationship.sentiment", "relationship_status", "disposition"),
        ),
        Field("notes", TEXT, ("notes", "private_notes")),
        Field("left_on", DATE, ("left_on", "left")),
        Field("external_ids", DATA, ("external_ids",)),
    ),
    "name",
)
TEAM_PLACE = Shape(
    "teamplace",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("member", OWNER, ("name", "member", "person")),
        Field("job", TEXT, ("job", "role", "title"), most=60),
    ),
    "member",
    frozenset(("email",)),
)
OPPORTUNITY = Shape(
    "opportunity",
    (
        Field("key", TEXT, ("opportunity_id", "key", "id"), settled=True),
        Field("name", TEXT, ("name", "title"), most=300),
        Field("owner", OWNER),
        Field("kind", DEAL_KIND, ("kind", "type"), "kind_text"),
        Field("stage", STAGE, ("stage", "stage_name"), "stage_text"),
        Field("arr", NUMBER, ("arr", "amount", "value")),
        Field("currency", TEXT, ("currency",), most=3),
        Field("close_on", DATE, ("close_date", "close_on", "expected_close")),
        Field("sa_validated", FLAG, ("sa_validated", "evaluation_validated")),
        Field("external_ids", DATA, ("external_ids",)),
    ),
    "name",
)
RENEWAL = Shape(
    "renewal",
    (
        Field("key", TEXT, ("renewal_id", "key", "id"), settled=True),
        Field("customer", REFERENCE, ("account", "account_id", "customer")),
        Field("due_on", DATE, ("date", "due_on", "renewal_date", "due_date")),
        Field("owner", OWNER),
        Field("notice_on", DATE, ("notice_date", "notice_on")),
        Field("arr", NUMBER, ("arr", "amount")),
        Field("currency", TEXT, ("currency",), most=3),
        Field("forecast", TEXT, ("forecast",), most=60),
        Field("state", RENEWAL_STATE, ("status", "state"), default="open"),
        Field("risk_reason", TEXT, ("risk_reason", "reason")),
        Field("save_plan", TEXT, ("save_plan",)),
    ),
    "due_on",
)
TOUCHPOINT = Shape(
    "touchpoint",
    (
        Field("key", TEXT, ("touchpoint_id", "key", "id"), settled=True),
        Field("on", DATE, ("date", "on", "meeting_date")),
        Field("kind", TOUCH_KIND, ("type", "kind", "meeting_type"), default="meeting"),
        Field("summary", TEXT, ("summary", "title", "subject", "event"), most=500),
        Field("member", OWNER, ("member", "host", "owner", "author")),
        Field("people", TEXTS, ("people",)),
        Field("text", TEXT, ("text", "notes", "description")),
        Field("external_ids", DATA, ("external_ids",)),
    ),
    "summary",
)
CASE = Shape(
    "supportcase",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("customer", REFERENCE, ("account", "account_id", "customer")),
        Field("number", TEXT, ("number", "case_number", "case_id"), most=80),
        Field("title", TEXT, ("title", "subject"), most=500),
        Field("severity", SEVERITY, ("severity", "priority")),
        Field("state_text", TEXT, ("status", "state"), most=80),
        Field("opened_on", DATE, ("opened", "opened_on", "created_date")),
        Field("solved_on", DATE, ("solved", "solved_on", "closed_date")),
        Field("is_open", FLAG, ("is_open",), default=True),
        Field("escalated", FLAG, ("escalated",)),
        Field("external_ids", DATA, ("external_ids",)),
    ),
    "title",
)
REQUEST_STATE = words(
    {s: s for s in ("open", "planned", "done", "declined")},
    {
        "new": "open", "submitted": "open", "under_review": "open", "pending": "open", "accepted": "planned",
        "in_progress": "planned", "roadmap": "planned", "shipped": "done", "released": "done", "closed": "done",
        "answered": "done", "rejected": "declined", "wont_do": "declined",
    },
    "open",
)  # fmt: skip
REQUEST_KIND = words(
    {k: k for k in ("feature", "feedback", "question")},
    {"feature_request": "feature", "enhancement": "feature", "idea": "feature", "complaint": "feedback"},
    "feature",
)
REQUEST = Shape(
    "customerrequest",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("customer", REFERENCE, ("account", "account_id", "customer")),
        Field("title", TEXT, ("title", "request", "subject"), most=500),
        Field("kind", REQUEST_KIND, ("kind", "type"), default="feature"),
        Field("state", REQUEST_STATE, ("status", "state"), default="open"),
        Field("owner", OWNER),
        Field("text", TEXT, ("text", "description")),
        Field("asked_by", TEXT, ("asked_by", "requester", "by"), most=200),
        Field("asked_on", DATE, ("date", "asked_on", "created_date")),
        Field("answered_on", DATE, ("answered", "answered_on")),
        Field("answer", TEXT, ("answer", "response")),
        Field("number", TEXT, ("number",), most=80),
        Field("external_ids", DATA, ("external_ids",)),
    ),
    "title",
)
CUSTOMER = Shape(
    "customer",
    (
        Field("key", TEXT, ("account_id", "realm_id", "node_id", "key"), settled=True),
        Field("name", TEXT, ("name", "account_name", "account", "customer_name", "display_name"), most=300),
        Field("parent", REFERENCE, ("parent", "parent_account")),
        Field("private", FLAG, ("private",), default=False),
        Field("insiders", TEXTS, ("insiders",)),
        Field("owner", OWNER, ("owner", "csm")),
        Field("tier", TIER, ("tier", "segment")),
        Field("arr", NUMBER, ("arr", "annual_value", "acv")),
        Field("currency", TEXT, ("currency",), most=3),
        Field("industry", TEXT, ("industry",), most=200),
        Field("region", TEXT, ("region",), most=200),
        Field("size", TEXT, ("size", "company_size", "employees"), most=100),
        Field("website", TEXT, ("website",), most=500),
        Field("renewal_on", DATE, ("renewal_date", "renewal_on")),
        Field("notice_on", DATE, ("notice_date", "notice_on")),
        Field("anniversary_on", DATE, ("anniversary", "anniversary_on")),
        Field("sentiment", SENTIMENT, ("sentiment",)),
        Field("sentiment_on", DATE, ("sentiment_date", "sentiment_on")),
        Field("sentiment_note", TEXT, ("sentiment_note",)),
        Field("external_ids", DATA, ("external_ids",)),
    ),
    "name",
)
PEOPLE = Part(("stakeholders", "stakeholder_map", "people"), STAKEHOLDER, group="buying_role")
TEAM = Part(("team", "account_team", "members"), TEAM_PLACE)
DEALS = Part(("opportunities", "deals"), OPPORTUNITY)
RENEWALS = Part(("renewals",), RENEWAL)
TOUCHES = Part(("touchpoints", "events", "timeline", "engagements"), TOUCHPOINT)
CASES = Part(("cases", "support_cases"), CASE)
REQUESTS = Part(("requests", "customer_requests"), REQUEST)

STAGES: dict[str, Stage] = {"1": 1, "2": 2, "3": 3, "4": 4, "won": "won", "lost": "lost"}
LAST_TOUCH = ("last_touch", "last_contact", "last_contacted", "last_engagement", "last_interaction")


# -- facts ----------------------------------------------------------------------------------------------


def customer_facts(
    row: Row, key: str, at: Where | None, marks: dict[str, Where], owner: str = ""
) -> CustomerFacts:
    v = row.values
    return CustomerFacts(
        key=key,
        name=v["name"] or key,
        tier=v["tier"],
        arr=v["arr"],
        currency=v["currency"],
        renewal_on=v["renewal_on"],
        notice_on=v["notice_on"],
        owner=owner,
        sentiment=v["sentiment"] or None,
        sentiment_on=v["sentiment_on"],
        at=at,
        marks=marks,
    )


def opportunity_facts(row: Row, at: Where | None, marks: dict[str, Where]) -> OpportunityFacts:
    v = row.values
    return OpportunityFacts(
        key=v["key"] or v["name"],
        title=v["name"],
        kind=v["kind"],
        stage=STAGES.get(v["stage"]),
        stage_text=v["stage_text"],
        arr=v["arr"],
        currency=v["currency"],
        close_on=v["close_on"],
        sa_validated=v["sa_validated"],
        at=at,
        marks=marks,
    )


def stakeholder_facts(row: Row, at: Where | None) -> StakeholderFacts:
    v = row.values
    return StakeholderFacts(
        key=v["key"] or v["name"],
        name=v["name"],
        title=v["title"],
        role=v["buying_role"],
        last_touch_on=last_touch(row.extras),
        left_on=v["left_on"],
        at=at,
    )


def last_touch(extras: Mapping[str, Any]) -> date | None:
    """What a file says about the last contact: known keys that hold a date."""
    for key in LAST_TOUCH:
        value = extras.get(key)
        if isinstance(value, str) and len(value) >= 10:
            try:
                return date.fromisoformat(value[:10])
            except ValueError:
                continue
    return None


def case_facts(row: Row, at: Where | None) -> CaseFacts:
    v = row.values
    return CaseFacts(
        key=v["key"] or v["number"],
        title=v["title"],
        severity=v["severity"],
        opened_on=v["opened_on"],
        solved_on=v["solved_on"],
        at=at,
    )


def request_facts(row: Row, at: Where | None) -> RequestFacts:
    v = row.values
    return RequestFacts(
        key=v["key"] or v["title"],
        title=v["title"],
        is_open=v["state"] == "open",
        asked_on=v["asked_on"],
        at=at,
    )


def with_touches(facts: CustomerFacts, touches: Sequence[tuple[date, str]], **more: Any) -> CustomerFacts:
    """The customer with the newest touch of its touchpoints."""
    newest = max(touches, default=None)
    if newest is not None:
        more |= {"last_touch_on": newest[0], "last_touch_key": newest[1]}
    return replace(facts, touch_count=len(touches), **more)
