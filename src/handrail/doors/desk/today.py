"""What waits, from every room, as lines for the ranking. Each source is one statement and gives at most `MOST`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from handrail.house.ledger.rows import today as this_day
from handrail.house.workspaces.models import Member
from handrail.record.customers.models import Customer
from handrail.record.decisions import queries as decisions
from handrail.record.plans import queries as plans
from handrail.record.plans.models import Plan
from handrail.record.risks import queries as risks
from handrail.record.tasks import queries as tasks
from handrail.watch.health.models import Standing
from handrail.watch.health.policy import Policy
from handrail.watch.health.queries import policy_of
from handrail.house.workspaces.scope import current

from . import gaps, kinds, reasons
from .answers import address, at
from .ranking import SOON, Line
from .values import name

MOST = 60
RENEWALS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Step:
    """The one-click next step of a line: a POST, or a link to where it is done."""

    label: str
    url: str
    post: bool = False
    side: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    icon: str
    tone: str
    title: str
    url: str
    reason: str
    step: Step | None = None
    owner: Any = None
    gap: bool = False
    customer: Any = None
    why: list[reasons.Reason] = field(default_factory=list)
    state: str = ""
    side: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Whose lines: one member's own, or everybody's (`member` None)."""

    member: Member | None
    admin: bool
    today: date
    policy: Policy

    def mine(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """What I own, and what belongs to my customers."""
        return rows if self.member is None else rows.filter(Q(owner=self.member) | Q(customer__owner=self.member))

    def own(self, rows: QuerySet[Any], path: str = "owner") -> QuerySet[Any]:
        return rows if self.member is None else rows.filter(**{path: self.member})


def view_of(member: Member, *, everybody: bool) -> View:
    admin = member.role in ("admin", "owner")
    return View(None if everybody else member, admin, this_day(), policy_of(current().workspace))


def lines(view: View) -> list[Line]:
    return [line for source in SOURCES for line in source(view)]


def line(row: Any, customer: Any, face: Face, **more: Any) -> Line:
    about = {"customer": customer.key, "arr": customer.arr, "renewal_on": customer.renewal_on} if customer else {}
    return Line(kind=more.pop("kind", row._meta.model_name), key=row.key, face=face, **about, **more)


def owned(row: Any) -> dict[str, Any]:
    return {"owner": row.owner, "gap": row.owner_id is None}


# -- customers ----------------------------------------------------------------------------------------------


def standings(view: View) -> Iterator[Line]:
    """Customers at risk or to watch, each with the criterion that decides."""
    rows = Standing.objects.filter(rank__lte=1, customer__removed_at=None).select_related("customer__owner")
    rows = view.own(rows, "customer__owner").order_by("rank", F("customer__arr").desc(nulls_last=True), "customer")
    for row in rows[:MOST]:
        found = reasons.of_standing(row, row.customer.key, deciding=True)
        if found:
            yield standing_line(row, found)


def standing_line(row: Standing, found: list[reasons.Reason]) -> Line:
    customer, first = row.customer, found[0]
    bad = row.state == "at_risk"
    face = Face(
        icon="octagon-alert" if bad else "triangle-alert", tone="bad" if bad else "warn",
        title=first.remedy or first.words, url=at("customer", customer.key), reason=first.detail, why=found,
        state=row.state, step=Step(_("Open"), first.remedy_url or at("customer", customer.key)),
        customer=customer, **owned(customer),
    )  # fmt: skip
    return line(
        customer, customer, face, kind="standing", danger=2 if bad else 1, covers=reasons.subjects(found)
    )


def missing_plans(view: View) -> Iterator[Line]:
    rows = Standing.objects.filter(plan_needed="missing", customer__removed_at=None).select_related("customer__owner")
    rows = view.own(rows, "customer__owner").order_by(F("customer__arr").desc(nulls_last=True), "customer")
    for row in rows[:MOST]:
        customer, found = row.customer, reasons.need_reasons(row, row.customer.key)
        start = f"{at('new', 'plans')}?customer={customer.key}"
        face = Face(
            icon="file-check", tone="bad", title=_("Start the plan"), url=at("customer", customer.key) + "#plan",
            reason=found[0].detail if found else _("A plan is required and there is none."), why=found,
            step=Step(_("Start the plan"), next((r.remedy_url for r in found if r.remedy_url), start), side=True),
            customer=customer, **owned(customer),
        )  # fmt: skip
        yield line(customer, customer, face, kind="plan-missing", danger=1)


def renewals(view: View) -> Iterator[Line]:
    rows = Customer.objects.filter(removed_at=None, renewal_on__range=(view.today, view.today + RENEWALS))
    rows = view.own(rows.select_related("owner")).order_by("renewal_on", "pk")
    for row in rows[:MOST]:
        days = (row.renewal_on - view.today).days
        notice = _("notice by %(day)s") % {"day": spoken(row.notice_on)} if row.notice_on else _("no notice date known")
        face = Face(
            icon="refresh-cw", tone="warn" if days <= 30 else "", title=_("Prepare the renewal"),
            url=at("customer", row.key), reason=_("renews in %(days)s days, %(notice)s") % {"days": days, "notice": notice},
            step=Step(_("Open"), at("customer", row.key)), customer=row, **owned(row),
        )  # fmt: skip
        due = row.notice_on if row.notice_on and row.notice_on >= view.today else row.renewal_on
        yield line(row, row, face, kind="renewal", due_on=due, danger=1 if days <= 30 else 0)


def spoken(day: date | None) -> str:
    from django.utils.formats import date_format

    return date_format(day, "j M") if day else ""


# -- plans --------------------------------------------------------------------------------------------------


def stale_plans(view: View) -> Iterator[Line]:
    """Plans that nobody has touched for 30 days, and worse from 60 on."""
    limit = view.today - timedelta(days=view.policy.fresh_days)
    rows = running(view).filter(updated_on__lt=limit).order_by("updated_on", "pk")
    for row in rows[:MOST]:
        days = (view.today - row.updated_on).days
        bad = days >= view.policy.stale_days
        face = Face(
            icon="history", tone="bad" if bad else "warn", title=_("Go through the plan and save what has changed"),
            url=at("plan", row.key), reason=_("untouched for %(days)s days") % {"days": days},
            step=Step(_("Open the plan"), at("plan", row.key)), customer=row.customer, **owned(row),
        )  # fmt: skip
        yield line(row, row.customer, face, danger=2 if bad else 1)


def running(view: View) -> QuerySet[Plan]:
    rows = Plan.objects.filter(removed_at=None, customer__removed_at=None).exclude(phase="completed")
    return view.mine(rows.select_related("customer", "owner", "opportunity"))


def incomplete_plans(view: View) -> Iterator[Line]:
    """A proposal is about to go out, and its plan is not complete."""
    rows = running(view).filter(opportunity__stage="4")
    incomplete = Standing.objects.filter(plan_state="incomplete").values("customer_id")
    for row in rows.filter(customer_id__in=incomplete).order_by("opportunity__close_on", "pk")[:MOST]:
        face = Face(
            icon="list-checks", tone="warn", title=_("Complete the plan before the proposal goes out"),
            url=at("plan", row.key) + "#completeness", reason=_("stage 4, and the plan is not complete"),
            step=Step(_("What is missing"), at("plan", row.key) + "#completeness"), customer=row.customer, **owned(row),
        )  # fmt: skip
        yield line(row, row.customer, face, kind="plan-incomplete", due_on=row.opportunity.close_on, danger=1)


def milestones(view: View) -> Iterator[Line]:
    rows = view.mine(plans.open_milestones().filter(due_on__lte=view.today + SOON))
    for row in rows[:MOST]:
        late = row.due_on < view.today
        theirs = _("their move: %(who)s") % {"who": row.counterpart or row.counterpart_text or row.customer.name}
        face = Face(
            icon="flag", tone="bad" if late else "warn", title=_("Milestone: %(title)s") % {"title": row.title},
            url=at("record", "milestones", row.key), side=True, reason=theirs if row.side == "customer" else _("our move"),
            step=Step(_("Done"), at("do", "milestones", row.key, "done"), post=True),
            customer=row.customer, **owned(row),
        )  # fmt: skip
        yield line(row, row.customer, face, due_on=row.due_on, danger=(2 if late else 1))


# -- work ---------------------------------------------------------------------------------------------------


def my_tasks(view: View) -> Iterator[Line]:
    rows = view.own(tasks.open_tasks().filter(due_on__lte=view.today + SOON))
    for row in rows[:MOST]:
        blocked = row.state == "blocked"
        face = Face(
            icon="ban" if blocked else "circle", tone="bad" if blocked or row.due_on < view.today else "",
            title=row.title, url=address(kinds.BY_NAME["task"], row), side=True,
            reason=row.next_action or (_("blocked") if blocked else _("task")), customer=row.customer,
            step=Step(_("Done"), at("do", "tasks", row.key, "done"), post=True), **owned(row),
        )  # fmt: skip
        high = row.priority in ("critical", "high") or blocked
        yield line(row, row.customer, face, due_on=row.due_on, danger=1 if high else 0)


def my_decisions(view: View) -> Iterator[Line]:
    rows = view.own(decisions.open_decisions().filter(due_on__lte=view.today + SOON))
    for row in rows[:MOST]:
        face = Face(
            icon="gavel", tone="accent", title=_("Decide: %(title)s") % {"title": row.title},
            url=address(kinds.BY_NAME["decision"], row), side=True,
            reason=row.customer_impact or row.question or _("others wait for it"), customer=row.customer,
            step=Step(_("Decide"), address(kinds.BY_NAME["decision"], row), side=True), **owned(row),
        )  # fmt: skip
        yield line(row, row.customer, face, due_on=row.due_on, danger=1)


def open_risks(view: View) -> Iterator[Line]:
    """Risks to look at again, and red ones that nobody does anything about."""
    red = Q(severity__in=view.policy.red_severities) | Q(likelihood__gte=4, impact__gte=4)
    due = Q(review_on__lte=view.today + SOON) | (red & Q(mitigation="", mitigation_actions=[]))
    for row in view.mine(risks.open_risks().filter(due))[:MOST]:
        bare = not row.mitigation and not row.mitigation_actions
        title = _("Write down what you do about “%(title)s”") if bare else _("Look at the risk “%(title)s” again")
        url = address(kinds.BY_NAME["risk"], row)
        face = Face(
            icon="shield-alert", tone="bad" if bare else "warn", title=title % {"title": row.title}, url=url, side=True,
            reason=_("red, and nothing is done about it") if bare else _("its review is due"),
            step=Step(_("Open"), url, side=True), customer=row.customer, **owned(row),
        )  # fmt: skip
        yield line(row, row.customer, face, due_on=row.review_on, danger=2 if bare else 1)


def owner_gaps(view: View) -> Iterable[Line]:
    """Nobody owns it: of my customers, and all of them for whoever runs the workspace."""
    for row in gaps.listing(None if view.admin or view.member is None else view.member, MOST // 4):
        kind = kinds.BY_NAME[str(row._meta.model_name)]
        customer = row if kind.name == "customer" else row.customer
        face = Face(
            icon="user-x", tone="bad", title=_("Name an owner: %(title)s") % {"title": name(kind, row)}, url=address(kind, row),
            reason=row.owner_text or str(kind.one), gap=True, customer=customer,
            step=Step(_("Assign"), at("field", kind, row.key, "owner"), side=True),
        )  # fmt: skip
        yield line(row, customer, face, due_on=getattr(row, "due_on", None), danger=1)


SOURCES = (
    standings, missing_plans, stale_plans, incomplete_plans, milestones, my_tasks, my_decisions, open_risks,
    renewals, owner_gaps,
)  # fmt: skip
