"""What each phase of a plan asks before it is left or entered, and what is asked before we propose. Pure.

What is asked is the workspace's policy: short texts such as "sections background outcomes", "complete" or "reviewed".
They are judged by `kit/gating`, the judge of the boards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from handrail.kit import gating
from handrail.kit.gating import Check, Path, Step, Try
from handrail.kit.verdict import Today, Verdict, Where, cite, plain
from handrail.record.customers.facts import CustomerFacts, OpportunityFacts

from . import checks
from .checks import PlanRules
from .facts import SECTIONS, PlanFacts

PHASES = ("initiate", "develop", "finalize", "execute", "completed")
STAGES = ("1", "2", "3", "4", "won")
"""Stages of a deal as a policy names them, in their order."""
PROPOSAL = "propose"
MOMENTS = (*(f"{side} {phase}" for phase in PHASES for side in ("enter", "leave")), PROPOSAL)
"""When something can be asked."""
COMPLETE = ("required", "criteria", "stakeholders", "phases", "baselines")
"""What "complete" stands for: one answer for each."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan on its way, the deal it is for (None: for the whole customer) and the rules of the workspace."""

    record: ClassVar[str] = "plan"
    plan: PlanFacts
    deal: OpportunityFacts | None
    rules: PlanRules

    @property
    def key(self) -> str:
        return self.plan.key

    @property
    def label(self) -> str:
        return self.plan.label

    @property
    def at(self) -> Where | None:
        return self.plan.at


Judge = gating.Judge[Candidate]


def judge(one: Candidate, goes: str, today: date, reason: str = "") -> tuple[Verdict, ...]:
    """Every answer to a plan that goes to another phase; nothing is asked of one that stays."""
    if goes == one.plan.phase:
        return ()
    came = PHASES.index(one.plan.phase)
    tried = Try(came=came, goes=PHASES.index(goes), reason=reason, today=today)
    return gating.judge(one, tried, way(one.rules), JUDGES, called="plan")


def way(rules: PlanRules) -> Path:
    steps = (
        Step(
            title=phase,
            enter=tuple(checks_of(rules, f"enter {phase}")),
            leave=tuple(checks_of(rules, f"leave {phase}")),
        )
        for phase in PHASES
    )
    return Path(stages=tuple(steps))


def following(phase: str) -> str:
    """The phase after this one; empty behind the last."""
    return PHASES[PHASES.index(phase) + 1] if phase != PHASES[-1] else ""


# -- the proposal -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whether we may make our offer for one deal: every answer, and the plan it rests on."""

    deal: OpportunityFacts
    plan: PlanFacts | None
    verdicts: tuple[Verdict, ...]

    @property
    def free(self) -> bool:
        return gating.allowed(self.verdicts)


def proposal(
    deal: OpportunityFacts,
    customer: CustomerFacts,
    plans: Sequence[PlanFacts],
    rules: PlanRules,
    today: Today,
) -> Proposal:
    """A deal that needs no plan is free; one that needs a plan is free as soon as that is what the policy asks."""
    asked = checks.required(deal, customer, rules, today)
    if asked.state in ("not_required", "optional", "waived"):
        told = Verdict("plan.not_asked", True, {"opportunity": deal.label}, (cite(deal),))
        return Proposal(deal, None, (told,))
    plan = closest(plans, deal)
    there = checks.present(deal, [plan] if plan else [])
    if plan is None:
        return Proposal(deal, None, (there,))
    one, path = Candidate(plan, deal, rules), Path(stages=())
    asks = checks_of(rules, PROPOSAL)
    answers = (gating.judge_check(check, one, path, JUDGES, today.day) for check in asks)
    return Proposal(deal, plan, (there, *answers))


def closest(plans: Sequence[PlanFacts], deal: OpportunityFacts) -> PlanFacts | None:
    """The deal's own plan before one that covers it as well."""
    covering = [plan for plan in plans if checks.covers(plan, deal)]
    return next((plan for plan in covering if plan.opportunity_key == deal.key), next(iter(covering), None))


def is_blocked(found: Proposal, rules: PlanRules, cleared: bool) -> bool:
    """From the policy's stage on, until the deal is over: what is not free and not cleared is blocked."""
    stage = found.deal.stage
    return isinstance(stage, int) and stage >= rules.proposal_stage and not cleared and not found.free


# -- what is asked ------------------------------------------------------------------------------------------


def checks_of(rules: PlanRules, moment: str) -> Iterator[Check]:
    for text in rules.phase_asks.get(moment, ()):
        for kind, params in read(text):
            params = {**params, "phase": moment.partition(" ")[2]} if kind == "deal" else params
            yield Check(key=f"{moment}: {kind}", kind=kind, params=params)


def read(text: str) -> list[tuple[str, dict[str, Any]]]:
    """One text of the policy as the kinds of checks it stands for. Raises ValueError where it means nothing."""
    kind, *names = text.split()
    if kind == "sections":
        if not names or not set(names) <= set(SECTIONS):
            raise ValueError(text)
        return [(kind, {"sections": tuple(names)})]
    if names or (kind != "complete" and kind not in JUDGES):
        raise ValueError(text)
    return [(part, {}) for part in (COMPLETE if kind == "complete" else (kind,))]


# -- the kinds ----------------------------------------------------------------------------------------------


def filled(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    return checks.filled(one.plan, params.get("sections", ()))


def required(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    return checks.sections_filled(one.plan, one.rules)


def counted(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    return checks.criteria_counted(one.plan, one.rules)


def people(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    return checks.stakeholders_known(one.plan)


def phased(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    return checks.phases_defined(one.plan)


def baselined(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    return checks.values_baselined(one.plan)


def reviewed(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """Gone through with the customer on a day that is not still to come."""
    on = one.plan.customer_reviewed_on
    told = {"reviewed_on": plain(on)} if on is not None else {}
    passed = on is not None and on <= today
    evidence = (cite(one.plan, "customer_reviewed_on"),)
    return Verdict("plan.gone_through", passed, told, evidence, "" if passed else "review-plan")


def sold(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """The deal has come as far as the policy says for the phase. A plan for the whole customer waits for no deal."""
    phase = str(params.get("phase", ""))
    wanted = one.rules.phase_stages.get(phase, "")
    told = {"phase": phase, "stage": wanted}
    if one.deal is None or not wanted:
        return Verdict("plan.no_deal", True, {}, (cite(one.plan),))
    told["opportunity"] = one.deal.label
    there = one.deal.stage
    here = str(there) in STAGES and STAGES.index(str(there)) >= STAGES.index(wanted)
    evidence = (cite(one.deal, "stage", one.deal.stage_text or there),)
    code = "plan.deal_won" if wanted == "won" else "plan.deal_stage"
    return Verdict(code, None if there is None else here, told, evidence, "" if here else "wait-for-deal")


def proven(one: Candidate, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """What a plan has to show before it is called completed."""
    criteria = one.plan.criteria
    left = [c for c in criteria if not (c.met and c.evidence)]
    told = {"criteria": len(criteria), "open": [c.label for c in left]}
    evidence = tuple(cite(c, "met") for c in left or criteria) or (cite(one.plan, "success_criteria", None),)
    if not criteria:
        return Verdict("plan.nothing_to_prove", False, {}, evidence, "add-criteria")
    return Verdict("plan.proven", not left, told, evidence, "prove-criteria" if left else "")


JUDGES: dict[str, Judge] = {
    "sections": filled,
    "required": required,
    "criteria": counted,
    "stakeholders": people,
    "phases": phased,
    "baselines": baselined,
    "reviewed": reviewed,
    "deal": sold,
    "proven": proven,
}
