"""Nobody is told at night, on a day off or on a holiday; and everybody is told in the end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.nudges.timing import (
    Hours,
    backoff,
    fits,
    is_quiet,
    moment,
    next_digest,
    next_moment,
)

BERLIN = Hours("Europe/Berlin", quiet_from=time(19), quiet_until=time(7))
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kolkata",
)


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("when", "then"),
    [
        ("2026-11-18 10:00", "2026-11-18 10:00"),  # a Wednesday, at work
        ("2026-11-18 19:00", "2026-11-19 07:00"),  # the quiet begins with its hour
        ("2026-11-18 06:59", "2026-11-18 07:00"),
        ("2026-11-20 23:00", "2026-11-23 07:00"),  # Friday night waits for Monday
        ("2026-11-21 12:00", "2026-11-23 07:00"),
        ("2026-12-24 20:00", "2026-12-28 07:00"),  # Christmas falls on a Friday
        ("2026-03-27 20:00", "2026-03-30 07:00"),  # over the night in which the clock goes forward
        ("2026-10-23 20:00", "2026-10-26 07:00"),  # and back
    ],
)
def test_the_next_moment_is_at_work(when, then):
    hours = Hours(
        "Europe/Berlin", holidays=frozenset({date(2026, 12, 25)}), quiet_from=time(19), quiet_until=time(7)
    )
    assert next_moment(at(when), hours) == at(then)


def test_quiet_hours_within_a_day_and_none_at_all():
    lunch = Hours("UTC", quiet_from=time(12), quiet_until=time(13))
    assert next_moment(at("2026-11-18 12:30", "UTC"), lunch) == at("2026-11-18 13:00", "UTC")
    never = Hours("UTC", quiet_from=time(8), quiet_until=time(8))
    assert not is_quiet(at("2026-11-18 03:00", "UTC"), never)


def test_a_digest_comes_at_its_hour_on_both_sides_of_a_changed_clock():
    """08:00 in Berlin is 07:00 UTC in winter and 06:00 in summer."""
    friday = next_digest(at("2026-03-26 12:00"), time(8), BERLIN)
    monday = next_digest(friday, time(8), BERLIN)
    assert (friday.hour, monday.hour) == (7, 6)
    assert monday - friday == timedelta(days=3) - timedelta(hours=1)


def test_a_digest_leaves_out_days_off_and_holidays():
    hours = Hours("Europe/Berlin", holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
    assert next_digest(at("2026-12-24 09:00"), time(8), hours) == at("2026-12-29 08:00")


def test_a_time_that_the_clock_jumps_over_is_as_much_later():
    assert moment(date(2026, 3, 29), time(2, 30), "Europe/Berlin") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_quiet_that_ends_in_the_hour_that_comes_twice_ends_twice():
    hours = Hours(
        "Europe/Berlin", working_days=frozenset(range(1, 8)), quiet_from=time(22), quiet_until=time(2, 30)
    )
    again = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 for the second time
    assert is_quiet(again, hours)
    assert next_moment(again, hours) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_who_never_works_is_told_all_the_same():
    assert next_moment(at("2026-11-21 12:00"), Hours("UTC", working_days=frozenset())) == at(
        "2026-11-21 12:00"
    )
    always_off = Hours("UTC", holidays=frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(800)))
    assert next_moment(at("2026-11-21 12:00"), always_off) == at("2026-11-21 12:00")


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))
CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0))
HOURS = st.builds(
    Hours,
    zone=st.sampled_from(ZONES),
    working_days=st.frozensets(st.integers(1, 7), min_size=1),
    holidays=st.frozensets(st.dates(date(2025, 1, 1), date(2029, 1, 1)), max_size=30),
    quiet_from=CLOCKS,
    quiet_until=CLOCKS,
)


@given(MOMENTS, HOURS)
def test_it_always_fits_and_never_goes_back(when, hours):
    found = next_moment(when, hours)
    assert found >= when
    assert fits(found, hours)
    assert next_moment(found, hours) == found


@given(MOMENTS, HOURS)
def test_nothing_before_it_would_have_fitted(when, hours):
    """Looked at in steps of 20 minutes; where the clock jumps over the end of the quiet, it may be an hour later."""
    found = next_moment(when, hours)
    step = when
    while step < min(found - timedelta(hours=1), when + timedelta(days=10)):
        assert not fits(step, hours), step
        step += timedelta(minutes=20)


@given(MOMENTS, CLOCKS, HOURS)
def test_digests_go_forward_a_working_day_at_a_time(when, clock, hours):
    first = next_digest(when, clock, hours)
    second = next_digest(first, clock, hours)
    days = [m.astimezone(ZoneInfo(hours.zone)).date() for m in (first, second)]
    assert when < first < second
    assert days[0] < days[1]
    assert all(hours.works_on(day) for day in days)


@given(st.integers(1, 1_000), st.floats(0, 1))
def test_pauses_grow_and_end_growing(attempts, shake):
    pause = backoff(attempts, shake)
    assert timedelta(seconds=15) <= pause <= timedelta(hours=4)
    assert backoff(attempts, 1) <= backoff(attempts + 1, 1)
