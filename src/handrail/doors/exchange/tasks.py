"""Large imports are the worker's. The report is in the language of the person who asked for it."""

from __future__ import annotations

from django.utils.translation import override
from procrastinate.contrib.django import app

from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.imports.steps import step

from . import flow
from .boards import flow as boards


@app.task(name="exchange.preview")
def preview(workspace_id: int, key: str, language: str | None = None) -> None:
    with override(language):
        step(workspace_id, key, "previewing", flow.preview)


@app.task(name="exchange.run")
def run(workspace_id: int, key: str, accept_partial: bool, language: str | None = None) -> None:
    def work(row: Import, progress: Progress) -> None:
        flow.carry_out(row, accept_partial=accept_partial, progress=progress)

    with override(language):
        step(workspace_id, key, "running", work)


@app.task(name="exchange.board_preview")
def board_preview(workspace_id: int, key: str, language: str | None = None) -> None:
    with override(language):
        step(workspace_id, key, "previewing", boards.look)


@app.task(name="exchange.board_run")
def board_run(workspace_id: int, key: str, accept_partial: bool, language: str | None = None) -> None:
    def work(row: Import, progress: Progress) -> None:
        boards.carry_out(row, accept_partial=accept_partial, progress=progress)

    with override(language):
        step(workspace_id, key, "running", work)
