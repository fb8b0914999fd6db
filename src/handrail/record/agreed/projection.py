"""What a customer sees of a plan: plain values, of fields whose audience is the customer, and nothing else.

No row leaves this module, so that no template, mail or document can reach what is only ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handrail.record.customers.queries import stakeholders_of
from handrail.record.feedback import queries as feedback
from handrail.record.metrics.models import Metric
from handrail.record.metrics.queries import readings_of
from handrail.record.outside.projection import Internal, Shown, shown
from handrail.record.plans import audience, queries
from handrail.record.plans.models import (
    Activity,
    AdoptionPhase,
    Criterion,
    Initiative,
    Milestone,
    Outcome,
    Part,
    Plan,
    PlanMetric,
    PlanRisk,
    Responsibility,
)
from handrail.record.plans.sections import filled

READINGS = 24
"""Of one value metric, the newest."""
TEXTS = ("background", "current_state", "desired_state", "evaluation")
PERSON = ("name", "title")
FIELDS: dict[type[Part], tuple[str, ...]] = {
    Outcome: ("title", "metric_text", "unit", "baseline", "target", "current", "by_on", "sponsor"),
    Criterion: ("title", "measurement", "target", "state", "evidence"),
    AdoptionPhase: (
        "title", "kind", "starts_on", "ends_on", "objectives", "use_cases", "deliverables", "prerequisites",
    ),
    Activity: ("title", "state", "on", "outcome", "blockers", "dependencies"),
    Initiative: ("title", "horizon", "criteria", "state", "dependencies"),
    Responsibility: ("title", "side", "who", "by_on", "state"),
}  # fmt: skip
NAMES: dict[type[Part], str] = {
    Outcome: "outcomes",
    Criterion: "criteria",
    AdoptionPhase: "phases",
    Activity: "activities",
    Initiative: "initiatives",
    Responsibility: "responsibilities",
}


def of_plan(plan: Plan) -> Shown:
    """At most eleven statements, however long the plan is."""
    parts = queries.all_parts(plan)
    told = shown(plan, ("title", "phase", "status", "version", "customer_reviewed_on", "next_review_on"))
    told["customer"] = shown(plan.customer, ("name",))["name"]
    told["owner"] = named(plan)
    told |= {name: section(plan, name) for name in TEXTS}
    told |= {name: rows(model, parts[model]) for model, name in NAMES.items()}
    told["stakeholders"] = people(plan)
    told["milestones"] = [milestone(row) for row in parts[Milestone]]
    told["values"] = values(parts[PlanMetric])
    told["risks"] = [risk(row) for row in parts[PlanRisk]]
    return told


def section(plan: Plan, name: str) -> Shown:
    """What a free section says to the customer: keys and columns that are declared to be for them."""
    if audience.of("plan", name) != "customer":
        raise Internal(f"Plan: {name}")
    told = audience.seen(name, getattr(plan, name))
    return {key: value for key, value in told.items() if filled(value)}


def rows(model: type[Part], found: Sequence[Part]) -> list[Shown]:
    return [{"key": row.key, **plain(shown(row, FIELDS[model]))} for row in found]


def plain(told: Shown) -> Shown:
    """Of a list its texts: a file may have brought something with an inside that nobody declared."""
    return {
        name: [one for one in value if audience.plain(one)] if isinstance(value, list) else value
        for name, value in told.items()
    }


def asked_in(comments: Sequence[int]) -> dict[int, Shown]:
    """{comment: how what they asked stands}, of the customer's own words. One statement."""
    found = feedback.of_comments(comments) if comments else {}
    return {pk: shown(row, ("state", "due_at")) for pk, row in found.items() if row.voice}


def named(row: Any) -> str:
    """Who of us it waits for: a name, and nothing else of a member."""
    return str(row.owner.name) if row.owner is not None else ""


def people(plan: Plan) -> list[Shown]:
    found = stakeholders_of([plan.customer_id]).get(plan.customer_id, [])
    return [{"key": row.key, **shown(row, PERSON)} for row in found if row.left_on is None]


def milestone(row: Any) -> Shown:
    told = shown(row, ("title", "due_on", "done_on", "state", "side", "counterpart_text"))
    words = told.pop("counterpart_text")
    person = row.counterpart if row.counterpart_id else None
    told["counterpart"] = shown(person, ("name",))["name"] if person is not None else words
    phase = row.adoption_phase.key if row.adoption_phase is not None else ""
    return {"key": row.key, **told, "phase_key": phase, "owner": named(row)}


def values(links: Sequence[Any]) -> list[Shown]:
    readings = readings_of([link.metric_id for link in links], READINGS)
    return [
        {
            "key": link.key,
            **shown(link.metric, ("name", "unit", "direction", "baseline", "target")),
            "readings": [reading(one, link.metric) for one in readings.get(link.metric_id, [])],
        }
        for link in links
    ]


def reading(row: Any, metric: Metric) -> Shown:
    """The source only of what was agreed to be counted: a survey's is who answered, that of usage a system of ours."""
    told = shown(row, ("on", "value", "source"))
    return told if metric.purpose == "value" else {**told, "source": ""}


def risk(link: Any) -> Shown:
    """What is done about it, and no analysis."""
    return {"key": link.key, **shown(link.risk, ("title", "mitigation", "state"))}
