"""Drills as a page shows them: their paths with who is called, the gaps, and which scenarios lie at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from handrail.house.workspaces.models import Member
from handrail.kit.refusals import NotFound
from handrail.record.drills import paths, queries
from handrail.record.drills.models import Drill
from handrail.record.drills.paths import Path
from handrail.record.projects.models import Card, Project
from handrail.record.risks import queries as risks
from handrail.record.risks.states import OPEN
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import library
from handrail.watch.playbooks import queries as playbooks

from .answers import at

MOST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One path; `closed` says that the work made of its gap is done, or what was missing was found. `since` is who is
    called since then."""

    path: Path
    number: int
    kind: str
    who: str
    since: str
    gap: str
    closed: bool
    url: str
    record_url: str
    task_url: str


def kinds_named() -> dict[str, str]:
    return {
        "recovery": _("The way back"), "stage": _("Stage"), "decision": _("Decision"), "risk": _("High risk"),
        "milestone": _("Milestone"), "blocker": _("Blocker"), "chain": _("Whom it is raised to"),
    }  # fmt: skip


def gap_named(gap: str) -> str:
    return {
        "owner": _("nobody is called"), "response": _("nobody knows what to do"),
        "both": _("nobody, and nothing to do"),
    }.get(gap, "")  # fmt: skip


def lines(row: Drill) -> list[Line]:
    """Three statements."""
    found = paths.read(row.paths)
    keys = {key for path in found for key in (path.owner, path.called) if key}
    names = dict(Member.objects.filter(key__in=keys).values_list("key", "name"))
    tasks = {path.task for path in found if path.task}
    done = set(
        Task.objects.filter(key__in=tasks, removed_at=None, state="done").values_list("key", flat=True)
    )
    cards = set(Card.objects.filter(key__in=tasks, removed_at=None).values_list("key", flat=True))
    called, here = kinds_named(), at("drill", row.key)
    return [
        Line(
            path=path, number=place + 1, kind=called[path.kind], who=names.get(path.owner, path.owner),
            since=names.get(path.called, path.called), gap=gap_named(path.gap),
            closed=path.closed or path.task in done, url=f"{here}?path={place + 1}",
            record_url=record_url(path.subject), task_url=work_url(path.task, path.task in cards),
        )
        for place, path in enumerate(found)
    ]  # fmt: skip


def work_url(key: str, on_board: bool) -> str:
    if not key:
        return ""
    return at("card", key) if on_board else at("record", "tasks", key)


SLUGS = {
    "stage": "stages", "decision": "decisions", "risk": "risks", "milestone": "milestones", "project": "projects",
    "blocker": "blockers", "plan": "plans", "feedback": "feedback", "task": "tasks",
}  # fmt: skip


def record_url(subject: str) -> str:
    kind, _colon, key = subject.partition(":")
    return at("record", SLUGS[kind], key) if kind in SLUGS and key else ""


def of_project(project: Project) -> dict[str, Any]:
    """Its newest drills, each with how many gaps are open. Two statements."""
    rows = list(queries.of_project(project)[:MOST])
    found = queries.gaps(rows)
    lines_ = [
        {
            "row": row,
            "url": at("drill", row.key),
            "open": len(found.get(row.pk, ())),
            "held": row.state == "held",
            "begun": bool(row.paths),
        }
        for row in rows
    ]
    return {
        "lines": lines_,
        "open": sum(line["open"] for line in lines_),
        "begin_url": at("drill-begin", project.key),
    }


def scenarios(project: Project) -> Iterator[tuple[str, str]]:
    """(title, what has happened) of what the project and its playbook have written about trouble, and of its risks."""
    if project.failure.strip():
        yield first_line(project.failure), project.failure
    failure = of_playbook(project)
    if failure.strip() and failure.strip() != project.failure.strip():
        yield first_line(failure), failure
    for row in risks.about(f"project:{project.key}").filter(state__in=OPEN)[:MOST]:
        yield (
            _("It has come true: %(risk)s") % {"risk": row.title},
            "\n\n".join(filter(None, (row.title, row.text))),
        )


def of_playbook(project: Project) -> str:
    """The most likely failure, as the playbook that the project follows tells it."""
    following = playbooks.following(project)
    try:
        return library.find(following.playbook).book.failure if following is not None else ""
    except NotFound:  # it was taken away since
        return ""


def first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]
