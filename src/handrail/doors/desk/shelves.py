"""The lists of the desk: whose rows each shows, by which columns, and what one can filter by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from handrail.record.assumptions import queries as assumptions
from handrail.record.assumptions.states import STATES as ASSUMPTION_STATES
from handrail.record.customers import queries as customers
from handrail.record.decisions import queries as decisions
from handrail.record.feedback import queries as feedback
from handrail.record.feedback.states import STATES as FEEDBACK_STATES
from handrail.record.handoffs import facts as handed
from handrail.record.handoffs import queries as handoffs
from handrail.record.plans import queries as plans
from handrail.record.plans.models import PHASES
from handrail.record.projects import queries as projects
from handrail.record.projects.models import STATES as PROJECT_STATES
from handrail.record.tasks import queries as tasks


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: its rows, the columns to show and sort by, the states to filter by; `open` is the default.

    `measure` is the number over time that says how well it goes.
    """

    kind: str
    listing: Callable[..., QuerySet[Any]]
    show: tuple[str, ...]
    states: tuple[str, ...]
    open: tuple[str, ...]
    sort: str
    state: str = "state"
    measure: str = ""
    clock: str = ""
    """The moment until which a row waits, where the hour counts."""
    asks: tuple[str, ...] = ()
    """What else one can filter by, beside words, state and owner."""


SHELVES = {
    "tasks": Shelf(
        "task",
        tasks.listing,
        ("state", "priority", "due_on", "owner"),
        ("open", "in_progress", "blocked", "done", "dropped"),
        tasks.OPEN,
        "due_on",
    ),
    "decisions": Shelf(
        "decision",
        decisions.listing,
        ("state", "due_on", "decided_on", "owner"),
        ("proposed", "in_review", "approved", "rejected", "superseded", "reverted"),
        decisions.OPEN,
        "due_on",
        asks=("customer", "category"),
    ),
    "assumptions": Shelf(
        "assumption",
        assumptions.listing,
        ("impact", "cost", "state", "due_on", "expires_on", "owner"),
        ASSUMPTION_STATES,
        assumptions.OPEN,
        "-rank",
        asks=("customer", "corner"),
    ),
    "feedback": Shelf(
        "feedback",
        feedback.listing,
        ("state", "objective", "owner"),
        FEEDBACK_STATES,
        feedback.OPEN,
        "due_at",
        clock="due_at",
    ),
    "plans": Shelf(
        "plan",
        plans.listing,
        ("phase", "status", "updated_on", "customer_reviewed_on", "owner"),
        PHASES,
        tuple(p for p in PHASES if p != "completed"),
        "updated_on",
        "phase",
    ),
    "handoffs": Shelf(
        "handoff",
        handoffs.listing,
        ("due_on", "giver", "owner"),
        handed.STATES,
        handed.OPEN,
        "due_on",
        measure="handoff",
    ),
    "promises": Shelf(
        "promise",
        handoffs.promises,
        ("state", "due_on", "made_on", "owner"),
        handed.PROMISE_STATES,
        ("open",),
        "due_on",
    ),
    "requests": Shelf(
        "customerrequest",
        customers.requests,
        ("kind", "state", "asked_on", "answered_on", "owner"),
        ("open", "planned", "done", "declined"),
        ("open", "planned"),
        "asked_on",
    ),
    "projects": Shelf(
        "project",
        projects.projects,
        ("kind", "state", "outcome", "by_on", "owner"),
        PROJECT_STATES,
        ("planned", "active"),
        "by_on",
    ),
}
