"""`handrail plan move`, as it is called."""

from __future__ import annotations

import json

import pytest

from handrail.cli import plan as command
from handrail.kit.refusals import Invalid, NotAllowed, NotFound
from handrail.record.plans.models import Attempt, Plan
from handrail.record.plans.tests.setting import deal, initiate, plan_for


def test_a_plan_moves_by_command_and_every_answer_is_told(scene, capsys):
    with scene.inside():
        ready, bare = plan_for(deal(scene.bob)), plan_for(deal(scene.bob))
        initiate(ready)
    asked = ["move", ready.key, bare.key, "develop", "-w", scene.workspace.slug]
    assert command.main([*asked, "--format", "json"]) == 1
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told["moved"] == 0
    assert [(one["code"], one["passed"]) for one in told["refused"][bare.key]] == [("plan.sections", False)]
    assert told["refused"][bare.key][0]["fix"]
    assert "1 of 2 plans can not go" in err
    with scene.inside():
        assert set(Plan.objects.values_list("phase", flat=True)) == {"initiate"}, "none of them moved"
        assert Attempt.objects.filter(plan=bare, passed=False).exists(), "the attempt is kept"
    here = ["-w", scene.workspace.slug]
    assert command.main(["move", ready.key, "develop", *here]) == 0
    through = ["move", bare.key, "develop", *here, "--let-through", "--why", "The board wants it", "--by"]
    with pytest.raises(NotAllowed):
        command.main([*through, scene.bob.email])
    assert command.main([*through, scene.ada.email]) == 0
    with scene.inside():
        assert set(Plan.objects.values_list("phase", flat=True)) == {"develop"}
        assert Attempt.objects.get(plan=bare, overridden=True).by_id == scene.ada.pk
    with pytest.raises(Invalid, match="no phase"):
        command.main(["move", ready.key, "nowhere", *here])
    with pytest.raises(NotFound):
        command.main(["move", "nothing", "develop", *here])
