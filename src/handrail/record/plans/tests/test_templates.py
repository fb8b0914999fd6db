"""A template: drawn from a plan, read strictly, proposed for a deal, and what a plan begins with."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail.house.ledger.rows import today
from handrail.kit.refusals import Invalid
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.plans import templates, verbs
from handrail.record.plans.models import (
    AdoptionPhase,
    Criterion,
    Initiative,
    Milestone,
    Plan,
    PlanTemplate,
)

from .setting import complete, deal


def test_a_plan_kept_as_a_template_begins_another_one_and_takes_nothing_of_its_customer(scene):
    with scene.inside(scene.ada):
        plan = complete(deal(scene.bob))
        (phase,) = AdoptionPhase.objects.filter(plan=plan)
        start = today() - timedelta(400)
        verbs.edit_part(
            phase, {"starts_on": start, "ends_on": start + timedelta(60), "objectives": ["Live", "Trained"]}
        )
        verbs.add_milestones(
            [Milestone(plan=plan, title="Pilot", due_on=start + timedelta(30), adoption_phase=phase, state="done", owner=scene.bob)]
        )  # fmt: skip
        said = {
            "type": "pilot",
            "resources_customer": "Dana Reed",
            "decision_date": "2026-03-01",
            "more": "Dana",
        }
        verbs.edit_plan(Plan.objects.get(pk=plan.pk), {"evaluation": said})
        kept = templates.keep_as_template(Plan.objects.get(pk=plan.pk), "Our way")
    with scene.inside(scene.bob):
        kept = PlanTemplate.objects.get(pk=kept.pk)
        assert kept.phases == [
            {"title": "Go-live", "from_day": 0, "to_day": 60, "objectives": "Live; Trained"}
        ]
        assert kept.milestones == [{"title": "Pilot", "on_day": 30, "side": "vendor", "phase": "Go-live"}]
        assert "Growth" not in str([getattr(kept, name) for name in templates.MODELS])
        assert kept.evaluation == {"type": "pilot"}
        (other,) = add_customers([Customer(name="Elsewhere", owner=scene.ada)])
        row = Plan(customer=other, title="Elsewhere plan", owner=scene.ada, started_on=today())
        row.template = kept
        verbs.add_plans([row])
        stone = Milestone.objects.get(plan=row)
        assert (stone.due_on, stone.state, stone.owner_id) == (
            today() + timedelta(30),
            "planned",
            scene.ada.pk,
        )
        assert stone.adoption_phase is not None
        assert (stone.adoption_phase.plan_id, stone.adoption_phase.objectives) == (
            row.pk,
            ["Live", "Trained"],
        )
        assert Criterion.objects.get(plan=row).title == "Half the misses"
        assert Initiative.objects.get(plan=row).owner_id == scene.ada.pk
        assert "Our way" in Plan.objects.get(pk=row.pk).change_log[0]["change"]


def test_one_template_is_what_plans_of_a_kind_and_tier_begin_with(scene):
    with scene.inside(scene.ada):
        row = deal(scene.bob)  # new business, enterprise
        wide, kind, tier, both = (
            templates.add_plan_templates([PlanTemplate(title=name, by_itself=True, **values)])[0]
            for name, values in (
                ("Any", {}),
                ("New", {"deal_kind": "new"}),
                ("Enterprise", {"tier": "enterprise"}),
                ("Both", {"deal_kind": "new", "tier": "enterprise"}),
            )
        )
        for last in (both, kind, tier, wide):
            assert templates.proposed_for(row.customer, row) == last
            templates.remove_plan_templates([last])
        assert templates.proposed_for(row.customer, row) is None
        templates.restore_plan_templates([wide])
        (twin,) = templates.add_plan_templates([PlanTemplate(title="Newer", by_itself=True)])
        assert not PlanTemplate.objects.get(pk=wide.pk).by_itself
        fresh = [PlanTemplate.objects.get(pk=one.pk) for one in (twin, wide)]
        templates.edit_plan_templates([(one, {"by_itself": True}) for one in fresh])
        assert templates.proposed_for(row.customer) == wide


@pytest.mark.parametrize(
    ("table", "raw", "words"),
    [
        ("milestones", [{"title": "Live", "on_day": "soon"}], "no number of days"),
        ("initiatives", [{"title": "Train", "horizon": "one day"}], "not one of the known words"),
        ("criteria", [{"measurement": "Report"}], "no title"),
        ("criteria", [{"title": str(n)} for n in range(6)], "at most 5"),
        ("phases", "all of them", "Write a list"),
        ("evaluation", [1], "no section"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_table(scene, table, raw, words):
    with scene.inside(scene.ada), pytest.raises(Invalid) as refused:
        templates.add_plan_templates([PlanTemplate(title="Odd", **{table: raw})])
    assert [one.field for one in refused.value.problems] == [table]
    assert words in refused.value.problems[0].message
