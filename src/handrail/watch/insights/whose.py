"""Of whose records a measure is: of the customers of a cohort, of one customer, or of one project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from handrail.house.ledger.reading import model_of
from handrail.house.talk.models import Link
from handrail.record.customers.models import Customer
from handrail.record.metrics.cohorts import ROLLOUT, TIER, TIERS
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Card, Project
from handrail.record.rollout.models import Step

from .measures import Counted

SERVES = "serves"


@dataclass(frozen=True, slots=True)
class Whose:
    """`customers` are ids. With a project, records that know their project are its own, all others those of the
    customers it goes live for."""

    customers: frozenset[int]
    project: Project | None = None

    def within(self, other: Whose | None) -> Whose:
        return self if other is None else replace(self, customers=self.customers & other.customers)

    def only(self, rows: Iterable[Counted]) -> list[Counted]:
        """In their order. One statement for each kind."""
        rows = list(rows)
        return Homes((row.kind, row.pk) for row in rows).only(self, rows)


class Homes:
    """Of which customers and projects these records ("task", 7) are. One statement for each kind that is asked for its
    customers, and one for each that is asked for its projects, however often."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self.ids: defaultdict[str, set[int]] = defaultdict(set)
        for kind, pk in names:
            self.ids[kind].add(pk)
        self.customers: dict[str, dict[int, int | None]] = {}
        self.projects: dict[str, dict[int, set[Any]]] = {}

    def only(self, whose: Whose, rows: Iterable[Counted]) -> list[Counted]:
        """Those that are theirs, in their order."""
        return [row for row in rows if self.has(whose, row.kind, row.pk)]

    def has(self, whose: Whose, kind: str, pk: int) -> bool:
        """False of what is not there."""
        if whose.project is not None and kind in OF_PROJECT:
            return OF_PROJECT[kind](whose.project) in self.projects_of(kind).get(pk, ())
        return self.customers_of(kind).get(pk) in whose.customers

    def customers_of(self, kind: str) -> dict[int, int | None]:
        if kind not in self.customers:
            name = "about_id" if kind == "escalation" else "customer_id"
            self.customers[kind] = dict(self.found(kind).values_list("pk", name))
        return self.customers[kind]

    def projects_of(self, kind: str) -> dict[int, set[Any]]:
        """As `OF_PROJECT` names a project."""
        if kind not in self.projects:
            told: defaultdict[int, set[Any]] = defaultdict(set)
            for pk, project in self.tied(kind):
                told[pk].add(project)
            self.projects[kind] = told
        return self.projects[kind]

    def tied(self, kind: str) -> Iterable[tuple[int, Any]]:
        if kind == "task":
            cards = Card.objects.filter(task__in=self.ids[kind])
            return cards.values_list("task_id", "board__project_id")
        return self.found(kind).values_list("pk", TELLS_PROJECT[kind])  # type: ignore[no-any-return]

    def found(self, kind: str) -> Any:
        return model_of(kind)._default_manager.filter(pk__in=self.ids[kind])


def by_pk(project: Project) -> Any:
    return project.pk


OF_PROJECT: dict[str, Callable[[Project], Any]] = {
    "project": by_pk,
    "decision": lambda project: f"project:{project.key}",
    "task": by_pk,
    "review": by_pk,
    "signal": by_pk,
}
"""How a record names the project to which it belongs."""
TELLS_PROJECT = {"project": "pk", "decision": "subject", "review": "project_id", "signal": "project_id"}
"""And where it does. A task does so by its cards."""


def of_customer(pk: int) -> Whose:
    return Whose(frozenset({pk}))


def of_a_project(project: Project, cohort: str = "") -> Whose:
    """As far as its customers are in the cohort. One statement; two with a cohort."""
    return of_projects([project])[project.pk].within(of_cohort(cohort))


def of_projects(projects: Collection[Project]) -> dict[int, Whose]:
    """Each of the customers it goes live for. One statement."""
    going: defaultdict[int, set[int]] = defaultdict(set)
    steps = Step.objects.filter(project__in=[row.pk for row in projects], removed_at=None)
    for project, customer in steps.values_list("project_id", "customer_id"):
        going[project].add(customer)
    own = {row.pk: {row.customer_id} if row.customer_id else set() for row in projects}
    return {row.pk: Whose(frozenset(going[row.pk] | own[row.pk]), row) for row in projects}


def of_metric(row: Metric) -> Whose | None:
    """The statements of `of_metrics`."""
    return of_metrics([row])[row.pk]


def of_metrics(rows: Collection[Metric]) -> dict[int, Whose | None]:
    """Each of the project whose outcome it is or that it serves, else of its customer, as far as they are in its
    cohort. None where it is everybody. Up to five statements, for any number."""
    cohorts_ = of_cohorts({row.cohort for row in rows})
    projects = projects_of(rows)
    live = of_projects(list(projects.values())) if projects else {}
    found: dict[int, Whose | None] = {}
    for row in rows:
        cohort, project = cohorts_[row.cohort], projects.get(row.pk)
        if project is not None:
            found[row.pk] = live[project.pk].within(cohort)
        else:
            found[row.pk] = of_customer(row.customer_id).within(cohort) if row.customer_id else cohort
    return found


def projects_of(rows: Iterable[Metric]) -> dict[int, Project]:
    """{metric: the oldest project whose outcome it is, or that it was first said to serve}. Two statements."""
    by_name = {f"metric:{row.key}": row.pk for row in rows}
    links = Link.objects.filter(
        source__in=sorted(by_name), relation=SERVES, target__startswith="project:", removed_at=None
    )
    serves: dict[str, str] = {}
    for source, target in links.order_by("pk").values_list("source", "target"):
        serves.setdefault(source, target.partition(":")[2])
    serving: defaultdict[str, list[int]] = defaultdict(list)
    for name, key in serves.items():
        serving[key].append(by_name[name])
    asked = Q(metric__in=by_name.values()) | Q(key__in=serving)
    found: dict[int, Project] = {}
    for project in Project.objects.filter(asked, removed_at=None).order_by("pk"):
        for metric in filter(None, (project.metric_id, *serving[project.key])):
            found.setdefault(metric, project)
    return found


def of_cohort(name: str) -> Whose | None:
    """One statement; None where it is everybody."""
    return of_cohorts([name])[name]


def of_cohorts(names: Iterable[str]) -> dict[str, Whose | None]:
    """Two statements at most, for any number."""
    found: dict[str, set[int]] = {name: set() for name in names if name}
    tiers = [name.removeprefix(TIER) for name in found if name.startswith(TIER)]
    rollouts = [name.removeprefix(ROLLOUT) for name in found if not name.startswith(TIER)]
    if tiers:
        rows = Customer.objects.filter(removed_at=None, tier__in=tiers)
        for tier, pk in rows.values_list("tier", "pk"):
            found[f"{TIER}{tier}"].add(pk)
    if rollouts:
        going = Step.objects.filter(cohort__in=rollouts, removed_at=None)
        named = {name.removeprefix(ROLLOUT): name for name in found if not name.startswith(TIER)}
        for cohort, pk in going.values_list("cohort", "customer_id"):
            found[named[cohort]].add(pk)
    return {"": None, **{name: Whose(frozenset(ids)) for name, ids in found.items()}}


def cohorts() -> list[tuple[str, str]]:
    """What can be chosen, with its words: tiers, and the cohorts of rollouts. One statement."""
    names = Step.objects.filter(removed_at=None).exclude(cohort="").order_by("cohort")
    named = [(f"{ROLLOUT}{name}", name) for name in names.values_list("cohort", flat=True).distinct()]
    return [*((f"{TIER}{tier}", tier) for tier in TIERS), *named]
