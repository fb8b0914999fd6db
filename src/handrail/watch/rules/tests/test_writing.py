"""Who writes rules, what can not be read is refused with its place, and the shipped ones are there."""

from __future__ import annotations

import pytest

from handrail.house.workspaces.models import Workspace
from handrail.kit.refusals import Invalid, NotAllowed
from handrail.watch.rules import library, queries, sweeps, verbs

from .stage import rule


def test_whoever_was_here_before_gets_the_shipped_rules_as_drafts(scene):
    with scene.inside():
        Workspace.objects.filter(pk=scene.workspace.pk).update(heeds={})
    sweeps.furnish_missing()
    sweeps.furnish_missing()
    with scene.inside():
        rows = list(queries.listing())
        assert len(rows) == len(library.shipped()) and {row.state for row in rows} == {"draft"}
        assert all(queries.sentence(row).endswith(".") for row in rows)
        verbs.remove_rules(rows[:1])
    sweeps.furnish_missing()
    with scene.inside():
        assert queries.listing().count() == len(library.shipped()) - 1


@pytest.mark.parametrize(
    ("parts", "field", "words", "fix"),
    [
        ({"condition": 'deal.stge == "2"'}, "condition", "at character", "Did you mean deal.stage?"),
        ({"condition": "deal.stage > 2"}, "condition", "does not fit text a number", "quotation marks"),
        ({"condition": "deal.arr"}, "condition", "not to true or false", "such as"),
        ({"condition": 'deal.stage == "wn"'}, "condition", "at character 15", "Did you mean won?"),
        (
            {"when": {"event": "oportunity.saved"}},
            "when",
            "oportunity.saved",
            "Did you mean opportunity.saved?",
        ),
        ({"when": {"event": "opportunity.saved", "fields": ["stag"]}}, "when", "stag", "Did you mean stage?"),
        ({"when": {"deadline": "milestone.duo"}}, "when", "milestone.duo", "Did you mean milestone.due?"),
        ({"when": {"schedule": "FREQ=HOURLY", "each": "plan"}}, "when", "rule can not be read", "FREQ"),
        ({"then": [{"nuge": "owner"}]}, "then", "nuge", "Did you mean nudge?"),
        ({"then": [{"nudge": "the boss"}]}, "then", "the boss", "customer_owner"),
        ({"then": [{"set": {"stage": "won"}}]}, "then", "can not set “stage”", "sa_validated"),
        ({"then": []}, "then", "what is to be done", "at least one"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_place_and_what_was_meant(scene, parts, field, words, fix):
    with scene.inside(), pytest.raises(Invalid) as refused:
        rule(scene, **{"when": {"event": "opportunity.saved"}, **parts})
    [problem] = refused.value.problems
    assert problem.field == field
    assert words in problem.message
    assert fix in problem.fix


def test_only_administrators_set_rules(scene):
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        rule(scene, when={"event": "task.created"})
