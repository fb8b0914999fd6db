"""Decisions, what they wait for and what follows from them, for programs. The steps of a decision have addresses of
their own (`doors/api/deciding.py`)."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import depending, verbs, yielding
from .models import Constraint, Decision, Dependency

RESOURCES = (
    Resource(
        model=Decision, plural="decisions", add=verbs.add_decisions, edit=verbs.edit_decision,
        remove=verbs.remove_decisions, restore=verbs.restore_decisions, derived=verbs.DERIVED,
        asked=frozenset({"subject", "state", "category"}),
    ),
    Resource(
        model=Dependency, plural="dependencies", add=depending.add_dependencies, edit=depending.edit_dependency,
        remove=depending.remove_dependencies, restore=depending.restore_dependencies,
        once=frozenset({"decision"}), derived=frozenset({"customer"}),
    ),
    Resource(
        model=Constraint, plural="constraints", add=yielding.add_constraints, edit=yielding.edit_constraint,
        remove=yielding.remove_constraints, restore=yielding.restore_constraints,
        once=frozenset({"decision"}), derived=frozenset({"customer"}),
    ),
)  # fmt: skip
