"""Decisions over HTTP: the log, the API, the picture of one project, and the bottlenecks of all that is undecided."""

from __future__ import annotations

from handrail.record.decisions.models import Decision, Dependency
from handrail.record.projects.models import Project

from .laying import OWNER, laid, lay, parameters
from .measure import Result
from .pages import asked, measured

EACH = 3
"""Dependencies of each decision: 30,000 of 10,000."""
IN_PROJECT = 50
STATE = "(ARRAY['proposed', 'in_review', 'approved', 'approved', 'rejected'])[1 + n %% 5]"
FAR, ROW = 16, 1_000
BACK = f"(1 + d.n * 7 %% {FAR} + k * {FAR})"
WAITS = f"""(
    SELECT d.*, substr(d.key, 3)::int AS n FROM decisions_decision AS d WHERE d.workspace_id = %(ws)s
) AS d, generate_series(0, {EACH - 1}) AS k WHERE d.n %% {ROW} >= {BACK}"""
"""Each wait reaches back into other numbers than the next one, so none stands twice; and none out of its thousand."""


def decision_log(size: int, clients: int) -> list[Result]:
    """The page of all, and a page of them over the API."""
    slug = workspace(size)
    return [
        *measured("decision-log", size, clients, ["decisions/?state=all", "decisions/"], slug),
        *asked("decision-api", size, clients, [f"/api/v1/w/{slug}/decisions?limit=100"]),
    ]


def decision_graph(size: int, clients: int) -> list[Result]:
    """The pictures of projects; then all that is not decided, with its bottlenecks, over the API."""
    slug = workspace(size)
    projects = [
        f"decisions/picture/?project=p-{n}"
        for n in range(0, max(1, size // IN_PROJECT), max(1, size // 2_500))
    ]
    return [
        *measured("decision-graph", size, clients, projects, slug),
        *measured("decision-necks", size, clients, ["decisions/picture/"], slug),
    ]


def workspace(size: int) -> str:
    """So many decisions in projects of fifty, each waiting for up to three before it."""
    slug = f"bench-decisions-{size}"
    tables = ("decisions_decision", "decisions_dependency", "projects_project")
    laid(slug, f"Decisions {size:,}", lambda: fill(size), *tables)
    return slug


def fill(size: int) -> None:
    said = parameters(size)
    lay(Project(outcome="Less to do"), f"generate_series(0, {max(0, size - 1) // IN_PROJECT}) AS n", said,
        key="'p-' || n", title="'Project ' || n", owner_id=OWNER)  # fmt: skip
    lay(Decision(question="North or south?", answer="North"), f"generate_series(0, {size - 1}) AS n", said,
        key="'d-' || n", title="'Which of the two ways, number ' || n", owner_id=OWNER, state=STATE,
        subject=f"'project:p-' || n / {IN_PROJECT}")  # fmt: skip
    lay(Dependency(), WAITS, said, key="'w-' || d.n || '-' || k", decision_id="d.id", needs_id=f"d.id - {BACK}",
        owner_id="d.owner_id")  # fmt: skip
