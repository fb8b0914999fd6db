"""What holds a card up: cards that come first, open risks that it is connected with, and whatever is said to block it.

All of it counts whoever asks; what they may not see comes without a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import Q

from handrail import wiring
from handrail.house.talk import subjects
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import Subject
from handrail.house.workspaces.scope import current, unveiled
from handrail.record.decisions import queries as decisions
from handrail.record.plans import queries as plans
from handrail.record.risks import queries as risks

from .deadlines import OPEN_PROJECTS, OPEN_TASKS
from .facts import Blocker, CardFacts, Why

MINE = ("card", "task")
"""A card bears its task's key: what is connected with either is connected with both."""
OPEN: dict[str, Q] = {
    "task": Q(state__in=OPEN_TASKS),
    "risk": ~Q(state__in=risks.CLOSED),
    "decision": Q(state__in=decisions.OPEN),
    "milestone": Q(state__in=plans.OPEN_MILESTONES),
    "project": Q(state__in=OPEN_PROJECTS),
}
"""When a record that blocks is still open. One of another kind blocks as long as the connection is there."""
HOLDS = ("blocks", "threatens", "relates")
"""Connections that may hold a card up: anything that blocks it, and of risks also those it is threatened by or simply
connected with. A card that follows from a risk is what is done about it."""


def of(cards: Sequence[CardFacts]) -> dict[str, tuple[Blocker, ...]]:
    """{card's key: what holds it up}. Three statements, and one more for each kind of what is connected."""
    unseen = current().hidden
    with unveiled():
        named: Mapping[str, Sequence[Subject]] = wiring.load(wiring.HELD_UP)([card.key for card in cards])
        ties = ties_of([card.key for card in cards])
        before = {f"task:{key}" for card in cards for key in card.blocked_by}
        there = open_ones(before | {name for tied in ties.values() for name in tied})
    return {
        card.key: (
            *held_by(card, ties.get(card.key, {}), there, unseen),
            *(of_record(one, unseen) for one in named.get(card.key, ())),
        )
        for card in cards
    }


def of_record(one: Subject, unseen: Collection[int]) -> Blocker:
    """An open blocker that names the card."""
    return Blocker("link") if one.customer_id in unseen else Blocker("link", one.kind, one.key, one.title)


def held_by(
    card: CardFacts, tied: Mapping[str, str], there: Mapping[str, Subject], unseen: Collection[int]
) -> Iterator[Blocker]:
    for name, link in {**{f"task:{key}": "" for key in card.blocked_by}, **tied}.items():
        if (found := there.get(name)) is not None:
            why: Why = "before" if not link else "risk" if found.kind == "risk" else "link"
            hidden = found.customer_id in unseen
            yield Blocker(why) if hidden else Blocker(why, found.kind, found.key, found.title, link)


def ties_of(keys: Sequence[str]) -> dict[str, dict[str, str]]:
    """{card's key: {the record at the other end: the link's key}}, as far as it may hold it up. One statement."""
    mine = {f"{kind}:{key}": key for key in keys for kind in MINE}
    ends = Q(target__in=mine, relation__in=HOLDS) | Q(source__in=mine, target__startswith="risk:")
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    rows = Link.objects.filter(ends, removed_at=None).order_by("pk")
    for link, source, target, relation in rows.values_list("key", "source", "target", "relation"):
        if target in mine and (relation == "blocks" or source.startswith("risk:")):
            found[mine[target]].setdefault(subjects.meant(source), link)
        elif source in mine and relation == "relates":
            found[mine[source]].setdefault(target, link)
    return found


def open_ones(names: Collection[str]) -> dict[str, Subject]:
    """Those of these records that are there and not over yet."""
    found = subjects.found(names)
    by_kind: defaultdict[str, set[str]] = defaultdict(set)
    for one in found.values():
        by_kind[one.kind].add(one.key)
    for kind, keys in by_kind.items():
        if kind in OPEN:
            rows = subjects.kinds()[kind]._default_manager.filter(OPEN[kind], key__in=keys, removed_at=None)
            still = set(rows.values_list("key", flat=True))
            found = {name: one for name, one in found.items() if one.kind != kind or one.key in still}
    return found
