"""What a board draws of its cards, as plain values: the first of each stage, the next of one, a list in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import orjson
from django.db import connection

from .models import Board
from .own import REQUIRED
from .wanting import Spec
from .wanting import Wanted as Wanted


class Face(NamedTuple):
    """One card as it is drawn. Two with the same values look the same."""

    pk: int
    key: str
    stage_id: int
    task_id: int
    title: str
    next_action: str
    state: str
    due_on: date | None
    owner: str | None
    customer: str | None
    track: str
    labels: str
    points: int
    ticked: int
    review: str
    review_on: date | None
    recurs: bool
    waits: int
    broken: int
    """How much of what it carries follows from a decision that does not hold any more."""
    group: str
    own: tuple[tuple[str, str, Any], ...] = ()
    """What its board shows of its own fields: (label, kind, value)."""


WAITS = """CASE WHEN c.blocked_by = '[]' THEN 0 ELSE (
    SELECT count(*) FROM tasks_task AS b WHERE b.workspace_id = c.workspace_id AND b.removed_at IS NULL
    AND b.key IN (SELECT jsonb_array_elements_text(c.blocked_by)) AND b.state NOT IN ('done', 'dropped')) END"""
TICKED = """jsonb_array_length(jsonb_path_query_array(c.checklist, '$[*] ? (@.done == true)'))"""
BROKEN = """(
    SELECT count(*) FROM talk_link AS l
    JOIN decisions_constraint AS k ON k.workspace_id = l.workspace_id AND k.key = substr(l.target, 12)
        AND k.removed_at IS NULL
    JOIN decisions_decision AS d ON d.workspace_id = k.workspace_id AND d.id = k.decision_id
    WHERE l.workspace_id = c.workspace_id AND l.source IN ('card:' || c.key, 'task:' || c.key)
        AND l.relation = 'carries' AND l.target LIKE 'constraint:%%' AND l.removed_at IS NULL
        AND (d.state <> 'approved' OR d.removed_at IS NOT NULL))"""
COLUMNS = (
    "c.id, c.key, c.stage_id, c.task_id, t.title, t.next_action, t.state, t.due_on, o.name, u.name, c.track, "
    f"c.labels::text, jsonb_array_length(c.checklist), {TICKED}, c.review, c.review_on, c.recurs <> '', {WAITS}, "
    f"{BROKEN}"
)
BESIDE = """JOIN tasks_task AS t ON t.id = c.task_id AND t.removed_at IS NULL
    LEFT JOIN workspaces_member AS o ON o.id = t.owner_id
    LEFT JOIN customers_customer AS u ON u.id = t.customer_id"""
FROM = f"projects_card AS c {BESIDE}"
SORTS = {
    "title": "lower(t.title)",
    "stage": "s.position",
    "owner": "lower(o.name)",
    "customer": "lower(u.name)",
    "track": "nullif(c.track, '')",
    "due": "t.due_on",
    "review": "c.review_on",
}


def columns(wanted: Wanted) -> str:
    return f"{COLUMNS}, {wanted.heading}, {'c.own::text' if shown_of(wanted.specs) else 'NULL'}"


def shown_of(specs: Sequence[Spec]) -> list[Spec]:
    """Which of a board's own fields its cards show."""
    return [spec for spec in specs if spec.get("face")]


def first(stages: Mapping[int, int], wanted: Wanted) -> dict[int, list[Face]]:
    """{stage: its first cards}, as many of each as `stages` says. One statement; it reads no others."""
    params: dict[str, Any] = {"stages": list(stages), "most": list(stages.values())}
    sql = f"""
        SELECT f.* FROM unnest(%(stages)s::bigint[], %(most)s::int[]) AS w (id, most) CROSS JOIN LATERAL (
            SELECT {columns(wanted)} FROM {FROM}
            WHERE c.stage_id = w.id AND {wanted.condition(params)}
            ORDER BY {order(wanted)} LIMIT w.most
        ) AS f"""
    found: defaultdict[int, list[Face]] = defaultdict(list)
    for face in faces(sql, params, wanted):
        found[face.stage_id].append(face)
    return found


def after(stage: int, key: str, wanted: Wanted, most: int) -> list[Face]:
    """The cards of a stage that come behind the one called so; from the start where it has left. One statement."""
    params: dict[str, Any] = {"stage": stage, "after": key, "most": most}
    where = wanted.condition(params)
    place = f"ROW({order(wanted)})"
    last = (
        f"SELECT {order(wanted)} FROM {FROM} WHERE c.stage_id = %(stage)s AND c.key = %(after)s AND {where}"
    )
    sql = f"""
        SELECT {columns(wanted)} FROM {FROM}
        WHERE c.stage_id = %(stage)s AND {where}
          AND (NOT EXISTS ({last}) OR {place} > ({last}))
        ORDER BY {order(wanted)} LIMIT %(most)s"""
    return list(faces(sql, params, wanted))


def order(wanted: Wanted) -> str:
    """By heading, those without one last; then as they stand."""
    heading = f"({wanted.heading} = ''), {wanted.heading}, " if wanted.group else ""
    return f"{heading}c.rank, c.id"


def listed(board: Board, wanted: Wanted, sort: str, start: int, most: int) -> list[Face]:
    """All cards of the board in the order of a column. One statement."""
    params: dict[str, Any] = {"board": board.pk, "start": start, "most": most}
    name, way = sort.removeprefix("-"), "DESC" if sort.startswith("-") else "ASC"
    heading = f"({wanted.heading} = ''), {wanted.heading}, " if wanted.group else ""
    by = sorting(name, wanted.specs, params)
    column = f"{by} {way} NULLS LAST, " if by else ""
    sql = f"""
        SELECT {columns(wanted)} FROM {FROM}
        JOIN projects_stage AS s ON s.id = c.stage_id AND s.removed_at IS NULL
        WHERE c.board_id = %(board)s AND {wanted.condition(params)}
        ORDER BY {heading}{column}s.position, c.stage_id, c.rank, c.id LIMIT %(most)s OFFSET %(start)s"""
    return list(faces(sql, params, wanted))


def sorting(name: str, specs: Sequence[Spec], params: dict[str, Any]) -> str:
    """A column to sort by; one of the board's own as what it is, whatever else a card may hold there."""
    spec = next((one for one in specs if REQUIRED + one["name"] == name), None)
    if spec is None:
        return SORTS.get(name, "")
    params["by"] = spec["name"]
    if spec["kind"] == "number":
        return "CASE WHEN jsonb_typeof(c.own->%(by)s) = 'number' THEN (c.own->>%(by)s)::numeric END"
    return "lower(c.own->>%(by)s)"


def counts(board: Board, wanted: Wanted) -> dict[int, int]:
    """{stage: how many cards}, of those that are wanted. One statement."""
    params: dict[str, Any] = {"board": board.pk}
    beside = FROM if wanted.narrows else FROM.partition("LEFT JOIN")[0]
    sql = f"""
        SELECT c.stage_id, count(*) FROM {beside}
        WHERE c.board_id = %(board)s AND {wanted.condition(params)} GROUP BY c.stage_id"""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())


def faces(sql: str, params: Mapping[str, Any], wanted: Wanted) -> Sequence[Face]:
    shown = shown_of(wanted.specs)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [face_of(row, shown) for row in cursor.fetchall()]


def face_of(row: Sequence[Any], shown: Sequence[Spec]) -> Face:
    *plain, own = row
    said = orjson.loads(own) if own else {}
    mine = ((one["label"], one["kind"], said[one["name"]]) for one in shown if one["name"] in said)
    return Face(*plain)._replace(own=tuple(mine))


# -- rows ---------------------------------------------------------------------------------------------------


def lanes(board: Board, wanted: Wanted) -> dict[str, dict[int, int]]:
    """{row: {stage: how many cards}}, those of nobody last. One statement."""
    params: dict[str, Any] = {"board": board.pk}
    sql = f"""
        SELECT {wanted.row} AS lane, c.stage_id, count(*) FROM {FROM}
        WHERE c.board_id = %(board)s AND {wanted.condition(params)}
        GROUP BY 1, 2 ORDER BY ({wanted.row} = ''), 1"""
    found: dict[str, dict[int, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for lane, stage, count in cursor.fetchall():
            found.setdefault(lane, {})[stage] = count
    return found


def in_lanes(
    board: Board, rows: Sequence[str], stages: Mapping[int, int], wanted: Wanted
) -> dict[tuple[str, int], list[Face]]:
    """{(row, stage): its first cards}, as many of each as `stages` says. One statement, which looks once at all."""
    params: dict[str, Any] = {
        "board": board.pk, "rows": list(rows), "stages": list(stages), "most": list(stages.values()),
    }  # fmt: skip
    sql = f"""
        WITH placed AS (
            SELECT c.id, c.stage_id, {wanted.row} AS lane,
                   row_number() OVER (PARTITION BY c.stage_id, {wanted.row} ORDER BY {order(wanted)}) AS place
            FROM {FROM} WHERE c.board_id = %(board)s AND {wanted.condition(params)}
              AND {wanted.row} = ANY(%(rows)s)
        )
        SELECT p.lane, {columns(wanted)} FROM placed AS p
        JOIN unnest(%(stages)s::bigint[], %(most)s::int[]) AS w (id, most) ON w.id = p.stage_id AND p.place <= w.most
        JOIN projects_card AS c ON c.id = p.id {BESIDE} ORDER BY p.lane, p.stage_id, p.place"""
    found: defaultdict[tuple[str, int], list[Face]] = defaultdict(list)
    shown = shown_of(wanted.specs)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for lane, *row in cursor.fetchall():
            face = face_of(row, shown)
            found[lane, face.stage_id].append(face)
    return found


def keys(board: Board, wanted: Wanted, most: int) -> list[str]:
    """Of all that are wanted, by stage and in order. One statement."""
    params: dict[str, Any] = {"board": board.pk, "most": most}
    sql = f"""
        SELECT c.key FROM {FROM} JOIN projects_stage AS s ON s.id = c.stage_id AND s.removed_at IS NULL
        WHERE c.board_id = %(board)s AND {wanted.condition(params)}
        ORDER BY s.position, c.stage_id, c.rank, c.id LIMIT %(most)s"""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [key for (key,) in cursor.fetchall()]


CHOICES = """
SELECT 'track', c.track, c.track FROM projects_card AS c
WHERE c.workspace_id = %(ws)s AND c.board_id = %(board)s AND c.removed_at IS NULL AND c.track <> ''
UNION SELECT 'label', l, l FROM projects_card AS c, jsonb_array_elements_text(c.labels) AS l
WHERE c.workspace_id = %(ws)s AND c.board_id = %(board)s AND c.removed_at IS NULL AND c.labels <> '[]'
UNION SELECT 'customer', u.key, u.name FROM projects_card AS c JOIN customers_customer AS u ON u.id = c.customer_id
WHERE c.workspace_id = %(ws)s AND c.board_id = %(board)s AND c.removed_at IS NULL
ORDER BY 1, 3 LIMIT 600
"""


def choices(board: Board) -> dict[str, list[tuple[str, str]]]:
    """What there is to choose by: {track, label, customer: [(value, words)]}. One statement."""
    found: dict[str, list[tuple[str, str]]] = {"track": [], "label": [], "customer": []}
    with connection.cursor() as cursor:
        cursor.execute(CHOICES, {"ws": board.workspace_id, "board": board.pk})
        for name, value, words in cursor.fetchall():
            found[name].append((value, words))
    return found
