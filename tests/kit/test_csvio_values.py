from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.kit.csvio import (
    Problem,
    guess_date_order,
    guess_number_style,
    judge_dates,
    parse_bool,
    parse_date,
    parse_number,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u202f234,5", "1234.5"),
        ("1'234.50", "1234.50"),
        ("12,34,567.5", "1234567.5"),
        ("0,5", "0.5"),
        (".5", "0.5"),
        ("$1,200.00", "1200.00"),
        ("€ 12", "12"),
        ("12 €", "12"),
        ("EUR 420k", "420000"),
        ("1.2m USD", "1200000"),
        ("R$ 1.000,00", "1000.00"),
        ("(1,200.00)", "-1200.00"),
        ("($5)", "-5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("5-", "-5"),
        ("-$5.50", "-5.50"),
        ("$-5.50", "-5.50"),
        ("12.5 %", "12.5"),
        ("75%", "75"),
        (7, "7"),
        (1.5, "1.5"),
    ],
)
def test_numbers(text: Any, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "-", "n/a", "abc", "1,2,3", "1.2.3", "12 apples", "(5", "--5", True, "1e5", "١٢x"]
)
def test_what_is_no_number(text: Any) -> None:
    assert isinstance(parse_number(text), Problem)


def test_a_number_that_reads_two_ways_is_asked_about() -> None:
    problem = parse_number("1,234")
    assert isinstance(problem, Problem)
    assert problem.code == "ambiguous_number"
    assert parse_number("1,234", "point") == 1234
    assert parse_number("1,234", "comma") == Decimal("1.234")
    assert isinstance(parse_number("1.234,50", "point"), Problem)


@pytest.mark.parametrize(
    ("samples", "style"),
    [
        (["1,234", "1,234.50"], "point"),
        (["1.234", "7,5"], "comma"),
        (["1,234", "12"], "ambiguous"),
        (["1,5", "1.5"], "mixed"),
        ([], "ambiguous"),
        (["x", 5], "ambiguous"),
    ],
)
def test_number_style_of_a_column(samples: list[Any], style: str) -> None:
    assert guess_number_style(samples) == style


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["point", "comma"]))
def test_grouped_numbers_come_back(number: Decimal, style: Any) -> None:
    text = f"{number:,.2f}"
    if style == "comma":
        text = text.translate(str.maketrans(",.", ".,"))
    assert parse_number(f"EUR {text}", style) == number


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-11-21", "DMY", "2026-11-21"),
        ("2026/1/2", "DMY", "2026-01-02"),
        ("20261121", "DMY", "2026-11-21"),
        ("2024-07-11T21:22:07.000+0000", "YMD", "2024-07-11"),
        ("2024-07-11 21:22", "MDY", "2024-07-11"),
        ("03/04/2026", "DMY", "2026-04-03"),
        ("03/04/2026", "MDY", "2026-03-04"),
        ("3.4.26", "DMY", "2026-04-03"),
        ("26/04/03", "YMD", "2026-04-03"),
        ("1/31/2026 9:05 PM", "MDY", "2026-01-31"),
        ("21 Nov 2026", "DMY", "2026-11-21"),
        ("November 21, 2026", "MDY", "2026-11-21"),
        ("21-Nov-26", "DMY", "2026-11-21"),
        (dt.datetime(2026, 11, 21, 9), "DMY", "2026-11-21"),
        (dt.date(2026, 11, 21), "DMY", "2026-11-21"),
    ],
)
def test_dates(text: Any, order: Any, day: str) -> None:
    assert parse_date(text, order) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", "DMY"),
        ("31/12/2026", "MDY"),
        ("2026-02-30", "YMD"),
        ("03/04/2026", "YMD"),
        ("Nov 2026", "DMY"),
        ("21 Nov", "DMY"),
        ("tomorrow", "DMY"),
        ("Q3 2026", "DMY"),
        ("12", "DMY"),
        (45_000, "DMY"),
        ("9" * 400, "DMY"),
    ],
)
def test_what_is_no_date(text: Any, order: Any) -> None:
    assert isinstance(parse_date(text, order), Problem)


@pytest.mark.parametrize(
    ("samples", "order"),
    [
        (["2026-01-02", "2024-07-11T21:22:07.000+0000"], "YMD"),
        (["03/04/2026", "25/04/2026"], "DMY"),
        (["03/04/2026", "04/25/2026", ""], "MDY"),
        (["25/04/2026", "04/25/2026"], "mixed"),
        (["2026-01-02", "03/04/2026"], "mixed"),
        (["03/04/2026", "05.06.2026"], "ambiguous"),
        (["soon", ""], "ambiguous"),
        ([dt.datetime(2026, 1, 2), "25/04/2026"], "DMY"),
    ],
)
def test_date_order_of_a_column(samples: list[Any], order: str) -> None:
    assert guess_date_order(samples) == order


def test_mixed_dates_name_two_lines() -> None:
    order, problem = judge_dates(
        [(2, "01/02/2026"), (5, "25/04/2026"), (9, "04/25/2026"), (10, "04/26/2026")]
    )
    assert (order, problem is not None and problem.line) == ("mixed", 5)
    assert problem is not None
    assert "line 5" in problem.message
    assert "line 9" in problem.message


def test_yes_and_no() -> None:
    assert [parse_bool(word) for word in ("TRUE", "yes", "1", 1, "x")] == [True] * 5
    assert [parse_bool(word) for word in ("false", "No", "0", False)] == [False] * 4
    assert isinstance(parse_bool("perhaps"), Problem)
    assert isinstance(parse_bool(""), Problem)


@pytest.mark.parametrize(
    "text", ["1 " * 100_000 + "x", "1" + " " * 90_000 + "x", " " * 90_000 + "x", "1,234" * 20_000]
)
def test_long_texts_are_not_searched(text: str) -> None:
    assert isinstance(parse_number(text), Problem)
    assert isinstance(parse_date(text, "DMY"), Problem)
    assert guess_number_style([text]) == guess_date_order([text]) == "ambiguous"


@given(st.text(max_size=30))
def test_any_text_is_survived(text: str) -> None:
    parse_number(text)
    parse_date(text, "DMY")
    parse_bool(text)
    guess_date_order([text])
