"""Reading the house's own source: modules, their imports, and the step of the stairs each stands on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "handrail"
ROOMS = [
    "kit", "ui", "house.workspaces", "house.ledger", "house.nudges", "house.deadlines",
    "house.access", "house.people", "house.signing", "house.talk", "house.escalations",
    "house.imports", "house.search", "record.customers", "record.metrics", "record.notes",
    "record.tasks", "record.feedback", "record.assumptions", "record.decisions", "record.risks",
    "record.plans", "record.handoffs", "record.projects", "record.blockers", "record.scope",
    "record.readiness", "record.drills", "record.rollout", "record.outside", "record.agreed",
    "watch.health", "watch.insights", "watch.reviews", "watch.playbooks", "watch.summaries",
    "watch.rules", "doors.desk", "doors.calendar", "doors.outside", "doors.portal", "doors.infohub",
    "doors.exchange", "doors.api", "doors.operator",
]  # fmt: skip
TABLES = {"handrail.wiring"}
"""What any step may import: plain names, no code of a room."""


@dataclass(frozen=True)
class Import:
    module: str
    line: int
    lazy: bool


def modules(*, tests: bool = False) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).parts
        if "migrations" not in inside and (tests or "tests" not in inside):
            yield path


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def package_of(path: Path) -> list[str]:
    return list(path.relative_to(PACKAGE.parent).parent.parts)


def imports(path: Path) -> list[Import]:
    top = set(tree(path).body)
    found: list[Import] = []
    for node in ast.walk(tree(path)):
        lazy = node not in top
        if isinstance(node, ast.Import):
            found += [Import(alias.name, node.lineno, lazy) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package_of(path)[: len(package_of(path)) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, [base, node.module or ""]))
            found += [Import(f"{module}.{alias.name}", node.lineno, lazy) for alias in node.names]
    return found


def room_of(module: str) -> str | None:
    """The room a dotted name lies in; None for what is outside the stairs (settings, cli, asgi ...)."""
    if not module.startswith("handrail."):
        return None
    inside = module.removeprefix("handrail.") + "."
    return next(
        (room for room in sorted(ROOMS, key=len, reverse=True) if inside.startswith(room + ".")), None
    )
