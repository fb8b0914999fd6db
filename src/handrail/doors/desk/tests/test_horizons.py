"""Initiatives stand under their horizons, and go to another one by a button, as a drag and a key do."""

from __future__ import annotations

from handrail.record.plans import verbs
from handrail.record.plans.models import Initiative
from handrail.record.plans.tests.setting import deal, plan_for


def test_an_initiative_goes_to_another_horizon(scene):
    with scene.inside():
        plan = plan_for(deal(scene.bob))
        rows = [
            Initiative(plan=plan, title=name, horizon=at, owner=scene.bob)
            for name, at in (("Train", "0-30"), ("Grow", "180+"))
        ]
        verbs.add_initiatives(rows)
        key, revision = rows[0].key, rows[0].revision
    bob, page = scene.client(scene.bob), f"{scene.url}plans/{plan.key}/"

    def standing():
        columns = bob.get(page).context["horizons"]
        return {one.horizon: [line.row.title for line in one.lines] for one in columns}

    assert standing() == {"0-30": ["Train"], "30-90": [], "90-180": [], "180+": ["Grow"]}
    move = f"{scene.url}initiatives/{key}/edit/horizon/"
    assert move.replace(key, "{key}") in bob.get(page).text
    assert bob.post(move, {"horizon": "90-180"}, headers={"HX-Request": "true"}).status_code == 200
    assert standing() == {"0-30": [], "30-90": [], "90-180": ["Train"], "180+": ["Grow"]}
    assert bob.post(move, {"horizon": "some day"}, headers={"HX-Request": "true"}).status_code == 422
    assert scene.client(scene.gita).post(move, {"horizon": "0-30"}).status_code == 403
    with scene.inside():
        assert Initiative.objects.get(key=key).revision == revision + 1
