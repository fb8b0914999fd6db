"""Doing what is due until a moment, each thing at its own: the clock goes from one due moment to the next.

It is what the workers would have done by then, in the same order, through the same sweep: once, also when they come.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Min

from handrail.house.deadlines import promising, sweeps
from handrail.house.deadlines.models import Deadline
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current, enter
from handrail.watch.health import verbs as health
from handrail.watch.health.models import Standing

from . import past

BATCH = 1_000


def govern(workspace: Workspace | str | int, at: datetime) -> dict[str, int]:
    """Everything that is due until `at` (the workspace's clock). Returns how many dates fired and customers were
    judged. Each moment is a transaction: whoever is killed goes on there."""
    fired, passed = 0, datetime.min.replace(tzinfo=at.tzinfo)
    while True:
        with enter(workspace, cause="govern"):
            moment = next_due(passed, at)
            if moment is None:
                break
            with past.clock_at(moment):
                fired += fire(moment)
                current().leave()  # what it owes to readers is done at that moment too
        passed = moment
    return {"fired": fired, "judged": judge(workspace, at)}


def next_due(passed: datetime, end: datetime) -> datetime | None:
    """The next moment at which something can fire. What stays due after it has fired is not asked again."""
    offset = current().workspace.clock_offset
    rows = Deadline.objects.filter(
        workspace_id=current().workspace_id, next_fire_at__lte=promising.really(end)
    )
    late = rows.filter(next_fire_at__gt=promising.really(passed)) if passed.year > 1 else rows
    found: datetime | None = late.aggregate(first=Min("next_fire_at"))["first"]
    if found is None:
        return None
    return found + offset if offset else found


def fire(moment: datetime) -> int:
    until = promising.really(moment)
    due = Deadline.objects.filter(workspace_id=current().workspace_id, next_fire_at__lte=until).order_by("pk")
    ids: Sequence[int] = list(due.values_list("pk", flat=True))
    return sum(sweeps.fire(ids[start : start + BATCH], until) for start in range(0, len(ids), BATCH))


def judge(workspace: Workspace | str | int, at: datetime) -> int:
    """Customers whose verdict holds no longer, as of that moment."""
    with enter(workspace, cause="govern"), past.clock_at(at):
        due = Standing.objects.filter(holds_until__lte=promising.really(at)).order_by("customer_id")
        return health.judge(list(due.values_list("customer_id", flat=True)))
