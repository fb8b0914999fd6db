"""Large imports are the worker's: each step is all or nothing, so a step that was cut off may run again."""

from __future__ import annotations

import logging
from collections.abc import Callable

from procrastinate.contrib.django import app

from handrail.house.imports import verbs as imports
from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.workspaces import scope

from . import flow

log = logging.getLogger(__name__)


@app.task(name="exchange.preview")
def preview(workspace_id: int, key: str) -> None:
    step(workspace_id, key, "previewing", flow.preview)


@app.task(name="exchange.run")
def run(workspace_id: int, key: str, accept_partial: bool) -> None:
    def work(row: Import, progress: Progress) -> None:
        flow.carry_out(row, accept_partial=accept_partial, progress=progress)

    step(workspace_id, key, "running", work)


def step(workspace_id: int, key: str, state: str, work: Callable[[Import, Progress], None]) -> None:
    """Do one step of one import, once; where it breaks, the page says so and the error stays visible."""
    try:
        with scope.enter(workspace_id):
            row = Import.objects.filter(key=key, state=state).defer("content").select_related("by").first()
        if row is None:
            return
        actor = scope.Actor("import", row.by_id, row.filename[:100])
        with (
            Progress(workspace_id, row.pk) as progress,
            scope.enter(workspace_id, actor=actor, member=row.by, cause=f"import:{key}"),
        ):
            work(Import.objects.get(pk=row.pk), progress)
    except Exception:
        log.exception("The import %s broke.", key)
        give_up(workspace_id, key)
        raise


def give_up(workspace_id: int, key: str) -> None:
    with scope.enter(workspace_id, actor=scope.Actor("import")):
        row = Import.objects.filter(key=key).first()
        if row is not None and row.state in ("previewing", "running"):
            imports.move(row, "refused", report={"broke": True})
