"""The outcomes of a plan that decisions serve: chosen on the decision, told on the outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from handrail.house.talk.models import Link
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Tenanted
from handrail.record.decisions.models import Decision
from handrail.record.plans.models import Outcome

from .answers import at

SERVES = "serves"


def links() -> Any:
    return Link.objects.filter(relation=SERVES, removed_at=None, source__startswith="decision:")


def of_decision(row: Any) -> dict[str, Any]:
    """What it serves, and what else its customer's plans want to reach. Two statements; none without a customer."""
    if not isinstance(row, Decision) or row.customer_id is None or row.removed_at is not None:
        return {}
    wanted = Outcome.objects.filter(customer_id=row.customer_id, removed_at=None, plan__removed_at=None)
    chosen = {link.target: link for link in links().filter(source=ref(row), target__startswith="outcome:")}
    outcomes = list(wanted.select_related("plan").order_by("plan_id", "position", "pk"))
    if not outcomes:
        return {}
    return {
        "outcomes_url": at("serve-outcome", row.key),
        "outcomes_served": [(one, chosen[ref(one)]) for one in outcomes if ref(one) in chosen],
        "outcomes_left": [one for one in outcomes if ref(one) not in chosen],
    }


def of_outcomes(rows: Sequence[Tenanted]) -> dict[int, list[Decision]]:
    """{outcome: the decisions that serve it}. Two statements, and one where none does."""
    mine = {ref(row): row.pk for row in rows}
    pairs = list(links().filter(target__in=list(mine)).values_list("source", "target"))
    keys = {source.partition(":")[2] for source, _target in pairs}
    there = (
        {f"decision:{one.key}": one for one in Decision.objects.filter(key__in=keys, removed_at=None)}
        if keys
        else {}
    )
    found: dict[int, list[Decision]] = defaultdict(list)
    for source, target in pairs:
        if source in there:
            found[mine[target]].append(there[source])
    return dict(found)
