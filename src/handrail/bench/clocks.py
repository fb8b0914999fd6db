"""Feedback whose clocks run: what a sweep costs for each that runs out, and the list of all of them over HTTP."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter

from django.db import connections

from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.sweeps import fire_due
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.feedback.models import Feedback

from .laying import OWNER, laid, lay, parameters
from .measure import Result, result
from .pages import measured

DUE = 100
"""One of so many runs out in a sweep."""
RUNS = 5
DUE_AT = "%(now)s::timestamptz + make_interval(hours => 30 + (n %% 200)::int)"


def feedback_clocks(size: int, clients: int) -> list[Result]:
    """All clocks run; one in a hundred is over at each sweep and is raised to somebody."""
    slug = workspace(size)
    with enter(slug) as scope:
        number = int(scope.workspace_id)
    runs, fired = [], 0
    for _ in range(RUNS):
        run_out(number, max(1, size // DUE))
        started = perf_counter()
        fired += fire_due()
        runs.append(perf_counter() - started)
    idle = [timed() for _ in range(50)]
    return [
        result("feedback-clocks", size, runs, fired / sum(runs)),
        result("feedback-idle", size, idle, len(idle) / sum(idle)),
        *measured("feedback-list", size, clients, ["feedback/", "feedback/?state=over"], slug),
    ]


def timed() -> float:
    started = perf_counter()
    fire_due()
    return perf_counter() - started


def run_out(workspace: int, number: int) -> None:
    """The clocks of some that still run are over now: the moment comes to the deadline, not the deadline to it."""
    with enter(workspace):
        ids = list(
            Deadline.objects.filter(name="feedback.due", next_fire_at__gt=clock.real())
            .order_by("pk")
            .values_list("pk", flat=True)[:number]
        )
        Deadline.objects.filter(pk__in=ids).update(next_fire_at=clock.real(), next_offset="0m")
        past = clock.now() - timedelta(seconds=1)
        kept = Deadline.objects.filter(pk__in=ids)
        Feedback.objects.filter(pk__in=kept.values("subject_id")).update(due_at=past)
        kept.update(due_at=past)
    with connections["owner"].cursor() as cursor:
        for table in ("feedback_feedback", "deadlines_deadline", "escalations_escalation"):
            cursor.execute(f"VACUUM ANALYZE {table}")


def workspace(size: int) -> str:
    """So much open feedback of ten people about a customer."""
    slug = f"bench-feedback-{size}"
    laid(slug, f"Feedback {size:,}", lambda: fill(size), "feedback_feedback", dated=True)
    return slug


def fill(size: int) -> None:
    (acme,) = add_customers([Customer(key="acme", name="Acme")])
    now = clock.now()
    one = Feedback(subject="customer:acme", customer=acme, asked_at=now)
    lay(one, f"generate_series(1, {size}) AS n", parameters(size) | {"now": now}, key="'f-' || n",
        title="'What about this, number ' || n", owner_id=OWNER, due_at=DUE_AT)  # fmt: skip
