"""A risk on its way: judged by the table of `states.py` before anything is written, by every path alike.

The page, the API, an edit that names another state and a rule end in `go`. A file says what was so elsewhere, and an
undo goes any way back: those are not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from handrail import wiring
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.scope import current
from handrail.kit import clock, steps
from handrail.kit.steps import Step, refuse
from handrail.kit.verdict import Verdict

from . import exposure, states
from .exposure import Limits
from .models import Risk
from .states import TABLE, Asked
from .wording import NAMES

WINDOW = timedelta(hours=48)
"""A high risk has an answer after so long: somebody mitigates it, watches it, lives with it, or it is over."""
FIRST = "identified"
WEIGHED = ("likelihood", "impact", "closeness", "severity", "state")


class Going(steps.Going[Risk, Step]):
    table = TABLE


def limits() -> Limits:
    """From where on a risk counts as high: the policy, which a room above keeps."""
    found: Limits = wiring.load(wiring.PLAN_RULES)(current().workspace)
    return found


def take(rows: Sequence[Risk], name: str, values: Values | None = None) -> int:
    """Take a step of the table with these risks; all of them or none. Returns how many really changed."""
    step = TABLE.named(name)
    return go([Going(row, step.goes, dict(values or {}), named=step) for row in rows])


def go(going: Sequence[Going]) -> int:
    """Raises `Refused` with every answer, and changes none, where one of them may not."""
    judge(going)
    refuse(going, NAMES)
    pairs = [(one.row, windowed(one.row, {**one.values, "state": one.goes})) for one in going]
    return ledger_rows.edit_many(pairs)


def born(rows: Sequence[Risk]) -> None:
    """New ones that are said to be further already: judged like those that are taken there."""
    further = [row for row in rows if row.state in states.STATES and row.state != FIRST]
    going = [Going(row, row.state, {"reason": row.reason}, came=FIRST) for row in further]
    judge(going)
    refuse(going, NAMES)


def judge(going: Sequence[Going]) -> None:
    high_from, now = limits(), today()
    for one in going:
        one.verdicts = states.judge(facts(one, high_from), one.came, one.goes, now, one.named)


def possible(row: Risk) -> list[tuple[Step, tuple[Verdict, ...]]]:
    """Every step from where it is, with its answers as it stands."""
    going = [Going(row, step.goes, named=step) for step in states.steps_from(row.state)]
    judge(going)
    return [(one.step, one.verdicts) for one in going if one.step is not None]


def facts(one: Going, high_from: Limits) -> Asked:
    actions = one.said("mitigation_actions")
    return Asked(
        key=one.row.key or one.row.title,
        title=one.row.title,
        owned=owned(one),
        rated=one.said("likelihood") is not None and one.said("impact") is not None,
        high=exposure.is_red(After(one), high_from) is True,
        mitigation=one.said("mitigation")
        or "; ".join(map(str, actions if isinstance(actions, list) else ())),
        fallback=one.said("fallback"),
        review_on=day(one.said("review_on")),
        reason=str(one.values.get("reason", "")),
    )


def owned(one: Going) -> bool:
    if not one.values.keys() & {"owner", "owner_id", "owner_gap"}:
        return one.row.owner_id is not None
    return one.values.get("owner", one.values.get("owner_id")) is not None


class After:
    """How a risk is rated once the values are written."""

    def __init__(self, one: Going) -> None:
        self.likelihood: int | None = number(one.said("likelihood"))
        self.impact: int | None = number(one.said("impact"))
        self.closeness: int | None = number(one.said("closeness"))
        self.severity: str = str(one.said("severity") or "")


def number(said: Any) -> int | None:
    """A form says it as a word; what is no number is refused when it is written."""
    try:
        return int(said)
    except (TypeError, ValueError):
        return None


def day(said: Any) -> date | None:
    try:
        return said if isinstance(said, date) else date.fromisoformat(str(said))
    except ValueError:
        return None


def windowed(row: Risk, values: Values) -> Values:
    """With the moment by which somebody has to answer, where this change makes it high or answers it."""
    if taken_back() or not values.keys() & set(WEIGHED):
        return values
    by = answer_by(row, values)
    return values if by == row.answer_by else {**values, "answer_by": by}


def answer_by(row: Risk, values: Values) -> Any:
    one = Going(row, "", dict(values))
    waits = one.said("state") in states.UNANSWERED and exposure.is_red(After(one), limits())
    return (row.answer_by or clock.now() + WINDOW) if waits else None


def begin(rows: Iterable[Risk]) -> None:
    for row in rows:
        row.answer_by = answer_by(row, {})


def taken_back() -> bool:
    return current().cause.startswith(undoing.CAUSE)
