"""A fallback carried out: every effect by the verb that a person would use, judged by the same gates, all or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member, Tenanted
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone
from handrail.record.plans.queries import OPEN_MILESTONES
from handrail.record.projects.models import Card, Stage
from handrail.record.projects.verbs import move_cards
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.record.tasks.queries import OPEN as OPEN_TASKS

from . import effects
from .effects import Effect
from .models import Blocker

MODELS: Mapping[str, type[Tenanted]] = {"task": Task, "milestone": Milestone}
OPEN: Mapping[str, tuple[str, ...]] = {"task": OPEN_TASKS, "milestone": OPEN_MILESTONES}
EDIT: Mapping[str, Callable[[Any], Any]] = {"task": tasks.edit_tasks, "milestone": plans.edit_milestones}


def carry(row: Blocker) -> None:
    """In their order. What is over by then is left as it is. Raises what a verb or a gate refuses."""
    for one in effects.of_row(row.effects):
        found: Any = reading.find(MODELS[one.kind], one.key, lock=True)
        if found.state not in OPEN[one.kind]:
            continue
        if one.do == "stage":
            move(found, one, row)
        else:
            EDIT[one.kind]([(found, values_of(found, one))])


def move(task: Task, one: Effect, row: Blocker) -> None:
    """To another stage, by the one judge of a move; nothing is let through."""
    card, stage = reading.find(Card, task.key, lock=True), reading.find(Stage, str(one.to))
    move_cards([card], stage, reason=say("Fallback of “%(title)s”", title=row.title)[:200])


def values_of(found: Any, one: Effect) -> dict[str, Any]:
    if one.do == "move":
        return {"due_on": moved(found, int(one.to))}
    if one.do == "date":
        return {"due_on": one.day}
    if one.do == "owner":
        return {"owner": reading.find(Member, str(one.to))}
    return {"state": one.state}


def moved(found: Any, days: int) -> Any:
    if found.due_on is None:
        words = say("“%(title)s” has no date that could be moved.", title=found)
        raise Invalid([Problem("effects", words, say("Give it a date, or set one in the fallback."))])
    try:
        return found.due_on + timedelta(days=days)
    except OverflowError:
        words = say("“%(title)s” can not be moved as far as that.", title=found)
        raise Invalid([Problem("effects", words, say("Set a date in the fallback instead."))]) from None
