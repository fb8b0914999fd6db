"""When a workspace wants to be reminded: its zone, its mornings, its offsets. Pure, no Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from handrail.kit.words import mark_many, say, say_many

from .kinds import Kind
from .moments import Due, Offset, Place, Schedule, ordered, schedule

MOST_OFFSETS = 8
STARTS = "09:00"


@dataclass(frozen=True, slots=True)
class Rules:
    """A workspace's policy as the clock needs it. What does not fit (checked when saved) is the default."""

    place: Place = field(default_factory=Place)
    given: Mapping[str, Any] = field(default_factory=dict)
    further: Mapping[str, Any] = field(default_factory=dict)
    """{kind: distances} at which somebody else than the house wants to know: rules."""
    known: dict[tuple[str, bool], tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Answers given before: thousands of dates are of the same few kinds."""

    @classmethod
    def of(cls, zone: str, policy: Mapping[str, Any], heeds: Mapping[str, Any] | None = None) -> Rules:
        return cls(Place(zone, starts_of(policy)), policy, (heeds or {}).get("offsets", {}))

    def reminders(self, kind: Kind) -> tuple[str, ...]:
        """The offsets of its reminders, without the one from which it is missed."""
        if kind.settable:
            chosen = self.given.get("reminders")
            wanted = chosen.get(kind.name) if isinstance(chosen, Mapping) else None
            if wanted is not None and fits(wanted):
                return ordered(wanted)
        return ordered(self.meant(one, kind) for one in kind.offsets)

    def missed(self, kind: Kind) -> str:
        return str(Offset.read(self.meant(kind.missed, kind))) if kind.missed else ""

    def own(self, kind: Kind, *, breaks: bool) -> tuple[str, ...]:
        """The distances at which the house itself speaks."""
        missed = self.missed(kind) if breaks else ""
        return ordered([*self.reminders(kind), *([missed] if missed else [])])

    def offsets(self, kind: Kind, *, breaks: bool) -> tuple[str, ...]:
        """Everything it speaks at, to whomever."""
        if (kind.name, breaks) not in self.known:
            wanted = self.own(kind, breaks=breaks)
            further = [offset for offset in self.further.get(kind.name, ()) if offset not in wanted]
            self.known[kind.name, breaks] = ordered([*wanted, *further]) if further else wanted
        return self.known[kind.name, breaks]

    def differs(self, other: Rules, kind: Kind) -> bool:
        return self.offsets(kind, breaks=True) != other.offsets(kind, breaks=True)

    def schedule(self, due: Due, offsets: Iterable[str]) -> Schedule:
        return schedule(due, tuple(offsets), self.place)

    def meant(self, text: str, kind: Kind) -> str:
        """ "+fresh_days" is so many days after, as the policy has it."""
        sign, name = text[:1], text[1:]
        if name not in kind.thresholds:
            return text
        days = self.given.get(name)
        return f"{sign}{days if type(days) is int and 0 < days < 10_000 else kind.thresholds[name]}d"


def starts_of(policy: Mapping[str, Any]) -> time:
    try:
        return time.fromisoformat(read_start(policy.get("day_starts", STARTS)))
    except ValueError:
        return time.fromisoformat(STARTS)


def fits(wanted: Any) -> bool:
    try:
        read_offsets(wanted)
    except ValueError:
        return False
    return True


# -- reading what a person or a file says -------------------------------------------------------------------


def read_start(found: Any) -> str:
    """The hour at which a day's work starts: "09:00"."""
    try:
        if isinstance(found, str) and len(found) == 5:
            return time.fromisoformat(found).strftime("%H:%M")
    except ValueError:
        pass
    raise ValueError(say("Write the time of day at which work starts, such as 09:00."))


def read_offsets(found: Any) -> tuple[str, ...]:
    """Distances from the date, as a list or as a text with commas; none for no reminder at all."""
    if isinstance(found, str):
        found = [word for word in found.split(",") if word.strip()]
    if not isinstance(found, list | tuple):
        raise ValueError(say("Write a list of distances such as -7d, -1d, 0d."))
    if len(found) > MOST_OFFSETS:
        raise ValueError(say("Write up to %(most)s distances: more are not read.", most=MOST_OFFSETS))
    return ordered(found)


def spoken(offsets: Iterable[str]) -> str:
    """ "7 days before, on the day"."""
    return ", ".join(spoken_one(Offset.read(text)) for text in offsets) or say("never")


def spoken_one(offset: Offset) -> str:
    if not offset.number:
        return say("on the day")
    before, after = SPOKEN[offset.unit]
    return say_many(*(before if offset.number < 0 else after), abs(offset.number))


Pair = tuple[str, str]
SPOKEN: dict[str, tuple[Pair, Pair]] = {
    "m": (
        mark_many("%(n)s minute before", "%(n)s minutes before"),
        mark_many("%(n)s minute after", "%(n)s minutes after"),
    ),
    "h": (
        mark_many("%(n)s hour before", "%(n)s hours before"),
        mark_many("%(n)s hour after", "%(n)s hours after"),
    ),
    "d": (
        mark_many("%(n)s day before", "%(n)s days before"),
        mark_many("%(n)s day after", "%(n)s days after"),
    ),
    "w": (
        mark_many("%(n)s week before", "%(n)s weeks before"),
        mark_many("%(n)s week after", "%(n)s weeks after"),
    ),
    "mo": (
        mark_many("%(n)s month before", "%(n)s months before"),
        mark_many("%(n)s month after", "%(n)s months after"),
    ),
    "y": (
        mark_many("%(n)s year before", "%(n)s years before"),
        mark_many("%(n)s year after", "%(n)s years after"),
    ),
}


def read_reminders(kinds: Iterable[Kind]) -> Any:
    """A reader of {kind: offsets} for these kinds; kinds that are not said keep their default."""
    known = {kind.name: kind for kind in kinds if kind.settable}

    def read(found: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(found, Mapping):
            raise ValueError(
                say("Write a table of dates and distances, such as milestone.due: -7d, -1d, 0d.")
            )
        if unknown := sorted(str(name) for name in found.keys() - known.keys()):
            raise ValueError(
                say(
                    "There is no date “%(name)s”. Allowed: %(allowed)s.",
                    name=unknown[0],
                    allowed=", ".join(sorted(known)),
                )
            )
        return {**defaults(known.values()), **{name: read_offsets(item) for name, item in found.items()}}

    return read


def defaults(kinds: Iterable[Kind]) -> dict[str, tuple[str, ...]]:
    return {kind.name: ordered(kind.offsets) for kind in kinds if kind.settable}
