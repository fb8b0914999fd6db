"""A whole board in one statement, written as JSON by the database: ten thousand cards without an object for any."""

from __future__ import annotations

from django.db import connection

from handrail.house.ledger import reading
from handrail.house.workspaces.scope import current

from .models import Board

MOMENT = """to_char(c.entered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
COLUMNS = {
    "key": "c.key",
    "revision": "c.revision",
    "stage": "s.key",
    "rank": "c.rank",
    "title": "t.title",
    "state": "t.state",
    "priority": "t.priority",
    "owner": "o.key",
    "due_on": "t.due_on",
    "next_action": "t.next_action",
    "customer": "u.key",
    "track": "c.track",
    "labels": "c.labels",
    "checklist": "c.checklist",
    "blocked_by": "c.blocked_by",
    "recurs": "c.recurs",
    "own": "c.own",
    "reviewer": "r.key",
    "review_on": "c.review_on",
    "review": "c.review",
    "entered_at": MOMENT,
}
CARDS = f"""
SELECT (
  SELECT coalesce(string_agg(row_to_json(one)::text, ','), '') FROM (
    SELECT {", ".join(f'{column} AS "{name}"' for name, column in COLUMNS.items())}
    FROM projects_card AS c
    JOIN tasks_task AS t ON t.id = c.task_id AND t.removed_at IS NULL
    JOIN projects_stage AS s ON s.id = c.stage_id AND s.removed_at IS NULL
    LEFT JOIN workspaces_member AS o ON o.id = t.owner_id
    LEFT JOIN workspaces_member AS r ON r.id = c.reviewer_id
    LEFT JOIN customers_customer AS u ON u.id = t.customer_id
    WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.removed_at IS NULL
    ORDER BY s.position, c.stage_id, c.rank, c.id
  ) AS one
)
FROM projects_board AS b
JOIN projects_project AS p ON p.id = b.project_id AND p.removed_at IS NULL
LEFT JOIN customers_customer AS y ON y.id = b.customer_id
WHERE b.workspace_id = %s AND b.key = %s AND b.removed_at IS NULL AND y.removed_at IS NULL
"""


def cards_of(key: str) -> bytes:
    """All cards of the board called `key` by stage and in order, as the text of a JSON list; NotFound without such a
    board. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(CARDS, [current().workspace_id, key])
        found = cursor.fetchone()
    if found is None:
        raise reading.missing(Board, key)
    return f"[{found[0]}]".encode()
