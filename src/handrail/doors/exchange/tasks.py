"""Large imports are the worker's."""

from __future__ import annotations

from procrastinate.contrib.django import app

from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.imports.steps import step

from . import flow


@app.task(name="exchange.preview")
def preview(workspace_id: int, key: str) -> None:
    step(workspace_id, key, "previewing", flow.preview)


@app.task(name="exchange.run")
def run(workspace_id: int, key: str, accept_partial: bool) -> None:
    def work(row: Import, progress: Progress) -> None:
        flow.carry_out(row, accept_partial=accept_partial, progress=progress)

    step(workspace_id, key, "running", work)
