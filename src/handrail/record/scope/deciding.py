"""A scope change on its way: judged by the table of `states.py` before anything is written, by every path alike.

The page, the API, an edit that names another state, files and an undo all end in `go`. A yes makes its cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from handrail import wiring
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.ledger.duties import able
from handrail.house.ledger.rows import Values, today
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import steps
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.steps import refuse
from handrail.kit.verdict import Verdict
from handrail.kit.words import say
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Card, Stage
from handrail.record.tasks.models import Task

from . import queries, spelling, states, telling
from .entering import BRINGS, admitting
from .models import ScopeChange
from .states import TABLE, Asked, Step
from .wording import NAMES

WAITS = timedelta(days=7)
"""Where no day is said, an answer is due so long after it was asked for."""


class Going(steps.Going[ScopeChange, Step]):
    table = TABLE


def take(rows: Sequence[ScopeChange], name: str, values: Values | None = None) -> int:
    """Take a step of the table with these; all of them or none. Returns how many really changed."""
    step = TABLE.named(name)
    return go([Going(row, step.goes, dict(values or {}), named=step) for row in rows])


def go(going: Sequence[Going]) -> int:
    """Raises `Refused` with every answer, and changes none, where one of them may not."""
    for one in going:
        judge(one)
    refuse(going, NAMES)
    with transaction.atomic():
        decided = all(one.step is not None and one.step.decides for one in going)
        changed = ledger_rows.edit_many(
            [(one.row, arriving(one)) for one in going], kind="decided" if decided else "changed"
        )
        if not undoing.taking_back():
            for one in going:
                if one.goes == "accepted":
                    bring(one.row)
            told([one.row for one in going])
            telling.tell((one.row, one.step) for one in going if one.step is not None)
    return changed


def told(rows: Sequence[ScopeChange]) -> None:
    for name in wiring.SCOPE_DECIDED:
        wiring.load(name)(rows)


def judge(one: Going) -> None:
    """A person who takes back what they did goes any way back; to accept again takes another yes."""
    if undoing.taking_back() and one.goes != "accepted":
        return
    one.verdicts = states.judge(facts(one), one.came, one.goes, today(), one.named)


def possible(row: ScopeChange) -> list[tuple[Step, tuple[Verdict, ...]]]:
    """Every step from where it is, with its answers as it stands."""
    going = [Going(row, step.goes) for step in states.steps_from(row.state)]
    for one in going:
        judge(one)
    return [(one.step, one.verdicts) for one in going if one.step is not None]


def facts(one: Going) -> Asked:
    me, row = current().member, one.row
    metric = one.said("metric")
    return Asked(
        key=row.key or row.title,
        title=row.title,
        owner=key_of(row.owner),
        owner_name=row.owner.name if row.owner is not None else "",
        asked_by=key_of(row.asked_by),
        asker_name=row.asked_by.name if row.asked_by is not None else "",
        why=one.said("why"),
        metric=str(metric or "") or one.said("metric_text"),
        cost=one.said("cost"),
        given_up=one.said("given_up"),
        place="accept" in {step.name for step in states.steps_from(one.came)}
        and queries.first_stage(row.project, one.said("place")) is not None,
        by=key_of(me),
        reason=str(one.values.get("reason", "")),
    )


def key_of(member: Member | None) -> str:
    return member.key if member is not None else ""


def arriving(one: Going) -> dict[str, Any]:
    """What the step itself writes, and over it what somebody says."""
    values = {
        name: value for name, value in one.values.items() if name not in ("owner", "owner_id", "owner_gap")
    }
    if undoing.taking_back():
        return {**one.values, "state": one.goes}
    written: dict[str, Any] = {"state": one.goes}
    if one.goes in states.DECIDED:
        written |= {"decided_on": today(), "decided_by": current().member}
        if one.goes == "accepted":
            written["reason"] = ""
    elif one.goes == "asked":
        written |= {
            "asked_on": today(), "asked_by": current().member, "decided_on": None, "decided_by": None,
            "due_on": today() + WAITS,
        }  # fmt: skip
    return {**written, **values, "state": one.goes}


# -- what a yes brings --------------------------------------------------------------------------------------


def bring(row: ScopeChange) -> Sequence[Card]:
    """Its cards, in the first stage of its board; each is connected with what brought it."""
    stage = queries.first_stage(row.project, row.place)
    if stage is None:
        raise Invalid(
            [Problem("place", say("The project has no board with a stage."), say("Make one first."))]
        )
    wanted = spelling.cards(row.cards) or [row.title]
    tasks = list(tasks_of(row, wanted, stage))
    with admitting(row.project_id):
        made = projects.add_cards([Card(task=task, stage=stage) for task in tasks])
    talk.add_links([Link(source=ref(row), target=ref(card.task), relation=BRINGS) for card in made])
    return made


def tasks_of(row: ScopeChange, wanted: Sequence[str], stage: Stage) -> Iterable[Task]:
    keys = [one.removeprefix(spelling.TASK) for one in wanted if one.startswith(spelling.TASK)]
    there = {task.key: task for task in Task.objects.filter(key__in=keys, removed_at=None)} if keys else {}
    owner = able(stage.owner) or able(stage.board.owner)
    for one in wanted:
        key = one.removeprefix(spelling.TASK)
        if key == one:
            yield Task(
                title=one,
                text=row.why,
                customer_id=row.customer_id,
                owner=owner,
                source=f"scopechange:{row.key}"[:200],
            )
        elif key in there:
            yield there[key]
        else:
            words = say("There is no task “%(key)s” here.", key=key[:80])
            raise Invalid([Problem("cards", words, say("Correct the key, or write a title."))])
