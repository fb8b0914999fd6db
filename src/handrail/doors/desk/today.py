"""What Today shows of the lines it has ranked: their records, asked for by kind, and how each looks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from handrail.house.ledger import reading
from handrail.record.assumptions.models import Assumption
from handrail.record.blockers.models import Blocker
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.decisions.models import Decision
from handrail.record.feedback.models import Feedback
from handrail.record.outside.models import Submission
from handrail.record.plans.models import Milestone, Plan
from handrail.record.projects.models import Card
from handrail.record.readiness.models import Signal
from handrail.record.risks.models import Risk
from handrail.record.scope.models import ScopeChange
from handrail.record.tasks.models import Task
from handrail.watch.health.queries import brief
from handrail.watch.reviews.models import Review

from . import faces, gaps
from .ranking import Line
from .waiting import View

Rows = Callable[[Collection[int]], QuerySet[Any]]
Draw = Callable[[Any, Line, View], faces.Face]

CUSTOMER = ("customer__key", "customer__name", "customer__arr", "customer__renewal_on")
SHOWN = frozenset(
    {
        "key", "title", "name", "close_on", "stage", "state", "due_on", "owner_text", "updated_on", "side",
        "counterpart_text", "next_action", "priority", "question", "customer_impact", "severity", "likelihood",
        "impact", "fallback", "mitigation", "mitigation_actions", "review_on", "due_at", "objective", "voice",
    }
)  # fmt: skip
RENEWING = ("key", "name", "arr", "renewal_on", "notice_on", "owner__name")


def drawn(lines: Iterable[Line], view: View) -> dict[Line, faces.Face]:
    """The faces of these lines: one statement for each source that has one among them."""
    lines = list(lines)
    found: dict[Line, faces.Face] = {}
    for source in dict.fromkeys(line.source for line in lines):
        rows, draw = DRAWN[source]
        mine = [line for line in lines if line.source == source]
        by_pk = {row.pk: row for row in rows([line.pk for line in mine])}
        found |= {line: draw(by_pk[line.pk], line, view) for line in mine if line.pk in by_pk}
    return found


def records(model: type[Any], *beside: str) -> Rows:
    """Only what faces show: reading whole rows takes longer than finding them."""
    columns = ("customer", "owner", *(reading.names(model) & SHOWN), *CUSTOMER, "owner__name", *beside)
    around = ("customer", "owner", *(path.partition("__")[0] for path in beside))
    return lambda pks: model.objects.filter(pk__in=pks).select_related(*around).only(*columns)


def standings(pks: Collection[int]) -> QuerySet[Any]:
    columns = (*CUSTOMER, "customer__owner__name", "state", "deciding", "plan_needed", "need")
    return brief().filter(pk__in=pks).select_related("customer__owner").only(*columns)


def renewing(pks: Collection[int]) -> QuerySet[Any]:
    return Customer.objects.filter(pk__in=pks).select_related("owner").only(*RENEWING)


def sent(pks: Collection[int]) -> QuerySet[Any]:
    return (
        reading.present(Submission)
        .filter(pk__in=pks)
        .select_related("customer", "form__board__owner", "form__board__project__owner")
    )


def asked(pks: Collection[int]) -> QuerySet[Any]:
    return Card.objects.filter(pk__in=pks).select_related("task", "customer", "reviewer", "board")


def missed(pks: Collection[int]) -> QuerySet[Any]:
    return reading.present(Review).filter(pk__in=pks).select_related("customer", "owner", "project")


def stale(row: Any, line: Line, view: View) -> faces.Face:
    return faces.stale(row, (view.today - row.updated_on).days, line.danger == 2)


def unowned(model: type[Any]) -> tuple[Rows, Draw]:
    def rows(pks: Collection[int]) -> QuerySet[Any]:
        return gaps.slim(gaps.rows(model).filter(pk__in=pks))

    return rows, lambda row, line, view: faces.gap(row, row if model is Customer else row.customer)


DRAWN: dict[str, tuple[Rows, Draw]] = {
    "standing": (standings, lambda row, line, view: faces.standing(row)),
    "plan-missing": (standings, lambda row, line, view: faces.plan_missing(row)),
    "plan": (records(Plan), stale),
    "proposal": (records(Opportunity), lambda row, line, view: faces.blocked(row)),
    "milestone": (
        records(Milestone, "counterpart__name"),
        lambda row, line, view: faces.milestone(row, line.danger == 2),
    ),
    "task": (records(Task), lambda row, line, view: faces.task(row, view.today)),
    "broken": (records(Task), lambda row, line, view: faces.broken(row)),
    "feedback": (records(Feedback, "asked_by__name"), lambda row, line, view: faces.feedback(row)),
    "assumption": (records(Assumption), lambda row, line, view: faces.assumption(row, view.today)),
    "decision": (records(Decision), lambda row, line, view: faces.decision(row)),
    "blocker": (records(Blocker), lambda row, line, view: faces.blocker(row, view.today)),
    "scopechange": (
        records(ScopeChange, "project__title"),
        lambda row, line, view: faces.scope_change(row, view.today),
    ),
    "signal": (records(Signal, "project__title"), lambda row, line, view: faces.signal(row, view.today)),
    "risk": (records(Risk), lambda row, line, view: faces.risk(row, line.danger == 2)),
    "card-review": (asked, lambda row, line, view: faces.asked(row, view.today)),
    "submission": (sent, lambda row, line, view: faces.submission(row)),
    "review": (missed, lambda row, line, view: faces.review(row)),
    "renewal": (renewing, lambda row, line, view: faces.renewal(row, view.today)),
    **{f"gap:{model._meta.model_name}": unowned(model) for model in gaps.ACTIVE},
}
"""By source (`waiting.SOURCES`): the records of its lines, and how one is drawn."""
