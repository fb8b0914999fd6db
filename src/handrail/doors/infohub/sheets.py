"""The kinds of files in a tree: how each is recognised, and which rows stand in it. No Django."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from handrail.house.escalations.files import RAISED
from handrail.kit.shapes import DATA, DATE, NUMBER, OWNER, REFERENCE, TEXT, TEXTS, Field, Part, Shape, words
from handrail.record.assumptions.files import ASSUMPTIONS
from handrail.record.blockers.files import BLOCKERS
from handrail.record.customers.files import (
    CASES,
    CUSTOMER,
    DEALS,
    PEOPLE,
    RENEWALS,
    REQUESTS,
    STAKEHOLDER,
    TEAM,
    TOUCHES,
    TOUCHPOINT,
)
from handrail.record.decisions.files import DECISIONS, PENDING
from handrail.record.drills.files import DRILLS
from handrail.record.feedback.files import FEEDBACKS
from handrail.record.handoffs.files import HANDOFFS, PROMISES
from handrail.record.metrics.files import METRIC, METRICS, READING
from handrail.record.notes.files import NOTE
from handrail.record.plans.files import CLEARANCES, CRITERIA, PLAN, TEMPLATES, WAIVERS
from handrail.record.risks.files import ISSUES, RISKS
from handrail.record.rollout.files import PROJECT as ROLLED_OUT
from handrail.record.tasks.files import ACTIONS, TASKS
from handrail.watch.insights.files import GOALS
from handrail.watch.reviews.files import CADENCES
from handrail.watch.rules.files import RULE, RULES
from handrail.watch.summaries.files import BRIEFINGS

MEMBER_ROLE = words({r: r for r in ("owner", "admin", "member", "guest")}, default="member")
MEMBER = Shape(
    "member",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("name", TEXT, most=200),
        Field("email", TEXT, most=254),
        Field("role", MEMBER_ROLE, ("access", "role"), default="member"),
        Field("job", TEXT, ("job",), most=60),
        Field("manager", REFERENCE),
        Field("team", REFERENCE),
        Field("left_on", DATE, ("left_on", "left")),
        Field("external_ids", DATA, ("external_ids",)),
    ),
    "name",
)
TEAM_OF_MEMBERS = Shape(
    "team", (Field("key", TEXT, ("key", "id"), settled=True), Field("name", TEXT, most=200)), "name"
)
COLUMNS = Shape(
    "mapping",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("kind", TEXT, most=20),
        Field("fingerprint", TEXT, most=64),
        Field("columns", DATA),
        Field("choices", DATA),
    ),
    "kind",
)
WORKSPACE = Shape(
    "workspace",
    (
        Field("name", TEXT, ("name", "workspace.name")),
        Field("time_zone", TEXT, ("time_zone", "workspace.time_zone")),
        Field("currency", TEXT, ("currency", "workspace.currency")),
        Field("working_days", TEXTS, ("working_days",)),
        Field("holidays", TEXTS, ("holidays",)),
        Field("policy", DATA, ("policy", "policies")),
        Field("mappings", DATA, ("mappings",)),
        Part(("teams",), TEAM_OF_MEMBERS),
        Part(("members",), MEMBER),
        Part(("import_mappings",), COLUMNS),
    ),
    "name",
)
EVIDENCE_KINDS = ("link", "file", "note", "quotation", "reading", "record")
LINK = Shape(
    "link",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("source", TEXT, ("source",), most=160),
        Field("target", TEXT, ("target",), most=160),
        Field("relation", TEXT, ("relation",), most=40),
    ),
    "source",
)
EVIDENCE = Shape(
    "evidence",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("subject", TEXT, most=160),
        Field(
            "kind",
            words({k: k for k in EVIDENCE_KINDS}, {"document": "file", "quote": "quotation"}, "note"),
            default="note",
        ),
        Field("title", TEXT, most=300),
        Field("url", TEXT, ("url",), most=1000),
        Field("target", TEXT, ("target",), most=160),
        Field("text", TEXT),
        Field("on", DATE, ("date", "on")),
        Field("by", OWNER, ("by",)),
    ),
)

ACCOUNT = Field("account", REFERENCE, ("account_id", "account"), settled=True)
HEALTH_SCORE = Shape(
    "metric",
    (
        *(entry for entry in METRIC.fields if entry.name not in ("name", "target", "trend_text")),
        Field("name", TEXT, ("name", "health_score.name"), most=300, default="Health score"),
        Field("target", NUMBER, ("health_score.thresholds.healthy",)),
        Field("trend_text", TEXT, ("health_score.trend",), most=60),
        Part(("history",), READING),
    ),
    "name",
)


def holding(*entries: Field | Part, unjudged: tuple[str, ...] = ()) -> Shape:
    """A file that is no row itself but holds rows."""
    known = (
        "summary",
        "metadata",
        "history",
        "escalation",
        "schema_version",
        "version",
        "last_updated",
        *unjudged,
    )
    return Shape("", (ACCOUNT, *entries), "account", frozenset(known))


@dataclass(frozen=True)
class Sheet:
    """One kind of file. `keys`: top-level keys that give it away when its name does not."""

    kind: str
    shape: Shape
    names: tuple[str, ...]
    keys: tuple[str, ...] = ()
    rank: int = 50
    root: str = ""
    """Where a new one is written when it belongs to no account."""


PROJECT = ROLLED_OUT.plus(DRILLS)
"""All that stands in a project's file."""
SHEETS: tuple[Sheet, ...] = (
    Sheet("workspace", WORKSPACE, ("workspace",), ("import_mappings",), 0, "workspace.yaml"),
    Sheet(
        "account",
        CUSTOMER.plus(DEALS, RENEWALS, TEAM, WAIVERS, CLEARANCES),
        ("account", "customer"),
        ("opportunities",),
        1,
    ),
    Sheet(
        "profile", CUSTOMER, ("realm_profile", "node_profile", "account_profile"), ("realm_id", "node_id"), 2
    ),
    Sheet("team", holding(TEAM), ("account_team",), ("account_team",), 3),
    Sheet("stakeholders", holding(PEOPLE), ("stakeholder_map", "stakeholders"), ("stakeholder_map",), 4),
    Sheet("stakeholder", STAKEHOLDER, (), ("stakeholder_id",), 5),
    Sheet(
        "raid",
        holding(RISKS, ISSUES, ASSUMPTIONS, ACTIONS, DECISIONS),
        ("raid_log", "raid", "raid_register"),
        (),
        6,
    ),
    Sheet("risks", holding(RISKS), ("risk_register", "risks"), ("risks",), 6, "risks.yaml"),
    Sheet(
        "decisions",
        holding(DECISIONS, PENDING),
        ("decision_log", "decisions"),
        ("decisions",),
        7,
        "decisions.yaml",
    ),
    Sheet(
        "assumptions",
        holding(ASSUMPTIONS),
        ("assumption_register", "assumption_log", "assumptions"),
        ("assumptions",),
        7,
        "assumptions.yaml",
    ),
    Sheet("metrics", holding(METRICS), ("metrics",), (), 8, "metrics/metrics.yaml"),
    Sheet(
        "plan", PLAN, ("csp", "success_plan", "customer_success_plan"), ("success_criteria", "adoption"), 9
    ),
    Sheet("criteria", holding(CRITERIA), ("success_criteria",), (), 10),
    Sheet(
        "actions", holding(ACTIONS, unjudged=("overdue",)), ("action_tracker", "actions"), ("actions",), 11
    ),
    Sheet("tasks", holding(TASKS), ("tasks",), ("tasks",), 12, "tasks.yaml"),
    Sheet(
        "value",
        holding(*(Part((k,), METRIC) for k in ("realized", "realised", "in_validation", "pending"))),
        ("value_tracker",),
        ("in_validation", "realized"),
        13,
    ),
    Sheet("health", HEALTH_SCORE, ("health_score",), ("health_score",), 14),
    Sheet("touchpoints", holding(TOUCHES), ("touchpoints", "engagement_timeline"), ("touchpoints",), 15),
    Sheet("meeting", TOUCHPOINT, (), (), 16),
    Sheet("renewals", holding(RENEWALS), ("renewals",), ("renewals",), 17, "renewals.yaml"),
    Sheet("requests", holding(REQUESTS), ("requests", "customer_requests"), (), 18, "requests.yaml"),
    Sheet("handoffs", holding(HANDOFFS, PROMISES), ("handoffs",), ("handoffs",), 18, "handoffs.yaml"),
    Sheet("blockers", holding(BLOCKERS), ("blockers",), ("blockers",), 18, "blockers.yaml"),
    Sheet("cases", holding(CASES), ("cases", "support_cases"), ("cases",), 18, "cases.yaml"),
    Sheet("links", holding(Part(("links",), LINK)), ("links",), (), 19, "links.yaml"),
    Sheet("evidence", holding(Part(("evidence",), EVIDENCE)), ("evidence",), (), 20, "evidence.yaml"),
    Sheet("feedback", holding(FEEDBACKS), ("feedback",), ("feedback",), 21, "feedback.yaml"),
    Sheet("note", NOTE, (), (), 22, "notes"),
    Sheet("raised", holding(RAISED), ("raised",), (), 21, "raised.yaml"),
    Sheet("cadences", holding(CADENCES), ("cadences", "rhythms"), ("cadences",), 23, "cadences.yaml"),
    Sheet("briefings", holding(BRIEFINGS), ("briefings",), ("briefings",), 23, "briefings.yaml"),
    Sheet("measures", holding(GOALS), ("measures",), (), 24, "measures.yaml"),
    Sheet(
        "plan_templates",
        holding(TEMPLATES),
        ("plan_templates",),
        ("plan_templates",),
        25,
        "plan_templates.yaml",
    ),
    Sheet("rules", holding(RULES), ("rules",), ("rules",), 24, "rules.yaml"),
    Sheet("project", PROJECT, ("project",), ("boards", "project"), 22, "projects/project.yaml"),
    Sheet("rule", RULE, (), ("when", "then"), 24),
)
BY_KIND: dict[str, Sheet] = {sheet.kind: sheet for sheet in SHEETS}
_BY_NAME = {name: sheet for sheet in SHEETS for name in sheet.names}
TALK = "talk"
"""The folder of what was said and attached: nothing in it is a sheet, whatever it is called."""
SPLIT = re.compile(r"-\d{3,}$")


def by_name(path: str) -> Sheet | None:
    """What a file's name and folder say it is."""
    place = PurePosixPath(path)
    parents = {folder.lower() for folder in place.parts[:-1]}
    if is_talk(path):
        return None
    if place.suffix.lower() in (".md", ".markdown"):
        if "meetings" in parents or "touchpoints" in parents:
            return BY_KIND["meeting"]
        return BY_KIND["note"] if "notes" in parents else None
    if place.suffix.lower() not in (".yaml", ".yml") or parents & {"csp_history", "csp_artifacts"}:
        return None
    stem = SPLIT.sub("", place.stem.lower()).replace("-", "_").replace(" ", "_")
    if stem in _BY_NAME:
        return _BY_NAME[stem]
    return next(
        (BY_KIND[kind] for kind in ("stakeholders", "touchpoints", "metrics") if _inside(place, kind)), None
    )


def _inside(place: PurePosixPath, folder: str) -> bool:
    return place.parent.name.lower() == folder


def by_keys(path: str, data: Any) -> Sheet | None:
    """What a file holds, where its name says nothing: keys of one kind, and a list or block below them."""
    if not isinstance(data, dict) or not is_sheet_file(path):
        return None
    for sheet in SHEETS:
        if any(isinstance(data.get(key), list | dict | str) and data.get(key) for key in sheet.keys):
            return sheet if _means_it(sheet, data, path) else None
    return None


def _means_it(sheet: Sheet, data: dict[str, Any], path: str) -> bool:
    """A plan needs more than one of its sections, a register a list of rows, a project its boards or its folder, a rule
    of its own when and then, or its folder."""
    if sheet.kind == "plan":
        return (
            "metadata" in data
            and sum(name in data for name in ("outcomes", "success_criteria", "adoption")) > 1
        )
    if sheet.kind == "project" and not isinstance(data.get("boards"), list):
        return _inside(PurePosixPath(path), "projects") and isinstance(data.get("project"), str)
    if sheet.kind == "rule":
        whole = isinstance(data.get("when"), dict) and isinstance(data.get("then"), list)
        return whole or _inside(PurePosixPath(path), "rules")
    if sheet.shape.noun:
        return True
    key = next(key for key in sheet.keys if data.get(key))
    return isinstance(data[key], list) and all(isinstance(item, dict) for item in data[key])


def is_talk(path: str) -> bool:
    return path.startswith(f"{TALK}/")


def is_sheet_file(path: str) -> bool:
    place = PurePosixPath(path)
    if is_talk(path) or set(place.parts[:-1]) & {"csp_history", "csp_artifacts"}:
        return False
    return place.suffix.lower() in (".yaml", ".yml")


def settled_kind(sheet: Sheet, data: Any) -> Sheet:
    """A file in `stakeholders/` may hold one person or a list of them."""
    if (
        sheet.kind == "stakeholders"
        and isinstance(data, dict)
        and not any(key in data for key in ("stakeholders", "stakeholder_map", "people"))
    ):
        return BY_KIND["stakeholder"]
    return sheet
