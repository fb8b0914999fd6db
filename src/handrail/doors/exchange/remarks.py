"""What an import refuses, and what it took in but wants somebody to look at. No Django."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

LINES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about one place in a file. Line 0: the file as a whole."""

    code: str
    message: str
    file: str = ""
    line: int = 0
    column: str = ""
    found: str = ""
    expected: str = ""
    fix: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(slots=True)
class Flag:
    """The same remark about many lines, told once with their number."""

    remark: Remark
    count: int = 0
    lines: list[int] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {**self.remark.as_json(), "count": self.count, "lines": list(self.lines)}


class Flags:
    """Flags by what they say and where: a word that stands in 3,000 lines is one flag."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Flag] = {}

    def key(self, remark: Remark) -> tuple[str, ...]:
        return (remark.code, remark.file, remark.column, remark.found)

    def add(self, remark: Remark) -> None:
        key = self.key(remark)
        flag = self._known.get(key)
        if flag is None:
            flag = self._known[key] = Flag(remark)
        flag.count += 1
        if remark.line and len(flag.lines) < LINES_SHOWN:
            flag.lines.append(remark.line)

    def __iter__(self) -> Any:
        return iter(sorted(self._known.values(), key=lambda flag: (flag.remark.code, -flag.count)))

    def __len__(self) -> int:
        return len(self._known)


class Faults(Flags):
    """Refusals by their kind: a column that can not be read is one fault, whatever stands in its cells."""

    def key(self, remark: Remark) -> tuple[str, ...]:
        return (remark.code, remark.file, remark.column)

    def __iter__(self) -> Any:
        return iter(sorted(self._known.values(), key=lambda flag: -flag.count))
