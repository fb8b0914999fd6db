"""The sweep over deadlines: one in a hundred is due, the others are only there."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from handrail.cli.session import say

from .measure import Result, result

RUNS = 5
IDLE = 200
DUE = 100  # one of so many is due

# The rows are laid by the database itself: a million through the verbs would take longer than measuring them.
TASKS = """
INSERT INTO tasks_task (workspace_id, key, revision, created_at, owner_id, owner_text, owner_gap, title, text,
                        next_action, due_on, state, priority, subject, source, fields)
SELECT %(ws)s, 't-' || n, 1, %(now)s, (%(members)s::bigint[])[1 + n %% cardinality(%(members)s::bigint[])], '', '',
       'Task ' || n, '', '', %(today)s::date + CASE WHEN n %% %(due)s = 0 THEN 1 ELSE 30 + n %% 300 END,
       'open', '', '', '', '{}'
FROM generate_series(1, %(size)s) AS n
"""
DEADLINES = """
INSERT INTO deadlines_deadline (workspace_id, subject_kind, subject_id, subject_key, name, title, owner_id, due_at,
                                due_on, offsets, missed, next_fire_at, next_offset, fired_offset, attempts, problem)
SELECT workspace_id, 'task', id, key, 'task.due', title, owner_id, due_on::timestamp AT TIME ZONE 'UTC',
       due_on, '["-1d", "0d"]', '', (due_on - 1)::timestamp AT TIME ZONE 'UTC', '-1d', '', 0, ''
FROM tasks_task WHERE workspace_id = %(ws)s
"""
AGAIN = """
UPDATE deadlines_deadline SET next_fire_at = (due_on - 1)::timestamp AT TIME ZONE 'UTC', next_offset = '-1d'
WHERE workspace_id = %s AND next_offset <> '-1d'
"""


def sweep(size: int, clients: int) -> list[Result]:
    """All that is due, with its nudges and its lines in the history; then sweeps that find nothing."""
    workspace = laid(size)
    from handrail.house.deadlines.sweeps import fire_due

    fire_due()
    runs, due = [], 0
    for _ in range(RUNS):
        again(workspace)
        started = perf_counter()
        due = fire_due()
        runs.append(perf_counter() - started)
    idle = [timed(fire_due) for _ in range(IDLE)]
    clear(workspace)
    return [
        result("sweep", size, runs, due * len(runs) / sum(runs)),
        result("sweep-idle", size, idle, len(idle) / sum(idle)),
    ]


def timed(function: object) -> float:
    started = perf_counter()
    function()  # type: ignore[operator]
    return perf_counter() - started


def laid(size: int) -> int:
    """A workspace of its own for each day: what is due depends on it."""
    import secrets

    from django.db import connection

    from handrail.house.access import verbs as access
    from handrail.house.deadlines.survey import survey
    from handrail.house.ledger.rows import today
    from handrail.house.workspaces.models import Member
    from handrail.house.workspaces.scope import enter
    from handrail.kit import clock

    from .seed import EMAIL

    owner = access.find_or_add_user(EMAIL, "Bea Bench")
    made = access.open_workspace(
        f"bench-sweep-{secrets.token_hex(3)}", f"Bench {size:,}", owner=owner, policy={"day_starts": "00:00"}
    )
    say(f"Making a workspace with {size:,} deadlines.")
    survey(made.pk)
    with enter(made.pk), connection.cursor() as cursor:
        for number in range(20):
            access.add_member(f"Member {number}", f"member-{number}@example.com")
        values: dict[str, Any] = {
            "ws": made.pk, "size": size, "due": min(DUE, size), "now": clock.now(), "today": today(),
            "members": list(Member.objects.values_list("pk", flat=True)),
        }  # fmt: skip
        cursor.execute(TASKS, values)
        cursor.execute(DEADLINES, values)
    analyse()
    return int(made.pk)


def analyse() -> None:
    """What autovacuum does a minute later."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        for table in ("tasks_task", "deadlines_deadline", "nudges_nudge"):
            cursor.execute(f"VACUUM ANALYZE {table}")


def again(workspace: int) -> None:
    """What was due is due again, and nobody was told."""
    from django.db import connection

    from handrail.house.workspaces.scope import enter

    with enter(workspace), connection.cursor() as cursor:
        cursor.execute("DELETE FROM nudges_nudge WHERE workspace_id = %s", [workspace])
        cursor.execute(AGAIN, [workspace])
    analyse()


def clear(workspace: int) -> None:
    """Nothing of it stays due, or a later bench would find it."""
    from django.db import connection

    from handrail.house.workspaces.scope import enter

    with enter(workspace), connection.cursor() as cursor:
        cursor.execute("DELETE FROM nudges_nudge WHERE workspace_id = %s", [workspace])
        cursor.execute("DELETE FROM deadlines_deadline WHERE workspace_id = %s", [workspace])
