"""Calendar files (RFC 5545) as tables: one row for each time that something took place."""

from __future__ import annotations

from handrail.kit.icsio.table import COLUMNS, Window, calendar_table, is_calendar

__all__ = ["COLUMNS", "Window", "calendar_table", "is_calendar"]
