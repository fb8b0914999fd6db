"""Sentences that pure code says, in the language of whoever is listening. Knows no Django.

`say("The file is larger than %(most)s bytes.", most=...)` is English until somebody lends it a translator
(`ui/apps.py` does: gettext, which knows the language of the request). What is stored keeps its words: a report
of an import is written in the language of the person who asked for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Translate = Callable[[str], str]
Plural = Callable[[str, str, int], str]


def english(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


_lent: list[tuple[Translate, Plural]] = [(str, english)]


def speak(translate: Translate, plural: Plural) -> None:
    """From now on, say everything through these."""
    _lent[:] = [(translate, plural)]


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


def choose(one: str, many: str, count: int) -> str:
    """The template for so many things, in the listener's language."""
    return _lent[0][1](one, many, count)


def say_many(one: str, many: str, count: int, /, **values: Any) -> str:
    """A template for one thing or for many, with its values; `n` is how many."""
    return choose(one, many, count) % {"n": count, **values}
