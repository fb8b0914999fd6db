"""The chain ends, asks nobody twice and takes no time away, whatever people and policy there are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.escalations.causes import CAUSES
from handrail.house.escalations.rungs import WHO, Person, Rung, Week, goes_on_at, morning_after, next_step

PEOPLE = st.lists(
    st.tuples(st.sampled_from(["owner", "admin", "member"]), st.one_of(st.none(), st.integers(1, 8))),
    max_size=8,
).map(lambda rows: {n: Person(n, f"m{n}", role, boss) for n, (role, boss) in enumerate(rows, 1)})
RUNGS = st.builds(
    Rung,
    who=st.sampled_from([*WHO, "member:m3", "member:gone"]),
    hours=st.integers(1, 400),
    working=st.booleans(),
)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
WEEKS = st.builds(
    Week,
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
    starts=st.sampled_from([time(0), time(7, 30), time(9), time(22)]),
    days=st.frozensets(st.integers(1, 7)),
    holidays=st.frozensets(st.dates(date(2024, 1, 1), date(2030, 1, 1)), max_size=5),
)


@given(chain=st.lists(RUNGS, min_size=1, max_size=8), people=PEOPLE, owner=st.integers(0, 9))
def test_a_chain_ends_and_never_asks_anybody_twice(chain, people, owner):
    asked: list[str] = []
    place, base = 0, owner or None
    while step := next_step(chain, place, people, owner=owner or None, base=base, told=asked):
        assert step.rung >= place
        asked.append(step.person.key)
        place, base = step.rung + 1, step.person.pk
        assert len(asked) <= len(chain)
    assert len(asked) == len(set(asked))


@given(start=MOMENTS, rung=RUNGS, week=WEEKS)
def test_nobody_has_less_time_than_was_said(start, rung, week):
    at = goes_on_at(start, rung, week)
    assert at.tzinfo is not None
    assert at - start >= timedelta(hours=rung.hours)
    if not rung.working:
        assert at - start == timedelta(hours=rung.hours)


@given(start=MOMENTS, rung=RUNGS, week=WEEKS, later=st.integers(0, 10_000))
def test_who_is_asked_later_has_at_least_as_late_an_end(start, rung, week, later):
    assert goes_on_at(start + timedelta(minutes=later), rung, week) >= goes_on_at(start, rung, week)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-20T15:00", 8, "2026-11-23T15:00"),  # a Friday afternoon: the weekend does not count
        ("2026-11-20T20:00", 8, "2026-11-23T17:00"),
        ("2026-11-21T12:00", 1, "2026-11-23T10:00"),
        ("2026-12-24T16:00", 2, "2026-12-28T10:00"),  # a holiday on the Friday
        ("2026-03-27T16:00", 8, "2026-03-30T16:00"),  # clocks go forward on that Sunday
        ("2026-10-23T16:00", 8, "2026-10-26T16:00"),  # and back on that one
    ],
)
def test_working_hours_are_those_of_the_place(start, hours, end):
    zone = ZoneInfo("Europe/Berlin")
    week = Week("Europe/Berlin", holidays=frozenset({date(2026, 12, 25)}))
    at = goes_on_at(datetime.fromisoformat(start).replace(tzinfo=zone), Rung("manager", hours, True), week)
    assert at.astimezone(zone).strftime("%Y-%m-%dT%H:%M") == end


def test_calendar_hours_pass_when_clocks_change_and_without_any_working_day():
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 10, 24, 12, tzinfo=zone)
    assert goes_on_at(start, Rung("manager", 24), Week("Europe/Berlin")).astimezone(zone).hour == 11
    never = Week(holidays=frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(1200)))
    at = datetime(2026, 2, 1, tzinfo=UTC)
    assert goes_on_at(at, Rung("manager", 8, True), never) == at + timedelta(hours=8)


def test_a_promise_for_a_day_is_over_when_work_starts_on_the_next():
    assert morning_after(date(2026, 11, 20), Week()) == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert morning_after(date(2028, 2, 28), Week()) == datetime(2028, 2, 29, 9, tzinfo=UTC)


def test_a_gap_goes_straight_up():
    people = {1: Person(1, "ann", "member", 2), 2: Person(2, "jonas", "member", None)}
    chain = CAUSES["milestone.due"].chain
    assert next_step(chain, 0, people, owner=None, base=1).person.key == "jonas"
    assert next_step(chain, 0, people, owner=1, base=1).person.key == "ann"
