"""Days become moments in the calendar of a place: on days when clocks change, in leap years, at the ends of time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.deadlines.moments import Offset, Place, following, instant, moment, ordered, schedule

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
zones = st.sampled_from(ZONES)
days = st.dates(date(1975, 1, 1), date(2037, 12, 31))
times = st.times().map(lambda t: t.replace(microsecond=0))
walls = st.datetimes(datetime(1975, 1, 1), datetime(2037, 12, 31)).map(lambda w: w.replace(microsecond=0))
offsets = st.builds(Offset, st.integers(-400, 400), st.sampled_from(["m", "h", "d", "w", "mo", "y"]))


def shown(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        # put forward: 02:00 becomes 03:00, and 02:30 never is; the jump itself stands for it
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00+00:00"),
        ("2026-03-08T02:30", "America/New_York", "2026-03-08T07:00+00:00"),
        ("2026-10-04T02:10", "Australia/Lord_Howe", "2026-10-03T15:30+00:00"),  # half an hour only
        ("2026-03-22T02:30", "Africa/Casablanca", "2026-03-22T02:00+00:00"),  # after Ramadan
        # put back: 02:30 is there twice; the first one counts
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30+00:00"),
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T05:30+00:00"),
        ("2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45+00:00"),
        ("2026-02-15T02:30", "Africa/Casablanca", "2026-02-15T01:30+00:00"),
    ],
)
def test_the_hours_that_are_missing_and_those_that_are_there_twice(wall, zone, expected):
    assert instant(datetime.fromisoformat(wall), zone) == datetime.fromisoformat(expected)


@given(walls, zones)
def test_a_wall_clock_shows_what_was_asked_for_or_the_end_of_the_jump(wall, zone):
    at = instant(wall, zone)
    there = ZoneInfo(zone)
    if shown(at, zone) != wall:
        before = (at - timedelta(seconds=1)).astimezone(there)
        assert before.utcoffset() < at.astimezone(there).utcoffset(), "no clock was put forward here"
        assert before.replace(tzinfo=None) < wall < shown(at, zone)
    else:
        assert at <= wall.replace(tzinfo=there, fold=1).astimezone(UTC), "the first of two"


@given(walls, walls, zones)
def test_what_is_later_on_the_wall_is_never_earlier_in_time_on_another_day(one, other, zone):
    one, other = sorted((one, other))
    if one.date() != other.date():
        assert instant(one, zone) <= instant(other, zone)


@given(days, times, zones, st.integers(-800, 800))
def test_a_day_keeps_its_morning_however_many_days_lie_between(day, starts, zone, number):
    """Seven days before at nine is nine o'clock on both sides of a change of the clocks."""
    place = Place(zone, starts)
    at = moment(day, Offset(number, "d"), place)
    assert at == instant(datetime.combine(day + timedelta(days=number), starts), zone)


@given(days, st.lists(offsets, min_size=2, max_size=6), zones, times)
def test_a_schedule_is_in_order_and_each_of_its_moments_comes_once(day, chosen, zone, starts):
    planned = schedule(day, tuple(str(one) for one in chosen), Place(zone, starts))
    moments = [at for at, _ in planned]
    assert moments == sorted(set(moments))


@given(days, st.lists(st.integers(-900, 900), min_size=2, max_size=6, unique=True), zones, times)
def test_offsets_are_monotonic(day, numbers, zone, starts):
    """More days before is never later: the order of the offsets is the order of their moments."""
    place = Place(zone, starts)
    moments = [moment(day, Offset(number, "d"), place) for number in sorted(numbers)]
    assert moments == sorted(moments)


@given(days, offsets, zones)
def test_following_is_after_now_and_the_first_such(day, offset, zone):
    planned = schedule(day, ("-7d", "-1d", "0d", "+1d"), Place(zone))
    for at, text in planned:
        assert following(planned, at - timedelta(seconds=1)) == (at, text)
        assert following(planned, at)[0] != at
    assert following(planned, planned[-1][0]) == (None, "")


@pytest.mark.parametrize(
    ("day", "offset", "expected"),
    [
        (date(2024, 2, 29), "+1y", date(2025, 2, 28)),
        (date(2024, 2, 29), "+4y", date(2028, 2, 29)),
        (date(2024, 2, 29), "-1y", date(2023, 2, 28)),
        (date(2025, 2, 28), "+1y", date(2026, 2, 28)),
        (date(2024, 3, 31), "-1mo", date(2024, 2, 29)),
        (date(2023, 3, 31), "-1mo", date(2023, 2, 28)),
        (date(2024, 2, 28), "+1d", date(2024, 2, 29)),
        (date(2024, 3, 1), "-1d", date(2024, 2, 29)),
        (date(2024, 3, 7), "-1w", date(2024, 2, 29)),
    ],
)
@pytest.mark.parametrize("zone", ZONES)
def test_leap_days(day, offset, expected, zone):
    at = moment(day, Offset.read(offset), Place(zone, time(9)))
    assert shown(at, zone) == datetime.combine(expected, time(9))


@given(st.integers(1976, 2034).filter(lambda y: y % 4 == 0), zones)
def test_a_year_after_a_leap_day_is_the_last_of_february(year, zone):
    at = moment(date(year, 2, 29), Offset(1, "y"), Place(zone))
    assert shown(at, zone).date() == date(year + 1, 2, 28)


@given(
    st.datetimes(timezones=st.just(UTC), min_value=datetime(1975, 1, 1), max_value=datetime(2037, 1, 1)),
    zones,
)
def test_a_moment_is_itself_at_no_distance(at, zone):
    at = at.replace(microsecond=0)
    assert moment(at, Offset(0, "m"), Place(zone)) <= at
    assert moment(at, Offset(-90, "m"), Place(zone)) <= at - timedelta(minutes=90)


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("offset", ["-7d", "0d", "+1d", "-9999y", "+9999w"])
def test_at_the_ends_of_the_calendar_there_may_be_no_moment_and_no_crash(day, offset):
    for zone in (*ZONES, "Pacific/Auckland", "America/Los_Angeles"):
        found = moment(day, Offset.read(offset), Place(zone))
        assert found is None or found.tzinfo is UTC


@given(offsets)
def test_an_offset_reads_as_it_is_written(offset):
    assert Offset.read(str(offset)) == offset


@pytest.mark.parametrize("text", ["", "7", "d", "7 days", "--7d", "1.5d", "99999d", "7D", None, 7, "-7d\n1d"])
def test_what_is_no_offset_is_said_so(text):
    with pytest.raises(ValueError, match="-7d"):
        Offset.read(text)


def test_offsets_are_put_in_order_each_once():
    assert ordered(["0d", "-1d", "7d", "+7d", "-1w", "-7d", "-2mo"]) == (
        "-2mo",
        "-1w",
        "-7d",
        "-1d",
        "0d",
        "+7d",
    )
