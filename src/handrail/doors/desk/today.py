"""What waits, from every room, as lines for the ranking. Each source is one statement, at most `MOST` rows.

A line carries what the order needs; its face is drawn only when the page shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import F, Q, QuerySet

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today as this_day
from handrail.house.people.queries import my_team
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.record.customers.models import Customer
from handrail.record.decisions import queries as decisions
from handrail.record.plans import queries as plans
from handrail.record.plans.models import Plan
from handrail.record.risks import queries as risks
from handrail.record.tasks import queries as tasks
from handrail.watch.health.models import Standing
from handrail.watch.health.policy import Policy
from handrail.watch.health.queries import brief, policy_of

from . import faces, gaps, reasons
from .ranking import SOON, Line

MOST = 40
RENEWALS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class View:
    """Whose lines: what the `members` own and what belongs to their customers (`book`), or everybody's (None)."""

    members: frozenset[int] | None
    book: tuple[int, ...]
    admin: bool
    today: date
    policy: Policy

    def mine(self, rows: QuerySet[Any], *beside: str) -> QuerySet[Any]:
        """What we own, and what belongs to our customers."""
        rows = narrow(rows, *beside)
        if self.members is None:
            return rows
        return rows.filter(Q(owner__in=self.members) | Q(customer__in=self.book))

    def own(self, rows: QuerySet[Any], path: str = "owner") -> QuerySet[Any]:
        return rows if self.members is None else rows.filter(**{f"{path}__in": self.members})


def narrow(rows: QuerySet[Any], *beside: str) -> QuerySet[Any]:
    """Only what lines and their faces show: reading whole rows takes longer than finding them."""
    own = reading.names(rows.model) & SHOWN
    around = ("customer", "owner", *(path.partition("__")[0] for path in beside))
    columns = (*around, *own, *CUSTOMER, "owner__name", *beside)
    return rows.select_related(None).select_related(*around).only(*columns)


CUSTOMER = ("customer__key", "customer__name", "customer__arr", "customer__renewal_on")
SHOWN = frozenset(
    {
        "key", "title", "state", "due_on", "owner_text", "updated_on", "side", "counterpart_text",
        "next_action", "priority", "question", "customer_impact", "severity", "likelihood", "impact",
        "mitigation", "mitigation_actions", "review_on",
    }
)  # fmt: skip


def view_of(member: Member, whose: str = "mine") -> View:
    """`whose`: "mine", "team" (the own team and whoever reports to one) or "everybody"."""
    admin = member.role in ("admin", "owner")
    policy, day = policy_of(current().workspace), this_day()
    if whose == "everybody":
        return View(None, (), admin, day, policy)
    members = frozenset(my_team(member) if whose == "team" else {member.pk})
    book = Customer.objects.filter(owner__in=members, removed_at=None).values_list("pk", flat=True)
    return View(members, tuple(book), admin, day, policy)


def lines(view: View) -> list[Line]:
    return [line for source in SOURCES for line in source(view)]


def line(row: Any, customer: Any, face: Callable[[], faces.Face], **more: Any) -> Line:
    about = (
        {"customer": customer.key, "arr": customer.arr, "renewal_on": customer.renewal_on} if customer else {}
    )
    return Line(kind=more.pop("kind", row._meta.model_name), key=row.key, face=face, **about, **more)


# -- customers ----------------------------------------------------------------------------------------------


def standings(view: View) -> Iterator[Line]:
    """Customers at risk or to watch, each with the criteria that decide."""
    rows = (
        worst(view).filter(rank__lte=1).order_by("rank", F("customer__arr").desc(nulls_last=True), "customer")
    )
    for row in rows[:MOST]:
        if row.deciding:
            face, grounds = partial(faces.standing, row), reasons.grounds(row)
            danger = 2 if row.state == "at_risk" else 1
            yield line(row.customer, row.customer, face, kind="standing", danger=danger, covers=grounds)


def worst(view: View) -> QuerySet[Standing]:
    rows = brief().filter(customer__removed_at=None).select_related("customer__owner")
    columns = (*CUSTOMER, "customer__owner__name", "state", "deciding", "plan_needed", "need")
    return view.own(rows.only(*columns), "customer__owner")


def missing_plans(view: View) -> Iterator[Line]:
    rows = (
        worst(view)
        .filter(plan_needed="missing")
        .order_by(F("customer__arr").desc(nulls_last=True), "customer")
    )
    for row in rows[:MOST]:
        yield line(
            row.customer, row.customer, partial(faces.plan_missing, row), kind="plan-missing", danger=1
        )


RENEWING = ("key", "name", "arr", "renewal_on", "notice_on", "owner__name")


def renewals(view: View) -> Iterator[Line]:
    rows = Customer.objects.filter(removed_at=None, renewal_on__range=(view.today, view.today + RENEWALS))
    nearest: QuerySet[Any] = view.own(rows.select_related("owner").only(*RENEWING)).order_by(
        "renewal_on", "pk"
    )
    for row in nearest[:MOST]:
        danger = 1 if (row.renewal_on - view.today).days <= 30 else 0
        due = row.notice_on if row.notice_on and row.notice_on >= view.today else row.renewal_on
        face = partial(faces.renewal, row, view.today)
        yield line(row, row, face, kind="renewal", due_on=due, danger=danger)


# -- plans --------------------------------------------------------------------------------------------------


def stale_plans(view: View) -> Iterator[Line]:
    """Plans that nobody has touched for 30 days, and worse from 60 on."""
    limit = view.today - timedelta(days=view.policy.fresh_days)
    rows: QuerySet[Any] = running(view).filter(updated_on__lt=limit).order_by("updated_on", "pk")
    for row in rows[:MOST]:
        days = (view.today - row.updated_on).days
        bad = days >= view.policy.stale_days
        yield line(row, row.customer, partial(faces.stale, row, days, bad), danger=2 if bad else 1)


def running(view: View, *beside: str) -> QuerySet[Plan]:
    rows = Plan.objects.filter(removed_at=None, customer__removed_at=None).exclude(phase="completed")
    return view.mine(rows, *beside)


def incomplete_plans(view: View) -> Iterator[Line]:
    """A proposal is about to go out, and its plan is not complete."""
    rows = running(view, "opportunity__close_on").filter(opportunity__stage="4")
    incomplete = Standing.objects.filter(plan_state="incomplete").values("customer_id")
    for row in rows.filter(customer_id__in=incomplete).order_by("opportunity__close_on", "pk")[:MOST]:
        face, due = partial(faces.incomplete, row), row.opportunity.close_on
        yield line(row, row.customer, face, kind="plan-incomplete", due_on=due, danger=1)


def milestones(view: View) -> Iterator[Line]:
    rows = view.mine(plans.open_milestones().filter(due_on__lte=view.today + SOON), "counterpart__name")
    for row in rows[:MOST]:
        late = row.due_on < view.today
        yield line(
            row, row.customer, partial(faces.milestone, row, late), due_on=row.due_on, danger=2 if late else 1
        )


# -- work ---------------------------------------------------------------------------------------------------


def my_tasks(view: View) -> Iterator[Line]:
    rows = view.own(narrow(tasks.open_tasks().filter(due_on__lte=view.today + SOON)))
    for row in rows[:MOST]:
        danger = 1 if row.priority in ("critical", "high") or row.state == "blocked" else 0
        yield line(row, row.customer, partial(faces.task, row, view.today), due_on=row.due_on, danger=danger)


def my_decisions(view: View) -> Iterator[Line]:
    rows = view.own(narrow(decisions.open_decisions().filter(due_on__lte=view.today + SOON)))
    for row in rows[:MOST]:
        yield line(row, row.customer, partial(faces.decision, row), due_on=row.due_on, danger=1)


def open_risks(view: View) -> Iterator[Line]:
    """Risks to look at again, and red ones that nobody does anything about."""
    red = Q(severity__in=view.policy.red_severities) | Q(likelihood__gte=4, impact__gte=4)
    due = Q(review_on__lte=view.today + SOON) | (red & Q(mitigation="", mitigation_actions=[]))
    for row in view.mine(risks.open_risks().filter(due))[:MOST]:
        bare = not row.mitigation and not row.mitigation_actions and is_red(row, view.policy)
        yield line(
            row, row.customer, partial(faces.risk, row, bare), due_on=row.review_on, danger=2 if bare else 1
        )


def is_red(row: Any, policy: Policy) -> bool:
    return row.severity in policy.red_severities or ((row.likelihood or 0) >= 4 and (row.impact or 0) >= 4)


def owner_gaps(view: View) -> Iterator[Line]:
    """Nobody owns it: of my customers, and all of them for whoever runs the workspace."""
    for row in gaps.listing(None if view.admin else view.members, MOST // 4):
        customer = row if isinstance(row, Customer) else row.customer
        yield line(
            row, customer, partial(faces.gap, row, customer), due_on=getattr(row, "due_on", None), danger=1
        )


SOURCES = (
    standings,
    missing_plans,
    stale_plans,
    incomplete_plans,
    milestones,
    my_tasks,
    my_decisions,
    open_risks,
    renewals,
    owner_gaps,
)
