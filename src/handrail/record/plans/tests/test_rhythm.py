"""How often a plan is looked at with its customer, by the phase it is in and the workspace's policy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.ledger.rows import today
from handrail.record.agreed import verbs as agreed
from handrail.record.plans import queries, rhythm, verbs
from handrail.record.plans.models import AdoptionPhase, Milestone, Plan
from handrail.watch.health.thresholds import set_policy

from .setting import deal, plan_for

PHASES = [
    rhythm.Phase("implementation", date(2026, 3, 1), date(2026, 5, 31)),
    rhythm.Phase("post_go_live", date(2026, 6, 1), date(2026, 8, 31)),
    rhythm.Phase("steady_state", date(2026, 9, 1), date(2027, 2, 28)),
]


@pytest.mark.parametrize(
    ("phase", "on", "stage", "looked"),
    [
        ("develop", date(2026, 2, 2), "pre_sales", date(2026, 4, 1)),
        ("execute", date(2026, 2, 2), "implementation", date(2026, 2, 16)),
        ("execute", date(2026, 3, 31), "implementation", date(2026, 4, 14)),
        ("execute", date(2026, 7, 1), "post_go_live", date(2026, 8, 3)),  # the first of August is a Saturday
        ("execute", date(2026, 9, 1), "steady_state", date(2026, 12, 1)),
        ("execute", date(2027, 6, 1), "steady_state", date(2027, 9, 1)),
    ],
)
def test_how_often_follows_the_phase(phase, on, stage, looked):
    assert rhythm.stage(phase, PHASES, on) == stage
    found = rhythm.Cadence(stage, rhythm.CADENCES[stage])
    assert found.next(on, [date(2026, 4, 1), date(2026, 1, 1)]) == looked


@given(
    on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    count=st.integers(1, 99),
    unit=st.sampled_from(["day", "week", "month"]),
)
def test_a_review_is_on_a_working_day_after_this_one_and_its_words_are_read_back(on, count, unit):
    every = rhythm.read(f"every {count} {unit}s")
    assert rhythm.read(every) == every
    found = rhythm.Cadence("steady_state", every).next(on, [])
    assert found is not None
    assert found.weekday() < 5
    assert found >= on + timedelta(days=count * {"day": 1, "week": 7, "month": 28}[unit])


def test_a_plan_is_looked_at_as_often_as_the_policy_says(scene):
    with scene.inside(scene.ada):
        plan = plan_for(deal(scene.bob))
        start = today()
        stone = Milestone(plan=plan, title="Pilot ends", due_on=start + timedelta(9), owner=scene.bob)
        verbs.add_milestones([stone])
        assert queries.next_look(plan, start) == stone.due_on
        verbs.edit_plan(plan, {"phase": "execute"}, from_file=True)
        verbs.add_adoption_phases(
            [AdoptionPhase(plan=plan, title="Live", kind="post_go_live", starts_on=start)]
        )
        set_policy({"cadences": {"post_go_live": "10 days"}})
        assert queries.cadence_of(plan).sentence().endswith("every 10 days.")
        agreed.plan_next_look(Plan.objects.get(pk=plan.pk))
        planned = Plan.objects.get(pk=plan.pk).next_review_on
        assert planned is not None
        assert start + timedelta(10) <= planned <= start + timedelta(12)
        set_policy({"cadences": {"post_go_live": ""}})
        assert queries.next_look(plan, start) is None
