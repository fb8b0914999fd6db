"""The dates that a page or a feed shows: which of them, on which day, and how each is marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber, TruncDate
from django.utils.translation import gettext as _

from handrail.house.deadlines import promising, queries
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import reading
from handrail.house.people.queries import my_team
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.record.assumptions.models import Assumption
from handrail.record.blockers.models import Blocker
from handrail.record.customers.models import Customer
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.feedback.models import Feedback
from handrail.record.projects.models import Card, Project
from handrail.record.readiness.models import Signal
from handrail.record.risks.models import Risk
from handrail.record.rollout.models import Announcement, Step
from handrail.record.scope.models import ScopeChange
from handrail.watch.reviews.models import Review
from handrail.watch.summaries.sources import OF_PROJECT

from .moving import why_fixed

ICONS = {
    "renewal": "refresh-cw",
    "notice": "scroll-text",
    "plan": "file-check",
    "milestone": "milestone",
    "task": "list-checks",
    "feedback": "message-square",
    "assumption": "lightbulb",
    "decision": "gavel",
    "dependency": "link",
    "blocker": "octagon-alert",
    "risk": "shield-alert",
    "waiver": "pause",
    "handoff": "arrow-left-right",
    "promise": "handshake",
    "project": "target",
    "card": "kanban",
    "review": "presentation",
    "submission": "inbox",
    "step": "flag",
    "announcement": "message-square",
    "scopechange": "git-compare",
    "signal": "circle-check",
}


def family(name: str) -> str:
    """What kinds of date a person takes for one: a renewal is one, wherever it stands."""
    subject, _dot, what = name.partition(".")
    return what if what in ("notice", "renewal") else subject


def families() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in promising.kinds():
        if name not in queries.INNER:
            found.setdefault(family(name), []).append(name)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be seen. `members` None is everybody; `about` adds what belongs to these customers."""

    members: frozenset[int] | None = None
    about: Collection[int] | None = None
    names: tuple[str, ...] = ()
    customer: Customer | None = None
    words: str = ""
    before: date | None = None
    project: Project | None = None


def asked_for(member: Member, whose: str) -> Asked:
    """`whose`: mine, team, book (mine and my customers'), all."""
    if whose == "all":
        return Asked()
    if whose == "team":
        return Asked(frozenset(my_team(member)))
    if whose == "book":
        book = Customer.objects.filter(owner=member, removed_at=None).values_list("pk", flat=True)
        return Asked(frozenset({member.pk}), tuple(book))
    return Asked(frozenset({member.pk}))


def wanted(asked: Asked) -> QuerySet[Deadline]:
    rows = queries.all_deadlines().exclude(name__in=queries.INNER)
    if asked.project is not None:
        rows = rows.filter(of_project(asked.project))
    if asked.members is not None:
        own = Q(owner__in=asked.members)
        rows = rows.filter(own | Q(about_id__in=asked.about) if asked.about else own)
    if asked.names:
        rows = rows.filter(name__in=asked.names)
    if asked.customer is not None:
        rows = rows.filter(about_id=asked.customer.pk)
    if asked.words:
        named = Customer.objects.filter(name__icontains=asked.words).values("pk")
        rows = rows.filter(Q(title__icontains=asked.words) | Q(about_id__in=named))
    return rows if asked.before is None else rows.filter(due_at__lt=starts(asked.before))


BESIDE = (Decision, Blocker, Risk, Assumption, Feedback)
"""What says itself which project it is of, by the one definition of its kind."""


def of_project(project: Project) -> Q:
    """What the project promises, what stands on its boards, its rollout, what is said, when it is looked at, and what
    has to be decided, solved or watched for it. Five statements more than it is put into."""
    found = on_its_own(project)
    for model in BESIDE:
        rows = reading.standing(model).filter(OF_PROJECT[model](project))
        found |= Q(subject_kind=model._meta.model_name, subject_id__in=rows.values("pk"))
    decided = reading.standing(Decision).filter(OF_PROJECT[Decision](project))
    waits = reading.standing(Dependency).filter(decision__in=decided)
    return found | Q(subject_kind="dependency", subject_id__in=waits.values("pk"))


def on_its_own(project: Project) -> Q:
    cards = Card.objects.filter(board__project=project, board__removed_at=None, removed_at=None)
    return (
        Q(subject_kind="project", subject_id=project.pk)
        | Q(subject_kind="card", subject_id__in=cards.values("pk"))
        | Q(subject_kind="task", subject_id__in=cards.values("task_id"))
        | Q(subject_kind="step", subject_id__in=inside(Step, project))
        | Q(subject_kind="announcement", subject_id__in=inside(Announcement, project))
        | Q(subject_kind="scopechange", subject_id__in=inside(ScopeChange, project))
        | Q(subject_kind="signal", subject_id__in=inside(Signal, project))
        | Q(subject_kind="review", subject_id__in=inside(Review, project))
    )


def inside(model: Any, project: Project) -> Any:
    return reading.present(model).filter(project=project).values("pk")


def starts(day: date) -> Any:
    return queries.day_starts(day, current().workspace.time_zone)


def within(rows: QuerySet[Deadline], first: date, last: date) -> QuerySet[Deadline]:
    """From the first day to the last one, both in."""
    return rows.filter(due_at__gte=starts(first), due_at__lt=starts(last + timedelta(days=1)))


def crowded(rows: QuerySet[Deadline], most: int) -> list[Any]:
    """At most so many of each day, each with its `day` and how many there are on it (`there`). One statement."""
    day = Coalesce("due_on", TruncDate("due_at", tzinfo=ZoneInfo(current().workspace.time_zone)))
    ranked = rows.annotate(day=day).annotate(
        place=Window(RowNumber(), partition_by=F("day"), order_by=["due_at", "pk"]),
        there=Window(Count("pk"), partition_by=F("day")),
    )
    return list(ranked.filter(place__lte=most).order_by("due_at", "pk"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One date as a page shows it."""

    one: Deadline
    day: date
    customer: Customer | None
    owner: str
    late: bool

    @property
    def family(self) -> str:
        return family(self.one.name)

    @property
    def icon(self) -> str:
        return ICONS.get(self.family, "calendar")

    @property
    def kind(self) -> str:
        return _(promising.kinds()[self.one.name].words)

    @property
    def fixed(self) -> str:
        return why_fixed(self.one)

    @property
    def about(self) -> str:
        """The customer, where the title does not say it already."""
        return self.customer.name if self.customer and self.customer.name != self.one.title else ""


def entries(rows: Sequence[Any], today: date) -> list[Entry]:
    """Two statements: the customers and the owners."""
    zone = ZoneInfo(current().workspace.time_zone)
    customers, owners = customers_of(rows), owners_of(rows)
    made = []
    for one in rows:
        day = one.due_on or one.due_at.astimezone(zone).date()
        owner = owners.get(one.owner_id or 0, "")
        made.append(Entry(one, day, customers.get(one.about_id or 0), owner, day < today))
    return made


def customers_of(rows: Iterable[Deadline]) -> dict[int, Customer]:
    return Customer.objects.only("key", "name").in_bulk({one.about_id for one in rows if one.about_id})


def owners_of(rows: Iterable[Deadline]) -> dict[int, str]:
    ids = {one.owner_id for one in rows if one.owner_id}
    return dict(Member.objects.filter(pk__in=ids).values_list("pk", "name"))


@dataclass(slots=True)
class Day:
    """One day of a grid. `more` do not fit on it."""

    day: date
    today: bool = False
    outside: bool = False
    entries: list[Entry] = field(default_factory=list)
    there: int = 0
    url: str = ""

    @property
    def more(self) -> int:
        return max(0, self.there - len(self.entries))


def days(first: date, last: date, rows: Sequence[Any], today: date, month: int = 0) -> list[Day]:
    """Every day from the first to the last, with what is on it."""
    count = (last - first).days + 1
    made = {
        day: Day(day, day == today, bool(month) and day.month != month)
        for day in (first + timedelta(days=n) for n in range(count))
    }
    there: Mapping[int, int] = {one.pk: one.there for one in rows}
    for entry in entries(rows, today):
        if entry.day in made:
            made[entry.day].entries.append(entry)
            made[entry.day].there = there[entry.one.pk]
    return list(made.values())
