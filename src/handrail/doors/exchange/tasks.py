"""Large imports are the worker's. The report is in the language of the person who asked for it.

Every process loads this page for its names; what reads files is loaded by the one that reads some.
"""

from __future__ import annotations

from django.utils.translation import override
from procrastinate.contrib.django import app

from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.imports.steps import step


@app.task(name="exchange.preview")
def preview(workspace_id: int, key: str, language: str | None = None) -> None:
    from . import flow

    with override(language):
        step(workspace_id, key, "previewing", flow.preview)


@app.task(name="exchange.run")
def run(workspace_id: int, key: str, accept_partial: bool, language: str | None = None) -> None:
    from . import flow

    def work(row: Import, progress: Progress) -> None:
        flow.carry_out(row, accept_partial=accept_partial, progress=progress)

    with override(language):
        step(workspace_id, key, "running", work)


@app.task(name="exchange.board_preview")
def board_preview(workspace_id: int, key: str, language: str | None = None) -> None:
    from .boards import flow as boards

    with override(language):
        step(workspace_id, key, "previewing", boards.look)


@app.task(name="exchange.board_run")
def board_run(workspace_id: int, key: str, accept_partial: bool, language: str | None = None) -> None:
    from .boards import flow as boards

    def work(row: Import, progress: Progress) -> None:
        boards.carry_out(row, accept_partial=accept_partial, progress=progress)

    with override(language):
        step(workspace_id, key, "running", work)
