"""Letting an import happen, and dropping it, for the pages of every reader of files."""

from __future__ import annotations

from typing import Any, Protocol

from django.utils.translation import get_language

from handrail.house.workspaces.scope import current, held

from . import verbs
from .fetch import as_import
from .models import Import


class Flow(Protocol):
    """How a reader of files goes about it: what is large is the worker's."""

    def is_large(self, row: Import) -> bool: ...
    def carry_out(self, row: Import, *, accept_partial: bool) -> object: ...


def run(row: Import, flow: Flow, task: Any, *, partial: bool, steps: int) -> None:
    """At once, or by the worker's `task` where it is large. `partial`: what is refused is left out."""
    verbs.move(row, "running", done_steps=0, all_steps=steps)
    if flow.is_large(row):
        workspace = current().workspace_id
        task.defer(workspace_id=workspace, key=row.key, accept_partial=partial, language=get_language())
    else:
        with held(as_import(row)):
            flow.carry_out(row, accept_partial=partial)


def drop(row: Import) -> None:
    if row.state in Import.OPEN:
        verbs.move(row, "dropped")
