"""What the pages of a project's scope show: the gate before the lock, who can take what, and the changes asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from handrail.kit import phrases
from handrail.kit.verdict import Verdict
from handrail.kit.words import say
from handrail.record.projects.models import Project
from handrail.record.scope import checks, deciding, locking, queries, wording
from handrail.record.scope.models import ScopeChange
from handrail.record.scope.states import OPEN

from .answers import address, at, field_at, me
from .kinds.projects import PROJECT
from .kinds.scope import SCOPE_CHANGE

OPENS = {"write-expected": "expected", "write-failure": "failure", "write-recovery": "recovery"}
TYPED = (
    "scopechange.metric",
    "scopechange.cost",
    "scopechange.given_up",
    "scopechange.reason",
    "scopechange.why",
)
"""What the form of a step asks for itself."""


@dataclass(frozen=True, slots=True)
class Point:
    """One answer of the gate, and where to do something about it."""

    said: phrases.Said
    passed: bool
    url: str = ""

    @property
    def why(self) -> str:
        """What holds says so in its title."""
        return "" if self.passed else f"{self.said.reason} {self.said.fix}".strip()


@dataclass(frozen=True, slots=True)
class Way:
    name: str
    label: str
    url: str
    missing: list[phrases.Said]

    @property
    def free(self) -> bool:
        return not self.missing


def of_project(project: Project) -> dict[str, Any]:
    """Eight statements, whatever there is."""
    row = queries.commitment(project)
    facts = queries.facts_of(project, row.capacity if row is not None else {})
    verdicts = checks.commitment(facts)
    changes = queries.of_project(project)
    return {
        "commitment": row,
        "locked": row is not None and row.locked_at is not None,
        "loads": facts.loads,
        "unowned": facts.unowned,
        "gate": [point(project, one) for one in verdicts],
        "gate_holds": all(one.passed for one in verdicts),
        "may_lock": locking.may_keep(project),
        "mine": me().key,
        "changes": changes,
        "waiting": sum(one.state in OPEN for one in changes),
        "ask_url": f"{at('new', SCOPE_CHANGE)}?project={project.key}",
        "scope_url": at("scope", project.key),
    }


def point(project: Project, verdict: Verdict) -> Point:
    field = OPENS.get(verdict.remedy, "")
    url = field_at(PROJECT, project.key, field) if field and not verdict.passed else ""
    return Point(wording.said(verdict), bool(verdict.passed), url)


def beside(row: ScopeChange) -> dict[str, Any]:
    """What the page of a scope change shows beside its fields."""
    brought = queries.brought_by([row])[row.key] if row.state == "accepted" else []
    return {
        "change": row,
        "open": row.state in OPEN and row.removed_at is None,
        "ways": {one.name: one for one in ways(row)},
        "decides": me().pk == row.owner_id,
        "asked_me": row.asked_by_id == me().pk,
        "brought": [(task.title, at("card", task.key)) for task in brought],
        "project_url": address(PROJECT, row.project),
        "scope_url": at("scope", row.project.key),
    }


def ways(row: ScopeChange) -> Iterable[Way]:
    if row.removed_at is not None:
        return
    for step, verdicts in deciding.possible(row):
        missing = [wording.said(one) for one in verdicts if not one.passed and one.code not in TYPED]
        yield Way(step.name, say(step.label), at("scope-change-act", row.key, step.name), missing)
