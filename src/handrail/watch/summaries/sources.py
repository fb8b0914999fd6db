"""The records under each line, as they are now: one statement each, and up to five more for what is of a project.

`wiring.SUMMED` names them; a room may add its own. What the reader may not see is hidden by the database, and so is not
counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from handrail.house.escalations.models import Escalation
from handrail.house.ledger import reading
from handrail.house.ledger.rows import local_day
from handrail.house.talk import queries as talk
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Tenanted
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.states import STANDING
from handrail.record.blockers import belonging
from handrail.record.blockers import queries as blocked
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.states import OPEN as STANDS
from handrail.record.customers.models import Customer, SupportCase
from handrail.record.decisions.models import Decision
from handrail.record.decisions.states import DECIDED, OPEN
from handrail.record.feedback.models import Feedback
from handrail.record.metrics.facts import OUTSIDE
from handrail.record.metrics.models import Metric
from handrail.record.plans.models import Milestone
from handrail.record.projects import queries as projects
from handrail.record.projects.models import Card, Project
from handrail.record.risks import queries as risks
from handrail.record.risks.going import limits
from handrail.record.risks.models import Risk
from handrail.record.risks.register import leveled
from handrail.record.rollout.models import Step
from handrail.record.tasks.models import Task
from handrail.watch.health.models import Standing
from handrail.watch.insights.whose import SERVES

from .facts import Asked, Item

SOON, LAUNCH = timedelta(days=7), timedelta(days=30)
WEIGHTS = {"critical": 400, "high": 300, "medium": 200, "low": 100, "": 150}
LEVELS = {"high": 600, "medium": 400, "low": 200, "": 300}
"""Further apart than any exposure is high."""
FIRST = 1_000
"""What comes before everything else in its line."""


def brief(model: type[Tenanted], *more: str) -> QuerySet[Any]:
    """Rows that are there, with no more of them than their line says: thousands are gathered to show ten."""
    told = [name for name in ("key", "customer", "owner_text", *more) if name in reading.names(model)]
    return reading.standing(model).select_related("owner").only(*told, "owner__name")


def item(
    row: Any,
    *,
    title: str = "",
    due: date | None = None,
    impact: str = "",
    note: str = "",
    about: str = "",
    weight: int = 0,
) -> Item:
    customer = getattr(row, "customer_id", None)
    owner = getattr(row, "owner", None)
    return Item(
        kind=str(row._meta.model_name),
        pk=row.pk,
        key=row.key,
        title=(title or str(row))[:500],
        customer=customer,
        who=owner.name if owner is not None else getattr(row, "owner_text", ""),
        due=due,
        impact=" ".join(impact.split())[:500],
        note=" ".join(note.split())[:500],
        about=about,
        weight=weight,
    )


def gravest(items: Iterable[Item]) -> list[Item]:
    """What matters most first, then what is due first."""
    return sorted(items, key=lambda one: (-one.weight, one.due or date.max, one.title, one.pk))


# -- of a project, of a customer ----------------------------------------------------------------------------


def own(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """Those of the customer or the project that is asked for."""
    if asked.customer is not None:
        return rows.filter(**{of_whom(rows.model): asked.customer.pk})
    return rows.filter(OF_PROJECT[rows.model](asked.project)) if asked.project is not None else rows


def of_whom(model: type[Any]) -> str:
    return "about_id" if model is Escalation else "customer_id"


def about(project: Project) -> Q:
    return Q(subject=f"project:{project.key}")


def on_its_boards(project: Project) -> Q:
    return Q(pk__in=Card.objects.filter(board__project=project, removed_at=None).values("task_id"))


def going_live(project: Project) -> Q:
    going = Step.objects.filter(project=project, removed_at=None).values("customer_id")
    return Q(customer_id__in=going) | Q(customer_id=project.customer_id or 0)


def raised_of(project: Project) -> Q:
    """Of the project, of what is of it, and of the milestones of connected plans. Five statements more."""
    plans = talk.tied(f"project:{project.key}").get("plan", ())
    stones = Milestone.objects.filter(plan__key__in=sorted(plans), plan__removed_at=None, removed_at=None)
    found = Q(subject_kind="project", subject_id=project.pk)
    found |= Q(subject_kind="milestone", subject_id__in=stones.values("pk"))
    for model in (Task, Decision, Blocker, Risk, Assumption, Feedback):
        rows = reading.standing(model).filter(OF_PROJECT[model](project))
        found |= Q(subject_kind=model._meta.model_name, subject_id__in=rows.values("pk"))
    return found


def asked_of(project: Project) -> Q:
    """Of it, or of what is on its boards. One statement more."""
    cards = [f"{kind}:{key}" for key in projects.card_keys(project) for kind in ("task", "card")]
    return Q(subject__in=[f"project:{project.key}", *cards])


def serving(project: Project) -> Q:
    """The metric of its outcome, and those that serve it. One statement more."""
    links = Link.objects.filter(
        target=f"project:{project.key}", relation=SERVES, source__startswith="metric:", removed_at=None
    )
    keys = [name.partition(":")[2] for name in links.values_list("source", flat=True)]
    return Q(key__in=keys) | Q(pk=project.metric_id)


OF_PROJECT: dict[Any, Any] = {
    Blocker: belonging.concerning,
    Metric: serving,
    Decision: about,
    Task: on_its_boards,
    Risk: lambda project: risks.concerning(f"project:{project.key}"),
    Assumption: about,
    Feedback: asked_of,
    Escalation: raised_of,
    SupportCase: going_live,
    Standing: going_live,
    Project: lambda project: Q(pk=project.pk),
}


# -- the lines ----------------------------------------------------------------------------------------------


OF_DECISION = ("title", "due_on", "customer_impact")


def decisions_closed(asked: Asked) -> Sequence[Item]:
    rows = own(brief(Decision, "title", "decided_on", "answer", "reason", "customer_impact"), asked)
    rows = rows.filter(state__in=DECIDED, decided_on__gte=asked.first, decided_on__lte=asked.last)
    return gravest(
        item(row, due=row.decided_on, impact=row.customer_impact, note=row.answer or row.reason)
        for row in rows
    )


def decisions_open(asked: Asked) -> Sequence[Item]:
    rows = own(brief(Decision, *OF_DECISION).filter(state__in=OPEN), asked)
    return gravest(item(row, due=row.due_on, impact=row.customer_impact) for row in rows)


def decisions_late(asked: Asked) -> Sequence[Item]:
    rows = own(brief(Decision, *OF_DECISION).filter(state__in=OPEN, due_on__lt=asked.last), asked)
    return gravest(item(row, due=row.due_on, impact=row.customer_impact) for row in rows)


def blockers(asked: Asked) -> QuerySet[Any]:
    return own(reading.present(Blocker), asked)


def blockers_open(asked: Asked) -> Sequence[Item]:
    return gravest(blocker(row) for row in blockers(asked).filter(state__in=STANDS))


def blockers_urgent(asked: Asked) -> Sequence[Item]:
    soon = blocked.soon_day()
    return gravest(
        blocker(row) for row in blockers(asked).filter(state__in=STANDS) if blocked.is_urgent(row, soon)
    )


def blockers_closed(asked: Asked) -> Sequence[Item]:
    rows = blockers(asked).exclude(state__in=STANDS)
    rows = rows.filter(closed_on__gte=asked.first, closed_on__lte=asked.last)
    return gravest(item(row, due=row.closed_on, impact=row.customer_impact, note=row.reason) for row in rows)


def blockers_due(asked: Asked) -> Sequence[Item]:
    rows = blockers(asked).filter(state__in=STANDS, due_on__lte=asked.last + SOON)
    return gravest(blocker(row) for row in rows)


def blockers_waiting(asked: Asked) -> Sequence[Item]:
    return gravest(blocker(row) for row in blockers(asked).filter(state__in=("waiting", "refused")))


def blockers_bare(asked: Asked) -> Sequence[Item]:
    return gravest(blocker(row) for row in blockers(asked).filter(state__in=STANDS, fallback="", effects=[]))


def blocker(row: Blocker) -> Item:
    """Those of a customer come first."""
    return item(row, due=row.due_on, impact=row.customer_impact, weight=1 if row.customer_id else 0)


def tasks_blocked(asked: Asked) -> Sequence[Item]:
    """Two statements: what a blocker names is its own."""
    told = Blocker.objects.filter(removed_at=None, state__in=STANDS).values_list("blocks", flat=True)
    named = {str(name).partition(":")[2] for names in told for name in names}
    rows = own(
        brief(Task, "title", "subject", "due_on", "next_action", "priority").filter(state="blocked"), asked
    )
    return gravest(
        item(
            row, due=row.due_on, note=row.next_action, about=row.subject, weight=WEIGHTS.get(row.priority, 0)
        )
        for row in rows
        if row.key not in named
    )


def raised_open(asked: Asked) -> Sequence[Item]:
    rows = own(Escalation.objects.filter(removed_at=None).exclude(state=Escalation.STATES[-1]), asked)
    return gravest(
        item(row, due=row.promised_on, note=row.promise, about=f"{row.subject_kind}:{row.subject_key}")
        for row in rows.select_related("owner").order_by("pk")
    )


def cases_escalated(asked: Asked) -> Sequence[Item]:
    rows = own(reading.present(SupportCase).filter(is_open=True, escalated=True), asked)
    told = (
        item(
            row,
            title=f"{row.number} {row.title}".strip(),
            due=row.opened_on,
            weight=WEIGHTS.get(row.severity, 0),
        )
        for row in rows
    )
    return gravest(told)


def feedback_open(asked: Asked) -> Sequence[Item]:
    rows = own(brief(Feedback, "title", "subject", "due_at", "objective", "text").filter(state="open"), asked)
    return gravest(
        item(
            row,
            due=local_day(row.due_at) if row.due_at else None,
            note=row.objective or row.text,
            about=row.subject,
        )
        for row in rows
    )


def assumptions_broken(asked: Asked) -> Sequence[Item]:
    """What was found wrong is told once, in its time; what has run out, until somebody looks again."""
    wrong = Q(state="invalidated", settled_on__gte=asked.first, settled_on__lte=asked.last)
    rows = own(reading.present(Assumption), asked)
    rows = rows.filter(wrong | Q(state__in=STANDING, expires_on__lt=asked.last))
    return gravest(assumption(row) for row in rows)


def assumptions_expiring(asked: Asked) -> Sequence[Item]:
    rows = own(reading.present(Assumption).filter(state__in=STANDING), asked)
    rows = rows.filter(expires_on__gte=asked.last, expires_on__lte=asked.last + SOON)
    return gravest(assumption(row) for row in rows)


def assumption(row: Assumption) -> Item:
    """What much depends on comes first."""
    return item(row, due=row.expires_on, note=row.finding or row.test, weight=row.impact or 0)


def risks_open(asked: Asked) -> Sequence[Item]:
    return gravest(risk(row) for row in own(open_risks(), asked))


def risks_bare(asked: Asked) -> Sequence[Item]:
    rows = own(open_risks().filter(level="high", mitigation="", mitigation_actions=[]), asked)
    return gravest(risk(row) for row in rows)


def open_risks() -> QuerySet[Any]:
    """Each with how exposed it is, by the policy."""
    rows = brief(Risk, "title", "review_on", "impact_text").exclude(state__in=risks.CLOSED)
    return leveled(rows, limits())


def risk(row: Any) -> Item:
    """By how much it comes before the others: its height, then its exposure."""
    weight = LEVELS[row.level] + (row.score or row.product or 0)
    return item(row, due=row.review_on, impact=row.impact_text, weight=weight)


def customers_at_risk(asked: Asked) -> Sequence[Item]:
    rows = Standing.objects.filter(state="at_risk", removed_at=None, customer__removed_at=None)
    rows = own(rows, asked).select_related("customer__owner").defer("criteria", "need", "parts", "trail")
    return gravest(at_risk(row.customer) for row in rows)


def at_risk(row: Customer) -> Item:
    return Item(
        kind="customer",
        pk=row.pk,
        key=row.key,
        title=row.name,
        customer=row.pk,
        who=row.owner.name if row.owner else "",
        due=row.renewal_on,
    )


def metrics_missed(asked: Asked) -> Sequence[Item]:
    rows = own(reading.present(Metric).filter(band__in=OUTSIDE), asked)
    return gravest(item(row, impact=row.definition) for row in rows)


def launches(asked: Asked) -> Sequence[Item]:
    rows = own(reading.present(Project).filter(state="active"), asked)
    rows = rows.filter(go_live_on__gte=asked.last, go_live_on__lte=asked.last + LAUNCH)
    return gravest(item(row, due=row.go_live_on, note=row.outcome) for row in rows)
