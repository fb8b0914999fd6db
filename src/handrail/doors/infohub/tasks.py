"""Large trees are the worker's: each step is all or nothing, so a step that was cut off may run again.

Its report is written in the language of the person who asked for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.utils.translation import override
from procrastinate.contrib.django import app

from handrail.house.imports import verbs as imports
from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.workspaces import scope

from . import flow

log = logging.getLogger(__name__)


@app.task(name="infohub.preview")
def preview(workspace_id: int, key: str, language: str | None = None) -> None:
    with override(language):
        step(workspace_id, key, "previewing", flow.look)


@app.task(name="infohub.run")
def run(workspace_id: int, key: str, accept_partial: bool, language: str | None = None) -> None:
    def work(row: Import, progress: Progress) -> None:
        flow.carry_out(row, accept_partial=accept_partial, progress=progress)

    with override(language):
        step(workspace_id, key, "running", work)


def step(workspace_id: int, key: str, state: str, work: Callable[[Import, Progress], None]) -> None:
    """Do one step of one import, once; where it breaks, the page says so and the error stays visible."""
    with scope.enter(workspace_id):
        row = Import.objects.filter(key=key, state=state).defer("content").select_related("by").first()
    if row is None:
        return
    actor = scope.Actor("import", row.by_id, row.filename[:100])
    try:
        with (
            Progress(workspace_id, row.pk) as progress,
            scope.enter(workspace_id, actor=actor, member=row.by, cause=f"import:{key}"),
        ):
            work(Import.objects.select_related("by").get(pk=row.pk), progress)
    except Exception:
        log.exception("The import %s broke.", key)
        with scope.enter(workspace_id, actor=actor):
            broken = Import.objects.filter(pk=row.pk, state=state).first()
            if broken is not None:
                imports.move(broken, "refused", report={"broke": True})
        raise
