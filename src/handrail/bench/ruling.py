"""Rules: dates that they decide about, and a thousand of them that listen to changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from time import perf_counter, process_time
from typing import Any

from handrail.cli.session import say

from . import laying
from .measure import Result, result, statements

RUNS = 3
RULES, HEARING = 1_000, 20  # how many rules, and how many of them listen to what changes
BATCH = 500
CLEARED = ("nudges_nudge", "rules_run", "deadlines_deadline")

DEADLINES = """
INSERT INTO deadlines_deadline (workspace_id, subject_kind, subject_id, subject_key, about_id, name, title, owner_id,
                                due_at, due_on, offsets, missed, next_fire_at, next_offset,
                                fired_offset, attempts, problem)
SELECT workspace_id, %(kind)s, id, key, customer_id, %(name)s, title, owner_id,
       {on}::timestamp AT TIME ZONE 'UTC', {on}, %(offsets)s, %(missed)s,
       ({on} + {days})::timestamp AT TIME ZONE 'UTC', %(offset)s, '', 0, ''
FROM {table} WHERE workspace_id = %(ws)s
"""
LAID = (
    ("plan", "plan.updated", "plans_plan", "updated_on", 30),
    ("milestone", "milestone.due", "plans_milestone", "due_on", -7),
)
AGAIN = """
UPDATE deadlines_deadline SET next_fire_at = (due_on + %(days)s)::timestamp AT TIME ZONE 'UTC', next_offset = %(offset)s
WHERE workspace_id = %(ws)s AND name = %(name)s AND next_offset <> %(offset)s
"""


def govern(size: int, clients: int) -> list[Result]:
    """Ten dates for each plan, one in a hundred due, each decided by a rule: its facts, its condition, its run, and
    the nudge. Statements are those of all that is due."""
    from handrail.house.deadlines.sweeps import fire_due
    from handrail.house.workspaces.scope import enter
    from handrail.watch.rules import furnishing

    workspace = laying.workspace(size)
    with enter(workspace):
        furnishing.furnish()
    clear(workspace)
    promise(workspace, size)
    fire_due()
    runs, due, busy = [], 0, 0.0
    for _ in range(RUNS):
        again(workspace)
        started, began = perf_counter(), process_time()
        due = fire_due()
        runs.append(perf_counter() - started)
        busy += process_time() - began
    again(workspace)
    counted = statements(fire_due)
    clear(workspace)
    each, python = (seconds / RUNS / max(due, 1) * 1_000 for seconds in (sum(runs), busy))
    say(
        f"govern: {due:,} due; each {each:.2f} ms, {python:.2f} of Python, {counted / max(due, 1):.3f} statements."
    )
    return [result("govern", size, runs, due * RUNS / sum(runs), statements=counted)]


def promise(workspace: int, size: int) -> None:
    """The dates of all plans and milestones, as they would be computed."""
    from django.db import connection

    from handrail.house.deadlines import promising
    from handrail.house.workspaces.scope import enter
    from handrail.kit import clock

    say(f"Laying {size * (1 + laying.MILESTONES):,} dates.")
    with enter(workspace), connection.cursor() as cursor:
        for kind, name, table, on, days in LAID:
            one = promising.rows(kind).order_by("pk")[0]
            [promised] = [p for p in promising.promising(kind)(one) if p.name == name]
            draft = promising.drafted(kind, one, promised, promising.rules(), clock.now())
            assert draft is not None
            said: dict[str, Any] = {
                "ws": workspace,
                "kind": kind,
                "name": name,
                "missed": draft.missed,
                "offset": f"{days:+}d",
            }
            sql = DEADLINES.format(on=on, days=days, table=table)
            cursor.execute(sql, {**said, "offsets": json.dumps(draft.offsets)})
    laying.analyse(*CLEARED)


def rules(size: int, clients: int) -> list[Result]:
    """So many changes of tasks in batches of 500, in a workspace of 1,000 rules of which 20 listen to them."""
    from handrail.house.ledger.sweeps import serve_workspace
    from handrail.house.workspaces.models import Member
    from handrail.house.workspaces.scope import enter
    from handrail.record.tasks import verbs as tasks
    from handrail.record.tasks.models import Task
    from handrail.watch.rules import verbs

    workspace = opened(size)
    say(f"Making {RULES:,} rules and {size:,} tasks.")
    with enter(workspace):
        owner = Member.objects.get()
        verbs.add_rules([rule(number, owner) for number in range(RULES)])
        for start in range(0, size, BATCH):
            some = range(start, min(start + BATCH, size))
            tasks.add_tasks([Task(key=f"t-{n}", title=f"Task {n}", owner=owner) for n in some])
    serve_workspace(workspace)
    timings = []
    for priority in ("high", "low", "medium")[:RUNS]:
        started = perf_counter()
        for start in range(0, size, BATCH):
            with enter(workspace):
                rows = list(Task.objects.order_by("pk")[start : start + BATCH])
                tasks.edit_tasks([(row, {"priority": priority}) for row in rows])
            serve_workspace(workspace)
        timings.append(perf_counter() - started)
    clear(workspace)
    return [result("rules", size, timings, size * len(timings) / sum(timings))]


def rule(number: int, owner: Any) -> Any:
    from handrail.watch.rules.facts import KINDS
    from handrail.watch.rules.models import Rule

    kinds = [(kind, name) for kind, one in KINDS.items() for name in one.fields if kind != "task"]
    kind, name = ("task", "priority") if number < HEARING else kinds[number % len(kinds)]
    condition = f'task.priority == "critical" && task.title == "Task {number}"' if number < HEARING else ""
    return Rule(
        key=f"r-{number}", title=f"Rule {number}", owner=owner, state="on", condition=condition,
        when={"event": f"{kind}.saved", "fields": [name]}, then=[{"nudge": "owner"}],
    )  # fmt: skip


def opened(size: int) -> int:
    import secrets

    from handrail.house.access import verbs as access
    from handrail.house.deadlines.survey import survey

    from .seed import EMAIL

    owner = access.find_or_add_user(EMAIL, "Bea Bench")
    made = access.open_workspace(f"bench-rules-{secrets.token_hex(3)}", f"Bench {size:,}", owner=owner)
    survey(made.pk)
    return int(made.pk)


def again(workspace: int) -> None:
    """What was due is due again, and no rule has looked."""
    from django.db import connection

    from handrail.house.workspaces.scope import enter

    clear(workspace, CLEARED[:2])
    with enter(workspace), connection.cursor() as cursor:
        for _kind, name, _table, _on, days in LAID:
            cursor.execute(AGAIN, {"ws": workspace, "name": name, "days": days, "offset": f"{days:+}d"})
    laying.analyse(*CLEARED)


def clear(workspace: int, tables: Sequence[str] = CLEARED) -> None:
    """Nothing of it stays due, or a later bench would find it."""
    from django.db import connection

    from handrail.house.workspaces.scope import enter

    with enter(workspace), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table} WHERE workspace_id = %s", [workspace])
