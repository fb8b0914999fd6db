"""What an import did, or would do."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from handrail.kit.refusals import Refusal

from .findings import Finding, ordered


@dataclass
class Report:
    """What an import did, or would do. Counts are by noun."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    refused: list[Finding] = field(default_factory=list)
    flagged: list[Finding] = field(default_factory=list)
    files: int = 0
    accounts: int = 0
    applied: bool = False

    def count(self, noun: str, **numbers: int) -> None:
        for name, number in numbers.items():
            if number:
                getattr(self, name)[noun] += number

    def as_json(self) -> dict[str, Any]:
        return {
            "applied": self.applied,
            "files": self.files,
            "accounts": self.accounts,
            "created": dict(sorted(self.created.items())),
            "changed": dict(sorted(self.changed.items())),
            "unchanged": dict(sorted(self.unchanged.items())),
            "removed": dict(sorted(self.removed.items())),
            "refused": [asdict(finding) for finding in ordered(self.refused)],
            "flagged": [asdict(finding) for finding in ordered(self.flagged)],
        }

    @property
    def nothing_new(self) -> bool:
        return not (self.created or self.changed or self.removed)


class NothingWritten(Refusal):
    """Something was refused, so nothing was written. `report` lists it."""

    code = "import-refused"

    def __init__(self, report: Report) -> None:
        self.report = report
        count = len(report.refused)
        super().__init__(
            f"Nothing was written: {count} {'place needs' if count == 1 else 'places need'} another look.",
            "Mend the files, or accept what is good and leave the rest out.",
        )
