"""One event's lines, understood: when it starts, how it repeats, who takes part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from handrail.kit.icsio.scanning import Block, Line
from handrail.kit.icsio.zones import Zones
from handrail.kit.words import mark

DATES = frozenset({"DTSTART", "RDATE", "EXDATE", "RECURRENCE-ID"})
EARLIEST, LATEST = 1900, 2200
FAR = timedelta(days=366)
"""A moved occurrence that moves all later ones too does so by less than this, or moves only itself."""
MOST_TEXT = 20_000
UNFINISHED = mark(
    "The file stops, or goes on with something else, in the middle of this event; it was left out."
)
CROWDED = mark("This event has more dates of its own than are followed here; it was left out.")
NO_START = mark("This event has no start; it was left out.")
BAD_START = mark("The start of this event can not be read; it was left out.")
BAD_PLACE = mark("This event says that it moves a date which can not be read; it was left out.")
BAD_RULE = mark("How this event repeats can not be read; only its first date was taken.")
BAD_DATES = mark("Some dates of this event can not be read; they were passed over.")

_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_MAIL = re.compile(r"[^\s<>\"(),:;@\[\]\\]+@[^\s<>\"(),:;@\[\]\\]+")
_ROOMS = ("ROOM", "RESOURCE")


class Broken(Exception):
    """An event that can not be read: why, where, and what stands there."""

    def __init__(self, why: str, line: int, found: str = "") -> None:
        super().__init__(why)
        self.why, self.line, self.found = why, line, found


@dataclass(slots=True)
class Entry:
    """`moved` is the date of its series that it takes the place of. `lost` is what of it can not be read."""

    line: int
    event: Any
    start: date | datetime
    moved: date | datetime | None
    lost: tuple[str, ...] = ()


def read_entry(block: Block, zones: Zones) -> Entry:
    if not block.ended:
        raise Broken(UNFINISHED, block.line, block.value("SUMMARY"))
    if block.crowded:
        raise Broken(CROWDED, block.line, block.value("SUMMARY"))
    event = parsed(block, zones)
    bad = {str(name) for name, _why in event.errors}
    start = moment_of(event, block, "DTSTART", BAD_START, bad)
    if start is None:
        raise Broken(NO_START, block.line, block.value("SUMMARY"))
    moved = moment_of(event, block, "RECURRENCE-ID", BAD_PLACE, bad)
    for name in bad:
        event.pop(name, None)
    if "UNTIL" in (rule := event.get("RRULE", {})):
        rule.pop("COUNT", None)  # one of the two ends it, says the standard
    event["X-LINE"] = block.line
    lost = (BAD_RULE,) * ("RRULE" in bad) + (BAD_DATES,) * bool(bad & {"RDATE", "EXDATE"})
    hold_still(event, start, moved)
    return Entry(block.line, event, start, moved, lost)


def parsed(block: Block, zones: Zones) -> Any:
    from icalendar import Event  # late: few processes ever read one

    lines = [written(line, zones) for line in block.lines]
    return Event.from_ical("\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""]))


def written(line: Line, zones: Zones) -> str:
    """As `icalendar` reads it: a zone by its public name or not at all, and nothing that would end the line."""
    said = dict(line.parameters)
    if line.name in DATES and (zone := said.pop("TZID", "")) and (name := zones.name(zone)):
        said["TZID"] = name
    value = _CONTROL.sub(" ", line.value)
    value = value.strip("; ") if line.name == "RRULE" else value
    return Line(line.number, line.name, said, value).text()


def moment_of(event: Any, block: Block, name: str, why: str, bad: Iterable[str]) -> date | datetime | None:
    if name not in event:
        return None
    moment = None if name in bad else getattr(event[name], "dt", None)
    if not isinstance(moment, date) or not EARLIEST <= moment.year <= LATEST:
        line = next(line.number for line in block.lines if line.name == name)
        raise Broken(why, line, block.value(name)[:80])
    return moment


def hold_still(event: Any, start: date | datetime, moved: date | datetime | None) -> None:
    """“This and all later ones” by years would let one line repeat through centuries."""
    if moved is None or "RANGE" not in event["RECURRENCE-ID"].params:
        return
    if abs(day(start) - day(moved)) > FAR:
        del event["RECURRENCE-ID"].params["RANGE"]


def day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


# -- what it says -----------------------------------------------------------------------------------------


def text(event: Any, name: str, most: int = MOST_TEXT) -> str:
    return str(event.get(name, ""))[:most].strip()


def is_cancelled(event: Any) -> bool:
    return text(event, "STATUS").upper() == "CANCELLED"


def is_private(event: Any) -> bool:
    return text(event, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL")


def people(event: Any) -> str:
    """Who takes part, as “Name <address>”: without rooms, and without those who said no."""
    found = event.get("ATTENDEE", [])
    there = [one for one in (found if isinstance(found, list) else [found]) if takes_part(one)]
    return ", ".join(dict.fromkeys(filter(None, map(person, there))))


def takes_part(one: Any) -> bool:
    said = getattr(one, "params", {})
    declined = str(said.get("PARTSTAT", "")).upper() == "DECLINED"
    return not declined and str(said.get("CUTYPE", "")).upper() not in _ROOMS


def organizer(event: Any) -> str:
    return person(event.get("ORGANIZER", ""))


def person(one: Any) -> str:
    """ "" for whom no address is told."""
    found = _MAIL.search(str(one).removeprefix("mailto:").removeprefix("MAILTO:"))
    if found is None:
        return ""
    name = re.sub(r"[<>,;\"\s]+", " ", str(getattr(one, "params", {}).get("CN", ""))).strip()[:100]
    return f"{name} <{found[0].lower()}>" if name and "@" not in name else found[0].lower()
