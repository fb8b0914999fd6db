"""A file as a table, whatever kind of file it is."""

from __future__ import annotations

from pathlib import Path

from handrail.doors.calendar.ical import is_ours
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.csvio import Table, read_table
from handrail.kit.icsio import Window, calendar_table, is_calendar

START = 512


def table_of(source: Path | bytes, name: str) -> Table:
    """Never raises for what is in the file. Call it inside a scope: a calendar is read in the workspace's days."""
    if is_calendar(start_of(source), name):
        window = Window(clock.now(), current().workspace.time_zone, always=is_ours)
        return calendar_table(source, filename=name, window=window)
    return read_table(source, filename=name)


def start_of(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:START]
    with source.open("rb") as stream:
        return stream.read(START)
