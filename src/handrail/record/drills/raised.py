"""Whom something is raised to is a path of a drill as well: who hears of it first, who next, and how long each has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handrail.house.escalations import policy, queries
from handrail.house.escalations.acting import Crowd
from handrail.house.escalations.causes import CAUSES, HAND, HAND_CHAIN, HAND_HOURS
from handrail.house.escalations.rungs import ADMIN, OWNER, TOP, Person, Rung, named
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.words import mark, say
from handrail.record.projects.models import Project

from .paths import Path

TITLES = {
    "milestone.due": mark("Raised: a milestone is late"),
    "plan.updated": mark("Raised: a plan is not kept up"),
    "feedback.due": mark("Raised: feedback is not answered"),
    "decision.due": mark("Raised: a decision is late"),
    HAND: mark("Raised by hand, to who owns the project"),
}
Chain = tuple[str, str, Sequence[Rung]]
"""Its cause, what people call the path, and who is asked in turn."""


def paths_of(project: Project) -> Iterator[Path]:
    """What a missed date raises, as the settings have it, and what somebody raises. Four statements."""
    given = current().workspace.policy
    chains = {cause.name: policy.chain_of(cause, given) for cause in CAUSES.values()}
    chains[HAND] = (replace(HAND_HOURS, who=OWNER), *HAND_CHAIN)
    return walk(project, [(cause, say(TITLES[cause]), chain) for cause, chain in chains.items()])


def walk(project: Project, chains: Iterable[Chain]) -> Iterator[Path]:
    """Each as a path for what the project's owner owns. The one who is called is the last of it: of a chain in which
    somebody is missing, nobody. Four statements for any number."""
    chains = list(chains)
    people = Crowd().who_may_see(project.customer_id)
    names = dict(Member.objects.filter(pk__in=people).values_list("key", "name"))
    names |= queries.called([rung.who for rung in chain] for _cause, _title, chain in chains)
    for cause, title, chain in chains:
        asked = links(chain, people, project.owner_id)
        last = asked[-1] if all(asked) else None
        yield Path(
            kind="chain", subject=f"chain:{cause}", title=title, response=spelled(chain, asked, names),
            owner=last.key if last is not None else "",
        )  # fmt: skip


def links(chain: Sequence[Rung], people: Mapping[int, Person], owner: int | None) -> list[Person | None]:
    """Whom each link means now, somebody who was not asked before them where there is one. None: nobody is there."""
    found: list[Person | None] = []
    base = owner
    for rung in chain:
        meant = [*named(rung.who, people, owner, base)]
        if rung.who == ADMIN:  # who owns the workspace administers it where nobody else does
            meant = meant or [*named(TOP, people, owner, base)]
        person = next((one for one in meant if one not in found), next(iter(meant), None))
        base = person.pk if person is not None else base
        found.append(person)
    return found


def spelled(chain: Sequence[Rung], asked: Sequence[Person | None], names: Mapping[str, str]) -> str:
    """ "to Bob, after 1 working day to Ada, after 2 working days to nobody (an administrator)": each is asked once."""
    called, rungs = dict(names), list[Rung]()
    for place, (rung, person) in enumerate(zip(chain, asked, strict=True)):
        if person is None:
            called[rung.who] = say("nobody (%(who)s)", who=policy.called(rung.who, names))
        elif person in asked[:place]:
            continue
        rungs.append(replace(rung, who=f"member:{person.key if person is not None else rung.who}"))
    return policy.spoken(rungs, called)
