"""The example's project can be laid, and shows what it is there to show: a refused move with two of four checks."""

from __future__ import annotations

from datetime import date

from handrail.doors.infohub import example_board
from handrail.house.access import verbs as access
from handrail.record.projects import queries
from handrail.record.projects.models import Board, Move

PEOPLE = ("Mara Adeyemi", "Elif Kaya", "Jonas Weber", "Priya Nair", "Lena Kowal", "Sam Okoro", "Ruth Almeida")


def test_the_examples_board(scene):
    with scene.inside():
        for name in PEOPLE:
            access.add_member(name, "")
    example_board.lay(scene.workspace.pk, date(2026, 3, 16))
    with scene.inside():
        board = Board.objects.get()
        counts = queries.counts_of(board)
        assert [counts.get(stage.pk, 0) for stage in queries.stages_of(board)] == [3, 3, 1, 4, 1, 0]
        assert all(check.on for check in queries.checks_of(board))
        move = Move.objects.get()
        assert (move.passed, str(move.card), str(move.goes)) == (False, "Macros for split payments", "Launch")
        assert [check["passed"] for check in move.checks].count(True) == 2
        assert len(move.checks) == 4
