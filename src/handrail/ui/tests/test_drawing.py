from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handrail.ui import drawing

numbers = st.floats(min_value=-1e6, max_value=1e6)


def test_one_reading_is_no_line() -> None:
    assert drawing.line([3]).path == ""


def test_the_line_goes_up_when_the_numbers_do() -> None:
    assert drawing.line([0, 10]).path == "M0 44 260 4"


def test_a_target_above_all_readings_lies_at_the_top() -> None:
    assert drawing.line([0, 5], target=10).target_y == drawing.PAD


@given(st.lists(numbers, min_size=2, max_size=40))
def test_every_point_stays_inside_the_drawing(points: list[float]) -> None:
    heights = [float(y) for y in drawing.line(points).path[1:].split()[1::2]]
    assert len(heights) == len(points)
    assert all(0 <= y <= drawing.HEIGHT for y in heights)


@given(st.lists(st.floats(min_value=0.01, max_value=1e6), min_size=1, max_size=12))
def test_bars_fill_the_whole_width(values: list[float]) -> None:
    bars = drawing.bars([(str(n), value, "good") for n, value in enumerate(values)])
    assert abs(bars[-1].x + bars[-1].width - 100) < 0.1


def test_nothing_to_share_draws_nothing() -> None:
    assert drawing.bars([("none", 0, "good")]) == []
