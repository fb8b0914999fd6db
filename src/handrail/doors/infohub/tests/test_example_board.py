"""The example's project can be laid, and shows what it is there to show: a refused move with two of four checks."""

from __future__ import annotations

from handrail.doors.infohub import example, example_board
from handrail.house.access import verbs as access
from handrail.kit import clock
from handrail.record.drills.models import Drill
from handrail.record.projects import queries
from handrail.record.projects.models import Board, Move

PEOPLE = ("Mara Adeyemi", "Elif Kaya", "Jonas Weber", "Priya Nair", "Lena Kowal", "Sam Okoro", "Ruth Almeida")


def test_the_examples_board(scene):
    with scene.inside():
        for name in PEOPLE:
            access.add_member(name, "")
    example_board.lay(scene.workspace.pk, example.working_day(clock.now().date()))
    with scene.inside():
        board = Board.objects.get()
        counts = queries.counts_of(board)
        assert [counts.get(stage.pk, 0) for stage in queries.stages_of(board)] == [3, 3, 1, 4, 1, 0]
        assert all(check.on for check in queries.checks_of(board))
        move = Move.objects.get()
        assert (move.passed, str(move.card), str(move.goes)) == (False, "Macros for split payments", "Launch")
        assert [check["passed"] for check in move.checks].count(True) == 2
        assert len(move.checks) == 4
        (drill,) = Drill.objects.all()
        found = {path["kind"]: path["title"] for path in drill.paths}
        assert found["risk"] == "Support is overrun in the first week", "the other one is not high"
