"""Reading what decisions wait for: sets over one statement, never one statement for each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from handrail.house.workspaces.scope import current

from .chains import Edge, Whole, whole
from .models import Decision, Dependency
from .states import OPEN

MOST_DRAWN = 200
"""More boxes than this nobody reads; the rest is in the table behind the picture."""
MOST_READ = 20_000

# UNION (without ALL) visits each once, so that it ends and costs what there is to be visited.
AHEAD = """
WITH RECURSIVE seen (id) AS (
    SELECT unnest(%(start)s::bigint[])
    UNION
    SELECT d.needs_id FROM decisions_dependency AS d JOIN seen AS s ON d.decision_id = s.id
    WHERE d.workspace_id = %(ws)s AND d.removed_at IS NULL AND d.needs_id IS NOT NULL
)
SELECT d.decision_id, d.needs_id FROM decisions_dependency AS d JOIN seen AS s ON d.decision_id = s.id
WHERE d.workspace_id = %(ws)s AND d.removed_at IS NULL AND d.needs_id IS NOT NULL
"""
BEHIND = """
WITH RECURSIVE seen (id) AS (
    SELECT %(start)s::bigint
    UNION
    SELECT d.decision_id FROM decisions_dependency AS d JOIN seen AS s ON d.needs_id = s.id
    JOIN decisions_decision AS x ON x.id = d.decision_id
    WHERE d.workspace_id = %(ws)s AND d.removed_at IS NULL AND d.state = 'open'
      AND x.removed_at IS NULL AND x.state = ANY(%(open)s)
)
SELECT id FROM seen WHERE id <> %(start)s LIMIT %(most)s
"""
AROUND = """
WITH RECURSIVE here (id) AS (
    SELECT x.id FROM decisions_decision AS x
    WHERE x.workspace_id = %(ws)s AND x.removed_at IS NULL AND (x.subject = %(subject)s OR x.customer_id = %(customer)s)
), near (id) AS (
    SELECT id FROM here
    UNION
    SELECT d.needs_id FROM decisions_dependency AS d JOIN near AS n ON d.decision_id = n.id
    JOIN decisions_decision AS x ON x.id = d.needs_id AND x.removed_at IS NULL
    WHERE d.workspace_id = %(ws)s AND d.removed_at IS NULL AND d.needs_id IS NOT NULL
)
SELECT id FROM near LIMIT %(most)s
"""


def ahead_of(start: Collection[int]) -> list[Edge]:
    """All edges that can be reached from these, whatever became of what they join. One statement."""
    return asked(AHEAD, {"start": list(start)})  # type: ignore[return-value]


def titles(ids: Collection[int]) -> dict[int, tuple[str, int | None]]:
    """{decision: (title, customer)}. One statement."""
    rows = Decision.objects.filter(pk__in=ids).values_list("pk", "title", "customer_id")
    return {pk: (title, customer) for pk, title, customer in rows}


def held_up_by(row: Decision) -> list[Decision]:
    """What can not be decided before this one is, over however many steps. Two statements."""
    ids = [pk for (pk,) in asked(BEHIND, {"start": row.pk, "open": list(OPEN), "most": MOST_READ})]
    rows = Decision.objects.filter(pk__in=ids).select_related("owner", "customer")
    return list(rows.order_by("due_on", "pk")) if ids else []


def asked(sql: str, params: Mapping[str, Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**params, "ws": current().workspace_id})
        return list(cursor.fetchall())


# -- a whole ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Graph:
    """Decisions with what waits for what, and what is to be said of them together."""

    rows: Mapping[int, Decision]
    edges: Sequence[Edge]
    whole: Whole

    @property
    def chain(self) -> list[Decision]:
        return [self.rows[pk] for pk in self.whole.chain]

    def bottlenecks(self, most: int = 5) -> list[tuple[Decision, int]]:
        return [(self.rows[pk], self.whole.holds[pk]) for pk in self.whole.bottlenecks(most)]


COLUMNS = (
    "key",
    "title",
    "state",
    "due_on",
    "proceeds",
    "owner",
    "owner__name",
    "owner_gap",
    "customer_id",
    "subject",
)


def about(subject: str = "", customer: int | None = None) -> Graph:
    """The decisions of a project or a customer, and all that these wait for. Three statements."""
    ids = [
        pk for (pk,) in asked(AROUND, {"subject": subject or None, "customer": customer, "most": MOST_READ})
    ]
    return graph(Q(pk__in=ids))


def near(row: Decision) -> Graph:
    """A decision, all that it waits for, and all that waits for it. Four statements."""
    ids = {row.pk, *(pk for edge in ahead_of([row.pk]) for pk in edge), *(one.pk for one in held_up_by(row))}
    return graph(Q(pk__in=ids))


def undecided() -> Graph:
    """All that waits to be decided. Two statements."""
    return graph(Q(state__in=OPEN))


def graph(which: Q) -> Graph:
    """Chain and bottlenecks are those of what is not decided yet: what is decided holds nothing up."""
    rows = {
        row.pk: row
        for row in Decision.objects.filter(which, removed_at=None)
        .select_related("owner")
        .only(*COLUMNS)[:MOST_READ]
    }
    found = Dependency.objects.filter(
        removed_at=None, state="open", needs__isnull=False, decision__in=list(rows)
    )
    edges = [(one, other) for one, other in found.values_list("decision_id", "needs_id") if other in rows]
    waiting = [pk for pk, row in rows.items() if row.state in OPEN]
    return Graph(rows, edges, whole(waiting, edges))
