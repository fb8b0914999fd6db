"""Rules: dates that they decide about, and a thousand of them that listen to changes."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from handrail.cli.session import say

from .measure import Result, result

RUNS = 3
DUE = 100  # one of so many is due; of fewer, one of all
RULES, HEARING = 1_000, 20  # how many rules, and how many of them listen to what changes
BATCH = 500

CUSTOMERS = """
INSERT INTO customers_customer (workspace_id, key, revision, created_at, owner_id, owner_text, owner_gap, name, private,
    insiders, tier, currency, industry, region, size, website, sentiment, sentiment_note, external_ids, fields)
SELECT %(ws)s, 'c-' || n, 1, %(now)s, %(owner)s, '', '', 'Customer ' || n, false, '[]', '', '', '', '', '', '', '', '',
       '{}', '{}' FROM generate_series(1, %(size)s) AS n
"""
PLANS = """
INSERT INTO plans_plan (workspace_id, key, revision, created_at, owner_id, owner_text, owner_gap, customer_id, title,
    phase, status, version, updated_on, background, current_state, desired_state, evaluation, handoff, competition,
    commercial, change_log, fields)
SELECT workspace_id, 'p-' || id, 1, created_at, owner_id, '', '', id, 'Plan of ' || name, 'execute', 'active', '',
       %(today)s::date - CASE WHEN id %% %(due)s = 0 THEN 30 ELSE 1 + (id %% 25)::int END,
       '{}', '{}', '{}', '{}', '{}', '{}', '{}', '[]', '{}'
FROM customers_customer WHERE workspace_id = %(ws)s
"""
DEADLINES = """
INSERT INTO deadlines_deadline (workspace_id, subject_kind, subject_id, subject_key, about_id, name, title, owner_id,
                                due_at, due_on, offsets, missed, next_fire_at, next_offset,
                                fired_offset, attempts, problem)
SELECT workspace_id, 'plan', id, key, customer_id, 'plan.updated', title, owner_id,
       updated_on::timestamp AT TIME ZONE 'UTC', updated_on, '["+30d", "+60d"]', '+60d',
       (updated_on + 30)::timestamp AT TIME ZONE 'UTC', '+30d', '', 0, ''
FROM plans_plan WHERE workspace_id = %(ws)s
"""
AGAIN = """
UPDATE deadlines_deadline SET next_fire_at = (due_on + 30)::timestamp AT TIME ZONE 'UTC', next_offset = '+30d'
WHERE workspace_id = %s AND next_offset <> '+30d'
"""
CLEAR = ("nudges_nudge", "rules_run")


def govern(size: int, clients: int) -> list[Result]:
    """All reminders that are due, each decided by a rule: its facts, its condition, its run, and the nudge."""
    from handrail.house.deadlines.sweeps import fire_due
    from handrail.house.workspaces.scope import enter
    from handrail.watch.rules import furnishing

    workspace = opened(size)
    say(f"Making a workspace with {size:,} plans.")
    with enter(workspace):
        furnishing.furnish()
    laid(workspace, size)
    fire_due()
    runs, due = [], 0
    for _ in range(RUNS):
        again(workspace)
        started = perf_counter()
        due = fire_due()
        runs.append(perf_counter() - started)
    clear(workspace, "deadlines_deadline")
    return [result("govern", size, runs, due * len(runs) / sum(runs))]


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

    kinds = [
        (kind, name)
        for kind, one in KINDS.items()
        for name in one.fields
        if (kind, name) != ("task", "priority")
    ]
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
    made = access.open_workspace(
        f"bench-rules-{secrets.token_hex(3)}", f"Bench {size:,}", owner=owner, policy={"day_starts": "00:00"}
    )
    survey(made.pk)
    return int(made.pk)


def laid(workspace: int, size: int) -> None:
    from django.db import connection

    from handrail.house.ledger.rows import today
    from handrail.house.workspaces.models import Member
    from handrail.house.workspaces.scope import enter
    from handrail.kit import clock

    with enter(workspace), connection.cursor() as cursor:
        owner = Member.objects.get().pk
        values: dict[str, Any] = {
            "ws": workspace,
            "size": size,
            "due": min(DUE, size),
            "now": clock.now(),
            "today": today(),
            "owner": owner,
        }
        for statement in (CUSTOMERS, PLANS, DEADLINES):
            cursor.execute(statement, values)
    analyse()


def analyse() -> None:
    """What autovacuum does a minute later."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        for table in ("customers_customer", "plans_plan", "deadlines_deadline", *CLEAR):
            cursor.execute(f"VACUUM ANALYZE {table}")


def again(workspace: int) -> None:
    """What was due is due again, and no rule has looked."""
    from django.db import connection

    from handrail.house.workspaces.scope import enter

    clear(workspace)
    with enter(workspace), connection.cursor() as cursor:
        cursor.execute(AGAIN, [workspace])
    analyse()


def clear(workspace: int, *more: str) -> None:
    from django.db import connection

    from handrail.house.workspaces.scope import enter

    with enter(workspace), connection.cursor() as cursor:
        for table in (*CLEAR, *more):
            cursor.execute(f"DELETE FROM {table} WHERE workspace_id = %s", [workspace])
