"""Who hears of a blocker: its owner of what the clock did, and those whose work its fallback changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handrail.house.escalations.acting import Crowd
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.verbs import Telling, message
from handrail.house.workspaces.scope import current
from handrail.kit.words import mark
from handrail.record.plans.models import Milestone
from handrail.record.tasks.models import Task

from . import effects
from .models import Blocker
from .states import Step

TOOK = mark("It was not solved in time, and the fallback took effect.")
WAITING = mark("It was not solved in time. The customer would see the fallback: it waits for your word.")
REFUSED = mark("It was not solved in time, and the fallback was refused: %(why)s")
SOLVED = mark("%(who)s says that this is solved.")
CHANGED = mark("“%(blocker)s” was not solved in time: its fallback changed this.")
CHANGED_UNSEEN = mark("Something that you may not see was not solved in time: its fallback changed this.")
LOOK, WORD, WHY, OPEN_IT = mark("Open the blocker"), mark("Say whether"), mark("See why"), mark("Open it")
CLOCKED = {"fall_back": (TOOK, LOOK), "ask": (WAITING, WORD), "stop": (REFUSED, WHY)}


def tell(taken: Iterable[tuple[Blocker, Step]]) -> None:
    """Of each step those whom it concerns; nobody of what they did themselves."""
    me = current().member
    told: list[Telling] = []
    for row, step in taken:
        mine = me is not None and row.owner_id == me.pk
        if row.owner_id is not None and not mine:
            if step.name in CLOCKED:
                words, do = CLOCKED[step.name]
                told.append(
                    telling(
                        row, row.owner_id, words, {"why": row.refusal.get("message", "")}, do, urgent=True
                    )
                )
            elif step.name == "resolve":
                told.append(telling(row, row.owner_id, SOLVED, {"who": me.name if me else "Handrail"}, LOOK))
        if step.carries:
            told += of_work(row, me.pk if me is not None else 0)
    if told:
        nudges.tell(told)


def telling(
    row: Blocker, recipient: int, words: str, params: dict[str, Any], step: str, *, urgent: bool = False
) -> Telling:
    return message(row, recipient, words, under="blockers", params=params, step=step, urgent=urgent)


def of_work(row: Blocker, me: int) -> list[Telling]:
    """Whoever owns what was changed. Two statements, and two more where somebody else does."""
    changed = list(effects.of_row(row.effects))
    found: list[Any] = []
    for kind, model in (("task", Task), ("milestone", Milestone)):
        keys = {one.key for one in changed if one.kind == kind}
        if keys:
            rows: Any = model._default_manager.filter(key__in=keys, removed_at=None, owner__isnull=False)
            found += list(rows.exclude(owner__in=[pk for pk in (me, row.owner_id) if pk]).order_by("pk"))
    if not found:
        return []
    may_see = Crowd().who_may_see(row.customer_id)
    return [of_one(row, one, one.owner_id in may_see) for one in found]


def of_one(row: Blocker, one: Any, seen: bool) -> Telling:
    kind = str(one._meta.model_name)
    return message(
        one, one.owner_id, CHANGED if seen else CHANGED_UNSEEN, under=f"{kind}s", name="blocker.changed",
        occasion=f"blocker:{row.pk}:{row.revision}:{kind}:{one.pk}",
        params={"blocker": row.title} if seen else {}, step=OPEN_IT,
    )  # fmt: skip
