"""Changing the workspace's own row: its name, zone, currency and policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from handrail import wiring
from handrail.house.deadlines import verbs as deadlines
from handrail.house.deadlines.policy import Rules
from handrail.house.ledger.append import Line, append
from handrail.house.ledger.values import plain
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

EDITED = frozenset(
    {
        "name",
        "time_zone",
        "currency",
        "working_days",
        "holidays",
        "policy",
        "mappings",
        "clock_offset",
        "second_factor",
        "under_git",
    }
)
MOST_HOLIDAYS = 400


def edit_workspace(values: Mapping[str, Any]) -> bool:
    """Set fields of the workspace we are in. False, and no event, where nothing differs."""
    unknown = values.keys() - EDITED
    if unknown:
        raise ValueError(unknown)
    check(values)
    row = current().workspace
    changes = {
        name: [plain(getattr(row, name)), plain(new)]
        for name, new in values.items()
        if getattr(row, name) != new
    }
    if not changes:
        return False
    before, offset = Rules.of(row.time_zone, row.policy), row.clock_offset
    for name in changes:
        setattr(row, name, values[name])
    row.revision += 1
    with transaction.atomic():
        row.save(update_fields=[*changes, "revision"])
        append([Line(row, "changed", changes)])  # type: ignore[arg-type]
        deadlines.follow(before)
        if row.clock_offset != offset:
            by = (row.clock_offset or timedelta(0)) - (offset or timedelta(0))
            for dotted in wiring.CLOCK_SHIFTED:
                wiring.load(dotted)(by)
    return True


def set_clock(offset: timedelta) -> bool:
    """Shift the workspace's clock against real time, for the example and for looking ahead."""
    return edit_workspace({"clock_offset": offset})


def check(values: Mapping[str, Any]) -> None:
    problems = []
    if "name" in values and not 0 < len(values["name"]) <= Workspace._meta.get_field("name").max_length:  # type: ignore[operator]
        problems.append(
            Problem("place-name", say("The workspace needs a name."), say("Write one of up to 200 letters."))
        )
    if values.get("time_zone", "UTC") not in available_timezones():
        problems.append(
            Problem(
                "place-zone", say("There is no such time zone."), say("Choose one, such as Europe/Berlin.")
            )
        )
    currency = values.get("currency", "EUR")
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        problems.append(
            Problem(
                "place-currency",
                say("That is not a currency."),
                say("Write three capital letters, such as EUR."),
            )
        )
    problems += unusual_days(values)
    if problems:
        raise Invalid(problems)


def unusual_days(values: Mapping[str, Any]) -> list[Problem]:
    """Working days and holidays are read by everything that tells people; what is no day must not come in."""
    days, holidays = values.get("working_days", []), values.get("holidays", [])
    problems = []
    if not isinstance(days, list) or any(isinstance(day, bool) or day not in range(1, 8) for day in days):
        problems.append(
            Problem("working_days", say("Working days are numbers from 1 to 7."), say("Monday is 1."))
        )
    if not isinstance(holidays, list) or len(holidays) > MOST_HOLIDAYS or not all(map(is_day, holidays)):
        fix = say("Write each as 2026-12-25, at most %(most)s.", most=MOST_HOLIDAYS)
        problems.append(Problem("holidays", say("One of the holidays is not a day."), fix))
    return problems


def is_day(text: Any) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
