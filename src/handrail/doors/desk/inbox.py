"""What a person was told, as the rows of the inbox; and the moments one can put a thing off to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from handrail.house.nudges import words
from handrail.house.nudges.models import Nudge
from handrail.house.nudges.preferring import hours_of, preference_of
from handrail.house.nudges.timing import moment, next_digest
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.record.customers.models import Customer
from handrail.ui.dates import written

from .answers import at

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `tone` and `icon` say what kind of news it is; never by colour alone, the words are beside it."""

    nudge: Nudge
    customer: Customer | None
    reason: str
    step: str
    url: str

    @property
    def about(self) -> str:
        return self.customer.name if self.customer else ""

    @property
    def icon(self) -> str:
        return {"escalation": "hand", "message": "message-square"}.get(self.nudge.lane, "bell")

    @property
    def tone(self) -> str:
        return "bad" if self.nudge.urgent else "accent" if self.nudge.read_at is None else ""


def rows_of(nudges: Sequence[Nudge]) -> list[Row]:
    """One statement, for the customers."""
    about = {nudge.about_id for nudge in nudges if nudge.about_id}
    customers = Customer.objects.only("key", "name").in_bulk(about) if about else {}
    return [
        Row(
            nudge,
            customers.get(nudge.about_id or 0),
            words.reason(nudge),
            words.step(nudge) or pgettext("action", "Open"),
            at("inbox-open", nudge.key),
        )
        for nudge in nudges
    ]


def grouped(rows: Iterable[Row], by: str) -> list[dict[str, Any]]:
    """By the day it came, or by customer; inside, the newest first."""
    if by == "customer":
        ordered = sorted(rows, key=lambda row: (not row.about, row.about.casefold()))
        held_by_name = groupby(ordered, lambda row: row.about)
        return [{"title": name or _("No customer"), "rows": list(held)} for name, held in held_by_name]
    held_by_day = groupby(rows, lambda row: row.nudge.day)
    return [{"title": day_words(day), "rows": list(held)} for day, held in held_by_day]


def day_words(day: date) -> str:
    today = clock.today(current().workspace.time_zone)
    near = {today: _("Today"), today - timedelta(days=1): _("Yesterday")}
    return near.get(day) or written(day, "l j F" if day.year == today.year else "l j F Y")


# -- putting off --------------------------------------------------------------------------------------------


def wanted_moment(member: Member, until: str, day: str = "") -> datetime:
    """Real time of "tomorrow", "week" or a day, at the hour of the member's morning mail."""
    wishes = preference_of(member)
    hours, offset = hours_of(wishes), current().workspace.clock_offset or timedelta(0)
    if until == "tomorrow":
        return next_digest(clock.now(), wishes.digest_at, hours) - offset
    if until == "week":
        today = clock.today(hours.zone)
        sunday = moment(today + timedelta(days=6 - today.weekday()), wishes.digest_at, hours.zone)
        return next_digest(sunday, wishes.digest_at, hours) - offset
    try:
        return moment(date.fromisoformat(day), wishes.digest_at, hours.zone) - offset
    except ValueError:
        raise Invalid([Problem("day", _("This is not a day."), _("Choose one in the calendar."))]) from None
