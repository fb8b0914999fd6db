"""What a review asks each time is asked, whatever it is read from."""

from __future__ import annotations

from datetime import date

from handrail.watch.reviews import checks
from handrail.watch.reviews.facts import Cycle, Question, Signal, World


def test_two_questions_that_are_read_from_one_metric_are_both_asked():
    seats = Signal(kind="metric", pk=1, key="seats", title="Seats")
    asks = tuple(Question(says=says, signal=seats) for says in ("Is it validated?", "Do we go on?"))
    world = World(
        today=date(2026, 1, 5), soon=date(2026, 1, 7), cycle=Cycle(questions=asks, signals=(seats,))
    )
    points = checks.agenda(world, "prediction")
    assert [one.title for one in points] == ["Is it validated?", "Do we go on?"]
