"""What an import would do or did: how many of each, and the lines to show. No Django."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from .remarks import Faults, Flags, Remark
from .shapes import TALLIED

MOST_SHOWN = 500
MOST_REFUSALS = 5_000


@dataclass(slots=True)
class Shown:
    """One record on the preview's lists."""

    file: str
    line: int
    name: str
    changes: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """One target's numbers. Every row of its tables is created, changed, unchanged or left out.

    Left out are refused rows, rows that stand twice and lines that are no record.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    rows: dict[str, list[Shown]] = field(default_factory=lambda: {"created": [], "changed": []})

    def show(self, outcome: str, one: Shown) -> None:
        if len(self.rows[outcome]) < MOST_SHOWN:
            self.rows[outcome].append(one)


@dataclass(slots=True)
class Preview:
    """Of one import. `written` says whether it was a look or the real thing."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    refused: list[Remark] = field(default_factory=list)
    refused_count: int = 0
    faults: Faults = field(default_factory=Faults)
    flags: Flags = field(default_factory=Flags)
    rows: int = 0
    written: bool = False
    made: str = ""
    """The key of what all of it belongs to, where there is one such thing."""

    def tally(self, target: str) -> Tally:
        return self.tallies.setdefault(target, Tally())

    def refuse(self, remark: Remark) -> None:
        self.refused_count += 1
        self.faults.add(remark)
        if len(self.refused) < MOST_REFUSALS:
            self.refused.append(remark)

    @property
    def changes(self) -> int:
        return sum(tally.created + tally.changed for tally in self.tallies.values())

    def numbers(self, outcome: str) -> dict[str, int]:
        names = [*(name for name in TALLIED if name in self.tallies)]
        names += [name for name in self.tallies if name not in TALLIED]
        return {name: getattr(self.tallies[name], outcome) for name in names}

    def as_json(self) -> dict[str, Any]:
        return {
            "created": self.numbers("created"),
            "changed": self.numbers("changed"),
            "unchanged": self.numbers("unchanged"),
            "refused": [remark.as_json() for remark in self.refused],
            "flagged": [flag.as_json() for flag in self.flags],
        }

    def report(self, most: int = 200) -> dict[str, Any]:
        """As it is kept beside the import, cut to what a page can show."""
        made = self.as_json()
        made["refused"], made["flagged"] = made["refused"][:most], made["flagged"][:most]
        return {
            **made,
            "shown": rows_of(self, most),
            "refused_count": self.refused_count,
            "faults": [fault.as_json() for fault in self.faults][:most],
            "flagged_count": len(self.flags),
            "left_out": self.numbers("left_out"),
            "rows": self.rows,
            "written": self.written,
            "made": self.made,
        }


def rows_of(preview: Preview, most: int) -> dict[str, dict[str, list[dict[str, Any]]]]:
    return {
        name: {outcome: [asdict(one) for one in rows[:most]] for outcome, rows in tally.rows.items()}
        for name, tally in preview.tallies.items()
    }
