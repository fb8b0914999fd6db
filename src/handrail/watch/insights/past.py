"""How things stood on a day that is over, by the history: what is changed later does not change that day.

A promise that was moved while its day was ahead counts on its new day; one that was moved afterwards counts on both.
What came in only after its day (an import, say) counts as it came in. Events follow each other by their ids, see
`values.fold`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection

from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current

from .measures import Period

# Records by the day they were promised for, and whether they were done that night. What was dropped by then does not
# count, nor what was taken back as if it had never been; what was removed is not done.
PROMISED = """
WITH told AS (
  SELECT e.subject_id, e.id, e.at, e.kind = '{kind}.created' AS born, (e.changes->'due_on'->>1)::date AS due,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS next
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = '{kind}' AND jsonb_exists(e.changes, 'due_on')
), promised AS (
  SELECT told.*, (told.due + 1)::timestamp AT TIME ZONE %(zone)s AS night
  FROM told WHERE told.due BETWEEN %(first)s AND %(last)s
)
SELECT DISTINCT ON (p.subject_id, p.due) p.subject_id, p.due,
       r.gone IS NULL AND s.state IN ({done})
       AND CASE WHEN s.born AND s.done_on IS NOT NULL THEN s.done_on <= p.due ELSE s.at < p.night END
FROM promised AS p
JOIN {table} AS t ON t.workspace_id = %(ws)s AND t.id = p.subject_id
LEFT JOIN LATERAL (
  SELECT e.at, e.kind = '{kind}.created' AS born, e.changes->'{state}'->>1 AS state,
         (e.changes->'{on}'->>1)::date AS done_on
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = '{kind}' AND e.subject_id = p.subject_id
    AND jsonb_exists(e.changes, '{state}') AND (e.at < p.night OR e.id <= p.id) ORDER BY e.id DESC LIMIT 1
) AS s ON true
LEFT JOIN LATERAL (
  SELECT e.cause, e.changes->'removed_at'->>1 AS gone FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = '{kind}' AND e.subject_id = p.subject_id
    AND jsonb_exists(e.changes, 'removed_at') AND (e.at < p.night OR e.id <= p.id) ORDER BY e.id DESC LIMIT 1
) AS r ON true
WHERE (p.next IS NULL OR p.next >= p.night) AND (p.at < p.night OR p.next IS NULL OR p.born)
  AND s.state IS DISTINCT FROM 'dropped' AND (r.gone IS NULL OR r.cause NOT LIKE 'undo %%')
ORDER BY p.subject_id, p.due, p.id
"""
TASKS = PROMISED.format(kind="task", table="tasks_task", state="state", done="'done'", on="done_on")
SIGNALS = PROMISED.format(
    kind="signal", table="readiness_signal", state="standing", done="'proven'", on="proven_on"
)
DECISIONS = PROMISED.format(
    kind="decision",
    table="decisions_decision",
    state="state",
    done="'approved', 'rejected', 'superseded', 'reverted'",
    on="decided_on",
)

# The account-risk reviews by the moment they were planned for, and how they stood a day later.
REVIEWS = """
WITH told AS (
  SELECT e.subject_id, e.id, (e.changes->'at'->>1)::timestamptz AS due,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS next
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'review' AND jsonb_exists(e.changes, 'at')
)
SELECT r.id, (p.due AT TIME ZONE %(zone)s)::date, s.state IN ('open', 'done'), p.due
FROM told AS p
JOIN reviews_review AS r ON r.workspace_id = %(ws)s AND r.id = p.subject_id
LEFT JOIN LATERAL (
  SELECT e.changes->'state'->>1 AS state FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'review' AND e.subject_id = r.id
    AND jsonb_exists(e.changes, 'state') AND e.at <= p.due + interval '1 day' ORDER BY e.id DESC LIMIT 1
) AS s ON true
WHERE r.project_id IS NULL AND r.cadence_id IS NOT NULL AND r.kind = 'weekly'
  AND (p.due AT TIME ZONE %(zone)s)::date BETWEEN %(first)s AND %(last)s AND (p.next IS NULL OR p.next > p.due)
  AND s.state <> 'off' AND (r.removed_at IS NULL OR r.removed_at > p.due + interval '1 day')
"""

# Handoffs by the day they were to be accepted by, and whether they were that night, without having gone back before.
# What was called off does not count.
HANDED = """
WITH told AS (
  SELECT e.subject_id, e.id, e.at, e.kind = 'handoff.created' AS born, (e.changes->'due_on'->>1)::date AS due,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS next
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'handoff' AND jsonb_exists(e.changes, 'due_on')
), promised AS (
  SELECT told.*, (told.due + 1)::timestamp AT TIME ZONE %(zone)s AS night
  FROM told WHERE told.due BETWEEN %(first)s AND %(last)s
)
SELECT DISTINCT ON (p.subject_id, p.due) p.subject_id, p.due,
       s.state = 'accepted' AND b.id IS NULL AND s.returns = 0
       AND CASE WHEN s.born AND s.accepted_on IS NOT NULL THEN s.accepted_on <= p.due ELSE s.at < p.night END
FROM promised AS p
JOIN handoffs_handoff AS h ON h.workspace_id = %(ws)s AND h.id = p.subject_id
LEFT JOIN LATERAL (
  SELECT e.at, e.kind = 'handoff.created' AS born, e.changes->'state'->>1 AS state,
         (e.changes->'accepted_on'->>1)::date AS accepted_on,
         coalesce((e.changes->'returns'->>1)::int, 0) AS returns
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'handoff' AND e.subject_id = p.subject_id
    AND jsonb_exists(e.changes, 'state') AND (e.at < p.night OR e.id <= p.id) ORDER BY e.id DESC LIMIT 1
) AS s ON true
LEFT JOIN LATERAL (
  SELECT e.id FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'handoff' AND e.subject_id = p.subject_id
    AND e.kind = 'handoff.returned' AND e.at < p.night LIMIT 1
) AS b ON true
WHERE (p.next IS NULL OR p.next >= p.night) AND (p.at < p.night OR p.next IS NULL OR p.born)
  AND (h.removed_at IS NULL OR h.removed_at >= p.night)
ORDER BY p.subject_id, p.due, p.id
"""

# What each plan said of its own handoff, where none was worked through here by then: from when until when, whether it
# came in like that, and when the plan went. The day is free text, so who asks reads it.
HANDOFFS = """
WITH told AS (
  SELECT e.subject_id, e.id, e.at, e.kind = 'plan.created' AS born, e.changes->'handoff'->1 AS said,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS next
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'plan' AND jsonb_exists(e.changes, 'handoff')
)
SELECT p.subject_id, p.said, p.at, p.next, p.born, least(t.removed_at, c.removed_at)
FROM told AS p
JOIN plans_plan AS t ON t.workspace_id = %(ws)s AND t.id = p.subject_id
JOIN customers_customer AS c ON c.workspace_id = %(ws)s AND c.id = t.customer_id
WHERE p.said->>'date' BETWEEN %(first)s::date::text AND %(last)s::date::text
  AND NOT EXISTS (
    SELECT FROM handoffs_handoff AS h WHERE h.workspace_id = %(ws)s AND h.plan_id = p.subject_id
      AND (h.due_on::text = p.said->>'date'
           OR (h.created_at AT TIME ZONE %(zone)s)::date::text <= p.said->>'date')
  )
ORDER BY p.subject_id, p.id
"""

# Spells in which a task was blocked while it lay on a board of an onboarding project: all three as they were then,
# whatever has become of task, card, board and project since. What was taken back as if it had never been is none.
BLOCKED = """
WITH of_kind AS (
  SELECT e.subject_id AS project_id, e.changes->'kind'->>1 = 'onboarding' AS so, e.at AS since,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS until
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'project' AND jsonb_exists(e.changes, 'kind')
), of_project AS (
  SELECT e.subject_id AS board_id, (e.changes->'project_id'->>1)::bigint AS project_id, e.at AS since,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS until
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'board' AND jsonb_exists(e.changes, 'project_id')
), boards AS (
  SELECT p.board_id, greatest(p.since, k.since) AS since, least(p.until, k.until) AS until
  FROM of_project AS p JOIN of_kind AS k USING (project_id)
  WHERE k.so AND greatest(p.since, k.since) < coalesce(least(p.until, k.until), 'infinity')
), here AS (
  SELECT c.task_id, c.board_id, e.changes->'removed_at'->>1 IS NULL AS so, e.at AS since,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS until
  FROM projects_card AS c JOIN ledger_event AS e ON e.workspace_id = %(ws)s AND e.subject_kind = 'card'
    AND e.subject_id = c.id AND (e.kind = 'card.created' OR jsonb_exists(e.changes, 'removed_at'))
  WHERE c.workspace_id = %(ws)s AND c.board_id IN (SELECT board_id FROM boards)
), blocked AS (
  SELECT e.subject_id AS task_id, e.changes->'state'->>1 = 'blocked' AS so, e.at AS since,
         lead(e.at) OVER later AS until, lead(e.cause) OVER later AS cause
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'task' AND jsonb_exists(e.changes, 'state')
    AND e.subject_id IN (SELECT task_id FROM here)
  WINDOW later AS (PARTITION BY e.subject_id ORDER BY e.id)
), there AS (
  SELECT e.subject_id AS task_id, e.changes->'removed_at'->>1 IS NULL AS so, e.at AS since,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS until
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'task' AND e.subject_id IN (SELECT task_id FROM here)
    AND (e.kind = 'task.created' OR jsonb_exists(e.changes, 'removed_at'))
), spells AS (
  SELECT s.task_id, greatest(s.since, h.since, b.since, t.since) AS since,
         least(s.until, h.until, b.until, t.until) AS until
  FROM blocked AS s JOIN here AS h USING (task_id) JOIN there AS t USING (task_id) JOIN boards AS b USING (board_id)
  WHERE s.so AND h.so AND t.so AND coalesce(s.cause, '') NOT LIKE 'undo %%'
)
SELECT s.task_id, (s.since AT TIME ZONE %(zone)s)::date, (s.until AT TIME ZONE %(zone)s)::date
FROM spells AS s JOIN tasks_task AS t ON t.workspace_id = %(ws)s AND t.id = s.task_id
WHERE s.since < coalesce(s.until, 'infinity')
  AND (s.since AT TIME ZONE %(zone)s)::date <= %(last)s
  AND (s.until IS NULL OR (s.until AT TIME ZONE %(zone)s)::date >= %(first)s)
"""

# The last good day of a note, as each change found it; and where it stands now, if that day is over.
NOTES = """
SELECT n.id, d.day, e.at < d.night
FROM ledger_event AS e JOIN notes_note AS n ON n.workspace_id = e.workspace_id AND n.id = e.subject_id,
LATERAL (SELECT (e.changes->'fresh_until'->>0)::date AS day,
         ((e.changes->'fresh_until'->>0)::date + 1)::timestamp AT TIME ZONE %(zone)s AS night) AS d
WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'note' AND e.changes->'fresh_until'->>0 IS NOT NULL
  AND (n.removed_at IS NULL OR n.removed_at >= d.night) AND d.day BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT n.id, n.fresh_until, false FROM notes_note AS n
WHERE n.workspace_id = %(ws)s AND n.fresh_until BETWEEN %(first)s AND %(over)s
  AND (n.removed_at IS NULL OR n.removed_at >= (n.fresh_until + 1)::timestamp AT TIME ZONE %(zone)s)
"""


def told(statement: str, period: Period, **more: Any) -> list[Any]:
    """One statement."""
    here = current().workspace
    params: dict[str, Any] = {
        "ws": here.pk, "zone": here.time_zone, "first": period.first, "last": period.last,
        "over": min(period.last, today() - timedelta(days=1)), **more,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())
