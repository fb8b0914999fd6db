"""Decisions over HTTP: the log, the picture of one project, and the bottlenecks of all that is not decided."""

from __future__ import annotations

from random import Random

from handrail.house.access import verbs as access
from handrail.house.ledger.sweeps import serve_workspace
from handrail.house.workspaces.models import Member, Workspace
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import NotFound
from handrail.record.decisions import depending, verbs
from handrail.record.decisions.models import Decision, Dependency

from .measure import Result
from .pages import measured
from .seed import EMAIL

BATCH = 1_000
EACH = 3
"""Dependencies of each decision: 30,000 of 10,000."""
IN_PROJECT = 50
STATES = ("proposed", "in_review", "approved", "approved", "rejected")


def decision_log(size: int, clients: int) -> list[Result]:
    slug = workspace(size).slug
    return measured("decision-log", size, clients, ["decisions/?state=all", "decisions/"], slug)


def decision_graph(size: int, clients: int) -> list[Result]:
    """The pictures of projects; then all that is not decided, with its bottlenecks, over the API."""
    slug = workspace(size).slug
    projects = [
        f"decisions/picture/?project=p-{n}"
        for n in range(0, max(1, size // IN_PROJECT), max(1, size // 2_500))
    ]
    return [
        *measured("decision-graph", size, clients, projects, slug),
        *measured("decision-necks", size, clients, ["decisions/picture/"], slug),
    ]


def workspace(size: int) -> Workspace:
    """So many decisions in projects of fifty, each waiting for up to three before it: made where there are none."""
    slug = f"bench-decisions-{size}"
    try:
        with enter(slug) as scope:
            made = scope.workspace
    except NotFound:
        made = access.open_workspace(
            slug, f"Decisions {size:,}", owner=access.find_or_add_user(EMAIL, "Bea Bench")
        )
    with enter(made.pk):
        there = Decision.objects.count()
    for start in range(there, size, BATCH):
        with enter(made.pk):
            fill(start, min(start + BATCH, size))
        serve_workspace(made.pk)
    return made


def fill(start: int, end: int) -> None:
    rng, owner = Random(start), Member.objects.order_by("pk")[0]  # noqa: S311 - the same data every time
    for number in range(start // IN_PROJECT, -(-end // IN_PROJECT)):
        furnish(number, owner)
    rows = verbs.add_decisions([decision(n, owner) for n in range(start, end)], from_file=True)
    needs = [
        Dependency(key=f"w-{start + place}-{other}", decision=row, needs=rows[other], owner=owner)
        for place, row in enumerate(rows)
        for other in sorted(rng.sample(range(max(0, place - IN_PROJECT), place), min(EACH, place)))
    ]
    depending.add_dependencies(needs)


def furnish(number: int, owner: Member) -> None:
    from handrail.record.projects.models import Project
    from handrail.record.projects.verbs import add_projects

    if not Project.objects.filter(key=f"p-{number}").exists():
        add_projects([Project(key=f"p-{number}", title=f"Project {number}", owner=owner)])


def decision(number: int, owner: Member) -> Decision:
    return Decision(
        key=f"d-{number}", title=f"Which of the two ways, number {number}", question="North or south?",
        answer="North", subject=f"project:p-{number // IN_PROJECT}", owner=owner, state=STATES[number % len(STATES)],
    )  # fmt: skip
