"""One file as it was read. No Django."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handrail.kit import yamlio
from handrail.kit.shapes import Row
from handrail.kit.verdict import Where

from ..findings import Finding
from ..sheets import Sheet
from .limits import LIMITS

FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
UNREADABLE = frozenset(("file.unreadable", "value.shape"))


@dataclass
class Source:
    """One file as read. `rows` is its root row; without a sheet it is kept and not judged."""

    path: str
    content: bytes
    sheet: Sheet | None = None
    document: yamlio.Document | None = None
    root: Row | None = None
    folder: str = ""
    said_id: str = ""
    said_name: str = ""
    account: str = ""
    body: str = ""
    above: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_usable(self) -> bool:
        return self.root is not None

    @property
    def is_broken(self) -> bool:
        """Whether it is left out of an import: it cannot be read as it was meant."""
        return any(f.code.startswith("yaml.") or f.code in UNREADABLE for f in self.findings)

    def where(self, path: yamlio.Path) -> Where:
        """The place of a value, for a person: lines count from 1."""
        if self.document is None and self.root is None:
            return Where(self.path, 1, 1)
        if self.document is None:
            self.document = again(self)
        line, column = self.document.mark(path)
        return Where(self.path, line + self.above, column)


def again(source: Source) -> yamlio.Document:
    """A document that was let go of to save memory."""
    found = FRONT.match(source.content) if source.above else None
    return yamlio.read(found[1] if found else source.content, file=source.path, limits=LIMITS)
