"""What a board draws of its cards, as plain values: the first of each stage, the next of one, a list in any order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from handrail.house.workspaces.scope import current

from .models import Board


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
    group: str


WAITS = """CASE WHEN c.blocked_by = '[]' THEN 0 ELSE (
    SELECT count(*) FROM tasks_task AS b WHERE b.workspace_id = c.workspace_id AND b.removed_at IS NULL
    AND b.key IN (SELECT jsonb_array_elements_text(c.blocked_by)) AND b.state NOT IN ('done', 'dropped')) END"""
TICKED = """jsonb_array_length(jsonb_path_query_array(c.checklist, '$[*] ? (@.done == true)'))"""
COLUMNS = (
    "c.id, c.key, c.stage_id, c.task_id, t.title, t.next_action, t.state, t.due_on, o.name, u.name, c.track, "
    f"c.labels::text, jsonb_array_length(c.checklist), {TICKED}, c.review, c.review_on, c.recurs <> '', {WAITS}"
)
FROM = """projects_card AS c
    JOIN tasks_task AS t ON t.id = c.task_id AND t.removed_at IS NULL
    LEFT JOIN workspaces_member AS o ON o.id = t.owner_id
    LEFT JOIN customers_customer AS u ON u.id = t.customer_id"""
GROUPS = {
    "": "''",
    "owner": "coalesce(o.name, '')",
    "customer": "coalesce(u.name, '')",
    "track": "c.track",
    "label": "coalesce(c.labels->>0, '')",
}
SORTS = {
    "title": "lower(t.title)",
    "stage": "s.position",
    "owner": "lower(o.name)",
    "customer": "lower(u.name)",
    "track": "nullif(c.track, '')",
    "due": "t.due_on",
    "review": "c.review_on",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards somebody wants to see, and under which headings."""

    q: str = ""
    owner: str = ""
    customer: str = ""
    track: str = ""
    label: str = ""
    group: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Wanted:
        names = ("q", "owner", "customer", "track", "label", "group")
        found = {name: str(said.get(name, "")).strip()[:100] for name in names}
        return cls(**{**found, "group": found["group"] if found["group"] in GROUPS else ""})

    @property
    def narrows(self) -> bool:
        return any((self.q, self.owner, self.customer, self.track, self.label))

    @property
    def heading(self) -> str:
        return GROUPS[self.group]

    def condition(self, params: dict[str, Any]) -> str:
        """The words of a WHERE; what they ask for goes into `params`."""
        asked = ["c.removed_at IS NULL", "c.workspace_id = %(ws)s"]
        params["ws"] = current().workspace_id
        if self.q:
            params["q"] = f"%{escaped(self.q)}%"
            asked.append("(t.title ILIKE %(q)s OR t.next_action ILIKE %(q)s)")
        if self.owner == "gap":
            asked.append("t.owner_id IS NULL")
        elif self.owner == "mine":
            params["me"] = getattr(current().member, "pk", None)
            asked.append("t.owner_id = %(me)s")
        elif self.owner:
            params["owner"] = self.owner
            asked.append("o.key = %(owner)s")
        for name, column in (("customer", "u.key"), ("track", "c.track")):
            if said := getattr(self, name):
                params[name] = said
                asked.append(f"{column} = %({name})s")
        if self.label:
            params["label"] = self.label
            asked.append("c.labels @> jsonb_build_array(%(label)s::text)")
        return " AND ".join(asked)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def first(stages: Mapping[int, int], wanted: Wanted) -> dict[int, list[Face]]:
    """{stage: its first cards}, as many of each as `stages` says. One statement; it reads no others."""
    params: dict[str, Any] = {"stages": list(stages), "most": list(stages.values())}
    sql = f"""
        SELECT f.* FROM unnest(%(stages)s::bigint[], %(most)s::int[]) AS w (id, most) CROSS JOIN LATERAL (
            SELECT {COLUMNS}, {wanted.heading} FROM {FROM}
            WHERE c.stage_id = w.id AND {wanted.condition(params)}
            ORDER BY {order(wanted)} LIMIT w.most
        ) AS f"""
    found: defaultdict[int, list[Face]] = defaultdict(list)
    for face in faces(sql, params):
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
        SELECT {COLUMNS}, {wanted.heading} FROM {FROM}
        WHERE c.stage_id = %(stage)s AND {where}
          AND (NOT EXISTS ({last}) OR {place} > ({last}))
        ORDER BY {order(wanted)} LIMIT %(most)s"""
    return list(faces(sql, params))


def order(wanted: Wanted) -> str:
    """By heading, those without one last; then as they stand."""
    heading = f"({wanted.heading} = ''), {wanted.heading}, " if wanted.group else ""
    return f"{heading}c.rank, c.id"


def listed(board: Board, wanted: Wanted, sort: str, start: int, most: int) -> list[Face]:
    """All cards of the board in the order of a column. One statement."""
    params: dict[str, Any] = {"board": board.pk, "start": start, "most": most}
    name, way = sort.removeprefix("-"), "DESC" if sort.startswith("-") else "ASC"
    heading = f"({wanted.heading} = ''), {wanted.heading}, " if wanted.group else ""
    column = f"{SORTS[name]} {way} NULLS LAST, " if name in SORTS else ""
    sql = f"""
        SELECT {COLUMNS}, {wanted.heading} FROM {FROM}
        JOIN projects_stage AS s ON s.id = c.stage_id AND s.removed_at IS NULL
        WHERE c.board_id = %(board)s AND {wanted.condition(params)}
        ORDER BY {heading}{column}s.position, c.stage_id, c.rank, c.id LIMIT %(most)s OFFSET %(start)s"""
    return list(faces(sql, params))


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


def faces(sql: str, params: Mapping[str, Any]) -> Sequence[Face]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Face(*row) for row in cursor.fetchall()]


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
