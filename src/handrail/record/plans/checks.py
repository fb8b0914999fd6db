"""Whether a plan is required, waived and complete. Pure: facts, rules and a day in; standings out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from handrail.kit.verdict import Evidence, Standing, Today, Verdict, cite, plain, stand
from handrail.record.customers.facts import CustomerFacts, OpportunityFacts
from handrail.record.plans.facts import PlanFacts, SectionFacts
from handrail.record.plans.rhythm import CADENCES

REQUIRED_SECTIONS = (
    "background",
    "outcomes",
    "stakeholders",
    "current_state",
    "desired_state",
    "technical_activities",
    "evaluation",
    "success_criteria",
    "adoption",
    "initiatives",
    "value",
    "risks",
)

PHASE_STAGES: Mapping[str, str] = {"initiate": "2", "develop": "3", "finalize": "4", "execute": "won"}
PHASE_ASKS: Mapping[str, tuple[str, ...]] = {
    "leave initiate": ("sections background outcomes stakeholders current_state desired_state",),
    "leave develop": ("sections technical_activities evaluation success_criteria", "criteria"),
    "leave finalize": ("complete", "reviewed"),
    "enter execute": ("deal",),
    "leave execute": ("proven",),
    "propose": ("complete",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRules:
    """The part of a workspace's policy that says when a plan is required and when it is complete.

    `rates` holds what one unit of another currency is worth in `currency`. `untiered_as` is the tier of a
    customer without one; empty means that it stays unknown. `phase_stages` binds phases to stages of the deal, and
    `phase_asks` says what is asked when a phase is left or entered and before we propose; see `phases.py`.
    `cadences` says how often a plan is looked at with its customer; see `rhythm.py`.
    """

    currency: str = "USD"
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    plan_arr: Decimal = Decimal(100_000)
    plan_stage: int = 2
    untiered_as: str = ""
    required_sections: tuple[str, ...] = REQUIRED_SECTIONS
    criteria_min: int = 1
    criteria_max: int = 5
    proposal_stage: int = 4
    phase_stages: Mapping[str, str] = field(default_factory=lambda: dict(PHASE_STAGES))
    phase_asks: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(PHASE_ASKS))
    cadences: Mapping[str, str] = field(default_factory=lambda: dict(CADENCES))


# -- required -------------------------------------------------------------------------------------------


def required(
    opportunity: OpportunityFacts, customer: CustomerFacts, rules: PlanRules, today: Today
) -> Standing:
    """Whether this deal needs a plan: required, waived, optional, not_required or unknown.

    For the conditions among the criteria, passed means "this one asks for a plan".
    """
    scope = asked_of(opportunity)
    asks = (
        asked_by_value(opportunity, rules),
        asked_by_evaluation(opportunity),
        asked_by_tier(customer, rules),
    )
    choice = left_to_manager(opportunity, customer, rules)
    state, reasons = _need(scope, asks, choice)
    criteria = (scope, *asks, choice)
    if opportunity.waiver is None:
        return stand(state, criteria, reasons)
    waived = waiver(opportunity, today)
    if waived.passed and state != "not_required":
        state, reasons = "waived", (waived,)
    return stand(state, (*criteria, waived), reasons)


def _need(scope: Verdict, asks: Sequence[Verdict], choice: Verdict) -> tuple[str, tuple[Verdict, ...]]:
    if scope.passed is False:
        return "not_required", (scope,)
    asking = tuple(verdict for verdict in asks if verdict.passed)
    if asking and scope.passed:
        return "required", asking
    blind = [verdict for verdict in asks if verdict.passed is None]
    if asking or blind:
        unknown = [scope, *blind] if scope.passed is None else blind
        return "unknown", tuple(unknown)
    if choice.passed is None:
        return "unknown", (choice,)
    return ("optional", (choice,)) if choice.passed else ("not_required", tuple(asks))


def asked_of(opportunity: OpportunityFacts) -> Verdict:
    """New business and expansions may need a plan; a renewal and a lost deal never do."""
    if opportunity.stage == "lost":
        return Verdict("plan.asked_of_open", False, _named(opportunity), (_stage(opportunity),), "none")
    passed = {"new": True, "expansion": True, "renewal": False}.get(opportunity.kind)
    remedy = "name-deal-kind" if passed is None else "none"
    return Verdict("plan.asked_of_kind", passed, _named(opportunity), (cite(opportunity, "kind"),), remedy)


def asked_by_value(opportunity: OpportunityFacts, rules: PlanRules) -> Verdict:
    """ARR above the threshold, from the threshold stage on; exactly the threshold is not above it."""
    amount = in_currency(opportunity.arr, opportunity.currency, rules)
    large = None if amount is None else amount > rules.plan_arr
    passed = _both(_far_enough(opportunity, rules), large)
    params = {
        **_named(opportunity),
        "stage": rules.plan_stage,
        "limit": money(rules.plan_arr, rules.currency),
    }
    remedy = "complete-deal" if passed is None else "none"
    evidence = (_stage(opportunity), _arr(opportunity))
    return Verdict("plan.asked_by_value", passed, params, evidence, remedy)


def asked_by_evaluation(opportunity: OpportunityFacts) -> Verdict:
    passed = opportunity.sa_validated
    remedy = "record-evaluation" if passed is None else "none"
    evidence = (cite(opportunity, "sa_validated"),)
    return Verdict("plan.asked_by_evaluation", passed, _named(opportunity), evidence, remedy)


def asked_by_tier(customer: CustomerFacts, rules: PlanRules) -> Verdict:
    passed = _is_tier(customer, rules, "strategic")
    remedy = "name-tier" if passed is None else "none"
    params = {"customer": customer.label}
    return Verdict("plan.asked_by_tier", passed, params, (cite(customer, "tier"),), remedy)


def left_to_manager(opportunity: OpportunityFacts, customer: CustomerFacts, rules: PlanRules) -> Verdict:
    """A small deal with a commercial account: a plan is the manager's choice."""
    amount = in_currency(opportunity.arr, opportunity.currency, rules)
    small = None if amount is None else amount <= rules.plan_arr
    passed = _both(_is_tier(customer, rules, "commercial"), small)
    params = {"customer": customer.label, "limit": money(rules.plan_arr, rules.currency)}
    remedy = "complete-deal" if passed is None else "none"
    evidence = (cite(customer, "tier"), _arr(opportunity))
    return Verdict("plan.left_to_manager", passed, params, evidence, remedy)


def waiver(opportunity: OpportunityFacts, today: Today) -> Verdict:
    """Whether the waiver of this deal counts today: it names who and why, and its days are now."""
    given = opportunity.waiver
    if given is None:
        return Verdict("plan.waiver_missing", None, {}, (cite(opportunity, "waiver", None),), "record-waiver")
    evidence = (cite(given, "by"), cite(given, "reason"), cite(given, "until"))
    if not (given.by.strip() and given.reason.strip()):
        return Verdict("plan.waiver_signed", False, {}, evidence, "record-waiver")
    params: dict[str, Any] = {"by": given.by, "reason": given.reason}
    if given.on is not None and today.since(given.on) < 0:
        params["from_on"] = plain(given.on)
        return Verdict("plan.waiver_begun", False, params, evidence, "wait", today.start(given.on))
    if given.until is None:
        return Verdict("plan.waiver_open", True, params, evidence)
    params["until_on"] = plain(given.until)
    if today.since(given.until) > 0:
        return Verdict("plan.waiver", False, params, evidence, "renew-waiver")
    return Verdict("plan.waiver", True, params, evidence, "", today.start(given.until, 1))


NEEDS = ("not_required", "optional", "waived", "present", "unknown", "missing")


def need(customer: CustomerFacts, plans: Sequence[PlanFacts], rules: PlanRules, today: Today) -> Standing:
    """The worst answer over a customer's deals, in the order of `NEEDS`; missing: required and not there."""
    answers = [_answer(deal, customer, plans, rules, today) for deal in customer.opportunities]
    state = max((answer.state for answer in answers), key=NEEDS.index, default="not_required")
    criteria = [verdict for answer in answers for verdict in answer.criteria]
    reasons = [verdict for answer in answers if answer.state == state for verdict in answer.reasons]
    return stand(state, criteria, reasons)


def _answer(
    deal: OpportunityFacts,
    customer: CustomerFacts,
    plans: Sequence[PlanFacts],
    rules: PlanRules,
    today: Today,
) -> Standing:
    asked = required(deal, customer, rules, today)
    if asked.state not in ("required", "unknown"):
        return asked
    there = present(deal, plans)
    if there.passed:
        return stand("present", (*asked.criteria, there), (there,))
    if asked.state == "unknown":
        return asked
    return stand("missing", (*asked.criteria, there), (there, *asked.reasons))


def present(deal: OpportunityFacts, plans: Sequence[PlanFacts]) -> Verdict:
    plan = next((plan for plan in plans if covers(plan, deal)), None)
    params = _named(deal)
    if plan is None:
        return Verdict("plan.present", False, params, (cite(deal, "plan", None),), "make-plan")
    return Verdict("plan.present", True, {**params, "plan": plan.label}, (cite(plan),))


def covers(plan: PlanFacts, deal: OpportunityFacts) -> bool:
    """A plan covers its own deal, or the whole customer. One living document also carries what was sold
    before and what is added to it; only new business under another deal asks for a plan of its own."""
    if plan.opportunity_key in ("", deal.key):
        return True
    return deal.stage == "won" or (deal.kind == "expansion" and not plan.is_completed)


def in_currency(amount: Decimal | None, currency: str, rules: PlanRules) -> Decimal | None:
    """An amount in the policy's currency; None without an amount or without a rate for it."""
    if amount is None or currency in ("", rules.currency):
        return amount
    rate = rules.rates.get(currency)
    return None if rate is None else amount * rate


def money(amount: Decimal | None, currency: str) -> dict[str, Any]:
    return {"amount": plain(amount), "currency": currency}


def _far_enough(opportunity: OpportunityFacts, rules: PlanRules) -> bool | None:
    if opportunity.stage is None:
        return None
    return opportunity.stage == "won" or (
        isinstance(opportunity.stage, int) and opportunity.stage >= rules.plan_stage
    )


def _is_tier(customer: CustomerFacts, rules: PlanRules, tier: str) -> bool | None:
    known = customer.tier or rules.untiered_as
    return known == tier if known else None


def _both(one: bool | None, other: bool | None) -> bool | None:
    """Both hold; one that surely does not is enough for no, whatever the other is."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _named(opportunity: OpportunityFacts) -> dict[str, Any]:
    return {"opportunity": opportunity.label}


def _stage(opportunity: OpportunityFacts) -> Evidence:
    return cite(opportunity, "stage", opportunity.stage_text or opportunity.stage)


def _arr(opportunity: OpportunityFacts) -> Evidence:
    value = None if opportunity.arr is None else money(opportunity.arr, opportunity.currency)
    return cite(opportunity, "arr", value)


# -- complete -------------------------------------------------------------------------------------------


def completeness(plan: PlanFacts, rules: PlanRules) -> Standing:
    """complete or incomplete. Nothing here depends on the day."""
    criteria = (
        sections_filled(plan, rules),
        criteria_counted(plan, rules),
        stakeholders_known(plan),
        phases_defined(plan),
        values_baselined(plan),
    )
    failed = [verdict for verdict in criteria if not verdict.passed]
    return stand("incomplete", criteria, failed) if failed else stand("complete", criteria, criteria)


_EMPTY = SectionFacts(False)


def sections_filled(plan: PlanFacts, rules: PlanRules) -> Verdict:
    return filled(plan, rules.required_sections)


def filled(plan: PlanFacts, names: Sequence[str]) -> Verdict:
    empty = [name for name in names if not plan.sections.get(name, _EMPTY).filled]
    params = {"sections_count": len(names), "empty_sections": empty}
    if not empty:
        return Verdict("plan.sections", True, params, (cite(plan, "sections", None),))
    evidence = tuple(_section(plan, name) for name in empty)
    return Verdict("plan.sections", False, params, evidence, "fill-sections")


def _section(plan: PlanFacts, name: str) -> Evidence:
    where = plan.sections.get(name, _EMPTY).at or plan.at
    return Evidence(plan.record, plan.key, name, None, None, where, plan.label)


def criteria_counted(plan: PlanFacts, rules: PlanRules) -> Verdict:
    count = len(plan.criteria)
    passed = rules.criteria_min <= count <= rules.criteria_max
    params = {"criteria": count, "least": rules.criteria_min, "most": rules.criteria_max}
    evidence = tuple(cite(item, "title") for item in plan.criteria) or (_section(plan, "success_criteria"),)
    remedy = "" if passed else ("drop-criteria" if count > rules.criteria_max else "add-criteria")
    return Verdict("plan.criteria", passed, params, evidence, remedy)


def stakeholders_known(plan: PlanFacts) -> Verdict:
    evidence = tuple(cite(person, "name") for person in plan.stakeholders)
    params = {"people": len(plan.stakeholders)}
    if evidence:
        return Verdict("plan.stakeholders", True, params, evidence)
    return Verdict("plan.stakeholders", False, params, (_section(plan, "stakeholders"),), "add-stakeholders")


def phases_defined(plan: PlanFacts) -> Verdict:
    evidence = tuple(cite(phase, "name") for phase in plan.phases)
    params = {"phases": len(plan.phases)}
    if evidence:
        return Verdict("plan.phases", True, params, evidence)
    return Verdict("plan.phases", False, params, (_section(plan, "adoption"),), "add-phases")


def values_baselined(plan: PlanFacts) -> Verdict:
    """At least one value metric, and each with a baseline."""
    if not plan.metrics:
        return Verdict("plan.value_metrics", False, {}, (_section(plan, "value"),), "add-value-metrics")
    bare = [metric for metric in plan.metrics if metric.baseline is None]
    params = {"metrics": len(plan.metrics), "without": [metric.label for metric in bare]}
    evidence = tuple(cite(metric, "baseline") for metric in bare or plan.metrics)
    return Verdict("plan.baselines", not bare, params, evidence, "measure-baselines" if bare else "")
