"""Every change of signals, of what tests came to, and of what a signal that fails again moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.scope import current
from handrail.kit import clock, steps
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.projects.models import Card
from handrail.record.scope import locking
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.record.tasks.queries import OPEN as OPEN_TASKS

from . import checks, settling, states
from .models import Delay, Result, Signal

DERIVED = frozenset({"project", "customer", "standing", "proven_on"})
"""What the stage says, and what is judged."""
MOST_DAYS = 365
AHEAD = timedelta(minutes=5)
"""A clock elsewhere may run a little ahead of ours."""
Pairs = Iterable[tuple[Signal, Values]]


# -- signals ------------------------------------------------------------------------------------------------


def add_signals(rows: Sequence[Signal]) -> Sequence[Signal]:
    """Each stands at a stage, and so in its project; how it stands is judged here."""
    for row in rows:
        row.project_id, row.customer_id = row.stage.board.project_id, row.stage.customer_id
        row.standing, row.proven_on = "missing", None
        row.owner = row.owner or (row.stage.owner if row.owner_gap in ("", "nobody") else None)
        refuse_unclear(row, {})
    with transaction.atomic():
        made = ledger_rows.add(rows, lambda row: row.title)
        settling.again(made)
    return made


def edit_signal(row: Signal, values: Values, *, revision: int | None = None) -> bool:
    with transaction.atomic():
        changed = ledger_rows.edit(row, sayable(row, values), revision=revision)
        settling.again([row])
    return changed


def edit_signals(pairs: Pairs) -> int:
    pairs = [(row, sayable(row, values)) for row, values in pairs]
    with transaction.atomic():
        changed = ledger_rows.edit_many(pairs)
        settling.again([row for row, _ in pairs])
    return changed


def remove_signals(rows: Sequence[Signal]) -> int:
    return ledger_rows.remove(rows)


def restore_signals(rows: Sequence[Signal]) -> int:
    with transaction.atomic():
        back = ledger_rows.restore(rows)
        settling.again(rows)
    return back


def sayable(row: Signal, values: Values) -> dict[str, Any]:
    """How it stands is not for anybody to say."""
    said = {name: value for name, value in values.items() if name not in ("standing", "proven_on")}
    stage = said.get("stage", said.get("stage_id", row.stage_id))
    if getattr(stage, "pk", stage) != row.stage_id:
        words = say("A signal stays at its stage.")
        raise Invalid([Problem("stage", words, say("Remove it, and add one at the right place."))])
    refuse_unclear(row, said)
    return said


def refuse_unclear(row: Signal, values: Values) -> None:
    metric = values.get("metric", values.get("metric_id", row.metric_id))
    if problem := checks.unclear(values.get("kind", row.kind), metric, values.get("test", row.test)):
        raise Invalid([problem])


def zone() -> ZoneInfo:
    return ZoneInfo(current().workspace.time_zone)


# -- results ------------------------------------------------------------------------------------------------


def add_results(rows: Sequence[Result]) -> Sequence[Result]:
    """What tests came to. The newest of a name counts, by the time that the test says."""
    for row in rows:
        row.customer_id, row.at = row.project.customer_id, row.at or clock.now()
        if row.at > clock.now() + AHEAD:
            fix = say("Send the moment at which the test ran, with its time zone.")
            raise Invalid([Problem("at", say("This lies in the future."), fix)])
    with transaction.atomic():
        made = ledger_rows.add(rows, lambda row: f"{row.project.key} {row.name}")
        for project in {row.project_id for row in made}:
            settling.of_tests(project, {row.name for row in made if row.project_id == project})
    return made


def edit_results(pairs: Iterable[tuple[Result, Values]]) -> int:
    """What was sent stays as it was; undo brings back what it found."""
    pairs = list(pairs)
    with transaction.atomic():
        changed = ledger_rows.edit_many(pairs)
        follow([row for row, _ in pairs])
    return changed


def remove_results(rows: Sequence[Result]) -> int:
    with transaction.atomic():
        gone = ledger_rows.remove(rows)
        follow(rows)
    return gone


def restore_results(rows: Sequence[Result]) -> int:
    with transaction.atomic():
        back = ledger_rows.restore(rows)
        follow(rows)
    return back


def follow(rows: Sequence[Result]) -> None:
    for row in rows:
        settling.of_tests(row.project_id, {row.name})


# -- delays -------------------------------------------------------------------------------------------------


def take_delay(row: Delay, days: int | None = None) -> int:
    """The dates of what waits at the gate move by so many days. Returns how many cards."""
    goes = leads(row, "take")
    days = row.days if days is None else days
    if not 1 <= days <= MOST_DAYS:
        words = say("This is a number of days from 1 to %(most)s.", most=MOST_DAYS)
        raise Invalid([Problem("days", words, say("Write one."))])
    with transaction.atomic():
        cards = Card.objects.filter(
            key__in=row.items, removed_at=None, task__removed_at=None, task__state__in=OPEN_TASKS,
            task__due_on__isnull=False,
        ).select_related("task")  # fmt: skip
        moving = [(card.task, {"due_on": later(card.task, days)}) for card in cards]
        changed = tasks.edit_tasks(moving)
        settle(row, {"state": goes, "days": days})
    return changed


def later(task: Task, days: int) -> date:
    try:
        return cast(date, task.due_on) + timedelta(days=days)
    except OverflowError:
        words = say("“%(title)s” would be due after the last day of the calendar.", title=task.title[:80])
        raise Invalid(
            [Problem("days", words, say("Give it an earlier date first, or move by fewer days."))]
        ) from None


def dismiss_delay(row: Delay, reason: str) -> None:
    """Nothing moves, for a reason."""
    settle(row, {"state": leads(row, "dismiss", reason), "reason": reason.strip()})


def settle(row: Delay, values: Values) -> None:
    ledger_rows.edit(row, {**values, "by": current().member, "said_on": today()}, kind="settled")


def leads(row: Delay, name: str, reason: str = "") -> str:
    """The state that this step leads to; refused where it was answered already, or something it asks is missing."""
    keeper = locking.may_keep(row.project)
    one = states.Asked(key=row.key, title=str(row.signal), reason=reason, keeper=keeper)
    step = steps.taken(states.TABLE, one, row.state, name, states.said, today(), rights=states.RIGHTS)
    return step.goes


def edit_delays(pairs: Iterable[tuple[Delay, Values]]) -> int:
    """Undo takes an answer back."""
    return ledger_rows.edit_many(pairs)


def remove_delays(rows: Sequence[Delay]) -> int:
    return ledger_rows.remove(rows)


def restore_delays(rows: Sequence[Delay]) -> int:
    return ledger_rows.restore(rows)
