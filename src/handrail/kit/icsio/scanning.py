"""The events of a calendar file, each as its own few lines with their numbers. Nothing is judged here.

The file is never parsed as a whole: one broken event must not take the others with it, and what nobody reads here
(alarms, attachments, other programs' own properties) can not break anything.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handrail.kit.csvio.sniffing import find_encoding
from handrail.kit.csvio.table import Note, Unreadable
from handrail.kit.words import say

MOST_BYTES = 32 * 1024 * 1024
MOST_EVENTS = 20_000
MOST_VALUE = 100_000
MOST_OF_A_KIND = 500
ONCE = frozenset(
    [
        "UID",
        "DTSTART",
        "RRULE",
        "RECURRENCE-ID",
        "SEQUENCE",
        "STATUS",
        "CLASS",
        "SUMMARY",
        "DESCRIPTION",
        "ORGANIZER",
    ]
)
SEVERAL = frozenset(["ATTENDEE", "RDATE", "EXDATE"])
PARAMETERS = frozenset(["TZID", "VALUE", "RANGE", "CN", "PARTSTAT", "CUTYPE"])

_BREAK = re.compile(r"\r\n|\n|\r")
_CONTENT = re.compile(r'\s*([A-Za-z0-9-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)=("[^"]*"|[^;"]*)')


@dataclass(frozen=True, slots=True)
class Line:
    """One property. `parameters` has only those that are read, by their names in capitals."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str

    def text(self) -> str:
        said = "".join(f';{name}="{value}"' for name, value in self.parameters.items())
        return f"{self.name}{said}:{self.value}"


@dataclass(slots=True)
class Block:
    """The lines of one event. Not `ended` where the file stops, or the next begins, in the middle of it.

    `crowded` where it has more dates of its own than anybody follows.
    """

    line: int
    lines: list[Line] = field(default_factory=list)
    count: dict[str, int] = field(default_factory=dict)
    ended: bool = False
    crowded: bool = False

    def add(self, line: Line) -> None:
        """The first of what may stand there once, and so many of the rest as anybody can mean."""
        seen = self.count.get(line.name, 0)
        self.count[line.name] = seen + 1 + line.value.count(",") * (line.name != "ATTENDEE")
        if line.name in ONCE and seen:
            return
        if self.count[line.name] > MOST_OF_A_KIND and line.name in SEVERAL:
            self.crowded |= line.name != "ATTENDEE"
            return
        self.lines.append(line)

    def value(self, name: str) -> str:
        return next((line.value.strip() for line in self.lines if line.name == name), "")


@dataclass(slots=True)
class Scan:
    """`located` says which place a calendar's own zone stands for; `zone` is the whole calendar's."""

    blocks: list[Block] = field(default_factory=list)
    located: dict[str, str] = field(default_factory=dict)
    zone: str = ""
    notes: list[Note] = field(default_factory=list)


def scan(data: bytes) -> Scan:
    """Every event of the file; Unreadable where it holds too much, or is no calendar at all."""
    if len(data) > MOST_BYTES:
        message = say("The calendar has more than %(most)s MB.", most=MOST_BYTES // 1024**2)
        raise Unreadable("too_big", message, say("Export a shorter time, or one calendar at a time."))
    made = Scan()
    scanner = _Scanner(made)
    for number, text in unfolded(decoded(data, made)):
        scanner.take(number, text)
    scanner.close(ended=False)
    return made


def decoded(data: bytes, made: Scan) -> str:
    found = find_encoding(io.BytesIO(data), MOST_BYTES)
    if found.name == "cp1252":
        message = say("The file is not UTF-8; it was read as Windows text (cp1252).")
        made.notes.append(
            Note("encoding", message, say("Check names with accents, or save it as UTF-8."), found.odd_line)
        )
    if found.nul_line:
        message = say("The file has NUL bytes, which text never has; they were left out. It may be damaged.")
        made.notes.append(Note("nul", message, say("Export the file again."), found.nul_line))
    return data.decode(found.name, "replace").removeprefix("\ufeff").replace("\0", "")


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with the number it starts on: what starts with a blank goes on with the line before."""
    first, parts = 0, [""]
    for number, raw in enumerate(_BREAK.split(text), 1):
        if raw[:1] in (" ", "\t") and parts[0]:
            parts.append(raw[1:])
            continue
        yield first, "".join(parts)
        first, parts = number, [raw]
    yield first, "".join(parts)


class _Scanner:
    """Where the file is in its components; they may be nested as deep as anybody likes, only counted."""

    def __init__(self, made: Scan) -> None:
        self.made = made
        self.event: Block | None = None
        self.depth = 0
        self.place: dict[str, str] | None = None

    def take(self, number: int, text: str) -> None:
        found = _CONTENT.match(text)
        if found is None:
            return
        name, value = found[1].upper(), found[3]
        if name == "BEGIN":
            self.begin(value.strip().upper(), number)
        elif name == "END":
            self.end(value.strip().upper())
        elif self.event is not None:
            if not self.depth and name in ONCE | SEVERAL:
                self.event.add(Line(number, name, parameters(found[2]), value[:MOST_VALUE]))
        elif self.place is not None and name in ("TZID", "X-LIC-LOCATION"):
            self.place.setdefault(name, value.strip()[:200])
        elif name == "X-WR-TIMEZONE":
            self.made.zone = value.strip()[:200]

    def begin(self, kind: str, number: int) -> None:
        if kind == "VEVENT":
            self.close(ended=False)
            if len(self.made.blocks) >= MOST_EVENTS:
                message = say("The calendar has more than %(most)s events.", most=f"{MOST_EVENTS:,}")
                raise Unreadable(
                    "too_many_rows", message, say("Export a shorter time, or one calendar at a time."), number
                )
            self.event = Block(number)
        elif self.event is not None:
            self.depth += 1
        elif kind == "VTIMEZONE":
            self.place = {}

    def end(self, kind: str) -> None:
        if kind == "VEVENT":
            self.close(ended=True)
        elif kind == "VCALENDAR":
            self.close(ended=False)
        elif self.event is not None:
            self.depth = max(0, self.depth - 1)
        elif kind == "VTIMEZONE" and self.place is not None:
            self.made.located[self.place.get("TZID", "")] = self.place.get("X-LIC-LOCATION", "")
            self.place = None

    def close(self, *, ended: bool) -> None:
        if self.event is not None:
            self.event.ended = ended
            self.made.blocks.append(self.event)
        self.event, self.depth = None, 0


def parameters(text: str) -> dict[str, str]:
    """Those that are read; a semicolon too many, or one without a value, harms nobody."""
    pairs = _PARAMETER.findall(text[:5_000]) if text else ()
    return {
        name.upper(): plain for name, value in pairs
        if name.upper() in PARAMETERS and (plain := value.strip('" ').replace('"', ""))
    }  # fmt: skip
