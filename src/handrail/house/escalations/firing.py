"""What the clock does: begin where a promise is broken, and go on to the next person. Effects of `wiring.FIRES`.

Both run in the transaction in which the deadline counts as fired; the row's own constraint and the occasion of the
nudge make them once, whoever is killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from handrail.house.deadlines import promising, sweeps
from handrail.house.deadlines.firing import Passed
from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.sweeps import Firing
from handrail.house.ledger import rows as ledger_rows
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import acting, queries
from .acting import Crowd
from .causes import CAUSES, Cause
from .models import OPEN, RESOLVED, SNOOZED, Escalation
from .policy import chain_of
from .rungs import Rung, Step, Way, next_step, steps

MOST_LATE = 200
"""How many a changed rule raises at once."""


def begin(firings: Sequence[Firing]) -> int:
    """Raise these broken promises, each once. The same statements for any number. Returns how many."""
    crowd = Crowd()
    fresh = [drafted(firing, crowd) for firing in firings]
    known = taken(fresh)
    new = [row for row in fresh if not {(*named(row), None), (*named(row), row.missed_on)} & known]
    raise_all(new)
    return len(new)


def begin_late(cause: Cause, days: int) -> int:
    """What is late by such a rule already and was not raised: at once, as a person wants it. Returns how many."""
    dates = list(queries.not_raised(cause, days, ledger_rows.today())[: MOST_LATE + 1])
    if len(dates) > MOST_LATE:
        message = say("More than %(most)s are late: that is too much at once.", most=MOST_LATE)
        raise Invalid([Problem("", message, say("Choose more days, or raise the worst of them by hand."))])
    return begin(list(late_firings(cause, dates)))


def late_firings(cause: Cause, dates: Iterable[Deadline]) -> Iterator[Firing]:
    """These dates as if they were missed now. Two statements."""
    dates = list(dates)
    found = {row.pk: (row, promise) for _kind, (row, promise) in promised(cause, dates)}
    here = sweeps.present()
    return (late_firing(one, found[one.subject_id], here) for one in dates if one.subject_id in found)


def promised(cause: Cause, dates: Iterable[Deadline]) -> Iterator[tuple[str, promising.Found]]:
    """These dates as their records promise them now. One statement."""
    wanted = {cause.name.partition(".")[0]: [one.subject_id for one in dates]}
    return (found for found in promising.found_in(wanted) if found[1][1].name == cause.name)


def late_firing(one: Deadline, found: promising.Found, here: Mapping[int, str]) -> Firing:
    told = sweeps.recipient_of(found[1], here)
    return Firing(one, found, Passed(clock.now(), one.missed), told)


def named(row: Escalation) -> tuple[str, int, str]:
    return row.subject_kind, row.subject_id, row.cause


def taken(rows: Iterable[Escalation]) -> set[tuple[str, int, str, date | None]]:
    """What is not raised again: what is raised now (for no date), and dates whose miss somebody has ended in words."""
    there = Escalation.objects.filter(subject_id__in={row.subject_id for row in rows}, removed_at=None)
    there = there.filter(~Q(state=RESOLVED) | Q(ended_by__isnull=False, missed_on__isnull=False))
    return {
        (kind, pk, cause, missed_on if state == RESOLVED else None)
        for kind, pk, cause, state, missed_on in there.values_list(
            "subject_kind", "subject_id", "cause", "state", "missed_on"
        )
    }


def under_way(row: Escalation) -> bool:
    return (*named(row), None) in taken([row])


def raise_all(rows: Sequence[Escalation]) -> None:
    if not rows:
        return
    ledger_rows.add(rows, lambda row: f"{row.subject_key} raised")
    acting.tell(rows)
    called = acting.names(row.owner_id for row in rows)
    acting.remember((row, "raised", called.get(row.owner_id or 0, "")) for row in rows)


def drafted(firing: Firing, crowd: Crowd) -> Escalation:
    one = firing.deadline
    cause, days = CAUSES[one.name], days_since(one)
    return placed(
        Escalation(
            cause=cause.name,
            subject_kind=one.subject_kind,
            subject_id=one.subject_id,
            subject_key=one.subject_key,
            title=one.title,
            why=cause.words(days),
            params={"days": days},
            missed_on=one.due_on,
            path=promising.kinds()[one.name].path.format(key=one.subject_key),
            since=clock.now(),
        ),
        crowd,
        way_of(firing),
    )


def way_of(firing: Firing) -> Way:
    """By which chain this broken promise goes."""
    one, (row, _promise) = firing.deadline, firing.found
    chain = chain_of(CAUSES[one.name], current().workspace.policy)
    return Way(chain, one.about_id, getattr(row, "owner_id", None), firing.recipient_id)


def days_since(one: Any) -> int:
    day = one.due_on or one.due_at.date()
    return int((ledger_rows.today() - day).days)


def placed(row: Escalation, crowd: Crowd, way: Way) -> Escalation:
    """On its way, with the first person of its chain; where that names nobody, an owner gap that everybody sees."""
    row.about_id, row.chain = way.about, [rung.stored() for rung in way.chain]
    step = next(steps(way, crowd.who_may_see(way.about)), None)
    if step is not None:
        for name, value in acting.standing(row, step.rung, step.person).items():
            setattr(row, name, value)
    return row


def climb(firings: Sequence[Firing]) -> None:
    """Nobody has said what happens next in their time, or what they promised is over: the next person is asked."""
    ids = [firing.deadline.subject_id for firing in firings]
    rows = list(
        Escalation.objects.filter(pk__in=ids)
        .exclude(state=RESOLVED)
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    crowd = Crowd()
    owners = acting.owners(rows)
    moves = [(row, *onward(row, crowd, owners.get(row.pk))) for row in rows]
    acting.change([(row, values) for row, values, _step in moves], "raised")
    acting.tell([row for row, _values, _step in moves])
    called = acting.names(row.owner_id for row in rows)
    acting.remember((row, "raised", called.get(row.owner_id or 0, "")) for row, _values, _step in moves)


def onward(row: Escalation, crowd: Crowd, owner: int | None) -> tuple[dict[str, Any], Step | None]:
    """To the next person; back to the same one after a snooze, or where nobody is above them."""
    people = crowd.who_may_see(row.about_id)
    here = people.get(row.owner_id or 0)
    if row.state == SNOOZED and here is not None:
        return acting.standing(row, row.rung, here), None
    told = acting.keys_told(row)
    step = next_step(acting.chain(row), row.rung + 1, people, owner=owner, base=row.owner_id, told=told)
    if step is not None:
        return acting.standing(row, step.rung, step.person), step
    values: dict[str, Any] = {"state": OPEN, "next_at": None}
    if here is not None:
        values["told"] = [*row.told, [here.key, clock.now().isoformat()]]
    return values, None


__all__ = ["Rung", "begin", "climb", "placed", "raise_all"]
