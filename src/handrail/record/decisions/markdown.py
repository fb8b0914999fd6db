"""A text by its headings, and what stands below one as things said one after the other. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*\Z")
FENCE = re.compile(r"\s*(```|~~~)")
ITEM = re.compile(r"\A\s{0,3}[*+-]\s+(.*)")
PLACEHOLDER = re.compile(r"\{[^{}]{3,}\}")
NAMES: dict[str, tuple[str, ...]] = {
    "status": ("status",),
    "context": (
        "context and problem statement",
        "context",
        "problem",
        "problem statement",
        "issue",
        "background",
    ),
    "drivers": ("decision drivers", "drivers", "forces"),
    "options": (
        "considered options",
        "considered alternatives",
        "options",
        "alternatives",
        "alternatives considered",
    ),
    "weighed": ("pros and cons of the options", "pros and cons of the alternatives", "options in detail"),
    "answer": ("decision outcome", "decision", "outcome", "resolution", "proposal"),
    "follows": ("consequences", "implications", "positive consequences", "negative consequences"),
    "checked": ("confirmation", "validation", "acceptance criteria"),
}
KNOWN = {title: name for name, titles in NAMES.items() for title in titles}


@dataclass(slots=True)
class Section:
    """A heading with the lines below it, and the sections inside."""

    title: str
    level: int
    lines: list[str] = field(default_factory=list)
    inside: list[Section] = field(default_factory=list)

    @property
    def name(self) -> str:
        return KNOWN.get(re.sub(r"[^a-z ]", "", self.title.lower()).strip(), "")

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    def whole(self) -> str:
        parts = [self.text, *(f"{'#' * one.level} {one.title}\n\n{one.whole()}" for one in self.inside)]
        return "\n\n".join(part for part in parts if part).strip()


def uncommented(text: str) -> str:
    """Without what stands in the comments of HTML; one that does not end goes on to the end."""
    kept, rest = [], text
    while rest:
        before, mark, behind = rest.partition("<!--")
        kept.append(before)
        rest = behind.partition("-->")[2] if mark else ""
    return "".join(kept)


def sections(lines: Iterable[str]) -> Section:
    """The text by its headings. A line of dashes or of equals signs makes the one above it a heading, too."""
    root = Section("", 0)
    open_, fenced = [root], False
    for line in settled(lines):
        if FENCE.match(line):
            fenced = not fenced
        found = None if fenced else HEADING.match(line)
        if found is None:
            open_[-1].lines.append(line.rstrip())
            continue
        one = Section(found[2].strip(), len(found[1]))
        while open_[-1].level >= one.level:
            open_.pop()
        open_[-1].inside.append(one)
        open_.append(one)
    return root


def settled(lines: Iterable[str]) -> Iterator[str]:
    before: str | None = None
    fenced = False
    for line in lines:
        fenced ^= FENCE.match(line) is not None
        if (
            not fenced
            and before
            and before.strip()
            and re.fullmatch(r"(=|-){3,}\s*", line)
            and not ITEM.match(before)
        ):
            yield f"{'#' if line.startswith('=') else '##'} {before.strip()}"
            before = None
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def blocks(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """(text, whether it is an item of a list): items with the lines that go on with them, paragraphs, code as it is."""
    found: list[tuple[list[str], bool]] = []
    open_, fenced = False, False
    for line in lines:
        match = None if fenced else ITEM.match(line)
        if FENCE.match(line):
            fenced = not fenced
        if match is not None:
            found.append(([match[1].strip()], True))
            open_ = True
        elif not line.strip() and not fenced:
            open_ = open_ and bool(found) and found[-1][1]
        elif open_ and found and (not found[-1][1] or line.startswith("  ") or fenced):
            found[-1][0].append(line if fenced or not found[-1][1] else line.strip())
        else:
            found.append(([line], False))
            open_ = True
    yield from (((" " if is_item else "\n").join(said).strip(), is_item) for said, is_item in found)


def items(section: Section | None) -> Iterator[str]:
    """Of a list; of a text without one, its paragraphs."""
    said = list(blocks(section.lines)) if section is not None else []
    only = any(is_item for _, is_item in said)
    yield from (one for one, is_item in said if (is_item or not only) and meant(one))


def points(section: Section | None) -> Iterator[str]:
    """All that is said, one thing after the other."""
    if section is not None:
        yield from (" ".join(one.split()) for one, _ in blocks(section.lines) if meant(one))
        yield from (f"{one.title}: {' '.join(one.whole().split())}" for one in section.inside)


def meant(said: str) -> bool:
    return bool(said) and said != "…" and not PLACEHOLDER.search(said)
