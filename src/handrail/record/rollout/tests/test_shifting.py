"""Which dates move with the go-live day: laws over any dates, without a database."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.record.rollout.checks import settled, shift
from handrail.record.rollout.facts import AFTER, AS_IT_FALLS, BEFORE, WEEKENDS, Dated, Days

DAYS = st.dates(date(2025, 1, 1), date(2028, 1, 1))
CALENDARS = st.builds(
    Days,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(DAYS, max_size=4),
)


@st.composite
def dates(draw):
    was = draw(DAYS)
    found = []
    for number in range(draw(st.integers(0, 8))):
        days = draw(st.none() | st.integers(-90, 90))
        ruled = was + timedelta(days=days or 0)
        on = draw(st.sampled_from([ruled, ruled + timedelta(days=1)]))
        found.append(
            Dated(
                kind="task", id=number, key=f"t{number}", field="due_on", title="T", on=on, days=days,
                set_on=None if days is None else ruled, open=draw(st.booleans()),
            )
        )  # fmt: skip
    return was, found


def after(changes):
    """The dates as they stand when a shift is made, each tie knowing the day it came to."""
    return [
        Dated(
            kind=c.one.kind, id=c.one.id, key=c.one.key, field=c.one.field, title=c.one.title, on=c.to,
            days=c.one.days, set_on=c.to if c.why == "moves" else c.one.set_on, open=c.one.open,
        )
        for c in changes
    ]  # fmt: skip


@given(dates(), DAYS, st.sampled_from(WEEKENDS), CALENDARS)
def test_only_what_hangs_on_it_and_is_open_and_was_not_set_by_hand_moves(given_dates, to, how, days):
    was, found = given_dates
    for change in shift(found, was, to, weekends=how, days=days):
        one = change.one
        ruled = one.open and one.days is not None and one.on == one.set_on
        if ruled:
            assert change.to == settled(to + timedelta(days=one.days), how, days)
        else:
            assert (change.to, change.moves) == (one.on, False)


@given(dates(), DAYS)
def test_there_and_back_is_where_it_was(given_dates, to):
    was, found = given_dates
    there = after(shift(found, was, to))
    assert [one.on for one in after(shift(there, to, was))] == [one.on for one in found]


@given(DAYS, CALENDARS)
def test_a_day_off_gives_way_to_the_nearest_working_day(day, days):
    for how, sign in ((BEFORE, -1), (AFTER, 1)):
        there = settled(day, how, days)
        assert there.isoweekday() in days.working
        assert there not in days.holidays
        between = [day + timedelta(days=sign * n) for n in range(abs((there - day).days))]
        assert all(d.isoweekday() not in days.working or d in days.holidays for d in between)
    assert settled(day, AS_IT_FALLS, days) == day


def test_what_was_set_by_hand_comes_along_by_wish_and_by_as_many_days():
    hand = Dated(
        kind="card", id=1, key="c", field="review_on", title="C", on=date(2026, 5, 6), days=-20,
        set_on=date(2026, 5, 12),
    )  # fmt: skip
    (stays,) = shift([hand], date(2026, 6, 1), date(2026, 6, 11))
    assert (stays.why, stays.to) == ("hand", date(2026, 5, 6))
    (comes,) = shift([hand], date(2026, 6, 1), date(2026, 6, 11), along={hand.ref})
    assert (comes.why, comes.to) == ("along", date(2026, 5, 16))
    (over,) = shift([hand], None, date.max, along={hand.ref})
    assert over.why == "hand", "without a go-live day before there is no distance to go"
