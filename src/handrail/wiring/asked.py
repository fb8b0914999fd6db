"""What lower rooms ask of upper ones: who owns what, what rules do, what summaries count, who is private."""

from __future__ import annotations

OWNED: tuple[str, ...] = (
    "handrail.record.customers.owned.OWNED",
    "handrail.record.plans.owned.OWNED",
    "handrail.record.handoffs.owned.OWNED",
    "handrail.record.tasks.owned.OWNED",
    "handrail.record.feedback.owned.OWNED",
    "handrail.record.assumptions.owned.OWNED",
    "handrail.record.decisions.owned.OWNED",
    "handrail.record.risks.owned.OWNED",
    "handrail.record.metrics.owned.OWNED",
    "handrail.record.notes.owned.OWNED",
    "handrail.record.projects.owned.OWNED",
    "handrail.record.blockers.owned.OWNED",
    "handrail.record.scope.owned.OWNED",
    "handrail.record.readiness.owned.OWNED",
    "handrail.watch.reviews.owned.OWNED",
    "handrail.watch.insights.owned.OWNED",
    "handrail.watch.summaries.owned.OWNED",
    "handrail.watch.rules.owned.OWNED",
    "handrail.record.rollout.owned.OWNED",
    "handrail.house.escalations.owned.OWNED",
)
"""What can be owned, and so handed over: a tuple of `Holding` for each room of the record."""

STANDS_FOR: dict[str, str] = {"card": "task"}
"""What is another record's place, and bears its key: talk about one is talk about the other."""

ACTIONS: dict[str, str] = {
    "nudge": "handrail.watch.rules.actions.NUDGE",
    "raise": "handrail.watch.rules.actions.RAISE",
    "plan": "handrail.watch.rules.actions.PLAN",
    "task": "handrail.watch.rules.actions.TASK",
    "card": "handrail.watch.rules.actions.CARD",
    "review": "handrail.watch.rules.actions.REVIEW",
    "assign": "handrail.watch.rules.actions.ASSIGN",
    "set": "handrail.watch.rules.actions.SET",
    "webhook": "handrail.watch.rules.actions.WEBHOOK",
    "handoff": "handrail.watch.rules.actions.HANDOFF",
    "block": "handrail.watch.rules.actions.BLOCK",
}
"""What a rule can do, by the word that it is written with: an `Action` each. A room adds its own here."""

SUMMED: dict[str, str] = {
    "decisions.closed": "handrail.watch.summaries.sources.decisions_closed",
    "decisions.open": "handrail.watch.summaries.sources.decisions_open",
    "decisions.late": "handrail.watch.summaries.sources.decisions_late",
    "blockers.open": "handrail.watch.summaries.sources.blockers_open",
    "blockers.urgent": "handrail.watch.summaries.sources.blockers_urgent",
    "blockers.closed": "handrail.watch.summaries.sources.blockers_closed",
    "blockers.due": "handrail.watch.summaries.sources.blockers_due",
    "blockers.waiting": "handrail.watch.summaries.sources.blockers_waiting",
    "blockers.bare": "handrail.watch.summaries.sources.blockers_bare",
    "tasks.blocked": "handrail.watch.summaries.sources.tasks_blocked",
    "raised.open": "handrail.watch.summaries.sources.raised_open",
    "cases.escalated": "handrail.watch.summaries.sources.cases_escalated",
    "feedback.open": "handrail.watch.summaries.sources.feedback_open",
    "assumptions.broken": "handrail.watch.summaries.sources.assumptions_broken",
    "assumptions.expiring": "handrail.watch.summaries.sources.assumptions_expiring",
    "risks.open": "handrail.watch.summaries.sources.risks_open",
    "risks.bare": "handrail.watch.summaries.sources.risks_bare",
    "customers.risk": "handrail.watch.summaries.sources.customers_at_risk",
    "metrics.missed": "handrail.watch.summaries.sources.metrics_missed",
    "launches": "handrail.watch.summaries.sources.launches",
}
"""Whose records a line of a summary counts, by its name (`watch/summaries/lines.py`): given what is asked for, all of
them as items, what matters most first. A line that is not here is left out."""

MEASURES = "handrail.watch.insights.measures.MEASURES"
"""What the rooms above compute from the work, by name: a metric may take its readings from one of them."""

PLAN_RULES = "handrail.watch.health.queries.policy_of"
"""The rules of plans in a workspace: its policy, which stands above them. Given the workspace."""

CUSTOMERS_PRIVATE = "handrail.record.customers.queries.private_of"
"""Which of these customers are private: no message about them goes to a room, or to who may not see them."""

CUSTOMER_NAMES = "handrail.record.customers.queries.names_of"
"""{id: name} of customers, for messages that go outward: the house below knows no customer."""

MAY_JOIN = "handrail.house.people.joining.may_join"
"""Whether a mail address that a sign-in provider has verified may become a new person here: `may_join(email)`. Empty:
nobody comes in who was not added."""

FRAME = "handrail.doors.desk.frame.frame"
"""What surrounds every page: ui knows no door."""
