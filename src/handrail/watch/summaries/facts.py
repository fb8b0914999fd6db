"""What a summary is made of: records under lines, as they were at one moment. Pure, no Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

KINDS = ("executive", "risks", "blockers")
LENGTHS = ("ten", "page")
TEN = 10
MEASURE = "measure:"
"""What the lines of measures begin with."""
METRIC, OUTCOME = "metric:", "outcome:"
"""What the lines of a project's metrics and of its outcome begin with; their key stands behind."""
OWN_PAGES = {"escalation": "raised", "review": "reviews"}
"""Records that have a page and are nothing that others speak of by name (`go/`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A metric as it was read last: where it began, where it is to be, until when; `down`: less is better."""

    title: str
    value: Decimal | None = None
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    down: bool = False
    until: date | None = None

    @property
    def reached(self) -> bool | None:
        if self.value is None or self.target is None:
            return None
        return self.value <= self.target if self.down else self.value >= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One record that a line counts, as it was. `impact` is what it means for the customer, in somebody's words, and
    nothing else; where nobody has written that, `where` is the page on which it is written: "blockers/new/...".

    `about` is the record that it is about, as kind:key; `note` what else is said of it: the answer, what happens next.
    `good`, `value` and `group` are those of a measure (`watch/insights`), `number` that of a metric; `weight` is what
    comes first in its line.
    """

    kind: str
    pk: int
    key: str
    title: str
    customer: int | None = None
    who: str = ""
    due: date | None = None
    impact: str = ""
    where: str = ""
    about: str = ""
    note: str = ""
    weight: int = 0
    good: bool = False
    value: Decimal | None = None
    group: str = ""
    number: Number | None = None

    @property
    def name(self) -> tuple[str, int]:
        return self.kind, self.pk

    @property
    def path(self) -> str:
        """Its page, inside the workspace."""
        key = quote(self.key, safe="")
        if self.kind in OWN_PAGES:
            return f"{OWN_PAGES[self.kind]}/{key}/"
        return f"go/{self.kind}:{key}/" if key else ""


Lines = Mapping[str, Sequence[Item]]
"""{a line's name: what it counts, what matters most first}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One kind of line. `here` is its sentence, for one and for many; `more` and `less` those of what is new in it, or
    gone.

    `says` is which records it counts. `tone`: what a number above nought is.
    """

    name: str
    section: str
    says: str
    here: tuple[str, str]
    more: tuple[str, str]
    less: tuple[str, str]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what a summary is: the whole workspace, one project or one customer, from one day to another, both in."""

    first: date
    last: date
    project: Any = None
    customer: Any = None


Source = Callable[[Asked], Sequence[Item]]


def plain(item: Item) -> dict[str, Any]:
    """As it is kept: without what is empty."""
    told = written(asdict(item))
    told.pop("customer", None)
    if item.number is not None:
        told["number"] = written(asdict(item.number))
    return told


def written(values: Mapping[str, Any]) -> dict[str, Any]:
    """Dates and decimals as texts. A measured nought is something."""
    return {
        name: value.isoformat()
        if isinstance(value, date)
        else str(value)
        if isinstance(value, Decimal)
        else value
        for name, value in values.items()
        if value or isinstance(value, Decimal)
    }


def kept(told: Mapping[str, Any], customer: int | None) -> Item:
    """What `plain` undoes. `pk` 0 is nobody's, so it is always there."""
    found = read(told)
    if "number" in found:
        found["number"] = Number(**read(found["number"]))
    return Item(customer=customer, **{"key": "", "title": "", **found})


def read(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: READ[name](value) if name in READ else value for name, value in told.items()}


READ: dict[str, Callable[[str], Any]] = {
    "due": date.fromisoformat, "until": date.fromisoformat, "value": Decimal, "baseline": Decimal, "target": Decimal,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """What is in a line now and was not, what was and is not any more, and what stayed."""

    new: tuple[Item, ...] = ()
    gone: tuple[Item, ...] = ()
    still: tuple[Item, ...] = ()


def difference(before: Sequence[Item], now: Sequence[Item]) -> Difference:
    there, here = {one.name for one in before}, {one.name for one in now}
    return Difference(
        tuple(one for one in now if one.name not in there),
        tuple(one for one in before if one.name not in here),
        tuple(one for one in now if one.name in there),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A summary as one reader may see it: what it counts now, what the one before counted, and of which days."""

    kind: str
    asked: Asked
    lines: Lines
    before: Lines | None = None
    since: date | None = None
    """The day of the one before."""

    def items(self, line: str, which: str = "") -> Sequence[Item]:
        """What a number counts: `which` is new, gone, or all of it."""
        now = self.lines.get(line, ())
        if which not in ("new", "gone"):
            return now
        found = difference((self.before or {}).get(line, ()), now)
        return found.new if which == "new" else found.gone


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line as it is read: `count` is what its address opens. `items` are those shown below it, `rest` how many
    are not."""

    text: str
    line: str = ""
    which: str = ""
    count: int = 0
    tone: str = ""
    items: tuple[Item, ...] = ()
    rest: int = 0

    @property
    def query(self) -> str:
        """What it opens, as the end of an address."""
        return urlencode({"line": self.line, **({"which": self.which} if self.which else {})})


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    sentences: tuple[Sentence, ...] = field(default_factory=tuple)
