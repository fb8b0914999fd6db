"""Every change of what a decision waits for. No circle comes to be: who would wait for themselves is told the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from handrail.house.ledger import duties
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import quoted, say

from . import chains, graph
from .models import Decision, Dependency

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('decisions.dependencies', %s))"
Pairs = Iterable[tuple[Dependency, Values]]


def add_dependencies(rows: Sequence[Dependency]) -> Sequence[Dependency]:
    """Each has one owner: who decides what it waits for, unless somebody else is named; where they can
    own nothing any more, a gap that keeps their name."""
    if not rows:
        return rows
    for row in rows:
        refuse_vague(row.needs, row.team)
    prefetch_related_objects([row.needs for row in rows if row.needs is not None], "owner")
    for row in rows:
        furnish(row)
    with transaction.atomic():
        refuse_circles([(row.decision_id, row.needs_id) for row in rows if row.needs_id])
        return ledger_rows.add(rows, lambda row: f"{row.decision.key} {row.title}")


def furnish(row: Dependency) -> None:
    needs = row.needs
    row.customer_id = row.decision.customer_id or (needs.customer_id if needs is not None else None)
    row.title = row.title.strip() or (needs.title if needs is not None else row.team)
    if row.owner_id is None and not row.owner_text and row.owner_gap in ("", "nobody") and needs is not None:
        for name, value in duties.heir(needs).items():
            setattr(row, name, value)


def edit_dependency(row: Dependency, values: Values, *, revision: int | None = None) -> bool:
    with transaction.atomic():
        refuse_turned([(row, values)])
        return ledger_rows.edit(row, values, revision=revision)


def edit_dependencies(pairs: Pairs) -> int:
    pairs = list(pairs)
    with transaction.atomic():
        refuse_turned(pairs)
        return ledger_rows.edit_many(pairs)


def remove_dependencies(rows: Sequence[Dependency]) -> int:
    return ledger_rows.remove(rows)


def restore_dependencies(rows: Sequence[Dependency]) -> int:
    with transaction.atomic():
        refuse_circles([(row.decision_id, row.needs_id) for row in rows if row.needs_id])
        return ledger_rows.restore(rows)


def refuse_turned(pairs: Sequence[tuple[Dependency, Values]]) -> None:
    """One that comes to wait for something else is asked like a new one."""
    turned = [(row, values) for row, values in pairs if values.keys() & {"needs", "needs_id", "team"}]
    for row, values in turned:
        refuse_vague(values.get("needs", row.needs), values.get("team", row.team))
    edges = [
        (row.decision_id, needs.pk)
        for row, values in turned
        if isinstance(needs := values.get("needs"), Decision)
    ]
    refuse_circles(edges)


def refuse_vague(needs: Decision | None, team: str) -> None:
    """One decision or one team: two things that are waited for are two lines."""
    if (needs is None) != bool(team.strip()):
        fix = say("Name one decision, or the team that has to do something.")
        words = (
            say("This waits for two things at once.") if needs is not None else say("This waits for nothing.")
        )
        raise Invalid([Problem("needs", words, fix)])


def refuse_circles(edges: Sequence[tuple[int, int]]) -> None:
    """Until this change is over nobody else adds one, so that two halves of a circle do not meet. What was removed
    counts, since it may come back. Two statements."""
    if not edges:
        return
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [current().workspace_id])
    with unveiled():
        path = chains.circle(graph.ahead_of([needs for _, needs in edges]), edges)
        names = graph.titles(path) if path else {}
    if path:
        hidden = current().hidden
        called = [names[pk][0] if names[pk][1] not in hidden else "…" for pk in path]
        words = say("This would be a circle: %(path)s.", path=" → ".join(map(quoted, called)))
        raise Invalid([Problem("needs", words, say("Take one of these dependencies away first."))])
