"""What a paper is made of. Every text is only ever a text: nothing in it is read as a command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `quiet` is smaller and lighter; `code` is set in letters of one width, as a fingerprint is."""

    text: str
    quiet: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values beside each other."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be clicked: `url` begins with http."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: what, what stands at its end, and what stands below it, in words or as lines of their own."""

    text: str
    side: str = ""
    under: str = ""
    url: str = ""
    lines: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class Items:
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Table:
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Heading | Text | Facts | Items | Table


@dataclass(frozen=True, slots=True)
class Look:
    """Whose paper it is. `logo` is a PNG."""

    name: str
    colour: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    look: Look
    blocks: Sequence[Block]
    under: str = ""
    language: str = "en"
    small: bool = False
    """Set smaller and closer, so that more stands on one page."""
