"""What a rule is, and what it may speak of: pure, no Django.

A fact has a name such as `deal.arr`, a kind, and words. Which facts there are follows from what the rule is about:
its own record, the customer of that, the day, and, where something changed, what it was before.
"""

from __future__ import annotations

from dataclasses import dataclass

from handrail.kit.words import mark

STATES = ("draft", "dry", "on", "off")
VERDICTS = ("acted", "would", "held_back", "not_met", "no_data", "refused", "failed", "loop", "limited")
EVENT, DEADLINE, SCHEDULE = "event", "deadline", "schedule"
TRIGGERS = (EVENT, DEADLINE, SCHEDULE)
REMINDERS, MISSED = "reminders", "missed"
"""The policy's own distances of a date, and the one from which it counts as missed."""
SAVED = "saved"
HAPPENS = (SAVED, "created", "changed", "removed", "restored")
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
