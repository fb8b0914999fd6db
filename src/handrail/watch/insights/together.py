"""Measures asked for by many at once: each is counted once, and where its records belong is looked up once."""

from __future__ import annotations

from collections.abc import Iterable

from .counting import counted
from .measures import Counted, Period
from .whose import Homes, Whose


class Together:
    """What each of these measures counts in this time. The statements of `counted` without anybody, once for each
    measure, and those of `Homes`, however often it is asked for whom."""

    def __init__(self, names: Iterable[str], period: Period) -> None:
        self.rows = {name: counted(name, period) for name in sorted(set(names))}
        self.homes = Homes((row.kind, row.pk) for rows in self.rows.values() for row in rows)

    def counted(self, name: str, whose: Whose | None) -> list[Counted]:
        """The newest first."""
        rows = self.rows[name]
        return rows if whose is None else self.homes.only(whose, rows)
