"""A day that somebody writes today is not long gone: 2001 is a slip of the hand, and it would sit there unseen.

Asked where somebody says a date: at the forms and by the API. Files and imports bring what was promised long ago.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from handrail.house.ledger.rows import today
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.ui.dates import written

PROMISED = frozenset({"due_on", "review_on", "expires_on"})
LONG = timedelta(days=366)


def refuse_bygone(values: Mapping[str, Any], row: Any = None) -> None:
    """What is new in `values`; what `row` has already stays as it is."""
    if problems := list(amiss(values, row)):
        raise Invalid(problems)


def amiss(values: Mapping[str, Any], row: Any) -> Iterator[Problem]:
    for name in values.keys() & PROMISED:
        day = day_of(values[name])
        if day is not None and day < today() - LONG and day != getattr(row, name, None):
            words = say("%(day)s is more than a year ago.", day=written(day, "j M Y"))
            fix = say("Write the day that you mean. What is long over comes in with a file.")
            yield Problem(name, words, fix)


def day_of(said: Any) -> date | None:
    """What is no day is refused by its column."""
    try:
        return said if isinstance(said, date) else date.fromisoformat(str(said))
    except ValueError:
        return None
