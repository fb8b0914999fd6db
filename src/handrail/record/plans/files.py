"""A success plan as it looks in csp.yaml: every section, in the order in which it is written. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
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
    Unreadable,
    words,
)
from handrail.kit.shapes.kinds import Kind
from handrail.kit.verdict import Where
from handrail.record.customers.facts import StakeholderFacts
from handrail.record.customers.files import PEOPLE
from handrail.record.metrics.facts import MetricFacts
from handrail.record.metrics.files import METRIC
from handrail.record.risks.facts import RiskFacts
from handrail.record.risks.files import RISKS

from . import patterns
from .facts import (
    SECTIONS,
    AdoptionPhaseFacts,
    CriterionFacts,
    MilestoneFacts,
    OutcomeFacts,
    PlanFacts,
    SectionFacts,
)
from .sections import handoff_of
from .spelling import ADOPTION, CRITERION_STATE, HORIZON, MILESTONE_STATE, PHASE, SIDE, STATUS

KEY = Field("key", TEXT, ("key", "id"), settled=True)
OUTCOME = Shape(
    "outcome",
    (
        Field("key", TEXT, ("outcome_id", "key", "id"), settled=True),
        Field("title", TEXT, ("outcome", "title", "name", "objective"), most=500),
        Field("metric_text", TEXT, ("success_metric", "metric", "metric_text"), most=300),
        Field("unit", TEXT, ("unit",), most=60),
        Field("baseline", TEXT, ("baseline",), most=120),
        Field("target", TEXT, ("target",), most=120),
        Field("current", TEXT, ("current",), most=120),
        Field("by_on", DATE, ("by", "by_on", "due_date", "target_date", "timeline")),
        Field("sponsor", TEXT, ("owner", "sponsor"), most=200),
    ),
)
ACTIVITY = Shape(
    "activity",
    (
        KEY,
        Field("title", TEXT, ("activity", "title", "name"), most=500),
        Field("owner", OWNER),
        Field("state", TEXT, ("status", "state"), most=60),
        Field("on", DATE, ("date", "on", "due_date")),
        Field("outcome", TEXT, ("outcome", "result")),
        Field("blockers", TEXT, ("blockers",)),
        Field("dependencies", TEXT, ("dependencies",)),
    ),
)
CRITERION = Shape(
    "criterion",
    (
        Field("key", TEXT, ("criterion_id", "key", "id"), settled=True),
        Field("title", TEXT, ("criterion", "title", "name", "description"), most=500),
        Field("measurement", TEXT, ("measurement", "measure", "metric"), most=500),
        Field("target", TEXT, ("target",), most=200),
        Field("state", CRITERION_STATE, ("status", "state"), default="open"),
        Field("evidence", TEXT, ("evidence",)),
    ),
)
MILESTONE = Shape(
    "milestone",
    (
        Field("key", TEXT, ("milestone_id", "key", "id"), settled=True),
        Field("title", TEXT, ("title", "milestone", "name"), most=500),
        Field("due_on", DATE, ("due", "due_on", "due_date", "date", "target_date")),
        Field("owner", OWNER),
        Field("side", SIDE, ("side", "responsible"), default="vendor"),
        Field("counterpart", TEXT, ("counterpart", "customer_owner"), most=200),
        Field("state", MILESTONE_STATE, ("status", "state"), default="planned"),
        Field("done_on", DATE, ("done", "done_on", "completed_date", "completed_on", "actual_date")),
    ),
)
MILESTONES = Part(("milestones",), MILESTONE)
ADOPTION_PHASE = Shape(
    "adoptionphase",
    (
        Field("key", TEXT, ("phase_id", "key", "id"), settled=True),
        Field("title", TEXT, ("name", "title", "phase"), most=200),
        Field("kind", ADOPTION, ("kind", "type")),
        Field("starts_on", DATE, ("start", "starts_on", "start_date")),
        Field("ends_on", DATE, ("end", "ends_on", "end_date")),
        Field("objectives", TEXTS),
        Field("use_cases", TEXTS),
        MILESTONES,
        Field("deliverables", TEXTS),
        Field("prerequisites", TEXTS),
    ),
)
INITIATIVE = Shape(
    "initiative",
    (
        KEY,
        Field("title", TEXT, ("initiative", "title", "name"), most=500),
        Field("horizon", HORIZON, ("horizon",), default="0-30"),
        Field("owner", OWNER),
        Field("criteria", TEXT, ("criteria", "success_criteria")),
        Field("state", TEXT, ("status", "state"), most=60),
        Field("dependencies", TEXT, ("dependencies",)),
    ),
)
RESPONSIBILITY = Shape(
    "responsibility",
    (
        KEY,
        Field("title", TEXT, ("what", "title", "responsibility", "item"), most=500),
        Field("side", SIDE, ("side", "party", "whose"), default="vendor"),
        Field("who", TEXT, ("who", "owner"), most=200),
        Field("by_on", DATE, ("by", "by_when", "by_on", "due_date", "due")),
        Field("state", TEXT, ("status", "state"), most=60),
    ),
)
WAIVER = Shape(
    "waiver",
    (
        KEY,
        Field("opportunity", REFERENCE, ("opportunity",)),
        Field("by", OWNER, ("by", "waived_by", "manager")),
        Field("reason", TEXT, ("reason", "why")),
        Field("given_on", DATE, ("date", "given_on", "on")),
        Field("until_on", DATE, ("until", "until_on")),
    ),
    "reason",
)
WAIVERS = Part(("waivers",), WAIVER)
CLEARANCE = Shape(
    "clearance",
    (
        KEY,
        Field("opportunity", REFERENCE, ("opportunity",)),
        Field("by", OWNER, ("by", "cleared_by")),
        Field("reason", TEXT, ("reason", "why")),
        Field("given_on", DATE, ("date", "given_on", "on")),
        Field("overridden", FLAG, ("let_through", "overridden")),
    ),
    "opportunity",
)
CLEARANCES = Part(("clearances",), CLEARANCE)


def table(name: str) -> Kind:
    """A table of a template; what can not be read is a finding."""

    def read(raw: Any) -> list[dict[str, Any]]:
        try:
            return patterns.read(name, raw)
        except ValueError as error:
            raise Unreadable(str(error), "") from None

    return Kind(name, read, TEXTS.write, [], True, schema=TEXTS.schema)


TEMPLATE = Shape(
    "plantemplate",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("title", TEXT, ("title", "name"), most=200),
        Field("about", TEXT, ("about", "description")),
        Field("deal_kind", words({k: k for k in ("new", "expansion", "renewal")}), ("deal_kind",)),
        Field("tier", words({t: t for t in ("strategic", "enterprise", "commercial")}), ("tier",)),
        Field("by_itself", FLAG, ("by_itself", "default")),
        Field("evaluation", DATA),
        *(Field(name, table(name)) for name in patterns.TABLES),
    ),
)
TEMPLATES = Part(("plan_templates", "templates"), TEMPLATE)
CRITERIA = Part(("success_criteria", "success_criteria.criteria", "criteria"), CRITERION)


def horizons() -> tuple[Part, ...]:
    kinds = {"0-30": ("0_30",), "30-90": ("30_90",), "90-180": ("90_180",), "180+": ("180_plus", "180")}
    made = []
    for horizon, others in kinds.items():
        names = [horizon, f"{horizon}_days", f"{horizon} days"]
        names += [form.format(o) for o in others for form in ("days_{}", "{}_days", "{}", "horizon_{}")]
        made.append(Part(tuple(f"initiatives.{name}" for name in names), INITIATIVE, {"horizon": horizon}))
    return (*made, Part(("initiatives",), INITIATIVE))


PLAN = Shape(
    "plan",
    (
        Field("schema_version", TEXT, ("metadata.schema_version", "schema_version"), settled=True),
        Field("title", TEXT, ("metadata.title", "metadata.name", "title"), most=300),
        Field("key", TEXT, ("metadata.plan_id", "metadata.key", "plan_id"), settled=True),
        Field("version", TEXT, ("metadata.version", "version"), most=20),
        Field("status", STATUS, ("metadata.status", "status"), default="draft"),
        Field("phase", PHASE, ("metadata.phase", "phase"), default="initiate"),
        Field("owner", OWNER, ("metadata.owner", "metadata.csm", "owner")),
        Field("account", TEXT, ("metadata.account",), settled=True),
        Field("opportunity", REFERENCE, ("metadata.opportunity", "metadata.opportunity_id")),
        Field("started_on", DATE, ("metadata.created", "metadata.created_date", "metadata.created_on")),
        Field("updated_on", DATE, ("metadata.last_updated", "metadata.updated", "last_updated")),
        Field(
            "customer_reviewed_on",
            DATE,
            ("metadata.customer_reviewed_on", "metadata.customer_reviewed", "metadata.last_customer_review"),
        ),
        Field(
            "next_review_on",
            DATE,
            ("metadata.next_review", "metadata.next_review_on", "metadata.next_review_date"),
        ),
        Field("background", DATA),
        Part(("outcomes", "business_outcomes", "desired_outcomes"), OUTCOME),
        PEOPLE,
        Field("current_state", DATA),
        Field("desired_state", DATA),
        Part(("technical_activities", "activities"), ACTIVITY),
        Field("evaluation", DATA),
        CRITERIA,
        Part(("adoption.phases", "adoption"), ADOPTION_PHASE),
        Part(("adoption.milestones", "milestones"), MILESTONE),
        *horizons(),
        Part(("value.metrics", "value_metrics", "value"), METRIC),
        Field("handoff", DATA),
        Part(("responsibilities", "responsibilities.joint", "joint_responsibilities"), RESPONSIBILITY),
        RISKS,
        Field("competition", DATA),
        Field("commercial", DATA),
        Field("change_log", TEXTS),
    ),
    unjudged=frozenset(("csp_version",)),
)
PLACES_OF_SECTIONS: dict[str, tuple[str, ...]] = {
    "outcomes": ("outcome",),
    "stakeholders": ("stakeholder",),
    "technical_activities": ("activity",),
    "success_criteria": ("criterion",),
    "adoption": ("adoptionphase",),
    "initiatives": ("initiative",),
    "value": ("metric",),
    "responsibilities": ("responsibility",),
    "risks": ("risk",),
}


# -- facts ----------------------------------------------------------------------------------------------


def is_filled(value: Any) -> bool:
    if isinstance(value, dict):
        return any(is_filled(item) for item in value.values())
    if isinstance(value, list):
        return any(is_filled(item) for item in value)
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def section_facts(row: Row, at: dict[str, Where]) -> dict[str, SectionFacts]:
    """Filled: a text section with anything in it, a section of rows with at least one row."""
    made = {}
    for name in SECTIONS:
        nouns = PLACES_OF_SECTIONS.get(name)
        filled = (
            any(child.noun in nouns for child in row.children) if nouns else is_filled(row.values.get(name))
        )
        made[name] = SectionFacts(filled, at.get(name))
    return made


def number(text: str) -> Decimal | None:
    try:
        value = NUMBER.read(text)
    except Unreadable:
        return None
    return value if isinstance(value, Decimal) else None


def outcome_facts(row: Row, at: Where | None) -> OutcomeFacts:
    v = row.values
    return OutcomeFacts(
        key=v["key"] or v["title"],
        title=v["title"],
        unit=v["unit"],
        baseline=number(v["baseline"]),
        target=number(v["target"]),
        current=number(v["current"]),
        by_on=v["by_on"],
        owner=v["sponsor"],
        at=at,
    )


def criterion_facts(row: Row, at: Where | None) -> CriterionFacts:
    v = row.values
    return CriterionFacts(
        key=v["key"] or v["title"],
        title=v["title"],
        measurement=v["measurement"],
        target=v["target"],
        met=v["state"] == "met",
        evidence=1 if v["evidence"] else 0,
        at=at,
    )


def milestone_facts(
    row: Row, at: Where | None, marks: dict[str, Where], owner: str, phase: str = ""
) -> MilestoneFacts:
    v = row.values
    return MilestoneFacts(
        key=v["key"] or v["title"],
        title=v["title"],
        phase=phase,
        due_on=v["due_on"],
        done_on=v["done_on"],
        state=v["state"],
        owner=owner,
        owner_text=v["owner"],
        side=v["side"],
        at=at,
        marks=marks,
    )


def phase_facts(row: Row, at: Where | None) -> AdoptionPhaseFacts:
    return AdoptionPhaseFacts(key=row.values["key"] or row.values["title"], name=row.values["title"], at=at)


def plan_facts(
    row: Row,
    key: str,
    customer: str,
    *,
    at: Where | None,
    marks: dict[str, Where],
    owner: str,
    people: Sequence[StakeholderFacts],
    phases: Sequence[AdoptionPhaseFacts],
    milestones: Sequence[MilestoneFacts],
    outcomes: Sequence[OutcomeFacts],
    criteria: Sequence[CriterionFacts],
    metrics: Sequence[MetricFacts],
    risks: Sequence[RiskFacts],
) -> PlanFacts:
    v = row.values
    return PlanFacts(
        key=key,
        title=v["title"],
        customer_key=customer,
        opportunity_key=v["opportunity"],
        phase=v["phase"],
        status=v["status"],
        owner=owner,
        created_on=v["started_on"],
        updated_on=v["updated_on"],
        customer_reviewed_on=v["customer_reviewed_on"],
        next_review_on=v["next_review_on"],
        sections=section_facts(row, marks),
        outcomes=tuple(outcomes),
        criteria=tuple(criteria),
        stakeholders=tuple(people),
        phases=tuple(phases),
        milestones=tuple(milestones),
        metrics=tuple(metrics),
        risks=tuple(risks),
        handoff=handoff_of(row.values["handoff"], key, marks.get("handoff", at)),
        at=at,
        marks=marks,
    )
