"""What a judgement answers: a verdict with its evidence, and how long it holds. No product words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

import orjson


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing a verdict rests on: a field of a record, and its place if it came from a file.

    `value` None says that the field is empty or absent: absence is evidence too.
    """

    kind: str
    key: str
    field: str = ""
    value: Any = None
    on: date | None = None
    where: Where | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passed` None means there is no data. `params` and `remedy` become words through a catalogue.

    `holds_until` is the first moment from which the verdict may read differently with nobody touching
    anything; until then the whole verdict stays equal. So `params` carry dates, never ages.
    """

    code: str
    passed: bool | None
    params: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    remedy: str = ""
    holds_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A state and all the criteria behind it; `deciding` are the places in `criteria` that settle it."""

    state: str
    criteria: tuple[Verdict, ...] = ()
    deciding: tuple[int, ...] = ()
    holds_until: datetime | None = None

    @property
    def reasons(self) -> tuple[Verdict, ...]:
        return tuple(self.criteria[place] for place in self.deciding)


def stand(state: str, criteria: Sequence[Verdict], reasons: Iterable[Verdict] = ()) -> Standing:
    """A standing settled by `reasons`, which are members of `criteria`."""
    chosen = {id(verdict) for verdict in reasons}
    deciding = tuple(place for place, verdict in enumerate(criteria) if id(verdict) in chosen)
    return Standing(state, tuple(criteria), deciding, earliest(v.holds_until for v in criteria))


def earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


class Citable(Protocol):
    """A fact that can be evidence: a record of some kind, with a key, a name and perhaps a place."""

    @property
    def record(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def at(self) -> Where | None: ...


class Titled:
    """A fact that is called by its title, or by its key where it has none."""

    __slots__ = ()
    key: str
    title: str

    @property
    def label(self) -> str:
        return self.title or self.key


_OWN = object()


def cite(fact: Citable, name: str = "", value: Any = _OWN, on: date | None = None) -> Evidence:
    """The field `name` of `fact` as evidence; its value is read from the fact unless another is given."""
    found = getattr(fact, name, None) if value is _OWN else value
    where = getattr(fact, "marks", {}).get(name, fact.at)
    return Evidence(fact.record, fact.key, name, plain(found), on, where, fact.label)


def plain(value: Any) -> Any:
    """A value as JSON can carry it: dates in ISO form, decimals as text without trailing zeros."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value.is_finite() else str(value)
    return value


@lru_cache(maxsize=8192)
def _midnight(day: date, zone: str) -> datetime | None:
    # fold=0 is right on both edges: in a gap at midnight it is the jump itself, in an overlap the first time.
    try:
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which a judgement is made, in the zone whose midnights turn the days."""

    day: date
    zone: str = "UTC"

    @classmethod
    def at(cls, now: datetime, zone: str = "UTC") -> Today:
        return cls(now.astimezone(ZoneInfo(zone)).date(), zone)

    def since(self, day: date) -> int:
        """Days gone by since `day`; negative when it is still to come."""
        return self.day.toordinal() - day.toordinal()

    def start(self, day: date, plus: int = 0) -> datetime | None:
        """The local midnight (in UTC) that begins the day `plus` days after `day`; None past the calendar."""
        try:
            return _midnight(day + timedelta(days=plus) if plus else day, self.zone)
        except OverflowError:
            return None

    def within(self, on: date | None, days: int) -> tuple[bool | None, datetime | None]:
        """Whether `on` lies at most `days` back, and until when that answer holds.

        A date that is missing, or still to come, tells nothing yet: None.
        """
        if on is None:
            return None, None
        if on > self.day:
            return None, self.start(on)
        if self.since(on) <= days:
            return True, self.start(on, days + 1)
        return False, None


def as_json(thing: Any) -> Any:
    """Where, Evidence, Verdict or Standing (or a list of them) as plain JSON values."""
    return orjson.loads(orjson.dumps(thing, default=_plainer))


def _plainer(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else plain(value)


T = TypeVar("T", Where, Evidence, Verdict, Standing)


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """The inverse of `as_json` for one value of `kind`."""
    return kind(**{name: _READ.get(name, _same)(value) for name, value in data.items()})


def _same(value: Any) -> Any:
    return value


_READ: dict[str, Any] = {
    "where": lambda value: value and from_json(Where, value),
    "evidence": lambda value: tuple(from_json(Evidence, item) for item in value),
    "criteria": lambda value: tuple(from_json(Verdict, item) for item in value),
    "deciding": tuple,
    "on": lambda value: value and date.fromisoformat(value),
    "holds_until": lambda value: value and datetime.fromisoformat(value),
}
