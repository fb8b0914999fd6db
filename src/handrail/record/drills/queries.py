"""Reading drills, and the critical paths that a project has. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.talk import queries as talk
from handrail.house.workspaces.models import Member
from handrail.kit.words import say
from handrail.record.decisions import queries as decisions
from handrail.record.decisions.states import OPEN as UNDECIDED
from handrail.record.plans.models import Milestone
from handrail.record.plans.queries import OPEN_MILESTONES
from handrail.record.projects.models import Project, Stage
from handrail.record.risks import queries as risks
from handrail.record.risks import register
from handrail.record.risks.going import limits
from handrail.record.risks.states import OPEN as OPEN_RISKS
from handrail.record.tasks.models import Task

from . import paths
from .models import Drill
from .paths import Path


def listing(**filters: Any) -> QuerySet[Drill]:
    """One statement."""
    return reading.listing(Drill, **filters)


def get(key: str) -> Drill:
    """One statement; NotFound where there is none."""
    return reading.find(Drill, key)


def of_project(project: Project) -> QuerySet[Drill]:
    """The newest first. One statement."""
    return reading.present(Drill).filter(project=project).order_by("-created_at", "-pk")


def gaps(rows: Iterable[Drill]) -> dict[int, list[Path]]:
    """{drill: its gaps that nobody has closed}, of those that were held. One statement."""
    rows = [row for row in rows if row.state == "held"]
    known = {row.pk: paths.read(row.paths) for row in rows}
    named = {path.task for found in known.values() for path in found if path.task}
    done = Task.objects.filter(key__in=named, removed_at=None, state="done").values_list("key", flat=True)
    over = set(done) if named else set()
    return {pk: paths.open_gaps(found, over) for pk, found in known.items()}


# -- the critical paths -------------------------------------------------------------------------------------


def critical(project: Project) -> list[Path]:
    """Everything along which trouble has to be answered, each with who is called now. Ten statements at most, and
    those of the rooms that `wiring.DRILLED` names."""
    found = [
        *ends(project),
        *(
            Path(kind="stage", subject=f"stage:{row.key}", title=row.title, owner=key_of(row.owner))
            for row in reading.present(Stage)
            .filter(board__project=project)
            .order_by("board_id", "position", "pk")
        ),
        *(
            Path(kind="decision", subject=f"decision:{row.key}", title=row.title, owner=key_of(row.owner))
            for row in decisions.about(f"project:{project.key}").filter(state__in=UNDECIDED)
        ),
        *high_risks(project),
        *milestones(project),
        *(path for dotted in wiring.DRILLED for path in wiring.load(dotted)(project)),
    ]
    return sorted(found, key=lambda path: paths.KINDS.index(path.kind))[: paths.MOST]


def ends(project: Project) -> Iterator[Path]:
    """The way back while it runs, and who answers once it is live."""
    here = f"project:{project.key}"
    yield Path(
        kind="recovery", subject=here, title=say("The way back, as long as the project runs"),
        owner=key_of(project.owner), response=project.recovery,
    )  # fmt: skip
    yield Path(
        kind="recovery", subject=here, title=say("After go-live"), owner=key_of(project.post_launch_owner)
    )


def high_risks(project: Project) -> Iterator[Path]:
    rows = register.leveled(risks.about(f"project:{project.key}").filter(state__in=OPEN_RISKS), limits())
    for row in rows.filter(level="high"):
        yield Path(
            kind="risk",
            subject=f"risk:{row.key}",
            title=row.title,
            owner=key_of(row.owner),
            response=row.fallback,
        )


def milestones(project: Project) -> Iterator[Path]:
    """Those of the plans that are connected with the project."""
    plans = talk.tied(f"project:{project.key}").get("plan", set())
    rows = reading.present(Milestone).filter(plan__key__in=plans, state__in=OPEN_MILESTONES)
    for row in rows.order_by("due_on", "pk") if plans else ():
        yield Path(kind="milestone", subject=f"milestone:{row.key}", title=row.title, owner=key_of(row.owner))


def key_of(member: Member | None) -> str:
    return member.key if member is not None and not member.gap else ""
