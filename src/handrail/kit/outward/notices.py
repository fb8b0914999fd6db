"""What is said to a person, before it is a mail or a message in a chat. Plain text throughout."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from handrail.kit.words import shortened


@dataclass(frozen=True, slots=True)
class Act:
    """Something the reader can do from where she reads: words, and the address of a page that asks first."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    why: str = ""
    about: str = ""
    """The customer it belongs to, by name; items with the same stand together."""
    url: str = ""
    due: str = ""
    urgent: bool = False
    lines: tuple[Act, ...] = ()
    """Its `why` line by line, each with the address of what it tells of; a heading has none."""
    step: Act | None = None
    acts: tuple[Act, ...] = ()
    kind: str = ""
    """What it tells, for programs: "proposal.blocked"."""
    record: str = ""
    """What it tells it of, for programs: "opportunity:key"."""


@dataclass(frozen=True, slots=True)
class Notice:
    subject: str
    items: tuple[Item, ...]
    lead: str = ""
    footer: str = ""
    settings: Act | None = None
    more: Act | None = None
    """Where to see what did not fit."""
    facts: dict[str, str] = field(default_factory=dict)
    """For programs: what a signed webhook carries beside the words."""

    @property
    def groups(self) -> list[tuple[str, list[Item]]]:
        """By customer, in the order of the items."""
        return [(about, list(items)) for about, items in groupby(self.items, key=lambda item: item.about)]


def line(words: str, longest: int) -> str:
    """One line, no longer than that: what a subject, a button or a header can hold."""
    return shortened(" ".join(words.split()), longest)
