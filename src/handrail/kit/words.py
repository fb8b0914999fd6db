"""Sentences that pure code says, in the language of whoever is listening. Knows no Django.

`say("The file is larger than %(most)s bytes.", most=...)` is English until somebody lends it a translator
(`ui/apps.py` does: gettext, which knows the language of the request). What is stored keeps its words: a report
of an import is written in the language of the person who asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

Translate = Callable[[str], str]
Plural = Callable[[str, str, int], str]
Write = Callable[[date], str]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"^(-?\d+)\.(\d+)")


def english(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


_lent: list[tuple[Translate, Plural, Write]] = [(str, english, date.isoformat)]


def speak(translate: Translate, plural: Plural, write: Write) -> None:
    """From now on, say everything through these; `write` says a day."""
    _lent[:] = [(translate, plural, write)]


def shortened(text: str, most: int) -> str:
    """No longer than that, cut where a word ends; one long word, or what is written without spaces, is cut anyway."""
    if len(text) <= most:
        return text
    begun, end = text[: most - 1], text.rfind(" ", 0, most)
    return (begun[:end] if end > most // 2 else begun).rstrip() + "…"


def mark(text: str) -> str:
    """Marks a text that is kept in a table; `say` translates it when it is said."""
    return text


def mark_many(one: str, many: str) -> tuple[str, str]:
    """Marks a text for one thing and for many; `say_many` translates them."""
    return one, many


def say(text: str, /, **values: Any) -> str:
    """A %-template with its values, in the listener's language."""
    said = _lent[0][0](text) if text else ""
    return said % values if values else said


def quoted(text: str) -> str:
    """What something is called, between the listener's marks."""
    return say("“%(name)s”", name=text)


def numbered(value: Any) -> Any:
    """A number as it is kept, with its unit or without, with the listener's point."""
    return NUMBER.sub(rf"\1{say(',.')[-1]}\2", value) if isinstance(value, str) else value


def readable(value: Any) -> Any:
    """A day as it is kept, written as the listener writes days; everything else as it is."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return value
    try:
        return _lent[0][2](date.fromisoformat(value))
    except ValueError:
        return value


def choose(one: str, many: str, count: int) -> str:
    """The template for so many things, in the listener's language."""
    return _lent[0][1](one, many, count)


def alone(one: str, many: str, count: int, /, **values: Any) -> str:
    """As `say_many`, for an amount that stands by itself: after "since" or "in" some languages bend it."""
    chosen = choose(f"alone\4{one}", f"alone\4{many}", count).rpartition("\4")[2]
    return chosen % {"n": count, **values}


def say_many(one: str, many: str, count: int, /, **values: Any) -> str:
    """A template for one thing or for many, with its values; `n` is how many."""
    return choose(one, many, count) % {"n": count, **values}
