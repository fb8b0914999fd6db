"""How long an owner has to act on feedback, as a workspace may set it. Pure, no Django.

Written as `48h` (hours), `16wh` (working hours), `2d` (days) or `2wd` (working days, of eight hours each).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handrail.house.escalations.policy import LONGEST, UNITS
from handrail.house.escalations.rungs import Rung
from handrail.kit.words import mark_many, say, say_many

TIME = "48h"
WRITTEN = re.compile(rf"\s*(\d{{1,4}})\s*({'|'.join(UNITS)})\s*")
SPOKEN = {
    "wd": mark_many("%(n)s working day", "%(n)s working days"),
    "d": mark_many("%(n)s day", "%(n)s days"),
    "wh": mark_many("%(n)s working hour", "%(n)s working hours"),
    "h": mark_many("%(n)s hour", "%(n)s hours"),
}


def read_time(found: Any) -> str:
    """The one text that means this time. ValueError says what to write instead."""
    read = WRITTEN.fullmatch(found) if isinstance(found, str) else None
    number, unit = (int(read[1]), read[2]) if read else (0, "h")
    if not 0 < number * UNITS[unit][0] <= LONGEST:
        raise ValueError(
            say("Write a time such as 48h, 2d, 16wh or 2wd: up to %(days)s days.", days=LONGEST // 24)
        )
    return f"{number}{unit}"


def time_in(policy: Mapping[str, Any]) -> str:
    """As this policy has it; what does not fit (checked when saved) is the default."""
    try:
        return read_time(policy.get("feedback_time", TIME))
    except ValueError:
        return TIME


def allowed(policy: Mapping[str, Any]) -> Rung:
    """The same as the chains of what is raised count time."""
    number, unit = apart(time_in(policy))
    hours, working = UNITS[unit]
    return Rung("owner", number * hours, working)


def apart(time: str) -> tuple[int, str]:
    unit = time.lstrip("0123456789")
    return int(time.removesuffix(unit)), unit


def spoken(time: str) -> str:
    """ "48 hours"."""
    number, unit = apart(time)
    return say_many(*SPOKEN[unit], number)
