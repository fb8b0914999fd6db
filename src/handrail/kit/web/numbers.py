"""Numbers and days that came as text, from a form, an address or a header."""

from __future__ import annotations

from datetime import date


def whole(text: str, digits: int = 9) -> int | None:
    """A whole number of at most so many digits, 0 to 9 only: `"²".isdigit()` is true, and no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
