"""How launches and what was judged about them went: statements for `past.told`, each with the records it counts.

What came from outside has its own days (a case was opened, something was read); the rest is told by the history.
"""

from __future__ import annotations

# Cases that were solved, of customers for whom something had gone live shortly before: by the rollout, or by a project
# of their own.
RESOLVED = """
SELECT c.id, c.solved_on, c.solved_on - c.opened_on
FROM customers_supportcase AS c
WHERE c.workspace_id = %(ws)s AND c.solved_on BETWEEN %(first)s AND %(last)s AND c.opened_on <= c.solved_on
  AND (c.removed_at IS NULL OR (c.removed_at AT TIME ZONE %(zone)s)::date > c.solved_on)
  AND (EXISTS (
    SELECT FROM rollout_step AS s WHERE s.workspace_id = %(ws)s AND s.customer_id = c.customer_id
      AND s.step = 'live' AND s.state = 'done' AND s.removed_at IS NULL
      AND c.opened_on BETWEEN s.done_on AND s.done_on + %(days)s::int
  ) OR EXISTS (
    SELECT FROM projects_project AS p WHERE p.workspace_id = %(ws)s AND p.customer_id = c.customer_id
      AND p.removed_at IS NULL AND p.state <> 'dropped'
      AND c.opened_on BETWEEN p.go_live_on AND p.go_live_on + %(days)s::int
  ))
"""

# What was read of usage where somebody said how much it should be, and the cohort of the customer. What is computed of
# it is not counted once more.
USED = """
SELECT r.id, r."on", CASE m.direction WHEN 'down' THEN r.value <= m.target ELSE r.value >= m.target END,
       coalesce((
         SELECT s.cohort FROM rollout_step AS s WHERE s.workspace_id = %(ws)s AND s.customer_id = r.customer_id
           AND s.cohort <> '' AND s.removed_at IS NULL ORDER BY s.id DESC LIMIT 1
       ), nullif(c.tier, ''), '–')
FROM metrics_reading AS r JOIN metrics_metric AS m ON m.workspace_id = %(ws)s AND m.id = r.metric_id
JOIN customers_customer AS c ON c.workspace_id = %(ws)s AND c.id = r.customer_id
WHERE r.workspace_id = %(ws)s AND r.removed_at IS NULL AND r."on" BETWEEN %(first)s AND %(last)s
  AND m.purpose = 'usage' AND m.target IS NOT NULL AND m.measure = ''
"""

# What customers answered, with what it should be.
ANSWERED = """
SELECT r.id, r."on", r.value, m.unit, m.target, m.direction
FROM metrics_reading AS r JOIN metrics_metric AS m ON m.workspace_id = %(ws)s AND m.id = r.metric_id
WHERE r.workspace_id = %(ws)s AND r.removed_at IS NULL AND r."on" BETWEEN %(first)s AND %(last)s
  AND m.purpose = 'survey' AND m.measure = ''
"""

# Each time that a case became one that the customer has escalated; one that came in as such, on the day it was opened.
ESCALATED = """
WITH told AS (
  SELECT e.subject_id, e.kind = 'supportcase.created' AS born, (e.at AT TIME ZONE %(zone)s)::date AS day,
         (e.changes->'opened_on'->>1)::date AS opened
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'supportcase' AND e.changes->'escalated'->>1 = 'true'
    AND coalesce(e.cause, '') NOT LIKE 'undo %%'
), days AS (SELECT subject_id, CASE WHEN born THEN coalesce(opened, day) ELSE day END AS day FROM told)
SELECT d.subject_id, d.day
FROM days AS d JOIN customers_supportcase AS c ON c.workspace_id = %(ws)s AND c.id = d.subject_id
WHERE d.day BETWEEN %(first)s AND %(last)s
  AND (c.removed_at IS NULL OR (c.removed_at AT TIME ZONE %(zone)s)::date > d.day)
"""

RAISED = """
SELECT x.id, (x.since AT TIME ZONE %(zone)s)::date FROM escalations_escalation AS x
WHERE x.workspace_id = %(ws)s AND x.removed_at IS NULL
  AND (x.since AT TIME ZONE %(zone)s)::date BETWEEN %(first)s AND %(last)s
"""

# Projects by the day they were to go live, and whether their three states were written that night.
WRITTEN = """
WITH told AS (
  SELECT e.subject_id, e.id, e.at, e.kind = 'project.created' AS born, (e.changes->'go_live_on'->>1)::date AS due,
         lead(e.at) OVER (PARTITION BY e.subject_id ORDER BY e.id) AS next
  FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'project' AND jsonb_exists(e.changes, 'go_live_on')
), promised AS (
  SELECT told.*, (told.due + 1)::timestamp AT TIME ZONE %(zone)s AS night
  FROM told WHERE told.due BETWEEN %(first)s AND %(last)s
)
SELECT DISTINCT ON (p.subject_id, p.due) p.subject_id, p.due, w.there = 3
FROM promised AS p
JOIN projects_project AS t ON t.workspace_id = %(ws)s AND t.id = p.subject_id
LEFT JOIN LATERAL (
  SELECT e.changes->'state'->>1 AS state FROM ledger_event AS e
  WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'project' AND e.subject_id = p.subject_id
    AND jsonb_exists(e.changes, 'state') AND (e.at < p.night OR e.id <= p.id) ORDER BY e.id DESC LIMIT 1
) AS s ON true
CROSS JOIN LATERAL (
  SELECT count(*) AS there FROM unnest(ARRAY['expected', 'failure', 'recovery']) AS f (field)
  WHERE coalesce((
    SELECT e.changes->f.field->>1 FROM ledger_event AS e
    WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'project' AND e.subject_id = p.subject_id
      AND jsonb_exists(e.changes, f.field) AND (e.at < p.night OR e.id <= p.id) ORDER BY e.id DESC LIMIT 1
  ), '') <> ''
) AS w
WHERE (p.next IS NULL OR p.next >= p.night) AND (p.at < p.night OR p.next IS NULL OR p.born)
  AND s.state IS DISTINCT FROM 'dropped' AND (t.removed_at IS NULL OR t.removed_at >= p.night)
ORDER BY p.subject_id, p.due, p.id
"""

# Tasks that were done, with the days since the last of the decisions whose constraints they carry was approved.
IMPLEMENTED = """
SELECT t.id, t.done_on, greatest(0, t.done_on - max(d.decided_on))
FROM talk_link AS l
JOIN decisions_constraint AS k ON k.workspace_id = %(ws)s AND k.removed_at IS NULL AND l.target = 'constraint:' || k.key
JOIN decisions_decision AS d ON d.workspace_id = %(ws)s AND d.id = k.decision_id
  AND d.state IN ('approved', 'superseded') AND d.decided_on IS NOT NULL
JOIN tasks_task AS t ON t.workspace_id = %(ws)s AND l.source IN ('task:' || t.key, 'card:' || t.key)
WHERE l.workspace_id = %(ws)s AND l.relation = 'carries' AND l.removed_at IS NULL
  AND t.removed_at IS NULL AND t.state = 'done' AND t.done_on BETWEEN %(first)s AND %(last)s
GROUP BY t.id, t.done_on
"""

# Cards that went from one stage of their board to another, and whether that was onwards. What was taken back is none.
WENT = """
SELECT c.task_id, (e.at AT TIME ZONE %(zone)s)::date, t.position > f.position
FROM ledger_event AS e
JOIN projects_card AS c ON c.workspace_id = %(ws)s AND c.id = e.subject_id
JOIN projects_stage AS f ON f.workspace_id = %(ws)s AND f.id = (e.changes->'stage_id'->>0)::bigint
JOIN projects_stage AS t ON t.workspace_id = %(ws)s AND t.id = (e.changes->'stage_id'->>1)::bigint
WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'card' AND jsonb_exists(e.changes, 'stage_id')
  AND f.board_id = t.board_id AND f.position <> t.position AND coalesce(e.cause, '') NOT LIKE 'undo %%'
  AND (e.at AT TIME ZONE %(zone)s)::date BETWEEN %(first)s AND %(last)s
"""
