"""Firing what has become due, in every workspace, by any number of workers.

A batch is one transaction: the deadlines are taken (whoever else looks passes over them), asked once more whether
they still make sense, the nudges and the ledger's lines are written, and the deadlines move on to their next
moment. Killed before the commit, nothing of it has happened, and somebody else takes them; after it, all of it
has. The unique keys of a nudge hold even where two computed the same.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from handrail import wiring
from handrail.house.ledger.append import Line, append
from handrail.house.ledger.inserting import plain
from handrail.house.ledger.rows import today
from handrail.house.ledger.sweeps import everywhere
from handrail.house.nudges.verbs import Telling, tell
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, enter
from handrail.kit import clock, supervise

from . import promising
from .firing import HELD, NOBODY, TOLD, Passed, passed, pause, words
from .kinds import Kind, Promise
from .models import Deadline
from .policy import Rules
from .promising import Found
from .verbs import PLACE, SAID, row_of

log = logging.getLogger(__name__)
ROUND, BATCH = 4_000, 1_000
AGAIN = timedelta(minutes=5)
"""What is owed until somebody acts stays due; where its effect did not move it, it is not asked again at once."""
Key = tuple[str, int, str]
Told = tuple[int | None, str]

DUE = """
SELECT workspace_id, array_agg(id ORDER BY next_fire_at, id)
FROM (SELECT workspace_id, id, next_fire_at FROM deadlines_deadline
      WHERE next_fire_at <= %s ORDER BY next_fire_at LIMIT %s) AS due
GROUP BY workspace_id
"""


@dataclass(frozen=True, slots=True)
class Firing:
    """A deadline that speaks: the row it is about, its promise, and who is told (None: nobody is left)."""

    deadline: Deadline
    found: Found
    passed: Passed
    recipient_id: int | None

    @property
    def occasion(self) -> str:
        """The same for everybody who computes it: a moment of a promise comes once."""
        one = self.deadline
        return f"{one.name}:{one.subject_id}:{one.due_at:%Y-%m-%dT%H:%M}:{self.passed.offset}"

    @property
    def misses(self) -> bool:
        return self.passed.offset == self.deadline.missed


def fire_due() -> int:
    """All that is due now. Nothing due costs one statement. Returns how many deadlines were taken."""
    total = 0
    while True:
        due = due_ids()
        taken = sum(fire_in(workspace, ids) for workspace, ids in due.items())
        total += taken
        if not taken or sum(map(len, due.values())) < ROUND or supervise.ending.is_set():
            return total


def due_ids() -> dict[int, list[int]]:
    """{workspace: deadlines}, the longest due first, found with the sweeps' own role."""
    return dict(everywhere(DUE, [clock.real(), ROUND]))


def fire_in(workspace: int, ids: Sequence[int]) -> int:
    """One workspace's, in batches. What fails only at the commit must not keep the others waiting."""
    total = 0
    for start in range(0, len(ids), BATCH):
        try:
            with enter(workspace, cause="deadline"):
                total += fire(ids[start : start + BATCH])
        except Exception:
            log.exception("firing deadlines of workspace %d failed; they stay due", workspace)
    return total


def fire(ids: Sequence[int], until: datetime | None = None) -> int:
    """Take those of these that nobody else holds, and let them speak. Inside the workspace, one transaction.

    `until` is another moment than this one (real time), for whoever turns the clock ahead.
    """
    mine = Deadline.objects.filter(
        workspace_id=current().workspace_id, pk__in=ids, next_fire_at__lte=until or clock.real()
    )
    taken = list(mine.order_by("pk").select_for_update(no_key=True, skip_locked=True))
    serve(taken)
    return len(taken)


def serve(taken: Sequence[Deadline]) -> None:
    """All together; where that fails, by halves, so that a poison one ends up alone and steps aside."""
    if not taken:
        return
    try:
        with transaction.atomic():
            act(taken)
    except Exception as error:
        if len(taken) > 1:
            middle = len(taken) // 2
            serve(taken[:middle])
            serve(taken[middle:])
            return
        log.exception("the deadline %s of %s %s can not fire", taken[0].name, *subject_of(taken[0]))
        set_aside(taken[0], error)


def subject_of(one: Deadline) -> tuple[str, str]:
    return one.subject_kind, one.subject_key


def set_aside(one: Deadline, error: Exception) -> None:
    """Pushed ahead and kept visible (`queries.troubled`); it fires once what is wrong with it is mended."""
    values = {
        "attempts": one.attempts + 1,
        "problem": f"{type(error).__name__}: {error}"[:2000],
        "next_fire_at": clock.real() + pause(one.attempts + 1),
    }
    Deadline.objects.filter(pk=one.pk).update(**values)


# -- one batch ----------------------------------------------------------------------------------------------


def act(taken: Sequence[Deadline]) -> None:
    """What was taken stays as it was read, so that a part of it can be tried again."""
    there, members, how = promised(taken), present(), promising.rules()
    kept: list[Deadline] = []
    firings: list[Firing] = []
    for one in taken:
        found = there.get(key_of(one))
        fresh = renewed(one, found, how) if found else None
        if found and fresh:
            kept.append(fresh)
            firings += firings_of(one, fresh, found, how, members)
    spoken = [firing for firing in firings if not firing.passed.skipped]
    told, held = heard(spoken)
    tell_outside(
        one for one in spoken if not one.passed.further and (one.recipient_id, one.occasion) not in held
    )
    append([line(firing, told, held) for firing in firings if not firing.passed.further], read=False)
    move_on(kept, {one.pk for one in taken} - {one.pk for one in kept})


def key_of(one: Deadline) -> Key:
    return one.subject_kind, one.subject_id, one.name


def promised(taken: Sequence[Deadline]) -> dict[Key, Found]:
    """What their subjects promise at this moment: the world has moved on since they were computed."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for one in taken:
        wanted[one.subject_kind].add(one.subject_id)
    known = {kind: ids for kind, ids in wanted.items() if kind in wiring.DEADLINES}
    return {(kind, row.pk, p.name): (row, p) for kind, (row, p) in promising.found_in(known)}


def present() -> dict[int, str]:
    """Everybody who is still here, with their role; who was there first comes first."""
    here = Member.objects.here().order_by("pk")
    return dict(here.values_list("pk", "role"))


def recipient_of(promise: Promise, here: Mapping[int, str]) -> int | None:
    found = next((member for member in promise.tell if member in here), None)
    if found is None and promise.heard:
        return next((member for member, role in here.items() if role == "owner"), None)
    return found


def renewed(one: Deadline, found: Found, how: Rules) -> Deadline | None:
    """The deadline as its subject promises it now, waiting for its next moment."""
    row, promise = found
    fresh = promising.drafted(one.subject_kind, row, promise, how, clock.now())
    if fresh is not None:
        fresh.pk, fresh.fired_at, fresh.fired_offset = one.pk, one.fired_at, one.fired_offset
    return fresh


def firings_of(
    one: Deadline, fresh: Deadline, found: Found, how: Rules, here: Mapping[int, str]
) -> list[Firing]:
    """What has become due of `one`. Where the date has moved in the meantime, nothing yet."""
    if (fresh.due_at, fresh.offsets) != (one.due_at, one.offsets):
        return []
    promise, now = found[1], clock.now()
    planned = how.schedule(promise.due, fresh.offsets)
    kind = promising.kinds()[one.name]
    due = passed(planned, one.next_offset, fresh.missed, kind, now, own_of(kind, promise))
    if due:  # none where the clock was turned back in between: it waits for its moment again
        fresh.fired_at, fresh.fired_offset = now, due[-1].offset
        if fresh.next_fire_at and fresh.next_fire_at <= clock.real():
            fresh.next_fire_at = clock.real() + AGAIN
    return [Firing(fresh, found, each, recipient_of(promise, here)) for each in due]


def own_of(kind: Kind, promise: Promise) -> tuple[str, ...]:
    """The distances at which the house itself speaks of this promise."""
    return promising.rules().own(kind, breaks=promise.breaks)


def heard(firings: Sequence[Firing]) -> tuple[set[Told], set[Told]]:
    """Rules hear of it first, and may hold the house back. Returns who was told what, and what was held back."""
    silent = wiring.load(wiring.HEEDED)(firings) if wiring.HEEDED and firings else set()
    spoken = [firing for place, firing in enumerate(firings) if place not in silent]
    held = {(firing.recipient_id, firing.occasion) for place, firing in enumerate(firings) if place in silent}
    return speak(spoken), held


def speak(firings: Iterable[Firing]) -> set[Told]:
    """Nudges, and what else was agreed to happen where a promise is missed. Returns who was told what."""
    effects: defaultdict[str, list[Firing]] = defaultdict(list)
    nudges: list[Firing] = []
    for firing in firings:
        effect = wiring.FIRES.get(firing.deadline.name) if firing.misses else None
        (effects[effect] if effect else nudges).append(firing)
    for effect, some in effects.items():
        wiring.load(effect)(some)
    day = today()
    told = tell(telling(firing, day) for firing in nudges if firing.recipient_id)
    acted = {(f.recipient_id, f.occasion) for some in effects.values() for f in some}
    return acted | {(nudge.recipient_id, nudge.occasion) for nudge in told}


def tell_outside(firings: Iterable[Firing]) -> None:
    """People outside hear of some dates, too: what is sent to them is part of this transaction."""
    some: defaultdict[str, list[Firing]] = defaultdict(list)
    for firing in firings:
        if effect := wiring.TOLD_OUTSIDE.get(firing.deadline.name):
            some[effect].append(firing)
    for effect, mine in some.items():
        wiring.load(effect)(mine)


def telling(firing: Firing, day: date) -> Telling:
    one, kind = firing.deadline, promising.kinds()[firing.deadline.name]
    zone = ZoneInfo(current().workspace.time_zone)
    said = words(kind, one.due_on or one.due_at.astimezone(zone).date(), day)
    assert firing.recipient_id is not None  # those without were left out
    return Telling(
        recipient_id=firing.recipient_id,
        occasion=firing.occasion,
        name=one.name,
        subject_kind=one.subject_kind,
        subject_id=one.subject_id,
        subject_key=one.subject_key,
        about_id=one.about_id,
        title=one.title,
        reason=said.reason,
        params={"days": said.days},
        step=kind.step,
        step_path=kind.path.format(key=one.subject_key),
        urgent=firing.misses,
    )


def line(firing: Firing, told: set[Told], held: set[Told]) -> Line:
    """What the subject's history keeps: that it was said, or why not."""
    why = firing.passed.skipped
    if not why and (firing.recipient_id, firing.occasion) not in told:
        why = TOLD if firing.recipient_id else NOBODY
        why = HELD if (firing.recipient_id, firing.occasion) in held else why
    cause = f"deadline {firing.deadline.name} {firing.passed.offset}"
    row, _promise = firing.found
    return Line(row, "skipped" if why else "reminded", {}, f"{cause}: {why}" if why else cause)


MOVED = ", ".join(f'"{column}" = v."{column}"' for column in (*SAID, *PLACE))
MOVE = f"""
WITH gone AS (DELETE FROM deadlines_deadline WHERE id = ANY(%s))
UPDATE deadlines_deadline AS d SET {MOVED}
FROM jsonb_populate_recordset(NULL::deadlines_deadline, %s::jsonb) AS v WHERE d.id = v.id
"""


def move_on(kept: Sequence[Deadline], gone: Iterable[int]) -> None:
    """Each to its next moment, or to rest; what is not promised any more goes."""
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [list(gone), json.dumps([row_of(one) for one in kept], default=plain)])
