"""Judging customers and keeping the answer. A standing is a projection: judged again from the record at any time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from handrail.house.deadlines.promising import really
from handrail.house.ledger.append import Line, append
from handrail.house.ledger.inserting import insert
from handrail.house.ledger.models import Claim
from handrail.house.workspaces.scope import current, enter, unveiled
from handrail.kit import clock, supervise
from handrail.kit.verdict import Standing as Judgement
from handrail.kit.verdict import Today, as_json, earliest
from handrail.record.customers.facts import OpportunityFacts
from handrail.record.customers.models import Customer
from handrail.record.plans import checks as planned
from handrail.record.plans import phases, proposals
from handrail.record.plans import queries as plans
from handrail.record.plans.facts import PlanFacts

from . import blocking, queries
from .checks import judge_customer
from .checks.score import Score, followed, score, weights_told
from .facts import HealthFacts
from .models import RANK, Standing
from .policy import Policy

BATCH = 400
ONCE, KEPT = ("workspace_id", "customer_id"), ("key", "created_at")


def judge_claimed(claims: Sequence[Claim]) -> None:
    """The ledger's reader "health": judge every customer that something was changed about."""
    judge({claim.about_id for claim in claims if claim.about_id})


def judge_all() -> int:
    """Every customer of the workspace: after its policy or its clock has changed."""
    return judge(Customer.objects.values_list("pk", flat=True))


def judge_due(most: int = 2_000) -> int:
    """The sweep over boundaries that time has passed, in every workspace. Costs what is due.

    It goes on until nothing is due, with a commit after each `most`: pages see how far it is.
    """
    return sum(judge_all_due_in(workspace, most) for workspace in queries.due_workspaces())


def judge_all_due_in(workspace: int, most: int) -> int:
    total, begun = 0, clock.real()
    while judged := judge_due_in(workspace, most, begun):
        total += judged
        if judged < most or supervise.ending.is_set():
            break
    return total


def judge_due_in(workspace: int, most: int, begun: datetime | None = None) -> int:
    """What became due before the sweep `begun`: each once, so that the sweep comes to its end."""
    with enter(workspace, cause="time"):
        due = Standing.objects.filter(holds_until__lte=begun or clock.real()).order_by("holds_until")
        taken = due.select_for_update(no_key=True, skip_locked=True).values_list("customer_id", flat=True)[
            :most
        ]
        return judge(list(taken))


def shift(by: timedelta) -> int:
    """The workspace's clock goes `by` further ahead of real time: each boundary is passed so much sooner. Where it is
    put back, every verdict is of a day to come, and is given again. One statement."""
    with unveiled():
        if by < timedelta(0):
            return Standing.objects.update(holds_until=clock.real())
        return Standing.objects.exclude(holds_until=None).update(holds_until=F("holds_until") - by)


def judge(ids: Iterable[int]) -> int:
    """Judge these customers now and keep their standings. Returns how many."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), BATCH):
        judge_batch(wanted[start : start + BATCH])
    return len(wanted)


def judge_batch(ids: Collection[int]) -> None:
    policy, today = queries.policy_of(current().workspace), queries.this_day()
    facts, before = queries.facts_of(ids), queries.states_of(ids)
    steps, cleared = plans.next_milestones(ids), cleared_of(facts, policy)
    rows = [standing(pk, known, steps.get(pk), before.get(pk), policy, today) for pk, known in facts.items()]
    for row in rows:
        row.blocked = blocked(
            facts[row.customer_id], cleared.get(row.customer_id, frozenset()), policy, today
        )
    keep(rows, before)
    Standing.objects.filter(customer_id__in=set(ids) - set(facts)).delete()


def standing(
    pk: int, facts: HealthFacts, step: Any, before: Standing | None, policy: Policy, today: Today
) -> Standing:
    judged = judge_customer(facts, policy, today)
    need = planned.need(facts.customer, facts.plans, policy, today)
    plan = leading(facts.plans)
    found = score(judged.criteria, policy.score_weights)
    return Standing(
        workspace=current().workspace,
        key=str(pk),
        customer_id=pk,
        rank=RANK[judged.state],
        since_on=before.since_on if before and before.state == judged.state else today.day,
        last_touch_on=facts.customer.last_touch_on,
        next_title=step.title if step else "",
        next_on=step.due_on if step else None,
        plan_needed=need.state,
        plan_state=planned.completeness(plan, policy).state if plan else "",
        phase=plan.phase if plan else "",
        need=as_json(need),
        judged_at=clock.now(),
        holds_until=really(earliest([judged.holds_until, need.holds_until])),
        **told(judged),
        **numbered(found, judged.state, before, today),
    )


def cleared_of(facts: Mapping[int, HealthFacts], policy: Policy) -> dict[int, frozenset[str]]:
    """One statement, and none where no deal has come so far."""
    wanted = [pk for pk, known in facts.items() if far(known, policy)]
    return proposals.cleared_deals(wanted) if wanted else {}


def blocked(facts: HealthFacts, cleared: frozenset[str], policy: Policy, today: Today) -> list[str]:
    """The deals of a customer whose proposal is blocked, by their keys."""
    deals = far(facts, policy)
    found = (phases.proposal(deal, facts.customer, facts.plans, policy, today) for deal in deals)
    return [one.deal.key for one in found if phases.is_blocked(one, policy, one.deal.key in cleared)]


def far(facts: HealthFacts, policy: Policy) -> list[OpportunityFacts]:
    """The open deals that have come to the stage at which we propose."""
    deals = facts.customer.opportunities
    return [deal for deal in deals if isinstance(deal.stage, int) and deal.stage >= policy.proposal_stage]


def told(judged: Judgement) -> dict[str, Any]:
    return {
        "state": judged.state,
        "reasons": [verdict.code for verdict in judged.reasons],
        "criteria": as_json(judged.criteria),
        "deciding": list(judged.deciding),
    }


def numbered(found: Score, state: str, before: Standing | None, today: Today) -> dict[str, Any]:
    trail = followed(before.trail if before else (), today.day.isoformat(), found.value, state)
    return {
        "score": found.value,
        "parts": list(weights_told(found.parts)),
        "trail": trail,
        "moved_on": date.fromisoformat(str(trail[-1][0])),
    }


def leading(made: Sequence[PlanFacts]) -> PlanFacts | None:
    """The plan that speaks for the customer in lists: an open one before a completed, the newest of these."""
    return max(made, key=lambda plan: (not plan.is_completed, plan.updated_on or date.min), default=None)


def keep(rows: Sequence[Standing], before: dict[int, Standing]) -> None:
    """Store the standings; a changed state is an event, so that history and pages hear of it."""
    if rows:
        insert(rows, once=ONCE, kept=KEPT)
    append([line for row in rows if (line := moved(row, before.get(row.customer_id)))])
    blocking.tell(rows, before)


def moved(row: Standing, before: Standing | None) -> Line | None:
    """A changed state or a changed number: both are history, and open pages show them."""
    old, score = (before.state, before.score) if before else (None, None)
    changes: dict[str, Any] = {"score": [score, row.score]} if score != row.score else {}
    if old == row.state:
        return Line(row, "standing.scored", changes) if changes else None
    changes |= {"state": [old, row.state], "reasons": [before.reasons if before else None, row.reasons]}
    return Line(row, "standing.changed", changes)
