from __future__ import annotations

from datetime import UTC, date, datetime

from handrail.kit import clock
from handrail.record.decisions import queries, verbs
from handrail.record.decisions.models import Decision

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_decision_taken_has_its_day_and_waits_no_more(scene):
    with clock.frozen(TODAY), scene.inside():
        (decision,) = verbs.add_decisions([Decision(title="Which region", owner=scene.bob)])
        assert list(queries.open_decisions(scene.bob)) == [decision]
        verbs.edit_decision(decision, {"state": "approved"})
        assert decision.decided_on == date(2026, 11, 21)
        assert not queries.open_decisions().exists()
        assert not verbs.edit_decision(decision, {"state": "approved"})
