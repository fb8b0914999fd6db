"""Rules of recurrence: read strictly, followed in the calendar of a place, and said in a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.watch.reviews import recurrence
from handrail.watch.reviews.recurrence import DAYS, Choices, When, built, chosen, read, sentence

BERLIN = ZoneInfo("Europe/Berlin")


def test_ten_oclock_is_ten_oclock_on_both_sides_of_a_change():
    when = When("FREQ=WEEKLY;BYDAY=MO", date(2026, 10, 5), time(10), "Europe/Berlin")
    coming = when.coming(datetime(2026, 10, 17, tzinfo=UTC), 3)
    assert [one.isoformat()[:16] for one in coming] == [
        "2026-10-19T08:00", "2026-10-26T09:00", "2026-11-02T09:00",
    ]  # fmt: skip
    missing = When("FREQ=DAILY", date(2027, 3, 27), time(2, 30), "Europe/Berlin")
    walls = [
        one.astimezone(BERLIN).strftime("%d %H:%M")
        for one in missing.coming(datetime(2027, 3, 27, tzinfo=UTC), 3)
    ]
    assert walls == ["27 02:30", "28 03:00", "29 02:30"], "an hour that is not there is the jump"


@pytest.mark.parametrize(
    "text",
    ["", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYHOUR=3", "BYDAY=MO", "FREQ=WEEKLY;FREQ=DAILY",
     "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=DAILY;UNTIL=20271399"],
)  # fmt: skip
def test_what_can_not_be_read_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read(text)


def test_a_rule_that_never_holds_is_found_out_soon():
    never = When(read("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"), date(2026, 1, 1), time(9))
    assert not recurrence.holds(never)
    for rule in ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYSETPOS=2;UNTIL=99991231"):
        assert not recurrence.holds(When(read(rule), date(2026, 1, 1), time(9))), rule
    assert recurrence.holds(When("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2025, 3, 1), time(9)))


def test_holidays_are_passed_over():
    closed = frozenset({date(2026, 12, 25)})
    when = When("FREQ=WEEKLY;BYDAY=FR", date(2026, 1, 1), time(9), closed=closed)
    assert when.next(datetime(2026, 12, 20, tzinfo=UTC)) == datetime(2027, 1, 1, 9, tzinfo=UTC)


some_days = st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True).map(
    lambda days: tuple(day for day in DAYS if day in days)
)
asked = st.one_of(
    st.builds(Choices, unit=st.just("days"), every=st.integers(1, 99)),
    st.builds(Choices, unit=st.just("weeks"), every=st.integers(1, 52), days=some_days),
    st.builds(
        Choices, unit=st.just("months"), every=st.integers(1, 12), which=st.sampled_from([1, 2, 3, 4, -1]),
        days=st.sampled_from(DAYS).map(lambda day: (day,)),
    ),
    st.builds(
        Choices, unit=st.just("months"), every=st.integers(1, 12), month_day=st.sampled_from([-1, *range(1, 32)])
    ),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    asked,
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]),
)
def test_what_a_form_asks_comes_back_and_comes_round(said, day, zone):
    rule = built(said)
    assert chosen(rule) == said
    assert read(rule) == rule
    when = When(rule, day, time(9, 15), zone)
    start = datetime.combine(day, time(12), UTC) + timedelta(days=40)
    coming = when.coming(start, 5)
    assert coming == sorted(set(coming))
    assert all(start < one <= start + timedelta(days=366 * 7) for one in coming)
    assert all(one.astimezone(ZoneInfo(zone)).strftime("%H:%M") == "09:15" for one in coming)
    assert sentence(rule, day, time(9, 15)).endswith("at 09:15")


def test_sentences():
    def said(rule):
        return sentence(rule, date(2026, 11, 23), time(10))

    assert said("FREQ=WEEKLY") == "Every week on Monday at 10:00"
    assert said("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") == "From Monday to Friday at 10:00"
    assert said("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH") == "Every 2 weeks on Monday and Thursday at 10:00"
    assert said("FREQ=MONTHLY;BYDAY=1TU") == "Every month on the first Tuesday at 10:00"
    assert said("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1") == "Every 3 months on its last day at 10:00"
    assert said("FREQ=YEARLY;BYMONTH=5") == "By the rule FREQ=YEARLY;BYMONTH=5 at 10:00"
