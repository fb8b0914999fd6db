"""A calendar as a table: a row for each time that something took place in the window that is asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from handrail.kit.csvio.table import Cell, Note, Problem, Row, Table, Unreadable
from handrail.kit.icsio import entries
from handrail.kit.icsio.entries import Broken, Entry
from handrail.kit.icsio.repeating import Endless, Patience
from handrail.kit.icsio.scanning import MOST_BYTES, Block, Scan, scan
from handrail.kit.icsio.zones import Zones
from handrail.kit.words import mark, say

COLUMNS = ("Date", "Subject", "Description", "Organizer", "Attendees", "UID", "Sequence")
NAMES = (".ics", ".ical", ".icalendar")
MOST_TOLD = 200
_UNTIL = re.compile(r"UNTIL=(\d{8})")
LONGEST_UID = 200
AHEAD = mark(
    "It lies ahead, so nobody has met yet; it was left out. Import the calendar again when it is over."
)
OUTSIDE = mark("It was longer ago than %(days)s days; it was left out.")
CANCELLED = mark("It was cancelled, and left out.")
PRIVATE = mark("It is marked as private in the calendar; it was left out.")
SAME = mark("The calendar has another event with this name inside (UID); the newest of them was read.")
UNREADABLE = mark("This event can not be read; it was left out.")


@dataclass(frozen=True, slots=True)
class Window:
    """What is read: the last `days` up to `now`, in the days of `zone`; and `always` whatever it says yes to."""

    now: datetime
    zone: str
    days: int = 400
    always: Callable[[str], bool] = field(default=lambda _uid: False)


def is_calendar(start: bytes, filename: str) -> bool:
    """By its name, or by how it starts, whatever its name says."""
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return filename.lower().endswith(NAMES) or plain[:15].upper() == b"BEGIN:VCALENDAR"


def calendar_table(source: bytes | Path, *, filename: str, window: Window) -> Table:
    """As `read_table` gives a sheet: never raises for what is in the file, and reads its rows as they are used."""
    table = Table(filename, kind="ics")
    try:
        found = scan(content(source))
        if not found.blocks:
            raise Unreadable("no_events", say("The calendar holds no events."), say("Export it again."))
    except Unreadable as error:
        table.problems.append(error.problem)
        return table
    table.columns, table.names = list(COLUMNS), list(COLUMNS)
    table.notes += found.notes
    table.rows = _Reader(table, found, window).rows()
    return table


def content(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source
    with source.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


class _Reader:
    """Goes through the events, those of one series together."""

    def __init__(self, table: Table, found: Scan, window: Window) -> None:
        self.table, self.found, self.window = table, found, window
        self.zones, self.patience = Zones(found.located), Patience()
        self.zone = ZoneInfo(window.zone)
        self.place = self.zones.name(found.zone) if found.zone else ""
        self.today = window.now.astimezone(self.zone).date()
        self.first = self.today - timedelta(days=window.days)
        self.early = f"{self.first - timedelta(days=2):%Y%m%d}"
        self.told = 0

    def rows(self) -> Iterator[Row]:
        for uid, blocks in grouped(self.found.blocks):
            yield from (
                self.always(uid, blocks) if uid and self.window.always(uid) else self.series(uid, blocks)
            )
        if self.zones.unknown:
            names = ", ".join(sorted(self.zones.unknown)[:5])[:200]
            words = say("These time zones are not known here: %(names)s. Their days were taken as they stand.",
                        names=names)  # fmt: skip
            self.table.notes.append(Note("unknown_zone", words))
        if self.told > MOST_TOLD:
            words = say("%(untold)s more lines have faults of these kinds.", untold=self.told - MOST_TOLD)
            self.table.notes.append(Problem("more", words))

    def always(self, uid: str, blocks: list[Block]) -> Iterator[Row]:
        """A date of the house: one event on one day, whenever that is."""
        for block in blocks[:1]:
            entry = self.entry(block)
            if entry is not None and not self.dismissed(entry.event, entry.line):
                yield self.row(entry.event, uid, entry.line)

    def series(self, uid: str, blocks: list[Block]) -> Iterator[Row]:
        if all(is_over(block, self.early) for block in blocks):  # most of a calendar that is kept for years
            self.left_out("too_old", say(OUTSIDE, days=self.window.days), blocks[0].line)
            return
        found = [entry for block in blocks if (entry := self.entry(block))]
        heads = [entry for entry in found if entry.moved is None]
        if not found or any(self.dismissed(head.event, head.line) for head in heads):
            return
        if len(heads) > 1:
            self.note("same_uid", say(SAME), heads[1].line, entries.text(heads[1].event, "SUMMARY", 80))
        try:
            yield from self.times(uid, found, heads)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError):
            # whatever a parser meets in a file from anywhere
            self.left_out("broken_event", say(UNREADABLE), found[0].line,
                          entries.text(found[0].event, "SUMMARY", 80))  # fmt: skip

    def entry(self, block: Block) -> Entry | None:
        try:
            entry = entries.read_entry(block, self.zones)
        except Broken as broken:
            self.left_out("broken_event", say(broken.why), broken.line, broken.found[:80])
            return None
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError):
            self.left_out("broken_event", say(UNREADABLE), block.line, block.value("SUMMARY")[:80])
            return None
        for words in entry.lost:
            self.note("broken_dates", say(words), entry.line, entries.text(entry.event, "SUMMARY", 80))
        return entry

    def dismissed(self, event: Any, line: int) -> bool:
        """What did not take place, and what is nobody else's business."""
        if entries.is_cancelled(event):
            self.left_out("cancelled", say(CANCELLED), line)
        elif entries.is_private(event):
            self.left_out("private", say(PRIVATE), line)
        else:
            return False
        return True

    # -- when -----------------------------------------------------------------------------------------------

    def times(self, uid: str, found: list[Entry], heads: list[Entry]) -> Iterator[Row]:
        named: set[str] = set()
        head, line = heads[0].start if heads else None, found[0].line
        for event in self.occurrences(found, heads):
            if self.outside(event) or (
                event is not found[0].event and self.dismissed(event, event["X-LINE"])
            ):
                continue
            yield self.row(
                event, name_of(uid, self.own_day(event), head and self.day(head), named), event["X-LINE"]
            )
            line = 0
        if line and not named:
            self.tell_outside(found, line)

    def occurrences(self, found: list[Entry], heads: list[Entry]) -> list[Any]:
        if len(found) == 1 and not {"RRULE", "RDATE"} & found[0].event.keys():
            return [found[0].event]
        for head in heads:
            self.follow(head)
        return self.expanded(found)

    def follow(self, head: Entry) -> None:
        """A repetition that can not be followed is said, and its first date taken."""
        if "RRULE" not in head.event:
            return
        try:
            self.patience.follow(head.event["RRULE"], head.start, self.first, self.today + timedelta(days=2))
        except Endless as endless:
            del head.event["RRULE"]
            words = say("%(why)s Only its first date was read.", why=say(str(endless)))
            self.note("endless", words, head.line, entries.text(head.event, "SUMMARY", 80))

    def expanded(self, found: list[Entry]) -> list[Any]:
        from icalendar import Calendar  # late: few processes ever read one
        from recurring_ical_events import of  # type: ignore[import-untyped]

        calendar = Calendar()
        if self.place:
            calendar.add("x-wr-timezone", self.place)
        for entry in found:
            calendar.add_component(entry.event)
        margin = timedelta(days=2)
        return list(of(calendar).between(self.first - margin, self.today + margin))

    def outside(self, event: Any) -> bool:
        start = event["DTSTART"].dt
        return self.is_ahead(start) or self.day(start) < self.first

    def is_ahead(self, start: date | datetime) -> bool:
        if isinstance(start, datetime):
            return self.moment(start) > self.window.now
        return start > self.today

    def tell_outside(self, found: list[Entry], line: int) -> None:
        """Nothing of it took place in the window: say on which side it lies."""
        if any(self.is_ahead(entry.start) for entry in found):
            self.left_out("ahead", say(AHEAD), line)
        else:
            self.left_out("too_old", say(OUTSIDE, days=self.window.days), line)

    def moment(self, start: datetime) -> datetime:
        """A time without a zone is one of the calendar's own zone, else of ours."""
        zone = ZoneInfo(self.place) if self.place else self.zone
        return start if start.tzinfo else start.replace(tzinfo=zone)

    def day(self, start: date | datetime) -> date:
        """The day on which it was, where we are."""
        return self.moment(start).astimezone(self.zone).date() if isinstance(start, datetime) else start

    def own_day(self, event: Any) -> date | None:
        """The day of its series that it stands for, also where it was moved to another."""
        if "RECURRENCE-ID" not in event:
            return None
        later = "RANGE" in event["RECURRENCE-ID"].params  # each says where the moving began
        return self.day(event["DTSTART" if later else "RECURRENCE-ID"].dt)

    # -- what is told -----------------------------------------------------------------------------------------

    def row(self, event: Any, uid: str, line: int) -> Row:
        cells: list[Cell] = [
            self.day(event["DTSTART"].dt), entries.text(event, "SUMMARY", 500), entries.text(event, "DESCRIPTION"),
            entries.organizer(event), entries.people(event), uid, entries.text(event, "SEQUENCE", 10),
        ]  # fmt: skip
        return Row(line, cells)

    def left_out(self, code: str, words: str, line: int, found: str = "") -> None:
        self.table.left_out += 1
        self.note(code, words, line, found)

    def note(self, code: str, words: str, line: int, found: str = "") -> None:
        """With what stands there where each has to be looked at; a mere number of them is told once."""
        self.told += bool(found)
        if not found or self.told <= MOST_TOLD:
            self.table.notes.append(Note(code, words, "", line, found))


def grouped(blocks: list[Block]) -> list[tuple[str, list[Block]]]:
    """The events of one UID together; who has none stands alone."""
    found: dict[str, list[Block]] = {}
    for block in blocks:
        found.setdefault(block.value("UID") or f"\n{block.line}", []).append(block)
    return [("" if uid.startswith("\n") else uid, some) for uid, some in found.items()]


def is_over(block: Block, early: str) -> bool:
    """Without understanding it: all its dates are from long before."""
    rule = _UNTIL.search(block.value("RRULE")) if block.value("RRULE") else None
    if block.value("RDATE") or (block.value("RRULE") and rule is None) or block.crowded or not block.ended:
        return False
    ends = [block.value("DTSTART")[:8], *([rule[1]] if rule else [])]
    return all(len(day) == 8 and day.isdigit() and "1900" < day < early for day in ends)


def name_of(uid: str, on: date | None, head: date | None, taken: set[str]) -> str:
    """What an occurrence is known by the next time: the first of a series by the UID alone, as before it repeated."""
    if not uid:
        return ""
    short = uid if len(uid) <= LONGEST_UID else hashlib.sha256(uid.encode()).hexdigest()
    name = short if on is None or on == head else f"{short}/{on.isoformat()}"
    while name in taken:  # several times a day
        name += "+"
    taken.add(name)
    return name
