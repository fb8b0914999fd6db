"""From the record to the facts of a cycle: metrics and readings, risks, decisions and their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.ledger.rows import local_day, today
from handrail.house.talk import queries as talk
from handrail.house.talk.models import Link
from handrail.house.workspaces.scope import current
from handrail.record.assumptions import queries as assumptions
from handrail.record.metrics import queries as metrics
from handrail.record.metrics.models import Metric
from handrail.record.projects.deadlines import OPEN_TASKS
from handrail.record.projects.models import Card, Project
from handrail.record.readiness import checks
from handrail.record.readiness import queries as readiness
from handrail.record.risks import queries as risks
from handrail.record.rollout import hanging
from handrail.record.tasks.models import Task
from handrail.watch.insights import queries as insights
from handrail.watch.insights import whose
from handrail.watch.insights.measures import DAYS, MEASURES, PERCENT
from handrail.watch.insights.whose import SERVES

from .asked import KINDS
from .facts import Came, Cycle, Held, Minded, Point, Question, Shown, Signal, Taken
from .models import Review

LOOKS_AT: dict[str, tuple[str, ...]] = {
    "midpoint": ("risks",),
    "evidence": ("signals", "decisions", "shown"),
    "month_one": ("decisions", "came"),
    "prediction": ("signals", "assumptions"),
    "retrospective": ("signals", "assumptions", "risks", "decisions", "taught"),
}
"""What each kind of review goes through; a question brings its own metric or risk along."""


def cycle_of(row: Review) -> Cycle:
    """Nothing for a review of no project. At most eighteen statements, and up to eight for each question whose number
    is computed."""
    project, said = row.project, row.cadence.asks if row.cadence is not None else []
    wanted = LOOKS_AT.get(row.kind, ())
    if project is None or not (said or row.kind in KINDS):
        return Cycle()
    about = [str(one.get("about", "")).partition(":") for one in said]
    keys = [key for kind, _colon, key in about if kind == "metric"]
    signals = signals_of(project, keys, live=keys)
    measured = measures_of(project, [key for kind, _colon, key in about if kind == "measure"])
    minded = {one.key: one for one in risks_of(project)} if "risks" in wanted or risk_in(about) else {}
    numbers = {"metric": signals, "measure": measured}
    questions = tuple(
        Question(
            says=str(one.get("says", "")), signal=numbers.get(kind, {}).get(key),
            risk=minded.get(key) if kind == "risk" else None,
        )
        for one, (kind, _colon, key) in zip(said, about, strict=True)
    )  # fmt: skip
    return Cycle(
        questions=questions,
        signals=tuple(signals.values()) if "signals" in wanted else (),
        risks=tuple(minded.values()) if "risks" in wanted else (),
        decisions=tuple(decisions_of(project)) if "decisions" in wanted else (),
        assumptions=tuple(assumptions_of(project)) if "assumptions" in wanted else (),
        came=tuple(came_of(project)) if "came" in wanted else (),
        shown=tuple(shown_of(project)) if "shown" in wanted else (),
        taught=tuple(taught_of(project)) if "taught" in wanted else (),
    )


def risk_in(about: Iterable[tuple[str, str, str]]) -> bool:
    return any(kind == "risk" for kind, _colon, _key in about)


# -- metrics ------------------------------------------------------------------------------------------------


def metrics_of(project: Project, keys: Iterable[str] = ()) -> list[Metric]:
    """Its outcome's, those that serve it, and those that are named. Two statements."""
    name = f"project:{project.key}"
    there = Link.objects.filter(target=name, relation=SERVES, source__startswith="metric:", removed_at=None)
    named = [one.partition(":")[2] for one in there.values_list("source", flat=True)]
    rows = reading.present(Metric).filter(Q(key__in=[*named, *keys]) | Q(pk=project.metric_id))
    return list(rows.order_by("pk"))


def signals_of(project: Project, keys: Iterable[str] = (), live: Collection[str] = ()) -> dict[str, Signal]:
    """{key: each with its last two readings}. Three statements. What is computed has those of last night, and the
    `live` ones those of this moment: up to eight statements for each."""
    rows = metrics_of(project, keys)
    readings = metrics.readings_of([row.pk for row in rows], each=2)
    found = {row.key: signal(project, row, readings.get(row.pk, [])) for row in rows}
    for row in rows:
        if row.measure and row.key in live:
            lately = insights.lately(MEASURES[row.measure], whose.of_metric(row))
            found[row.key] = replace(found[row.key], **as_of_now(lately))
    return found


def signal(project: Project, row: Metric, readings: list[Any]) -> Signal:
    last = readings[-1] if readings else None
    before = readings[-2].value if len(readings) > 1 else row.baseline
    return Signal(
        kind="metric", pk=row.pk, key=row.key, title=row.name.removeprefix(f"{project.title}: "),
        customer=row.customer_id, unit=row.unit, direction=row.direction, baseline=row.baseline, target=row.target,
        was=before, now=last.value if last is not None else None, on=last.on if last is not None else None,
        measure=row.measure,
    )  # fmt: skip


def measures_of(project: Project, names: Iterable[str]) -> dict[str, Signal]:
    """{name: a measure as it is computed now, of this project alone}. One statement, and up to six for each; none
    where none is asked for."""
    wanted = [name for name in dict.fromkeys(names) if name in MEASURES]
    goals = insights.goals() if wanted else {}
    found = {}
    for name in wanted:
        one, goal = MEASURES[name], goals.get(name)
        lately = insights.lately(one, whose.of_a_project(project, goal.cohort if goal is not None else ""))
        found[name] = Signal(
            kind="measure", pk=0, key=name, title=one.title, unit=UNITS.get(one.unit, ""), direction=one.direction,
            target=goal.target if goal is not None else one.target, measure=name, **as_of_now(lately),
        )  # fmt: skip
    return found


UNITS = {PERCENT: "%", DAYS: DAYS}


def as_of_now(lately: insights.Lately) -> dict[str, Any]:
    return {
        "live": True, "now": lately.value, "was": lately.before, "count": lately.count,
        "first": lately.period.first, "on": lately.period.last,
    }  # fmt: skip


# -- the rest -----------------------------------------------------------------------------------------------


def risks_of(project: Project) -> Iterator[Minded]:
    """Two statements."""
    for row in risks.about(f"project:{project.key}").order_by("pk"):
        done = row.mitigation or ", ".join(str(one) for one in row.mitigation_actions)
        yield Minded(
            kind="risk", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id, state=row.state,
            open=row.state not in risks.CLOSED, mitigation=done,
        )  # fmt: skip


def decisions_of(project: Project) -> Iterator[Taken]:
    """Two statements."""
    rows = list(hanging.decisions_of(project))
    proven = talk.evidence_of([f"decision:{row.key}" for row in rows])
    for row in rows:
        yield Taken(
            kind="decision", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id,
            open=row.state in ("proposed", "in_review"), approved=row.state == "approved", due_on=row.due_on,
            decided_on=row.decided_on, proven=bool(proven.get(f"decision:{row.key}")),
        )  # fmt: skip


def came_of(project: Project) -> Iterator[Came]:
    """Its open cards that were made since the launch. One statement."""
    if project.go_live_on is None or project.go_live_on > today():
        return
    live = datetime.combine(project.go_live_on, time(), ZoneInfo(current().workspace.time_zone))
    there = Card.objects.filter(board__project=project, board__removed_at=None, removed_at=None)
    rows = reading.present(Task).filter(
        pk__in=there.values("task_id"), state__in=OPEN_TASKS, created_at__gte=live
    )
    for row in rows.order_by("created_at", "pk"):
        yield Came(
            kind="task", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id,
            on=local_day(row.created_at), owned=row.owner_id is not None,
        )  # fmt: skip


def assumptions_of(project: Project) -> Iterator[Held]:
    """One statement."""
    for row in assumptions.about(f"project:{project.key}"):
        yield Held(
            kind="assumption",
            pk=row.pk,
            key=row.key,
            title=row.title,
            customer=row.customer_id,
            state=row.state,
        )


def shown_of(project: Project) -> Iterator[Shown]:
    """Its acceptance signals that are not proven, as they are judged now. Four statements."""
    rows = readiness.of_project(project)
    facts = readiness.facts_of(rows)
    for row in rows:
        verdict = checks.judge(facts[row.pk])
        if not verdict.passed:
            yield Shown(
                kind="signal", pk=row.pk, key=row.key, title=row.title, customer=row.customer_id, code=verdict.code,
                params={**verdict.params, "gate": row.stage.title},
            )  # fmt: skip


def taught_of(project: Project) -> Iterable[Point]:
    for dotted in wiring.TAUGHT:
        yield from wiring.load(dotted)(project)
