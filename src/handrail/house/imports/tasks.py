"""What the worker does once a large import has been written."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.task(name="imports.statistics", queueing_lock="imports.statistics")
def statistics() -> None:
    from . import statistics as tables

    tables.refresh()
