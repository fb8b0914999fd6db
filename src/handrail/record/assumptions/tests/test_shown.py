"""Nobody says that something holds, or does not, by words that were said of something else."""

from __future__ import annotations

import pytest

from handrail.kit.refusals import Refused
from handrail.record.assumptions import queries, verbs
from handrail.record.assumptions.models import Assumption


def refused(row: Assumption, name: str) -> list[str]:
    with pytest.raises(Refused) as refusal:
        verbs.step_assumptions([row], name)
    return [one.code for one in refusal.value.checks if not one.passed]


def test_why_it_is_tested_again_shows_nothing(scene):
    with scene.inside(scene.bob):
        (row,) = verbs.add_assumptions([Assumption(title="Guests read mail")])
        verbs.step_assumptions([row], "validate", {"finding": "Nine of ten do"})
        assert refused(queries.get(row.key), "invalidate") == ["assumption.shown"]
        verbs.step_assumptions([row], "reopen", {"finding": "The shop has changed"})
        assert refused(queries.get(row.key), "validate") == ["assumption.shown"]
        verbs.step_assumptions([row], "validate", {"finding": "Asked again: they do"})
        assert queries.get(row.key).finding == "Asked again: they do"
