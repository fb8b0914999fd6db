"""The report of an import as a page shows it: its numbers, and the lists behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from handrail.house.ledger import undoing

PER_PAGE = 50
LISTS = ("created", "changed", "refused", "flagged")
Report = dict[str, Any]


def few(report: Report) -> bool:
    """So few records that they are taken back in one go."""
    return sum(sum(report.get(o, {}).values()) for o in ("created", "changed")) <= undoing.MOST


def is_nothing(report: Report) -> bool:
    return not any(count for o in ("created", "changed") for count in report.get(o, {}).values())


def lists(report: Report, called: Mapping[str, Any]) -> dict[str, list[Report]]:
    """The lines behind each number, of all kinds together; `called` says what one of a kind is called."""
    made: dict[str, list[Report]] = {name: list(report.get(name, [])) for name in ("refused", "flagged")}
    for outcome in ("created", "changed"):
        made[outcome] = [
            {**line, "target": one}
            for kind, one in called.items()
            for line in report.get("shown", {}).get(kind, {}).get(outcome, [])
        ]
    return made


def numbers(report: Report, called: Mapping[str, Any]) -> list[Report]:
    """A line for each kind; `called` says what many of it are called."""
    outcomes = ("created", "changed", "unchanged", "left_out")
    return [
        {"label": many, **{o: report[o].get(kind, 0) for o in outcomes}}
        for kind, many in called.items()
        if kind in report.get("created", {})
    ]


def counts(report: Report) -> dict[str, int]:
    return {
        "created": sum(report.get("created", {}).values()),
        "changed": sum(report.get("changed", {}).values()),
        "refused": report.get("refused_count", 0),
        "flagged": report.get("flagged_count", 0),
    }


def tabs(report: Report, chosen: str) -> list[Report]:
    labels = {
        "created": _("Created"),
        "changed": _("Changed"),
        "refused": _("Refused"),
        "flagged": _("To look at"),
    }
    return [
        {"label": labels[n], "url": f"?list={n}", "current": n == chosen, "count": counts(report)[n]}
        for n in LISTS
    ]
