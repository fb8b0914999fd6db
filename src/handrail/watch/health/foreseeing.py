"""What another policy would change, before anybody saves it; and what earlier ones said, by whom and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from handrail.house.ledger.models import Event
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid
from handrail.record.customers.models import Customer

from . import queries, verbs
from .models import Standing
from .policy import Policy

MOST = 2_000
"""So many customers are judged for a look ahead, those with the most yearly value first: a page waits for it."""
NAMED = 5
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Turn:
    was: str
    then: str
    count: int
    rows: list[Customer]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(slots=True)
class Foreseen:
    """Counts of what would change. `turns` are {(state now, state then): how many}, `named` the first of them."""

    judged: int = 0
    all: int = 0
    turns: Counter[tuple[str, str]] = field(default_factory=Counter)
    named: dict[tuple[str, str], list[Customer]] = field(default_factory=dict)
    plans_asked: int = 0
    plans_no_longer: int = 0
    blocked: int = 0
    freed: int = 0

    @property
    def turned(self) -> int:
        return self.turns.total()

    @property
    def lines(self) -> list[Turn]:
        """The most frequent turn first."""
        return [
            Turn(was, then, count, self.named[was, then]) for (was, then), count in self.turns.most_common()
        ]


def merged(given: Mapping[str, Any]) -> Policy:
    """The policy as it would be; null puts a threshold back. Raises Invalid."""
    place = current().workspace
    chosen = {name: value for name, value in {**place.policy, **given}.items() if value is not None}
    return Policy.from_mapping({"currency": place.currency, **chosen})


def foresee(given: Mapping[str, Any]) -> Foreseen:
    """Judge by another policy and keep nothing. Some forty statements for each 400 customers."""
    policy, today, found = merged(given), queries.this_day(), Foreseen()
    there = Customer.objects.filter(removed_at=None).order_by(F("arr").desc(nulls_last=True), "pk")
    rows = {row.pk: row for row in there.only("pk", "key", "name")[:MOST]}
    found.all = there.count() if len(rows) == MOST else len(rows)
    wanted = list(rows)
    for start in range(0, len(wanted), verbs.BATCH):
        ids = wanted[start : start + verbs.BATCH]
        facts, before = queries.facts_of(ids), queries.standings_of(ids)
        cleared = verbs.cleared_of(facts, policy)
        for pk, known in facts.items():
            then = verbs.standing(pk, known, None, before.get(pk), policy, today)
            then.blocked = verbs.blocked(known, cleared.get(pk, frozenset()), policy, today)
            compare(found, rows[pk], before.get(pk), then)
    return found


def compare(found: Foreseen, row: Customer, now: Standing | None, then: Standing) -> None:
    found.judged += 1
    if now is None:
        return
    if now.state != then.state:
        turn = (now.state, then.state)
        found.turns[turn] += 1
        found.named.setdefault(turn, [])
        if len(found.named[turn]) < NAMED:
            found.named[turn].append(row)
    found.plans_asked += then.plan_needed == "missing" != now.plan_needed
    found.plans_no_longer += now.plan_needed == "missing" != then.plan_needed
    found.blocked += len(set(then.blocked) - set(now.blocked))
    found.freed += len(set(now.blocked) - set(then.blocked))


# -- what was ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One change of the policy: the sentences that hold since then, and those that no longer do."""

    number: int
    at: datetime
    by: str
    changes: Mapping[str, tuple[Any, Any]]
    said: tuple[str, ...]
    no_longer: tuple[str, ...]


def versions(most: int = SHOWN) -> Iterator[Version]:
    """The newest first. Three statements."""
    place = current().workspace
    rows = Event.objects.filter(subject_kind="workspace", subject_id=place.pk, changes__has_key="policy")
    total, names = rows.count(), dict(Member.objects.values_list("pk", "name"))
    for nth, event in enumerate(rows.order_by("-at", "-id")[:most]):
        old, new = (value or {} for value in event.changes["policy"])
        was, now = told(old), told(new)
        yield Version(
            number=total - nth,
            at=event.at,
            by=names.get(event.actor_id or 0, "")
            if event.actor_kind in ("member", "token")
            else event.actor_label,
            changes={n: (old.get(n), new.get(n)) for n in {**old, **new} if old.get(n) != new.get(n)},
            said=tuple(text for text in now if text not in was),
            no_longer=tuple(text for text in was if text not in now),
        )


def told(stored: Mapping[str, Any]) -> list[str]:
    """A policy of before in words, as far as it can be read today."""
    try:
        policy = Policy.from_mapping({"currency": current().workspace.currency, **stored})
    except Invalid:
        return []
    return [*policy.describe(), *policy.describe_raised()]
