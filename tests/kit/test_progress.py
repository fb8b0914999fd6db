"""How far a command is: nothing within the first second, one line on a terminal, lines elsewhere."""

from __future__ import annotations

import io

import pytest

from handrail.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Hand:
    """A clock that is turned by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


def told(stream: io.StringIO, hand: Hand, *moments: tuple[float, int, int]) -> str:
    with Progress("Importing", "rows", stream=stream, clock=hand) as progress:
        for hand.now, done, everything in moments:
            progress(done, everything)
    return stream.getvalue()


def test_what_is_over_soon_says_nothing(hand: Hand) -> None:
    assert told(Terminal(), hand, (0.5, 10, 20), (0.9, 20, 20)) == ""


def test_a_terminal_has_one_line_that_makes_room_in_the_end(hand: Hand) -> None:
    said = told(Terminal(), hand, (1.5, 4_000, 10_000), (1.55, 5_000, 10_000), (2.0, 12_000, 10_000))
    first, second = "Importing: 4,000 of 10,000 rows (40 %) …", "Importing: 12,000 of 12,000 rows (99 %) …"
    assert said == f"\r{first}\r{second}\r{' ' * len(second)}\r"


def test_elsewhere_a_plain_line_now_and_then(hand: Hand) -> None:
    said = told(io.StringIO(), hand, (1.5, 10, 100), (2.0, 20, 100), (7.0, 30, 0))
    assert said == "Importing: 10 of 100 rows (10 %) …\nImporting: 30 rows …\n"
