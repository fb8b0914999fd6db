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
    """Everything that is due until `at` (the workspace's clock): dates, and customers whose verdict holds no longer.
    Returns how many fired and were judged. Each moment is a transaction: whoever is killed goes on there."""
    fired, judged, passed = 0, set[int](), datetime.min.replace(tzinfo=at.tzinfo)
    while True:
        with enter(workspace, cause="govern"):
            moment = next_due(passed, at)
            if moment is None:
                break
            with past.clock_at(moment):
                fired += fire(moment)
                judged |= judge(moment)
                current().leave()  # what it owes to readers is done at that moment too
        passed = moment
    return {"fired": fired, "judged": len(judged)}


def next_due(passed: datetime, end: datetime) -> datetime | None:
    """The next moment at which something can fire or turn. What stays due after it has fired is not asked again."""
    found = [first(Deadline, "next_fire_at", passed, end), first(Standing, "holds_until", passed, end)]
    return min((promising.as_shown(one) for one in found if one is not None), default=None)


def first(
    model: type[Deadline] | type[Standing], name: str, passed: datetime, end: datetime
) -> datetime | None:
    """The first of these moments, in real time. One statement, by the index of what is due."""
    rows = model.objects.filter(
        workspace_id=current().workspace_id, **{f"{name}__lte": promising.really(end)}
    )
    late = rows.filter(**{f"{name}__gt": promising.really(passed)}) if passed.year > 1 else rows
    found: datetime | None = late.aggregate(first=Min(name))["first"]
    return found


def fire(moment: datetime) -> int:
    until = promising.really(moment)
    due = Deadline.objects.filter(workspace_id=current().workspace_id, next_fire_at__lte=until).order_by("pk")
    ids: Sequence[int] = list(due.values_list("pk", flat=True))
    return sum(sweeps.fire(ids[start : start + BATCH], until) for start in range(0, len(ids), BATCH))


def judge(moment: datetime) -> set[int]:
    """Customers whose verdict holds no longer, as of that moment."""
    due = Standing.objects.filter(
        workspace_id=current().workspace_id, holds_until__lte=promising.really(moment)
    )
    ids = set(due.values_list("customer_id", flat=True))
    health.judge(ids)
    return ids
