"""The check that lets nothing undecided into the work: a card carries a constraint, and its decision still holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from handrail.house.talk.models import Link
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit.verdict import Evidence, Verdict, cite
from handrail.kit.words import mark
from handrail.record.decisions.models import Constraint
from handrail.record.decisions.yielding import CARRIES

from .facts import CardFacts, CheckFacts
from .gates import Gate
from .noting import refs
from .words import Phrases


class Carried(NamedTuple):
    """One constraint of a card; `holds` while its decision is approved. What may not be seen has no names."""

    key: str
    title: str
    decision: str
    holds: bool
    link: str


def carried_by(keys: Sequence[str]) -> dict[str, tuple[Carried, ...]]:
    """{card's key: what it carries}. Two statements."""
    mine = {ref: key for key in keys for ref in refs(key)}
    links = Link.objects.filter(source__in=list(mine), relation=CARRIES, removed_at=None).order_by("pk")
    named = [
        (mine[source], target.partition(":")[2], key)
        for key, source, target in links.values_list("key", "source", "target")
    ]
    there = constraints({key for _, key, _ in named}) if named else {}
    found: defaultdict[str, list[Carried]] = defaultdict(list)
    for card, key, link in named:
        if key in there:
            found[card].append(told(there[key], link))
    return {card: tuple(some) for card, some in found.items()}


def constraints(keys: set[str]) -> dict[str, Constraint]:
    with unveiled():
        rows = Constraint.objects.filter(key__in=keys, removed_at=None).select_related("decision")
        return {row.key: row for row in rows}


def told(row: Constraint, link: str) -> Carried:
    holds = row.decision.state == "approved" and row.decision.removed_at is None
    if row.customer_id in current().hidden:
        return Carried("", "…", "…", holds, "")
    return Carried(row.key, row.title, row.decision.title, holds, link)


def carried_of(asked: Sequence[CheckFacts], cards: Sequence[CardFacts]) -> Mapping[str, Any]:
    found = carried_by([card.key for card in cards])
    return {check.key: found for check in asked}


def bound(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """`known` is {card's key: what it carries}."""
    mine: tuple[Carried, ...] = (known or {}).get(card.key, ())
    if not mine:
        return Verdict("card.unbound", False, {}, (cite(card),), "carry-constraint")
    broken = [one for one in mine if not one.holds]
    evidence = tuple(
        Evidence("constraint", one.key, "carries", one.link, label=one.title) for one in broken or mine
    )
    said = {"constraints": ", ".join(one.title for one in broken or mine)}
    if broken:
        said["decisions"] = ", ".join(dict.fromkeys(one.decision for one in broken))
        return Verdict("card.broken", False, said, (cite(card), *evidence), "renew-constraint")
    return Verdict("card.bound", True, said, (cite(card), *evidence))


ASKED = mark("It carries what a decision asks for")
PHRASES: dict[str, Phrases] = {
    "card.unbound": Phrases(ASKED, "", mark("No approved decision stands behind this card.")),
    "card.bound": Phrases(ASKED, mark("It carries: %(constraints)s."), ""),
    "card.broken": Phrases(
        ASKED, "", mark("“%(decisions)s” does not hold any more, and the card carries: %(constraints)s.")
    ),
}
CONSTRAINT = Gate(name="constraint", label=ASKED, judge=bound, learn=carried_of, phrases=PHRASES)
