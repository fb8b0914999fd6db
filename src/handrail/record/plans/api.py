"""Plans, their parts and waivers, for programs."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import templates, verbs
from .models import (
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
    PlanTemplate,
    Responsibility,
    Waiver,
)

PARTS: dict[str, type[Part]] = {
    "outcomes": Outcome,
    "criteria": Criterion,
    "phases": AdoptionPhase,
    "milestones": Milestone,
    "activities": Activity,
    "initiatives": Initiative,
    "responsibilities": Responsibility,
    "plan-metrics": PlanMetric,
    "plan-risks": PlanRisk,
}


def part(plural: str, model: type[Part]) -> Resource:
    return Resource(
        model=model, plural=plural, add=verbs.add_parts, edit=verbs.edit_part,
        remove=verbs.remove_parts, restore=verbs.restore_parts,
        once=frozenset({"plan"}), derived=frozenset({"customer"}),
    )  # fmt: skip


RESOURCES = (
    Resource(
        model=Plan, plural="plans", add=verbs.add_plans, edit=verbs.edit_plan,
        remove=verbs.remove_plans, restore=verbs.restore_plans, once=frozenset({"customer"}),
    ),
    Resource(
        model=PlanTemplate, plural="plan-templates", add=templates.add_plan_templates,
        edit=templates.edit_plan_template, remove=templates.remove_plan_templates,
        restore=templates.restore_plan_templates,
    ),
    *(part(plural, model) for plural, model in PARTS.items()),
    Resource(
        model=Waiver, plural="waivers", add=verbs.waive_each, edit=verbs.edit_waiver,
        remove=verbs.withdraw_waivers, restore=verbs.restore_waivers,
        once=frozenset({"customer", "opportunity"}), derived=frozenset({"by", "by_text", "given_on"}),
    ),
)  # fmt: skip
