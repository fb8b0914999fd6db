"""Whom something is raised to is a path of a drill as well: who hears of it first, who next, and how long each has.

The chain, the people and who is asked in turn are those of `house/escalations`: nothing is said of them here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from handrail.house.deadlines.queries import all_deadlines
from handrail.house.escalations import policy, queries
from handrail.house.escalations.acting import Crowd
from handrail.house.escalations.causes import CAUSES, HAND, Cause, hand_chain
from handrail.house.escalations.firing import late_firings, way_of
from handrail.house.escalations.rungs import OWNER, Person, Rung, Way, links
from handrail.house.talk import queries as talk
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.words import mark, mark_many, quoted, say, say_many
from handrail.record.blockers import belonging
from handrail.record.decisions.models import Decision
from handrail.record.feedback.models import Feedback
from handrail.record.plans.models import Milestone, Plan
from handrail.record.projects.models import Project
from handrail.record.risks import queries as risks
from handrail.record.risks.states import OPEN as OPEN_RISKS

from .paths import Path

TITLES = {
    "milestone.due": mark("Raised: a milestone is late"),
    "plan.updated": mark("Raised: a plan is not kept up"),
    "feedback.due": mark("Raised: feedback is not answered"),
    "decision.due": mark("Raised: a decision is late"),
    HAND: mark("Raised by hand, to who owns the project"),
}
BY_HAND = mark("Raised by hand, to who owns it")
MORE = mark_many("%(what)s: %(title)s and %(n)s more", "%(what)s: %(title)s and %(n)s more")


@dataclass(frozen=True, slots=True)
class Goes:
    """A record ("decision:price") and the way it would go."""

    subject: str
    title: str
    way: Way


@dataclass(frozen=True, slots=True)
class Raised:
    """Why something is raised, what people call that, its chain, and the records which it may happen to. `general`:
    what the project's owner owns is a path as well, whether there is anything or not."""

    cause: str
    title: str
    chain: Sequence[Rung]
    records: Iterable[Goes] = ()
    general: bool = True


def paths_of(project: Project) -> Iterator[Path]:
    """What a missed date raises, as the settings have it, and what somebody raises. A known number of statements."""
    given = current().workspace.policy
    dated = of_project(project)
    raised = [
        Raised(name, say(TITLES[name]), policy.chain_of(cause, given), late(cause, dated[name]))
        for name, cause in CAUSES.items()
    ]
    chain = hand_chain(OWNER)
    yield from walk(
        project,
        [
            *raised,
            Raised(HAND, say(TITLES[HAND]), chain),
            Raised(HAND, say(BY_HAND), chain, by_hand(project, chain), general=False),
        ],
    )


# -- its records, and how each would go -----------------------------------------------------------------------


def of_project(project: Project) -> dict[str, QuerySet[Any]]:
    """{cause: the records of this project that it may happen to}. Two statements."""
    here = f"project:{project.key}"
    plans = sorted(talk.tied(here).get("plan", ()))
    return {
        "milestone.due": Milestone.objects.filter(plan__key__in=plans, plan__removed_at=None),
        "plan.updated": Plan.objects.filter(key__in=plans),
        "feedback.due": Feedback.objects.filter(subject__in=belonging.whole(project, plans)),
        "decision.due": Decision.objects.filter(subject=here),
    }


def late(cause: Cause, rows: QuerySet[Any]) -> list[Goes]:
    """Those whose date is raised when it is missed, as the clock would raise it. Three statements."""
    ids = rows.filter(removed_at=None).order_by().values("pk")
    dates = list(
        all_deadlines().filter(name=cause.name, subject_id__in=ids).exclude(missed="").order_by("pk")
    )
    firings = late_firings(cause, dates) if dates else ()
    return [
        Goes(f"{one.deadline.subject_kind}:{one.deadline.subject_key}", one.deadline.title, way_of(one))
        for one in firings
    ]


def by_hand(project: Project, chain: tuple[Rung, ...]) -> list[Goes]:
    """A risk has no date that is raised: somebody does it. Two statements."""
    rows = risks.about(f"project:{project.key}").filter(state__in=OPEN_RISKS)
    return [
        Goes(f"risk:{row.key}", row.title, Way(chain, row.customer_id, row.owner_id, row.owner_id))
        for row in rows
    ]


# -- walked ---------------------------------------------------------------------------------------------------


def walk(project: Project, raised: Collection[Raised]) -> Iterator[Path]:
    """Each as a path for what the project's owner owns, and one for each other way that records of it go. The one who
    is called is the last of it: of a chain in which somebody is missing, nobody. Four statements for any number."""
    crowd = Crowd()
    names = dict(Member.objects.filter(pk__in=crowd.everybody).values_list("key", "name"))
    named = {rung.who for one in raised for rung in one.chain}
    names |= queries.called([sorted(named)])
    for one in raised:
        own = Way(tuple(one.chain), project.customer_id, project.owner_id, project.owner_id)
        first = seen(own, crowd, names)
        if one.general:
            yield Path(
                kind="chain", subject=f"chain:{one.cause}", title=one.title, response=first[1], owner=first[0]
            )
        for (called, response), group in others(one.records, first, crowd, names).items():
            yield Path(
                kind="chain", subject=group[0].subject, title=titled(one.title, group), response=response,
                owner=called,
            )  # fmt: skip


Seen = tuple[str, str]
"""The key of who is called, and what happens, in words."""


def others(
    records: Iterable[Goes], own: Seen, crowd: Crowd, names: Mapping[str, str]
) -> dict[Seen, list[Goes]]:
    """The records that go another way than what is the project owner's, by how they go."""
    by_way = defaultdict[Way, list[Goes]](list)
    for one in records:
        by_way[one.way].append(one)
    found = defaultdict[Seen, list[Goes]](list)
    for way, group in by_way.items():
        found[seen(way, crowd, names)] += group
    found.pop(own, None)
    return found


def seen(way: Way, crowd: Crowd, names: Mapping[str, str]) -> Seen:
    asked = list(links(way, crowd.who_may_see(way.about)))
    people = [person for _rung, person in asked]
    last = people[-1] if people and all(people) else None
    return last.key if last is not None else "", spelled(asked, names)


def spelled(asked: Iterable[tuple[Rung, Person | None]], names: Mapping[str, str]) -> str:
    """ "to Bob, after 1 working day to Ada, after 2 working days to nobody (an administrator)": each is asked once."""
    called, rungs = dict(names), list[Rung]()
    for rung, person in asked:
        if person is None:
            called[rung.who] = say("nobody (%(who)s)", who=policy.called(rung.who, names))
        rungs.append(replace(rung, who=f"member:{person.key if person is not None else rung.who}"))
    return policy.spoken(rungs, called)


def titled(what: str, group: Sequence[Goes]) -> str:
    """ "Raised: a decision is late: “Which price?” and 2 more"."""
    title = quoted(group[0].title)
    if len(group) == 1:
        return say("%(what)s: %(title)s", what=what, title=title)
    return say_many(*MORE, len(group) - 1, what=what, title=title)
