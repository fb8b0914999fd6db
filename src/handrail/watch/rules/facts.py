"""What a rule is, and what it may speak of: pure, no Django.

A fact has a name such as `deal.arr`, a kind, and words. Which facts there are follows from what the rule is about:
its own record, the customer of that, the day, and, where something changed, what it was before.
"""

from __future__ import annotations

from dataclasses import dataclass

from handrail.kit.words import mark
from handrail.record.metrics.facts import BANDS

STATES = ("draft", "dry", "on", "off")
VERDICTS = ("acted", "would", "held_back", "not_met", "no_data", "refused", "failed", "loop", "limited")
EVENT, DEADLINE, SCHEDULE = "event", "deadline", "schedule"
TRIGGERS = (EVENT, DEADLINE, SCHEDULE)
REMINDERS, MISSED = "reminders", "missed"
"""The policy's own distances of a date, and the one from which it counts as missed."""
SAVED = "saved"
HAPPENS = (SAVED, "created", "changed", "removed", "restored")
LEFT, BACK = "left_band", "came_back"
MONTHLY, YEARLY = "FREQ=MONTHLY", "FREQ=YEARLY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`kind` is one of kit/cel.TYPES; `choices` are its words, where it has only so many."""

    name: str
    kind: str
    label: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What starts a rule. `subject` is the kind of record that it is about.

    An event has `happens` and perhaps `fields`; a deadline `name` and `at`; a schedule `rule`, `time` and, where
    each record has its own day of the month, `day`: the field that says which.
    """

    trigger: str
    subject: str
    happens: str = ""
    fields: tuple[str, ...] = ()
    name: str = ""
    at: tuple[str, ...] = ()
    rule: str = ""
    time: str = "09:00"
    day: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that a rule can be about. `alias` is what its facts begin with, `path` where it is shown."""

    name: str
    alias: str
    one: str
    each: str
    path: str
    before: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    """What else happens to it, beside HAPPENS."""

    @property
    def happens(self) -> tuple[str, ...]:
        return (*HAPPENS, *self.further)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("customer", "customer", mark("a customer"), mark("every customer"), "customers/{}/", ("tier", "health"),
             ("tier", "arr", "renewal_on", "notice_on", "sentiment", "owner")),
        Kind("opportunity", "deal", mark("an opportunity"), mark("every opportunity"), "opportunities/{}/", ("stage",),
             ("stage", "arr", "close_on", "kind", "sa_validated", "owner")),
        Kind("renewal", "renewal", mark("a renewal"), mark("every renewal"), "renewals/{}/", ("state", "forecast"),
             ("state", "due_on", "forecast", "arr", "owner")),
        Kind("supportcase", "case", mark("a support case"), mark("every support case"), "cases/{}/", ("severity",),
             ("severity", "is_open", "escalated")),
        Kind("plan", "plan", mark("a success plan"), mark("every success plan"), "plans/{}/", ("phase", "status"),
             ("phase", "status", "owner", "next_review_on")),
        Kind("milestone", "milestone", mark("a milestone"), mark("every milestone"), "milestones/{}/", ("state",),
             ("state", "due_on", "owner")),
        Kind("task", "task", mark("a task"), mark("every task"), "tasks/{}/", ("state", "priority"),
             ("state", "due_on", "priority", "owner")),
        Kind("risk", "risk", mark("a risk"), mark("every risk"), "risks/{}/", ("state", "severity"),
             ("state", "severity", "owner")),
        Kind("decision", "decision", mark("a decision"), mark("every decision"), "decisions/{}/", ("state",),
             ("state", "due_on", "owner")),
        Kind("project", "project", mark("a project"), mark("every project"), "projects/{}/", ("state",),
             ("state", "go_live_on", "owner")),
        Kind("customerrequest", "request", mark("a customer request"), mark("every customer request"), "requests/{}/",
             ("state",), ("state", "kind", "owner")),
        Kind("handoff", "handoff", mark("a handoff"), mark("every handoff"), "handoffs/{}/", ("state",),
             ("state", "due_on", "owner")),
        Kind("promise", "promise", mark("a promise"), mark("every promise"), "promises/{}/", ("state",),
             ("state", "due_on", "owner")),
        Kind("feedback", "feedback", mark("feedback"), mark("all feedback"), "feedback/{}/", ("state",),
             ("state", "due_at", "owner")),
        Kind("assumption", "assumption", mark("an assumption"), mark("every assumption"), "assumptions/{}/",
             ("state",), ("state", "due_on", "expires_on", "owner")),
        Kind("blocker", "blocker", mark("a blocker"), mark("every blocker"), "blockers/{}/", ("state",),
             ("state", "due_on", "owner")),
        Kind("scopechange", "change", mark("a scope change"), mark("every scope change"), "scope-changes/{}/",
             ("state",), ("state", "due_on", "owner")),
        Kind("submission", "submission", mark("what somebody sends by a form"),
             mark("everything that was sent by a form"), "came-in/{}/", (), ("task", "change", "declined"),
             ("declined",)),
        Kind("review", "review", mark("a review"), mark("every review"), "reviews/{}/", ("state",),
             ("state", "at", "owner")),
        Kind("escalation", "raised", mark("something raised"), mark("everything raised"), "raised/{}/", ("state",),
             ("state", "rung", "owner")),
        Kind("metric", "metric", mark("a metric"), mark("every metric"), "metrics/{}/", ("band",),
             ("target", "low", "high", "owner"), (LEFT, BACK)),
        Kind("goal", "measure", mark("a measure"), mark("every measure with a goal"), "insights/{}/", ("band",),
             ("target", "low", "high", "cohort", "owner"), (LEFT, BACK)),
    )
}  # fmt: skip

DEAL_STAGES = ("1", "2", "3", "4", "won", "lost")
NEEDS = ("not_required", "optional", "waived", "present", "unknown", "missing")
HEALTHS = ("healthy", "watch", "at_risk", "no_data")
TIERS = ("strategic", "enterprise", "commercial", "")
LEVELS = ("critical", "high", "medium", "low", "")


def text(name: str, label: str, *choices: str) -> Fact:
    return Fact(name=name, kind="text", label=label, choices=choices)


def number(name: str, label: str) -> Fact:
    return Fact(name=name, kind="number", label=label)


def flag(name: str, label: str) -> Fact:
    return Fact(name=name, kind="flag", label=label)


DAY = (
    number("today.weekday", mark("the weekday (1 is Monday)")),
    number("today.day", mark("the day of the month")),
    number("today.month", mark("the month")),
)
OF: dict[str, tuple[Fact, ...]] = {
    "customer": (
        text("customer.name", mark("the customer's name")),
        text("customer.tier", mark("the customer's tier"), *TIERS),
        number("customer.arr", mark("the customer's ARR")),
        text("customer.industry", mark("the customer's industry")),
        text("customer.region", mark("the customer's region")),
        text("customer.health", mark("the customer's health"), *HEALTHS),
        text("customer.plan", mark("whether the customer needs a plan"), *NEEDS),
        text("customer.sentiment", mark("how the customer feels"), "good", "neutral", "poor", ""),
        number("customer.renewal_days", mark("days until the contract renews")),
        number("customer.notice_days", mark("days until the last day to give notice")),
        number("customer.touch_days", mark("days since the last touch")),
        flag("customer.owned", mark("the customer has an owner")),
    ),
    "opportunity": (
        text("deal.name", mark("the opportunity's name")),
        text("deal.stage", mark("the opportunity's stage"), *DEAL_STAGES),
        text("deal.kind", mark("the kind of opportunity"), "new", "expansion", "renewal", ""),
        number("deal.arr", mark("the opportunity's ARR")),
        number("deal.close_days", mark("days until the close date")),
        flag("deal.validated", mark("an SA has validated a technical evaluation")),
        text("deal.plan", mark("the success plan that policy asks for"), *NEEDS),
        flag("deal.plan_wanted", mark("policy asks for a success plan")),
        flag("deal.plan_complete", mark("the success plan is complete")),
        flag("deal.proposal_free", mark("we may make our proposal")),
        flag("deal.owned", mark("the opportunity has an owner")),
    ),
    "renewal": (
        text("renewal.state", mark("the renewal's state"), "open", "won", "lost"),
        text("renewal.forecast", mark("the renewal's forecast")),
        number("renewal.arr", mark("the renewal's ARR")),
        number("renewal.due_days", mark("days until the renewal")),
        flag("renewal.owned", mark("the renewal has an owner")),
    ),
    "supportcase": (
        text("case.severity", mark("the case's severity"), *LEVELS),
        flag("case.open", mark("the case is open")),
        flag("case.escalated", mark("the customer has escalated the case")),
        number("case.days", mark("days since the case was opened")),
    ),
    "plan": (
        text("plan.title", mark("the plan's title")),
        text("plan.phase", mark("the plan's phase"), "initiate", "develop", "finalize", "execute", "completed"),
        text("plan.status", mark("the plan's status"), "draft", "in_review", "customer_accepted", "active",
             "completed"),
        number("plan.quiet_days", mark("days since the plan was updated")),
        number("plan.reviewed_days", mark("days since the customer reviewed the plan")),
        number("plan.review_days", mark("days until the plan is reviewed")),
        flag("plan.sold", mark("the deal behind the plan is won")),
        flag("plan.complete", mark("the plan is complete")),
        flag("plan.owned", mark("the plan has an owner")),
    ),
    "milestone": (
        text("milestone.title", mark("the milestone's title")),
        text("milestone.state", mark("the milestone's state"), "planned", "in_progress", "done", "dropped"),
        text("milestone.side", mark("whose move the milestone is"), "vendor", "customer"),
        number("milestone.due_days", mark("days until the milestone")),
        flag("milestone.owned", mark("the milestone has an owner")),
    ),
    "task": (
        text("task.title", mark("the task's title")),
        text("task.state", mark("the task's state"), "open", "in_progress", "blocked", "done", "dropped"),
        text("task.priority", mark("the task's priority"), *LEVELS),
        number("task.due_days", mark("days until the task is due")),
        flag("task.owned", mark("the task has an owner")),
    ),
    "risk": (
        text("risk.title", mark("the risk's title")),
        text("risk.state", mark("the risk's state"), "identified", "assessed", "mitigating", "monitoring", "mitigated",
             "accepted", "materialised"),
        text("risk.severity", mark("the risk's severity"), *LEVELS),
        flag("risk.mitigated", mark("the risk has a mitigation")),
        flag("risk.owned", mark("the risk has an owner")),
    ),
    "decision": (
        text("decision.title", mark("the decision's title")),
        text("decision.state", mark("the decision's state"), "proposed", "in_review", "approved", "rejected",
             "superseded", "reverted"),
        number("decision.due_days", mark("days until it is to be decided")),
        flag("decision.owned", mark("the decision has an owner")),
    ),
    "project": (
        text("project.title", mark("the project's title")),
        text("project.state", mark("the project's state"), "active", "paused", "done", "dropped"),
        text("project.kind", mark("the kind of project")),
        number("project.go_live_days", mark("days until the project goes live")),
        flag("project.owned", mark("the project has an owner")),
    ),
    "customerrequest": (
        text("request.title", mark("what the customer asks for")),
        text("request.kind", mark("the kind of request"), "feature", "feedback", "question"),
        text("request.state", mark("the request's state"), "open", "planned", "done", "declined"),
        number("request.days", mark("days since the customer asked")),
        flag("request.owned", mark("the request has an owner")),
    ),
    "handoff": (
        text("handoff.kind", mark("the kind of handoff"), "sa_to_ca", "ae_to_csm", "csm_to_csm"),
        text("handoff.state", mark("the handoff's state"), "requested", "returned", "accepted"),
        number("handoff.due_days", mark("days until the handoff is due")),
        number("handoff.returns", mark("how often the handoff was returned")),
        flag("handoff.owned", mark("the handoff has an owner")),
    ),
    "promise": (
        text("promise.title", mark("what was promised")),
        text("promise.state", mark("the promise's state"), "open", "criterion", "kept", "released"),
        number("promise.due_days", mark("days until the promise is due")),
        flag("promise.owned", mark("the promise has an owner")),
    ),
    "feedback": (
        text("feedback.title", mark("what is asked")),
        text("feedback.state", mark("how far the feedback is"), "open", "answered", "decided", "declined", "card"),
        number("feedback.due_days", mark("days until the feedback is to be answered")),
        flag("feedback.owned", mark("somebody is to answer the feedback")),
    ),
    "assumption": (
        text("assumption.title", mark("what is assumed")),
        text("assumption.state", mark("the assumption's state"), "open", "validated", "invalidated"),
        number("assumption.impact", mark("how much depends on the assumption, 1 to 5")),
        number("assumption.due_days", mark("days until it is to be known whether the assumption holds")),
        number("assumption.expires_days", mark("days until the assumption runs out")),
        flag("assumption.owned", mark("the assumption has an owner")),
    ),
    "blocker": (
        text("blocker.title", mark("the blocker's title")),
        text("blocker.state", mark("the blocker's state"), "open", "armed", "waiting", "refused", "took_effect",
             "resolved", "dropped"),
        number("blocker.due_days", mark("days until the blocker is to be solved")),
        flag("blocker.fallback", mark("it is written what is done if the blocker is not solved")),
        flag("blocker.owned", mark("the blocker has an owner")),
    ),
    "scopechange": (
        text("change.title", mark("what is to come into the scope")),
        text("change.state", mark("the scope change's state"), "asked", "weighed", "accepted", "declined",
             "withdrawn"),
        number("change.due_days", mark("days until the scope change is to be decided")),
        flag("change.owned", mark("somebody decides the scope change")),
    ),
    "submission": (
        text("submission.title", mark("what was sent")),
        text("submission.form", mark("the form it came by")),
        text("submission.state", mark("what has become of it"), "waiting", "card", "change", "declined"),
        number("submission.days", mark("days since it was sent")),
        number("submission.answer_days", mark("days until whoever sent it is to hear something")),
        flag("submission.owned", mark("somebody looks after the form")),
    ),
    "review": (
        text("review.title", mark("the review's title")),
        text("review.kind", mark("the kind of review")),
        text("review.state", mark("the review's state"), "planned", "open", "done", "missed", "off"),
        number("review.days_until", mark("days until the review")),
        flag("review.owned", mark("somebody holds the review")),
    ),
    "escalation": (
        text("raised.title", mark("what was raised")),
        text("raised.cause", mark("why it was raised")),
        text("raised.state", mark("how far what was raised is"), "open", "acknowledged", "snoozed", "resolved"),
        number("raised.rung", mark("how many people it has gone past")),
        number("raised.days", mark("days since it was raised")),
        flag("raised.owned", mark("somebody has what was raised")),
    ),
    "metric": (
        text("metric.name", mark("the metric's name")),
        text("metric.purpose", mark("what the metric shows"), "value", "usage", "survey", "work"),
        text("metric.band", mark("where the metric is"), *BANDS),
        flag("metric.owned", mark("the metric has an owner")),
    ),
    "goal": (
        text("measure.name", mark("the measure's name")),
        text("measure.cohort", mark("the measure's cohort")),
        text("measure.band", mark("where the measure is"), *BANDS),
        flag("measure.owned", mark("somebody looks after the measure")),
    ),
}  # fmt: skip
WITH_PLAN = frozenset({"milestone"})
"""Kinds that lie inside a plan: its facts are theirs too."""
BEFORE = {
    "stage": mark("the stage before"),
    "state": mark("the state before"),
    "phase": mark("the phase before"),
    "status": mark("the status before"),
    "tier": mark("the tier before"),
    "health": mark("the health before"),
    "severity": mark("the severity before"),
    "priority": mark("the priority before"),
    "forecast": mark("the forecast before"),
    "band": mark("where it was before"),
}
DEEP = frozenset(
    {"deal.plan", "deal.plan_wanted", "deal.plan_complete", "deal.proposal_free", "plan.complete"}
)
"""Facts that take a look at all of a customer's plans."""


def facts_of(subject: str, trigger: str = "") -> tuple[Fact, ...]:
    """All that a rule about this kind of record may speak of."""
    kind = KINDS[subject]
    found = list(OF[subject])
    if subject in WITH_PLAN:
        found += OF["plan"]
    if subject != "customer":
        found += OF["customer"]
    if trigger == EVENT:
        found += [text(f"before.{name}", BEFORE[name]) for name in kind.before]
    return (*found, *DAY)
