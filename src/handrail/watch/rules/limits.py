"""How often rules may act in a workspace on one day, and who hears before that is used up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handrail.house.ledger.rows import today
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.channels import owner_ids
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling
from handrail.house.workspaces.scope import current
from handrail.kit.words import mark
from handrail.watch.health.queries import policy_of

from .models import Run

WARNED = mark("Rules have acted %(acted)s times today; from %(most)s on they stop until tomorrow.")
STOPPED = mark(
    "Rules have acted %(most)s times today and stop until tomorrow. What they left out is in the log."
)
STEP = mark("Look at the log")


def most() -> int:
    return policy_of(current().workspace).rules_a_day


def acted() -> int:
    """How often rules have acted today. One statement."""
    return Run.objects.filter(
        workspace_id=current().workspace_id, day=today(), verdict="acted", spoken=False
    ).count()


def told() -> dict[str, Any]:
    """For pages: how often, of how many, and whether that is near the limit ("warn") or all of it ("bad")."""
    now, limit = acted(), most()
    return {
        "acted": now,
        "most": limit,
        "used": "bad" if now >= limit else "warn" if near(now, limit) else "",
    }


def near(acted: int, most: int) -> bool:
    return acted * 5 >= most * 4


def hold(runs: Sequence[Run]) -> None:
    """Those beyond the day's number do not act; the log keeps that they would have. At four fifths people hear."""
    if not runs:
        return
    before, limit = acted(), most()
    room = max(limit - before, 0)
    for run in runs[room:]:
        run.verdict, run.occasion = "limited", f"last:{run.subject_kind}:{run.subject_id}"
    after = before + min(len(runs), room)
    if len(runs) > room:
        tell(STOPPED, "stopped", after, limit)
    elif near(after, limit) and not near(before, limit):
        tell(WARNED, "warned", after, limit)


def tell(reason: str, what: str, acted: int, most: int) -> None:
    """Once a day."""
    nudges.tell(
        Telling(
            recipient_id=member,
            occasion=f"rules.{what}:{today()}",
            name="rules.limit",
            subject_kind="workspace",
            subject_id=current().workspace_id,
            subject_key=current().workspace.slug,
            about_id=None,
            title=current().workspace.name,
            reason=reason,
            params={"acted": acted, "most": most},
            step=STEP,
            step_path="rules/log/",
            urgent=True,
            lane=MESSAGE,
        )
        for member in owner_ids()
    )
