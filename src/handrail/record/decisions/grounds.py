"""What decisions lean on: assumptions, by links; and which of these do not hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from handrail.house.talk.models import Link
from handrail.house.workspaces.scope import unveiled
from handrail.kit.words import quoted
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.queries import gone, named
from handrail.record.customers.queries import private_of

from .models import Decision

LEANS = "leans_on"
"""The relation from a decision to an assumption."""
OURS, THEIRS = "decision:", "assumption:"


def ties(decisions: Collection[str] = (), assumptions: Collection[str] = ()) -> list[tuple[str, str]]:
    """(decision, assumption) of either, by their keys. One statement."""
    rows = Link.objects.filter(relation=LEANS, removed_at=None)
    if decisions:
        rows = rows.filter(source__in=[OURS + key for key in decisions], target__startswith=THEIRS)
    else:
        rows = rows.filter(target__in=[THEIRS + key for key in assumptions], source__startswith=OURS)
    found = rows.order_by("pk").values_list("source", "target")
    return [(source.removeprefix(OURS), target.removeprefix(THEIRS)) for source, target in found]


def broken_under(keys: Collection[str], *, hold: bool = False) -> dict[str, list[Assumption]]:
    """{decision: what it leans on and does not hold}, whoever asks. Two statements. `hold`: they stay as they are
    until this change is over, so that none breaks unseen while somebody approves."""
    found: defaultdict[str, list[Assumption]] = defaultdict(list)
    if not keys:
        return found
    with unveiled():
        tied = ties(decisions=keys)
        known = {key for _, key in tied}
        if hold and known:
            held = Assumption.objects.filter(key__in=known, removed_at=None).order_by("pk")
            list(held.select_for_update(no_key=True).values_list("pk"))
        rows = (
            {row.key: row for row in Assumption.objects.filter(gone(), key__in=known, removed_at=None)}
            if known
            else {}
        )
    for decision, assumption in tied:
        if assumption in rows:
            found[decision].append(rows[assumption])
    return found


def leaned_on(key: str) -> list[Assumption]:
    """All that this decision leans on, as far as whoever asks may see it. Two statements."""
    known = [assumption for _, assumption in ties(decisions=[key])]
    rows = named(known) if known else {}
    return [rows[one] for one in dict.fromkeys(known) if one in rows]


def decisions_on(row: Assumption) -> list[Decision]:
    """What leans on this, as far as whoever asks may see it. Two statements."""
    known = [decision for decision, _ in ties(assumptions=[row.key])]
    rows = Decision.objects.filter(key__in=known, removed_at=None).select_related("owner", "customer")
    return list(rows.order_by("pk")) if known else []


def names(rows: Iterable[Assumption], customer: int | None) -> tuple[str, ...]:
    """What they are called and what was found, for everybody who sees the decision: of a private customer that is not
    its own, nothing is said."""
    rows = list(rows)
    with unveiled():
        private = private_of({row.customer_id for row in rows if row.customer_id not in (None, customer)})
    return tuple("…" if row.customer_id in private else spoken(row) for row in rows)


def spoken(row: Assumption) -> str:
    found = " ".join(row.finding.split()) if row.state == "invalidated" else ""
    return quoted(row.title) + (f" ({found[:200]})" if found else "")


def leaning_on(rows: Sequence[Assumption]) -> set[str]:
    """The keys of the decisions that lean on these, whoever asks. One statement."""
    keys = [row.key for row in rows if row.key]
    if not keys:
        return set()
    with unveiled():
        return {decision for decision, _ in ties(assumptions=keys)}
