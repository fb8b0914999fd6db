"""Every kind of date that the rooms promise."""

from __future__ import annotations

from typing import Any, cast

from handrail import wiring
from handrail.record.assumptions import deadlines as assumptions
from handrail.record.blockers import deadlines as blockers
from handrail.record.customers import deadlines as customers
from handrail.record.decisions import deadlines as decisions
from handrail.record.feedback import deadlines as feedback
from handrail.record.handoffs import deadlines as handoffs
from handrail.record.notes import deadlines as notes
from handrail.record.outside import deadlines as outside
from handrail.record.plans import deadlines as plans
from handrail.record.projects import deadlines as projects
from handrail.record.readiness import deadlines as readiness
from handrail.record.risks import deadlines as risks
from handrail.record.rollout import deadlines as rollout
from handrail.record.scope import deadlines as scope
from handrail.record.tasks import deadlines as tasks

KINDS = (
    *customers.KINDS,
    *plans.KINDS,
    *handoffs.KINDS,
    *tasks.KINDS,
    *feedback.KINDS,
    *assumptions.KINDS,
    *decisions.KINDS,
    *risks.KINDS,
    *projects.KINDS,
    *blockers.KINDS,
    *scope.KINDS,
    *readiness.KINDS,
    *rollout.KINDS,
    *notes.KINDS,
    *outside.KINDS,
    *(kind for dotted in wiring.DATES_ABOVE for kind in cast(Any, wiring.load(dotted))),
)
"""Every kind of date; the policy says when somebody is reminded of it."""
