"""Summaries over HTTP: the executive summary and the risks of so many records, gathered anew each time."""

from __future__ import annotations

from handrail.record.customers.models import Customer
from handrail.record.decisions.models import Decision
from handrail.record.risks.models import Risk
from handrail.record.tasks.models import Task

from .laying import OWNER, laid, lay, parameters
from .measure import Result
from .pages import measured

EACH = 25
"""Records of each customer."""
WHOSE = "customers_customer AS c WHERE c.workspace_id = %(ws)s AND c.key = 'c-' || n %% %(customers)s"
STATE = "(ARRAY['proposed', 'in_review', 'approved', 'rejected'])[1 + n %% 4]"
SEVERITY = "(ARRAY['critical', 'high', 'low'])[1 + n %% 3]"
DUE = "%(today)s::date - (n %% 28)::int"


def summary(size: int, clients: int) -> list[Result]:
    slug = workspace(size)
    return [
        *measured("summary", size, clients, ["summaries/executive/"], slug),
        *measured("summary-ten", size, clients, ["summaries/executive/?length=ten"], slug),
        *measured("summary-risks", size, clients, ["summaries/risks/"], slug),
    ]


def workspace(size: int) -> str:
    """A quarter each of decisions, risks, blocked tasks and tasks that were due."""
    slug = f"bench-summary-{size}"
    tables = ("customers_customer", "decisions_decision", "risks_risk", "tasks_task")
    laid(slug, f"Summary {size:,}", lambda: fill(size), *tables)
    return slug


def fill(size: int) -> None:
    said, quarter = parameters(size), f"generate_series(1, {size // 4}) AS n, {WHOSE}"
    said |= {"customers": max(1, size // EACH)}
    lay(Customer(), f"generate_series(0, {said['customers'] - 1}) AS n", said, key="'c-' || n",
        name="'Customer ' || n", owner_id=OWNER)  # fmt: skip
    whose = {"customer_id": "c.id", "owner_id": OWNER}
    lay(Decision(answer="Yes"), quarter, said, key="'d-' || n", title="'Decision ' || n", state=STATE, due_on=DUE,
        decided_on="CASE WHEN n %% 4 > 1 THEN %(today)s::date - (n %% 7)::int END", **whose)  # fmt: skip
    lay(Risk(), quarter, said, key="'r-' || n", title="'Risk ' || n", severity=SEVERITY, **whose)
    lay(Task(state="blocked"), quarter, said, key="'s-' || n", title="'Stuck ' || n", **whose)
    lay(Task(), quarter, said, key="'t-' || n", title="'Due ' || n", due_on=DUE, **whose)
