"""Where a plan is on its way, and whether we may propose: what the pages show of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from handrail.kit.gating import allowed
from handrail.kit.verdict import Verdict
from handrail.record.customers.models import Opportunity
from handrail.record.plans import moving, phases, proposals, queries
from handrail.record.plans.models import PHASES, Plan
from handrail.record.plans.moving import Known

from . import reasons
from .answers import at, me

SHOWN = 8


def of_plan(row: Plan, known: Known | None = None) -> dict[str, Any]:
    verdicts = moving.next_step(row, known) if row.removed_at is None else ()
    return {
        "next": phases.following(row.phase),
        "before": PHASES[: PHASES.index(row.phase)],
        "checks": said(verdicts, row.customer.key),
        "allowed": allowed(verdicts),
        "attempts": queries.attempts_of(row)[:SHOWN],
        "move_url": at("plan-phase", row.key),
    }


def said(verdicts: Iterable[Verdict], customer: str) -> list[reasons.Reason]:
    """Those that do not hold first."""
    return sorted(reasons.of_verdicts(verdicts, customer), key=lambda one: bool(one.passed))


def of_deal(row: Opportunity, known: Known | None = None) -> dict[str, Any]:
    facts = {row.customer_id: known} if known else None
    found, cleared = (
        proposals.proposals_of([row], facts)[row.pk],
        proposals.clearances_of([row.pk]).get(row.pk),
    )
    tag, tone = (
        (_("Cleared"), "good") if cleared else (_("Free"), "") if found.free else (_("Blocked"), "bad")
    )
    return {
        "tag": tag,
        "tone": tone,
        "blocked": not found.free,
        "cleared": cleared,
        "plan": found.plan,
        "checks": said(found.verdicts, row.customer.key),
        "attempts": queries.attempts_at(row)[:SHOWN],
        "clear_url": at("proposal-clear", row.key),
        "block_url": at("proposal-block", row.key),
    }


def asked_of(row: Opportunity | None) -> bool:
    """Whether the proposal of this deal is of interest: it is open, and it is this far or was cleared."""
    if row is None or row.removed_at is not None or not row.stage.isdigit():
        return False
    return int(row.stage) >= moving.rules().proposal_stage or bool(proposals.clearances_of([row.pk]))


def may_let_through() -> bool:
    return moving.may_let_through(me())
