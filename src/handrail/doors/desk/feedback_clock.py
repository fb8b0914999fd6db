"""The clock of feedback in words: how long its owner still has, or for how long the time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from handrail.kit import clock

SOON = timedelta(hours=8)


IN_DAYS = timedelta(days=3)


def said(row: Any) -> str:
    """ "31 hours left", "time is over for 2 days"; empty where no clock runs."""
    if row.state != "open" or row.due_at is None:
        return ""
    left = row.due_at - clock.now()
    if left >= timedelta(0):
        days = npgettext("alone", "%(n)s day", "%(n)s days", left.days) % {"n": left.days}
        return _("%(time)s left") % {"time": days if left >= IN_DAYS else spoken(left)}
    return _("time is over for %(time)s") % {"time": spoken(-left)}


def spoken(time: timedelta) -> str:
    """In hours up to three days, and in days from then on."""
    minutes = int(time.total_seconds()) // 60
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if time < IN_DAYS:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s day", "%(n)s days", time.days) % {"n": time.days}


def tone(row: Any) -> str:
    if row.state != "open" or row.due_at is None:
        return ""
    left = row.due_at - clock.now()
    return "bad" if left <= timedelta(0) else "warn" if left < SOON else "accent"
