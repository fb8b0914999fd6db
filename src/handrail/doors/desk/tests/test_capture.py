"""What one line of writing is understood as."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.doors.desk.capture import best, understand

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "title", "due"),
    [
        ("call Tomas by friday", "call Tomas", date(2026, 11, 27)),
        ("call Tomas by next friday", "call Tomas", date(2026, 11, 27)),
        ("call Tomas tomorrow", "call Tomas", date(2026, 11, 22)),
        ("send deck on 12 Dec", "send deck", date(2026, 12, 12)),
        ("send deck Dec 12th", "send deck", date(2026, 12, 12)),
        ("send deck 3 Feb", "send deck", date(2027, 2, 3)),
        ("send deck 2026-12-01", "send deck", date(2026, 12, 1)),
        ("send deck 1.12.", "send deck", date(2026, 12, 1)),
        ("review in 2 weeks", "review", date(2026, 12, 5)),
        ("close the books end of month", "close the books", date(2026, 11, 30)),
        ("prepare Monday review by tue", "prepare Monday review", date(2026, 11, 24)),
        ("write to Juan", "write to Juan", None),
        ("order 31 Feb", "order 31 Feb", None),
        ("saturday", "", date(2026, 11, 28)),
        ("Tomas anrufen bis Freitag", "Tomas anrufen", date(2026, 11, 27)),
        ("Tomas anrufen morgen", "Tomas anrufen", date(2026, 11, 22)),
        ("Folien schicken bis zum 12. Dezember", "Folien schicken", date(2026, 12, 12)),
        ("Folien schicken am 3. März", "Folien schicken", date(2027, 3, 3)),
        ("Besprechung in 2 Wochen", "Besprechung", date(2026, 12, 5)),
        ("mit dem Kunden über die Miete sprechen", "mit dem Kunden über die Miete sprechen", None),
    ],
)
def test_days_in_words(text: str, title: str, due: date | None) -> None:
    found = understand(text, SATURDAY)
    assert (found.title, found.due_on) == (title, due)


def test_next_friday_on_a_monday_is_not_this_one() -> None:
    assert understand("x by friday", date(2026, 11, 23)).due_on == date(2026, 11, 27)
    assert understand("x by next friday", date(2026, 11, 23)).due_on == date(2026, 12, 4)


def test_marks_name_a_person_and_a_customer() -> None:
    found = understand("call Tomas about carrier API by friday @mara #northwind", SATURDAY)
    assert (found.title, found.whose, found.customer) == ("call Tomas about carrier API", "mara", "northwind")


def test_an_address_is_not_a_mark() -> None:
    assert understand("mail tomas@example.com issue#5", SATURDAY).title == "mail tomas@example.com issue#5"


@given(st.text(max_size=200))
def test_nothing_breaks_it(text: str) -> None:
    found = understand(text, SATURDAY)
    assert found.title == " ".join(found.title.split())


def test_the_best_name_wins() -> None:
    people = [("mara-adeyemi", "Mara Adeyemi"), ("maria", "Maria Lopez"), ("tomas", "Tomas Mara")]
    assert best("mara", people) == "mara-adeyemi"
    assert best("lopez", people) == "maria"
    assert best("zorro", people) == ""
