"""The only place where an upper room plugs into a lower one: plain tables of dotted names.

A lower room reads its table here and imports the name when it is needed, so that no import runs up the stairs.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

SEARCHED: dict[str, str] = {
    "member": "handrail.house.search.members.members",
    "customer": "handrail.record.customers.search.customers",
    "opportunity": "handrail.record.customers.search.opportunities",
    "renewal": "handrail.record.customers.search.renewals",
    "stakeholder": "handrail.record.customers.search.stakeholders",
    "touchpoint": "handrail.record.customers.search.touchpoints",
    "supportcase": "handrail.record.customers.search.cases",
    "customerrequest": "handrail.record.customers.search.requests",
    "metric": "handrail.record.metrics.search.metrics",
    "note": "handrail.record.notes.search.notes",
    "task": "handrail.record.tasks.search.tasks",
    "decision": "handrail.record.decisions.search.decisions",
    "dependency": "handrail.record.decisions.search.dependencies",
    "constraint": "handrail.record.decisions.search.constraints",
    "risk": "handrail.record.risks.search.risks",
    "plan": "handrail.record.plans.search.plans",
    "outcome": "handrail.record.plans.search.outcomes",
    "criterion": "handrail.record.plans.search.criteria",
    "adoptionphase": "handrail.record.plans.search.phases",
    "milestone": "handrail.record.plans.search.milestones",
    "activity": "handrail.record.plans.search.activities",
    "initiative": "handrail.record.plans.search.initiatives",
    "responsibility": "handrail.record.plans.search.responsibilities",
    "waiver": "handrail.record.plans.search.waivers",
    "plantemplate": "handrail.record.plans.search.templates",
    "handoff": "handrail.record.handoffs.search.handoffs",
    "promise": "handrail.record.handoffs.search.promises",
    "project": "handrail.record.projects.search.projects",
    "board": "handrail.record.projects.search.boards",
    "comment": "handrail.house.search.comments.comments",
    "attachment": "handrail.house.search.comments.attachments",
    "announcement": "handrail.record.rollout.search.announcements",
    "playbook": "handrail.watch.playbooks.search.playbooks",
    "rule": "handrail.watch.rules.search.rules",
}
"""What the search finds, by the ledger's kind: called with ids, each gives what is found of the rows that are there."""

LEDGER_READERS: dict[str, frozenset[str]] = {
    "health": frozenset(
        {
            "customer", "customerrequest", "opportunity", "supportcase", "touchpoint", "stakeholder", "metric",
            "reading", "risk",
            "plan", "outcome", "criterion", "adoptionphase", "milestone", "planmetric", "planrisk", "waiver",
            "evidence", "clearance", "activity", "initiative",
            "responsibility",
        }
    ),
    "deadlines": frozenset(
        {
            "customer", "opportunity", "renewal", "task", "decision", "dependency", "risk", "plan", "milestone",
            "waiver", "escalation", "project", "board", "card", "note", "review", "step", "announcement",
            "handoff", "promise",
            "rule",
            "submission",
        }
    ),
    "search": frozenset(SEARCHED),
    "rules": frozenset(
        {
            "customer", "opportunity", "renewal", "supportcase", "plan", "milestone", "task", "risk", "decision",
            "project", "standing",
        }
    ),
}  # fmt: skip
"""Who gets a claim row for an event, by the kind of its subject."""

SETTLES: dict[str, str] = {
    "health": "handrail.watch.health.verbs.judge_claimed",
    "deadlines": "handrail.house.deadlines.verbs.recompute_claimed",
    "search": "handrail.house.search.verbs.index_claimed",
    "rules": "handrail.watch.rules.listening.consider_claimed",
}
"""What each reader does with its claims: called with the claims, inside the workspace."""

TOUCHED: dict[str, str] = {
    "deadlines": "handrail.house.deadlines.touched.touched",
    "rules": "handrail.watch.rules.listening.touched",
}
"""Given a few lines of the ledger, a reader says which of them concern it; the others get no ticket."""

HEARS: dict[str, str] = {"rules": "handrail.watch.rules.listening.heard"}
"""Of many lines at once: the kinds of records a reader listens to in this workspace, where that may be few. Asked in
the change itself, without a statement."""

CHANGE_READERS: dict[str, str] = {"infohub": "handrail.doors.infohub.hub.listening.listens"}
"""Who reads whole changes, one ticket for each, and takes them in a time of their own: given the workspace, whether
they listen there."""

AT_ONCE: dict[str, tuple[str, str]] = {
    "search": ("handrail.house.search.fresh.takes", "handrail.house.search.fresh.index"),
}
"""Which lines a reader serves without a ticket, and how: given the rows, when the change ends."""

DEADLINES: dict[str, str] = {
    "customer": "handrail.record.customers.deadlines.customer",
    "renewal": "handrail.record.customers.deadlines.renewal",
    "note": "handrail.record.notes.deadlines.note",
    "task": "handrail.record.tasks.deadlines.task",
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
    "review": "handrail.watch.reviews.deadlines.review",
    "step": "handrail.record.rollout.deadlines.step",
    "announcement": "handrail.record.rollout.deadlines.announcement",
    "rule": "handrail.watch.rules.deadlines.rule",
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
}
"""Kinds that are made and changed often: the columns without one of which a row promises nothing, and all those that
its promises rest on. A change of others moves no date. Of a kind that is not here, every change may."""

DATES_ABOVE: tuple[str, ...] = ("handrail.watch.reviews.deadlines.KINDS",)
"""Kinds of dates of rooms above the one that keeps the policy, which says when somebody is reminded."""

FIRES: dict[str, str] = {
    "milestone.due": "handrail.house.escalations.firing.begin",
    "plan.updated": "handrail.house.escalations.firing.begin",
    "escalation.rung": "handrail.house.escalations.firing.climb",
    "review.due": "handrail.watch.reviews.firing.missed",
    "review.daily": "handrail.watch.reviews.firing.missed",
    "rule.turn": "handrail.watch.rules.turning.turn",
}
"""What happens when a date is missed, by the deadline's name, in place of an urgent nudge: a function that is
given the firings, inside the workspace and inside the transaction in which they count as fired."""

TOLD_OUTSIDE: dict[str, str] = {
    "milestone.due": "handrail.record.agreed.reminding.remind",
    "plan.review": "handrail.record.agreed.reminding.remind",
}
"""Who else hears when a date speaks: people outside, by its name. Given the firings, in their transaction."""

SAID_OUTSIDE: dict[str, str] = {"plan": "handrail.record.agreed.answering.said"}
"""Who tells people outside what one of us said to them, by the kind of record. Given the comments, in the transaction
in which they were made or shown."""

HEEDED = "handrail.watch.rules.dating.heed"
"""Hears of every date that speaks, before the house does: given the firings, it gives the places of those of which the
house says nothing."""

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

SURVIVED_OVER = "handrail.watch.reviews.escalating.over"
"""Of what was raised since it survived a review: {escalation: words} of what is over. Given the escalations."""

PROMISED = "handrail.house.escalations.ending.judge"
"""Told what rows promise now, when that was computed again: a broken promise may be mended. Given the subjects and
their deadlines as drafts, in the transaction of the change."""

UNDONE: dict[str, str] = {
    "customer": "handrail.record.customers.verbs.{}_customers",
    "opportunity": "handrail.record.customers.verbs.{}_opportunities",
    "renewal": "handrail.record.customers.verbs.{}_renewals",
    "stakeholder": "handrail.record.customers.verbs.{}_stakeholders",
    "touchpoint": "handrail.record.customers.verbs.{}_touchpoints",
    "supportcase": "handrail.record.customers.verbs.{}_support_cases",
    "customerrequest": "handrail.record.customers.verbs.{}_customer_requests",
    "teamplace": "handrail.record.customers.verbs.{}_team_places",
    "metric": "handrail.record.metrics.verbs.{}_metrics",
    "reading": "handrail.record.metrics.verbs.{}_readings",
    "note": "handrail.record.notes.verbs.{}_notes",
    "task": "handrail.record.tasks.verbs.{}_tasks",
    "decision": "handrail.record.decisions.verbs.{}_decisions",
    "dependency": "handrail.record.decisions.depending.{}_dependencies",
    "constraint": "handrail.record.decisions.yielding.{}_constraints",
    "risk": "handrail.record.risks.verbs.{}_risks",
    "plan": "handrail.record.plans.verbs.{}_plans",
    "outcome": "handrail.record.plans.verbs.{}_parts",
    "criterion": "handrail.record.plans.verbs.{}_parts",
    "adoptionphase": "handrail.record.plans.verbs.{}_parts",
    "milestone": "handrail.record.plans.verbs.{}_parts",
    "activity": "handrail.record.plans.verbs.{}_parts",
    "initiative": "handrail.record.plans.verbs.{}_parts",
    "responsibility": "handrail.record.plans.verbs.{}_parts",
    "planmetric": "handrail.record.plans.verbs.{}_parts",
    "planrisk": "handrail.record.plans.verbs.{}_parts",
    "waiver": "handrail.record.plans.verbs.{}_signed_waivers",
    "clearance": "handrail.record.plans.proposals.{}_signed_clearances",
    "plantemplate": "handrail.record.plans.templates.{}_plan_templates",
    "handoff": "handrail.record.handoffs.verbs.{}_handoffs",
    "promise": "handrail.record.handoffs.promising.{}_promises",
    "project": "handrail.record.projects.verbs.{}_projects",
    "board": "handrail.record.projects.verbs.{}_boards",
    "stage": "handrail.record.projects.verbs.{}_stages",
    "check": "handrail.record.projects.verbs.{}_checks",
    "card": "handrail.record.projects.verbs.{}_cards",
    "boardview": "handrail.record.projects.saved.{}_views",
    "cadence": "handrail.watch.reviews.verbs.{}_cadences",
    "review": "handrail.watch.reviews.verbs.{}_reviews",
    "goal": "handrail.watch.insights.verbs.{}_goals",
    "agendaitem": "handrail.watch.reviews.verbs.{}_items",
    "step": "handrail.record.rollout.verbs.{}_steps",
    "announcement": "handrail.record.rollout.verbs.{}_announcements",
    "tie": "handrail.record.rollout.verbs.{}_ties",
    "playbook": "handrail.watch.playbooks.verbs.{}_playbooks",
    "following": "handrail.watch.playbooks.verbs.{}_followings",
    "rule": "handrail.watch.rules.verbs.{}_rules",
    "evidence": "handrail.house.talk.verbs.{}_evidence",
    "link": "handrail.house.talk.verbs.{}_links",
    "comment": "handrail.house.talk.commenting.{}_comments",
    "form": "handrail.record.outside.verbs.{}_forms",
    "submission": "handrail.record.outside.verbs.{}_submissions",
    "daterequest": "handrail.record.agreed.verbs.{}_date_requests",
    "attachment": "handrail.house.talk.filing.{}_attachments",
}
"""How a change of each kind is taken back: the room's verbs to "edit" many, to "remove" and to "restore"."""

UNDONE_WORKSPACE = "handrail.watch.health.thresholds.put_back"
"""The same for the workspace's own row."""

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

CHECKS: dict[str, str] = {
    "fields": "handrail.record.projects.gates.FIELDS",
    "checklist": "handrail.record.projects.gates.CHECKLIST",
    "review": "handrail.record.projects.gates.REVIEW",
    "decision": "handrail.record.projects.gates.DECISION",
    "metric": "handrail.record.projects.gates.METRIC",
    "expression": "handrail.record.projects.gates.EXPRESSION",
    "fresh_note": "handrail.record.projects.noting.NOTE",
    "order": "handrail.record.projects.gates.ORDER",
    "constraint": "handrail.record.projects.binding.CONSTRAINT",
}
"""What a board can ask of a card that moves, by name: a `Gate` each. A room above adds its own here."""

PLAN_RULES = "handrail.watch.health.queries.policy_of"
"""The rules of plans in a workspace: its policy, which stands above them. Given the workspace."""

FOLLOWED: dict[str, tuple[str, ...]] = {"task": ("handrail.record.projects.cards.follow_tasks",)}
"""Who repeats the customer of a kind of record, and is given the rows whose customer has changed."""

EVIDENCE_KEPT = "handrail.record.decisions.keeping.keep_proven"
"""Told of pieces of evidence before they are taken away: raises where something that was approved rests on them."""

STANDS_FOR: dict[str, str] = {"card": "task"}
"""What is another record's place, and bears its key: talk about one is talk about the other."""

DONE: tuple[str, ...] = (
    "handrail.record.projects.recurring.follow_done",
    "handrail.record.plans.acting.offer",
)
"""Who is told of tasks that are done now, in the transaction in which they became so."""

OWNED: tuple[str, ...] = (
    "handrail.record.customers.owned.OWNED",
    "handrail.record.plans.owned.OWNED",
    "handrail.record.handoffs.owned.OWNED",
    "handrail.record.tasks.owned.OWNED",
    "handrail.record.decisions.owned.OWNED",
    "handrail.record.risks.owned.OWNED",
    "handrail.record.metrics.owned.OWNED",
    "handrail.record.notes.owned.OWNED",
    "handrail.record.projects.owned.OWNED",
    "handrail.watch.reviews.owned.OWNED",
    "handrail.watch.insights.owned.OWNED",
    "handrail.watch.rules.owned.OWNED",
    "handrail.record.rollout.owned.OWNED",
    "handrail.house.escalations.owned.OWNED",
)
"""What can be owned, and so handed over: a tuple of `Holding` for each room of the record."""

START_HANDOFFS = "handrail.record.handoffs.starting.start_for_deals"
"""What a rule calls when deals are won: given opportunities, it begins a handoff for those that need one, and gives
these back. Told twice of one deal, it begins nothing."""

PLANS_NUMBERED = "handrail.doors.infohub.versions.keep_plans"
"""Told (plan, what the version is called) of plans that got a number, or that a customer agreed to, once it is written:
keeps the plan as it stands beside its file."""

CUSTOMERS_PRIVATE = "handrail.record.customers.queries.private_of"
"""Which of these customers are private: no message about them goes to a room, or to who may not see them."""

CUSTOMER_NAMES = "handrail.record.customers.queries.names_of"
"""{id: name} of customers, for messages that go outward: the house below knows no customer."""
MAY_JOIN = "handrail.house.people.joining.may_join"
"""Whether a mail address that a sign-in provider has verified may become a new person here: `may_join(email)`. Empty:
nobody comes in who was not added."""

FRAME = "handrail.doors.desk.frame.frame"
"""What surrounds every page: ui knows no door."""


def load(dotted: str) -> Callable[..., Any]:
    module, name = dotted.rsplit(".", 1)
    return getattr(import_module(module), name)  # type: ignore[no-any-return]
