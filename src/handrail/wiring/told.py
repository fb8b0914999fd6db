"""Who is told of a change in the transaction in which it is made."""

from __future__ import annotations

TOLD_OUTSIDE: dict[str, str] = {
    "milestone.due": "handrail.record.agreed.reminding.remind",
    "plan.review": "handrail.record.agreed.reminding.remind",
}
"""Who else hears when a date speaks: people outside, by its name. Given the firings, in their transaction."""

SAID_OUTSIDE: dict[str, str] = {"plan": "handrail.record.agreed.answering.said"}
"""Who tells people outside what one of us said to them, by the kind of record. Given the comments, in the transaction
in which they were made or shown."""

SAID: tuple[str, ...] = ("handrail.record.feedback.answering.heard",)
"""Who hears of every comment that is made, whoever makes it, in its transaction."""

SCOPE_DECIDED: tuple[str, ...] = ("handrail.record.outside.asking.follow",)
"""Told of scope changes whose state is another one now, in that transaction."""

FOLLOWED: dict[str, tuple[str, ...]] = {"task": ("handrail.record.projects.cards.follow_tasks",)}
"""Who repeats the customer of a kind of record, and is given the rows whose customer has changed."""

MOVED: tuple[str, ...] = (
    "handrail.record.decisions.yielding.follow",
    "handrail.record.feedback.following.follow",
)
"""Who repeats the customer of records of any kind: given rows of one kind that have another customer now, in that
transaction."""

READ: tuple[str, ...] = ("handrail.record.readiness.settling.of_metrics",)
"""Told of metrics whose readings or target are others now, by their ids, in that transaction."""

EVIDENCED: tuple[str, ...] = ("handrail.record.readiness.settling.of_subjects",)
"""Told of records ("kind:key") that have other evidence now, in that transaction."""

EVIDENCE_KEPT = "handrail.record.decisions.keeping.keep_proven"
"""Told of pieces of evidence before they are taken away: raises where something that was approved rests on them."""

LEANING = "handrail.record.decisions.leaning.shaking"
"""A context around every change of assumptions, given the rows: what leans on those that broke by it is opened
again."""

LINKED: tuple[str, ...] = ("handrail.record.decisions.leaning.tied",)
"""Who is told of connections that are there now, in the transaction in which they were made, changed or came back."""

DONE: tuple[str, ...] = (
    "handrail.record.projects.recurring.follow_done",
    "handrail.record.plans.acting.offer",
)
"""Who is told of tasks that are done now, in the transaction in which they became so."""

RULES_KEPT = "handrail.record.projects.passing.rules_of"
"""Where the rule of a task is kept that stands on a board: given ids of tasks, {id: the rule, or ""} of those that
do."""

PLANS_NUMBERED = "handrail.doors.infohub.versions.keep_plans"
"""Told (plan, what the version is called) of plans that got a number, or that a customer agreed to, once it is written:
keeps the plan as it stands beside its file."""

START_HANDOFFS = "handrail.record.handoffs.starting.start_for_deals"
"""What a rule calls when deals are won: given opportunities, it begins a handoff for those that need one, and gives
these back. Told twice of one deal, it begins nothing."""
