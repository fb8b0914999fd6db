"""What is promised, what comes of it, and what comes round by itself."""

from __future__ import annotations

DEADLINES: dict[str, str] = {
    "customer": "handrail.record.customers.deadlines.customer",
    "renewal": "handrail.record.customers.deadlines.renewal",
    "metric": "handrail.record.metrics.deadlines.metric",
    "note": "handrail.record.notes.deadlines.note",
    "task": "handrail.record.tasks.deadlines.task",
    "feedback": "handrail.record.feedback.deadlines.feedback",
    "assumption": "handrail.record.assumptions.deadlines.assumption",
    "decision": "handrail.record.decisions.deadlines.decision",
    "dependency": "handrail.record.decisions.deadlines.dependency",
    "risk": "handrail.record.risks.deadlines.risk",
    "plan": "handrail.record.plans.deadlines.plan",
    "milestone": "handrail.record.plans.deadlines.milestone",
    "waiver": "handrail.record.plans.deadlines.waiver",
    "handoff": "handrail.record.handoffs.deadlines.handoff",
    "promise": "handrail.record.handoffs.deadlines.promise",
    "escalation": "handrail.house.escalations.deadlines.escalation",
    "project": "handrail.record.projects.deadlines.project",
    "card": "handrail.record.projects.deadlines.card",
    "blocker": "handrail.record.blockers.deadlines.blocker",
    "scopechange": "handrail.record.scope.deadlines.scopechange",
    "signal": "handrail.record.readiness.deadlines.signal",
    "review": "handrail.watch.reviews.deadlines.review",
    "step": "handrail.record.rollout.deadlines.step",
    "announcement": "handrail.record.rollout.deadlines.announcement",
    "rule": "handrail.watch.rules.deadlines.rule",
    "goal": "handrail.watch.insights.deadlines.goal",
    "briefing": "handrail.watch.summaries.deadlines.briefing",
    "submission": "handrail.record.outside.deadlines.submission",
}
"""Which dates a record promises, by its kind: a row in, promises out. The module names its kinds as KINDS."""

DEADLINES_LEAN: dict[str, frozenset[str]] = {
    "customer": frozenset({"removed_at", "renewal_on", "notice_on"}),
    "opportunity": frozenset({"removed_at", "stage"}),
    "plan": frozenset({"removed_at", "phase"}),
    "task": frozenset({"removed_at", "state", "title", "owner_id"}),
    "board": frozenset({"removed_at"}),
    "project": frozenset({"removed_at", "state"}),
    "decision": frozenset({"removed_at", "state"}),
}
"""Whose changes of these columns move the dates of the rows that point at it."""

DEADLINES_ALONG: dict[str, tuple[str, ...]] = {
    "submission": ("form", "form__board", "form__board__project"),
}
"""What promises look at beside their row and what it leans on, by its kind."""

DEADLINES_REST: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "task": (
        frozenset({"due_on"}),
        frozenset({"due_on", "state", "title", "owner_id", "customer_id", "key", "removed_at"}),
    ),
    "card": (
        frozenset({"review_on"}),
        frozenset(
            {"review_on", "review", "reviewer_id", "task_id", "board_id", "customer_id", "key", "removed_at"}
        ),
    ),
    "metric": (
        frozenset({"next_at"}),
        frozenset({"next_at", "name", "owner_id", "customer_id", "key", "removed_at"}),
    ),
    "feedback": (
        frozenset({"due_at"}),
        frozenset({"due_at", "state", "title", "owner_id", "customer_id", "key", "removed_at"}),
    ),
}
"""Kinds that are made and changed often: the columns without one of which a row promises nothing, and all those that
its promises rest on. A change of others moves no date. Of a kind that is not here, every change may."""

DATES_ABOVE: tuple[str, ...] = ("handrail.watch.reviews.deadlines.KINDS",)
"""Kinds of dates of rooms above the one that keeps the policy, which says when somebody is reminded."""

FIRES: dict[str, str] = {
    "milestone.due": "handrail.house.escalations.firing.begin",
    "plan.updated": "handrail.house.escalations.firing.begin",
    "feedback.due": "handrail.house.escalations.firing.begin",
    "decision.due": "handrail.house.escalations.firing.begin",
    "escalation.rung": "handrail.house.escalations.firing.climb",
    "blocker.due": "handrail.record.blockers.firing.fall",
    "assumption.expires": "handrail.record.assumptions.expiring.expire",
    "review.due": "handrail.watch.reviews.firing.missed",
    "review.daily": "handrail.watch.reviews.firing.missed",
    "rule.turn": "handrail.watch.rules.turning.turn",
    "goal.look": "handrail.watch.insights.banding.look",
    "metric.read": "handrail.watch.insights.feeding.look",
    "briefing.turn": "handrail.watch.summaries.turning.turn",
}
"""What happens when a date is missed, by the deadline's name, in place of an urgent nudge: a function that is
given the firings, inside the workspace and inside the transaction in which they count as fired."""

HEEDED = "handrail.watch.rules.dating.heed"
"""Hears of every date that speaks, before the house does: given the firings, it gives the places of those of which the
house says nothing."""

CLOCK_SHIFTED: tuple[str, ...] = (
    "handrail.house.deadlines.verbs.shift",
    "handrail.watch.health.verbs.shift",
)
"""Told by how much a workspace's clock goes further ahead of real time, in that transaction: what waits for a moment of
that clock comes so much sooner."""

PROMISED = "handrail.house.escalations.ending.judge"
"""Told what rows promise now, when that was computed again: a broken promise may be mended. Given the subjects and
their deadlines as drafts, in the transaction of the change."""

SURVIVED_OVER = "handrail.watch.reviews.escalating.over"
"""Of what was raised since it survived a review: {escalation: words} of what is over. Given the escalations."""

PERIODIC: dict[str, float] = {
    "handrail.house.deadlines.sweeps.fire_due": 1,
    "handrail.house.deadlines.survey.survey_due": 30,
    "handrail.house.nudges.sending.send_due": 2,
    "handrail.house.nudges.digests.make_due": 20,
    "handrail.house.nudges.sending.forget": 6 * 3600,
    "handrail.house.ledger.sweeps.serve_readers": 2,
    "handrail.house.search.sweeps.build_missing": 60,
    "handrail.doors.infohub.hub.following.follow_everywhere": 2,
    "handrail.watch.health.verbs.judge_due": 30,
    "handrail.watch.reviews.sweeps.begin_missing": 60,
    "handrail.watch.rules.sweeps.furnish_missing": 20,
    "handrail.watch.rules.sweeps.forget": 6 * 3600,
    "handrail.record.notes.strokes.settle_left": 60,
    "handrail.house.ledger.sweeps.make_partitions": 6 * 3600,
    "handrail.doors.api.replaying.forget_everywhere": 24 * 3600,
    "handrail.house.talk.filing.forget": 24 * 3600,
    "handrail.house.signing.limits.forget": 3600,
    "handrail.house.signing.sweeps.forget_sessions": 24 * 3600,
}
"""What the worker looks after: a function without arguments, every so many seconds."""
