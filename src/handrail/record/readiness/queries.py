"""Reading what shows that projects are ready. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet

from handrail.house.ledger import reading
from handrail.house.talk import queries as talk
from handrail.house.talk.subjects import ref
from handrail.record.metrics import queries as metrics
from handrail.record.projects.models import Project, Stage

from .facts import GateFacts, Measured, Proof, Sent, SignalFacts
from .models import Delay, Result, Signal


def listing(**filters: Any) -> QuerySet[Signal]:
    """One statement."""
    return reading.listing(Signal, **filters)


def of_project(project: Project) -> list[Signal]:
    """In the order of the stages. One statement."""
    rows = reading.present(Signal).filter(
        project=project, stage__removed_at=None, stage__board__removed_at=None
    )
    return list(
        rows.select_related("metric", "stage", "owner").order_by("stage__board_id", "stage__position", "pk")
    )


def of_stages(stages: Collection[int]) -> list[Signal]:
    """One statement."""
    rows = reading.present(Signal).filter(stage__in=stages).select_related("metric", "stage")
    return list(rows.order_by("pk"))


def facts_of(rows: Sequence[Signal], hushed: Collection[int] = ()) -> dict[int, SignalFacts]:
    """{signal: its facts}. Three statements for any number. Metrics of the `hushed` customers count without a name."""
    read = metrics.readings_of([row.metric_id for row in rows if row.metric_id is not None], each=1)
    sent = results_of({row.project_id for row in rows if row.kind == "test"})
    proofs = talk.evidence_of([ref(row) for row in rows]) if rows else {}
    return {
        row.pk: SignalFacts(
            key=row.key,
            title=row.title,
            kind=row.kind,
            metric=measured(row, read, hushed),
            target=row.target,
            test=row.test,
            result=sent.get((row.project_id, row.test.casefold())),
            wants=row.wants,
            proofs=tuple(
                Proof(key=one.key, kind=one.kind, title=one.title) for one in proofs.get(ref(row), ())
            ),
            claim=row.claim,
        )
        for row in rows
    }


def measured(row: Signal, read: dict[int, list[Any]], hushed: Collection[int]) -> Measured | None:
    metric = row.metric
    if metric is None or metric.removed_at is not None:
        return None
    last, unnamed = read.get(metric.pk, []), metric.customer_id in hushed
    return Measured(
        key="" if unnamed else metric.key,
        name="…" if unnamed else metric.name,
        unit=metric.unit,
        direction=metric.direction,
        target=metric.target,
        value=last[-1].value if last else None,
        on=last[-1].on if last else None,
    )


def results_of(projects: Collection[int]) -> dict[tuple[int, str], Sent]:
    """{(project, name of a test): its newest result}. One statement, and none for no project."""
    if not projects:
        return {}
    rows = Result.objects.filter(project__in=projects, removed_at=None).order_by(
        "project_id", "name", "-at", "-pk"
    )
    found: dict[tuple[int, str], Sent] = {}
    for row in rows.distinct("project_id", "name"):  # names that differ in capitals are one
        mine = (row.project_id, row.name.casefold())
        if mine not in found or found[mine].at < row.at:
            found[mine] = Sent(key=row.key, name=row.name, passed=row.passed, at=row.at, link=row.link)
    return found


def results(project: Project, most: int = 20) -> list[Result]:
    """What was sent last, the newest first. One statement."""
    rows = Result.objects.filter(project=project, removed_at=None)
    return list(rows.order_by("-at", "-pk")[:most])


def gates_of(project: Project) -> list[tuple[Stage, GateFacts, list[Signal]]]:
    """Every stage of the project's boards with its signals. Five statements."""
    there = {"removed_at": None, "board__removed_at": None}
    stages = Stage.objects.filter(board__project=project, **there).select_related("board", "owner")
    rows = of_project(project)
    facts = facts_of(rows)
    found = []
    for stage in stages.order_by("board_id", "position", "pk"):
        mine = [row for row in rows if row.stage_id == stage.pk]
        gate = GateFacts(key=stage.key, title=stage.title, signals=tuple(facts[row.pk] for row in mine))
        found.append((stage, gate, mine))
    return found


def delays_of(project: Project) -> list[Delay]:
    """What is proposed first, then the newest. One statement."""
    rows = Delay.objects.filter(project=project, removed_at=None).select_related(
        "signal", "by", "signal__stage"
    )
    return sorted(rows.order_by("-pk")[:20], key=lambda row: row.state != "proposed")
