"""Who would be asked next about what is raised, and about what would be, if nobody did anything. Nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from handrail.house.deadlines import sweeps
from handrail.house.deadlines.models import Deadline
from handrail.house.escalations import acting, firing
from handrail.house.escalations.causes import CAUSES
from handrail.house.escalations.models import RESOLVED, Escalation
from handrail.kit.words import say

from .past import clock_at

Miss = tuple[datetime, Deadline]


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody is asked. `row` is not stored where it would only begin."""

    at: datetime
    row: Escalation
    member: int

    def why(self) -> str:
        with clock_at(self.at):
            template, filled = acting.why(self.row)
        return say(template, **filled)


def turns(misses: Sequence[Miss], end: datetime) -> list[Turn]:
    """Everybody who would be asked until then. A known number of statements, two for each kind of record."""
    crowd = acting.Crowd()
    begun = list(beginning(misses, crowd))
    there = Escalation.objects.filter(next_at__lte=end, removed_at=None).exclude(state=RESOLVED)
    rows = [row for _at, row in begun] + list(there.order_by("pk"))
    about = acting.subjects(rows)
    found = [Turn(at, row, row.owner_id) for at, row in begun if row.owner_id]
    for row in rows:
        owner = getattr(about.get((row.subject_kind, row.subject_id)), "owner_id", None)
        found += going_on(row, crowd, owner, end)
    return found


def beginning(misses: Sequence[Miss], crowd: acting.Crowd) -> Iterator[tuple[datetime, Escalation]]:
    """What would be raised, with the first person of its chain: not what is raised already."""
    by_cause: dict[str, dict[int, Miss]] = defaultdict(dict)
    for at, one in misses:
        if one.name in CAUSES:
            by_cause[one.name].setdefault(one.subject_id, (at, one))
    here = sweeps.present() if by_cause else {}
    for name, wanted in sorted(by_cause.items()):
        dates = [one for _at, one in wanted.values()]
        found = {row.pk: (row, promise) for _kind, (row, promise) in firing.promised(CAUSES[name], dates)}
        fresh = []
        for at, one in wanted.values():
            if one.subject_id in found:
                with clock_at(at):
                    late = firing.late_firing(one, found[one.subject_id], here)
                    fresh.append((at, firing.drafted(late, crowd)))
        known = firing.taken(row for _at, row in fresh)
        for at, row in fresh:
            if not {(*firing.named(row), None), (*firing.named(row), row.missed_on)} & known:
                yield at, row


def going_on(row: Escalation, crowd: acting.Crowd, owner: int | None, end: datetime) -> Iterator[Turn]:
    """Up its chain, each after the time of the one before."""
    while row.next_at is not None and row.next_at <= end:
        at = row.next_at
        with clock_at(at):
            values, step = firing.onward(row, crowd, owner)
        row = copied(row, values)
        if step is None:
            return
        yield Turn(at, row, step.person.pk)


def copied(row: Escalation, values: dict[str, object]) -> Escalation:
    """The same one later on: the turns before it keep what was so then."""
    made = Escalation()
    made.__dict__.update({**row.__dict__, **values})
    return made
