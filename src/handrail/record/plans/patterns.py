"""What a template of a plan holds: a table for each kind of part, its days counted from the plan's first. No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handrail.kit.shapes import Unreadable
from handrail.kit.web.numbers import whole
from handrail.kit.words import say

from .spelling import ADOPTION, HORIZON, SIDE

Read = Callable[[Any], Any]
MOST_CRITERIA = 5
MOST_ROWS, LONGEST, FARTHEST = 100, 2_000, 3_660
LISTS = ("objectives", "use_cases", "deliverables", "prerequisites")
"""Columns of a phase that hold several things, with ; between them."""


def text(raw: Any) -> str:
    said = " ".join(str(raw if raw is not None else "").split())
    if len(said) > LONGEST:
        raise ValueError(say("A text is longer than %(most)s characters.", most=LONGEST))
    return said


def day(raw: Any) -> int | None:
    """So many days after the plan's first."""
    said = str(raw if raw is not None else "").strip()
    if not said:
        return None
    days = whole(said)
    if days is None or days > FARTHEST:
        found = say("“%(found)s” is no number of days after the start.", found=said[:40])
        raise ValueError(f"{found} {say('Write a whole number from 0 to %(most)s.', most=FARTHEST)}")
    return days


def word(kind: Any) -> Read:
    def read(raw: Any) -> str:
        try:
            return str(kind.read(raw))
        except Unreadable as error:
            raise ValueError(f"{error} {error.fix}") from None

    return read


TABLES: Mapping[str, Mapping[str, Read]] = {
    "outcomes": {"title": text, "metric_text": text, "unit": text, "target": text},
    "activities": {"title": text, "dependencies": text},
    "criteria": {"title": text, "measurement": text, "target": text},
    "phases": {
        "title": text,
        "kind": word(ADOPTION),
        "from_day": day,
        "to_day": day,
        **dict.fromkeys(LISTS, text),
    },
    "milestones": {"title": text, "on_day": day, "side": word(SIDE), "phase": text},
    "initiatives": {"title": text, "horizon": word(HORIZON), "criteria": text, "dependencies": text},
    "responsibilities": {"title": text, "side": word(SIDE), "who": text, "by_day": day},
}
"""{table: {column: how it is read}}. Other columns are kept, and nothing is made of them."""


def read(table: str, raw: Any) -> list[dict[str, Any]]:
    """The rows of a table as they are kept: what is empty is left out. ValueError says what can not be read."""
    if raw in (None, "", {}):
        return []
    if not isinstance(raw, list) or len(raw) > MOST_ROWS:
        raise ValueError(say("Write a list of at most %(most)s rows.", most=MOST_ROWS))
    rows = [one for one in (row(table, given) for given in raw) if one]
    if table == "criteria" and len(rows) > MOST_CRITERIA:
        raise ValueError(
            say("A plan has at most %(most_criteria)s success criteria.", most_criteria=MOST_CRITERIA)
        )
    return rows


def row(table: str, raw: Any) -> dict[str, Any]:
    """One row; a bare text is its title."""
    given = raw if isinstance(raw, Mapping) else {"title": raw}
    columns = TABLES[table]
    known = {name: reads(given[name]) for name, reads in columns.items() if name in given}
    others = {str(name): value for name, value in given.items() if name not in columns}
    found = {name: value for name, value in {**known, **others}.items() if value not in (None, "")}
    if found and not known.get("title"):
        raise ValueError(say("A row has no title."))
    return found


def several(said: Any) -> list[str]:
    """What stands with ; between, as a list."""
    return [one.strip() for one in str(said or "").split(";") if one.strip()]
