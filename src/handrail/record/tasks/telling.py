"""Whoever is given a task hears of it: once, however many they are given in one go, and as they want to be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.verbs import Telling, message
from handrail.house.workspaces.scope import current, hidden_for
from handrail.kit.words import mark
from handrail.record.customers.queries import private_of

from .deadlines import OPEN
from .models import Task

GIVEN = mark("%(who)s gave you this task.")
MANY = mark("%(who)s gave you this task, and %(n)s more.")
STEP = mark("Open the task")


def given(rows: Iterable[Task]) -> None:
    """Those of these that are open, to whom they belong now: by somebody or by a rule. A book that changes hands
    tells it itself; what is taken back, or comes in by a file, is nothing new. Nobody hears of what they gave
    themselves, nor of a private customer that they may not see. Nine statements for any number of tasks, one more
    for each member of whom some are of a private customer; none where nothing was given."""
    here = current()
    if here.actor.kind != "rule" and (here.actor.kind != "member" or here.cause):
        return
    me = here.member.pk if here.member is not None else 0
    theirs: defaultdict[int, list[Task]] = defaultdict(list)
    for row in rows:
        if row.owner_id is not None and row.owner_id != me and row.state in OPEN:
            theirs[row.owner_id].append(row)
    private = private_of({row.customer_id for some in theirs.values() for row in some if row.customer_id})
    told = [(pk, seen(pk, some, private)) for pk, some in sorted(theirs.items())]
    nudges.tell([telling(pk, some) for pk, some in told if some])


def seen(member: int, rows: list[Task], private: set[int]) -> list[Task]:
    if not any(row.customer_id in private for row in rows):
        return rows
    hidden = hidden_for(member)
    return [row for row in rows if row.customer_id not in hidden]


def telling(member: int, rows: list[Task]) -> Telling:
    first, more = rows[0], len(rows) - 1
    who = current().member
    said = {"who": who.name if who is not None else "Handrail", **({"n": more} if more else {})}
    return message(
        first, member, MANY if more else GIVEN, under="tasks", name="task.given", params=said, step=STEP,
        occasion=f"task:{first.pk}:given:{member}:{first.revision}",
    )  # fmt: skip
