"""Whom what goes wrong is raised to, as a form: for each cause the days, and the people in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.house.deadlines import promising
from handrail.house.deadlines.models import Deadline
from handrail.house.escalations import queries
from handrail.house.escalations.acting import Crowd
from handrail.house.escalations.causes import CAUSES, MISSED, STALE, UNANSWERED, UNDECIDED, Cause
from handrail.house.escalations.firing import begin_late
from handrail.house.escalations.policy import (
    MOST_RUNGS,
    number_of,
    read_chain,
    sentence,
    unit_of,
    written,
)
from handrail.house.escalations.rungs import Rung, next_step
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web.numbers import whole
from handrail.record.customers.models import Customer
from handrail.watch.health.policy import Policy
from handrail.watch.health.queries import policy_of
from handrail.watch.health.thresholds import set_policy

from .thresholds import plain, whole_or_text

SHOWN = 12
"""Names in a preview; the number says how many there are."""


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the form: who is asked, and how long they have."""

    position: str
    who: str
    count: str
    unit: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One cause in the form, as it is or as it was typed."""

    cause: Cause
    days: str
    places: tuple[Place, ...]
    sentence: str
    problem: str = ""

    @property
    def title(self) -> str:
        return {
            MISSED.name: _("A milestone is late"),
            STALE.name: _("Nobody updates a plan after the sale"),
            UNANSWERED.name: _("Nobody answers feedback in time"),
            UNDECIDED.name: _("Nobody decides"),
        }[self.cause.name]

    @property
    def help(self) -> str:
        if self.cause is UNANSWERED:
            return _("How long its owner has is among the thresholds.")
        if self.cause is not STALE:
            return _("1 is the day after its date.")
        return _("With the same number of days a plan counts as at risk.")


@dataclass(frozen=True, slots=True)
class Concerned:
    """A record that a rule would concern today, and who would hear of it first."""

    title: str
    url: str
    customer: str
    to: str
    raised: bool


@dataclass(frozen=True, slots=True)
class Preview:
    cause: Cause
    sentence: str
    total: int
    raised: int
    left: int
    shown: list[Concerned]

    @property
    def words(self) -> str:
        return counted(self.cause, self.total)

    @property
    def more(self) -> int:
        return self.total - len(self.shown)

    @property
    def also(self) -> str:
        """The offer to raise at once what is late already; empty where there is nothing of it."""
        words = ngettext(
            "Raise it when I save: it is late already",
            "Raise the %(n)s when I save that are late already",
            self.left,
        )
        return words % {"n": self.left} if self.left else ""


def counted(cause: Cause, total: int) -> str:
    if cause is MISSED:
        words = ngettext("Today this concerns %(n)s milestone", "Today this concerns %(n)s milestones", total)
    elif cause is UNDECIDED:
        words = ngettext("Today this concerns %(n)s decision", "Today this concerns %(n)s decisions", total)
    else:
        words = ngettext("Today this concerns %(n)s plan", "Today this concerns %(n)s plans", total)
    return words % {"n": total}


def sentences() -> list[str]:
    policy = policy_of(current().workspace)
    return policy.describe_raised(queries.called(policy.raised.values()))


# -- the form -----------------------------------------------------------------------------------------------


def cases(typed: QueryDict | None = None, problems: tuple[Problem, ...] = ()) -> list[Case]:
    policy = policy_of(current().workspace)
    said = dict(zip(CAUSES, sentences(), strict=True))
    return [case(cause, policy, said[name], typed, problems) for name, cause in CAUSES.items()]


def case(
    cause: Cause, policy: Policy, said: str, typed: QueryDict | None, problems: tuple[Problem, ...]
) -> Case:
    wrong = {problem.field: f"{problem.message} {problem.fix}" for problem in problems}
    if typed is not None and came(cause, typed):
        lines = [line(cause, number, typed) for number in range(MOST_RUNGS)]
        days = typed.get(f"{cause.name}.days", "")
    else:
        chain = read_chain(policy.raised[cause.name])
        lines = [(rung.who, *time_of(rung)) for rung in chain]
        days = str(cause.number(policy))
    lines = [found for found in lines if found[0]]
    lines += [("", "", "wd")] * max(min(MOST_RUNGS, max(len(lines) + 1, 3)) - len(lines), 0)
    places = [
        Place(str(number), *found, wrong.get(f"{cause.name}.{number}", ""))
        for number, found in enumerate(lines)
    ]
    return Case(cause, days, tuple(places), said, wrong.get(f"{cause.name}.days", ""))


def time_of(rung: Rung) -> tuple[str, str]:
    return (str(number_of(rung)), unit_of(rung)) if rung.hours else ("", "wd")


def came(cause: Cause, data: QueryDict) -> bool:
    return f"{cause.name}.{'days' if cause.days else '0.who'}" in data


def line(cause: Cause, number: int, data: QueryDict) -> tuple[str, str, str]:
    who, count, unit = (data.get(f"{cause.name}.{number}.{part}", "").strip() for part in PARTS)
    return who, count, unit or "wd"


PARTS = ("who", "count", "unit")


def who() -> list[tuple[str, str]]:
    """Whom a line may name. What the manager is of, depends on where it stands."""
    rows = Member.objects.able().order_by("name", "pk")
    return [
        ("", _("Nobody else")),
        ("owner", _("Who owns it")),
        ("manager", _("The manager of whoever was asked before")),
        ("admin", _("An administrator")),
        ("workspace_owner", _("An owner of the workspace")),
        *((f"member:{key}", name) for key, name in rows.values_list("key", "name")),
    ]


def units() -> list[tuple[str, str]]:
    return [("wd", _("working days")), ("wh", _("working hours")), ("d", _("days")), ("h", _("hours"))]


# -- what it says -------------------------------------------------------------------------------------------


def read(data: QueryDict) -> dict[str, Any]:
    """The thresholds that the form speaks of. What did not come stays; Invalid names the place of each problem."""
    policy = policy_of(current().workspace)
    given: dict[str, Any] = {"raised": dict(policy.raised)}
    problems: list[Problem] = []
    for name, cause in CAUSES.items():
        if came(cause, data):
            given["raised"][name] = chain_in(cause, data, problems)
            if cause.days:
                given[cause.days] = whole_or_text(data.get(f"{name}.days", "").strip())
    if not problems:
        problems += amiss(given)
    if problems:
        raise Invalid(problems)
    return given


def chain_in(cause: Cause, data: QueryDict, problems: list[Problem]) -> tuple[str, ...]:
    lines = [line(cause, number, data) for number in range(MOST_RUNGS)]
    named = [(number, *found) for number, found in enumerate(found for found in lines if found[0])]
    for number, _who, count, _unit in named[:-1]:
        if not whole(count):
            message = _("It is not said how long they have.")
            problems.append(Problem(f"{cause.name}.{number}", message, _("Write a whole number.")))
    if problems:
        return ()
    texts = [f"{who} {count}{unit}" for _n, who, count, unit in named[:-1]] + [
        who for _n, who, *_ in named[-1:]
    ]
    try:
        return written(read_chain(texts))
    except ValueError as error:
        problems.append(Problem(f"{cause.name}.0", _("This order can not be kept."), str(error)))
        return ()


def amiss(given: Mapping[str, Any]) -> list[Problem]:
    """What the policy itself refuses, with the form's own names."""
    fields = {cause.days: f"{cause.name}.days" for cause in CAUSES.values() if cause.days}
    try:
        workspace = current().workspace
        Policy.from_mapping({"currency": workspace.currency, **workspace.policy, **given}, called=plain)
    except Invalid as refusal:
        return [Problem(fields.get(p.field, p.field), p.message, p.fix) for p in refusal.problems]
    return []


@transaction.atomic
def save(data: QueryDict) -> int:
    """What is as it always was goes back to the defaults. Returns how many were raised at once, as asked for."""
    given, defaults = read(data), Policy().as_mapping()
    kept = {
        name: None if comparable(value) == defaults[name] else comparable(value)
        for name, value in given.items()
    }
    set_policy(kept, revision=whole(data.get("revision", "")))
    return sum(
        begin_late(cause, given[cause.days])
        for name, cause in CAUSES.items()
        if f"{name}.also" in data and cause.days in given
    )


def comparable(value: Any) -> Any:
    return {key: list(item) for key, item in value.items()} if isinstance(value, Mapping) else value


# -- what it would mean -------------------------------------------------------------------------------------


def previews(given: Mapping[str, Any]) -> list[Preview]:
    """What each rule would concern today. A known number of statements, whatever is late."""
    crowd, names = Crowd(), queries.called(given["raised"].values())
    return [
        preview(cause, int(given[cause.days]), read_chain(given["raised"][name]), crowd, names)
        for name, cause in CAUSES.items()
        if cause.days in given
    ]


def preview(
    cause: Cause, days: int, chain: tuple[Rung, ...], crowd: Crowd, names: Mapping[str, str]
) -> Preview:
    rows = queries.late(cause, days, today())
    raised, shown = queries.raised_already(cause, rows), list(rows[:SHOWN])
    customers = dict(Customer.objects.filter(pk__in={r.about_id for r in shown}).values_list("pk", "name"))
    told = {row.pk: first(row, chain, crowd) for row in shown}
    called = dict(Member.objects.filter(pk__in=set(told.values())).values_list("pk", "name"))
    path = promising.kinds()[cause.name].path
    return Preview(
        cause,
        sentence(cause, days, chain, names),
        rows.count(),
        len(raised),
        queries.not_raised(cause, days, today()).count(),
        [
            Concerned(
                row.title,
                f"/w/{current().workspace.slug}/{path.format(key=row.subject_key)}",
                customers.get(row.about_id or 0, ""),
                called.get(told[row.pk], ""),
                row.subject_id in raised,
            )
            for row in shown
        ],
    )


def first(row: Deadline, chain: tuple[Rung, ...], crowd: Crowd) -> int:
    """Who would be told first; 0 where the chain names nobody."""
    people = crowd.who_may_see(row.about_id)
    step = next_step(chain, 0, people, owner=row.owner_id, base=row.owner_id)
    return step.person.pk if step else 0
