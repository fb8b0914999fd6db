"""When a person may be told. Pure: a moment and somebody's hours in, the next fitting moment out. No Django.

Hours are read from the wall clock of the person's zone and only then turned into moments, so that a day with 23 or 25
hours begins when its clock says so. All moments are aware; the answers are in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FARTHEST = 366
"""Days that are looked ahead; somebody with a year of holidays is told anyway."""
EVERY_DAY = frozenset(range(1, 8))


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody works and when it is quiet. `working_days` are ISO weekdays, Monday is 1.

    Quiet from 22:00 to 07:00 goes over midnight; two equal times mean no quiet hours.
    """

    zone: str = "UTC"
    working_days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[date] = frozenset()
    quiet_from: time = time(19)
    quiet_until: time = time(7)

    def works_on(self, day: date) -> bool:
        """Nobody who works on no day at all is told on none: then every day counts."""
        return day.isoweekday() in (self.working_days or EVERY_DAY) and day not in self.holidays


def moment(day: date, clock: time, zone: str, *, second: bool = False) -> datetime:
    """That time of that day. One that the clock jumps over is as much later as it jumps; of two it is the first."""
    return datetime.combine(day, clock, ZoneInfo(zone)).replace(fold=int(second)).astimezone(UTC)


def is_quiet(at: datetime, hours: Hours) -> bool:
    clock, start, end = at.astimezone(ZoneInfo(hours.zone)).time(), hours.quiet_from, hours.quiet_until
    if start == end:
        return False
    return start <= clock < end if start < end else clock >= start or clock < end


def fits(at: datetime, hours: Hours) -> bool:
    """Whether somebody may be told at this moment."""
    return hours.works_on(at.astimezone(ZoneInfo(hours.zone)).date()) and not is_quiet(at, hours)


def next_moment(at: datetime, hours: Hours) -> datetime:
    """`at` itself where it fits, else the first moment after it that does."""
    at = at.astimezone(UTC)
    if fits(at, hours):
        return at
    today = at.astimezone(ZoneInfo(hours.zone)).date()
    for ahead in range(FARTHEST):
        day = today + timedelta(days=ahead)
        if hours.works_on(day) and (found := [m for m in openings(day, hours) if m >= at and fits(m, hours)]):
            return min(found)
    return at


def openings(day: date, hours: Hours) -> list[datetime]:
    """When a day's loud hours may begin: at its start, and when the quiet ends, which can be twice in a long night."""
    clocks = (time(0), hours.quiet_until)
    return [moment(day, clock, hours.zone, second=twice) for clock in clocks for twice in (False, True)]


def next_digest(after: datetime, clock: time, hours: Hours) -> datetime:
    """The next working day's digest, strictly after `after`. Quiet hours do not move it: its time was chosen for it."""
    today = after.astimezone(ZoneInfo(hours.zone)).date()
    for ahead in range(-1, FARTHEST):
        day = today + timedelta(days=ahead)
        at = moment(day, clock, hours.zone)
        if at > after and hours.works_on(day):
            return at
    return moment(today + timedelta(days=1), clock, hours.zone)


def backoff(attempts: int, shake: float, *, first: float = 30, longest: float = 4 * 3600) -> timedelta:
    """The pause after so many failures: it doubles, and `shake` (0 to 1) spreads those that failed together."""
    pause = min(longest, first * 2.0 ** min(max(attempts - 1, 0), 30))
    return timedelta(seconds=pause * (0.5 + shake / 2))
