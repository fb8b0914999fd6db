"""How a verdict is put into words: marks for the translator, and a title with its three sentences."""

from __future__ import annotations

from dataclasses import dataclass

Pair = tuple[str, str]


def _(text: str) -> str:
    """Marks a text for translation; it is translated when it is said."""
    return text


def ngettext(one: str, many: str) -> Pair:
    """Marks a singular and a plural for translation."""
    return one, many


@dataclass(frozen=True, slots=True)
class Phrases:
    """%-templates over the verdict's params. An outcome that cannot happen has no sentence."""

    title: str
    passed: str
    failed: str
    no_data: str = ""
