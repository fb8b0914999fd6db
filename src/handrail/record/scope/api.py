"""Scope changes for programs. Their steps, and the lock, have addresses of their own (`doors/api/scoping.py`)."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import ScopeChange

RESOURCES = (
    Resource(
        model=ScopeChange, plural="scope-changes", add=verbs.add_scope_changes, edit=verbs.edit_scope_change,
        remove=verbs.remove_scope_changes, restore=verbs.restore_scope_changes,
        once=frozenset({"project"}), derived=verbs.DERIVED, asked=frozenset({"project", "state"}),
    ),
)  # fmt: skip
