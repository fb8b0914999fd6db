from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from handrail.house.access.verbs import add_member
from handrail.house.ledger.models import Event
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Stale
from handrail.record.customers.models import Customer, Stakeholder
from handrail.record.customers.verbs import add_customers, add_stakeholders
from handrail.record.plans import verbs
from handrail.record.plans.models import AdoptionPhase, Criterion, Milestone, Outcome, Plan

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
OLD = date(2026, 1, 5)


@pytest.fixture
def inside(scene):
    with clock.frozen(TODAY), scene.inside():
        yield scene


@pytest.fixture
def plan(inside) -> Plan:
    (customer,) = add_customers([Customer(name="A")])
    return verbs.add_plans([Plan(customer=customer, title="Plan", updated_on=OLD)], from_file=True)[0]


def criteria(plan: Plan, count: int) -> list[Criterion]:
    return [Criterion(plan=plan, title=f"Criterion {i}") for i in range(count)]


def fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def test_a_sixth_criterion_is_refused_from_a_person_not_from_a_file(plan):
    verbs.add_criterions(criteria(plan, 5))
    with pytest.raises(Invalid):
        verbs.add_criterions(criteria(plan, 1))
    verbs.add_criterions(criteria(plan, 1), from_file=True)
    assert Criterion.objects.filter(plan=plan).count() == 6


def test_a_removed_criterion_does_not_come_back_as_the_sixth(plan):
    rows = verbs.add_criterions(criteria(plan, 5))
    verbs.remove_criterions(rows[:1])
    verbs.add_criterions([Criterion(plan=plan, title="Another")])
    with pytest.raises(Invalid):
        verbs.restore_criterions(rows[:1])


@pytest.mark.parametrize("from_file", [False, True])
def test_only_a_person_moves_the_plans_date(plan, from_file):
    expected = OLD if from_file else date(2026, 11, 21)
    (outcome,) = verbs.add_outcomes([Outcome(plan=plan, title="Less churn")], from_file=from_file)
    assert fresh(plan).updated_on == expected
    verbs.edit_outcome(outcome, {"target": "5"}, from_file=from_file)
    verbs.edit_plan(fresh(plan), {"status": "in_review"}, from_file=from_file)
    verbs.remove_outcomes([outcome], from_file=from_file)
    assert fresh(plan).updated_on == expected


def test_a_change_that_changes_nothing_moves_nothing(plan):
    (outcome,) = verbs.add_outcomes([Outcome(plan=plan, title="Less churn")], from_file=True)
    assert not verbs.edit_outcome(outcome, {"title": "Less churn"})
    assert not verbs.edit_plan(plan, {"title": "Plan"})
    assert fresh(plan).updated_on == OLD


def test_an_edit_of_a_plan_is_one_event(plan):
    verbs.edit_plan(plan, {"status": "in_review"})
    (event,) = Event.objects.filter(kind="plan.changed", subject_id=plan.pk)
    assert set(event.changes) == {"status", "updated_on"}


def test_a_part_saved_by_somebody_else_does_not_make_the_plan_stale(plan):
    seen = plan.revision
    verbs.add_outcomes([Outcome(plan=plan, title="Less churn")])
    assert verbs.edit_plan(fresh(plan), {"title": "Better"}, revision=seen)
    with pytest.raises(Stale) as refusal:
        verbs.edit_plan(fresh(plan), {"title": "Best"}, revision=seen)
    assert refusal.value.differences == {"title": ("Better", "Best")}


def test_parts_go_to_the_end_and_a_file_keeps_its_places(plan):
    first, second = verbs.add_outcomes([Outcome(plan=plan, title="A"), Outcome(plan=plan, title="B")])
    (third,) = verbs.add_outcomes([Outcome(plan=plan, title="C")])
    assert [first.position, second.position, third.position] == [1, 2, 3]
    (told,) = verbs.add_outcomes([Outcome(plan=plan, title="D", position=0)], from_file=True)
    assert told.position == 0


def test_a_finished_milestone_knows_its_day(plan):
    (milestone,) = verbs.add_milestones([Milestone(plan=plan, title="Go live", due_on=date(2026, 12, 1))])
    verbs.finish_milestones([milestone])
    assert milestone.done_on == date(2026, 11, 21)
    verbs.reopen_milestones([milestone])
    assert (milestone.state, milestone.done_on) == ("planned", None)


def test_a_manager_waives_with_a_reason(inside, plan):
    waiver = verbs.waive(plan.customer, None, inside.ada, "Too small", date(2027, 1, 1))
    assert (waiver.given_on, waiver.by_id) == (date(2026, 11, 21), inside.ada.pk)
    with pytest.raises(Invalid):
        verbs.waive(plan.customer, None, inside.ada, "  ")


def test_who_manages_somebody_may_waive_and_others_may_not(inside, plan):
    with pytest.raises(NotAllowed):
        verbs.waive(plan.customer, None, inside.bob, "Too small")
    add_member("Junior", manager=inside.bob)
    assert verbs.waive(plan.customer, None, inside.bob, "Too small").by_id == inside.bob.pk


def test_a_milestone_keeps_to_its_own_customer_and_plan(plan):
    (other,) = add_customers([Customer(name="Other")])
    (jo,) = add_stakeholders([Stakeholder(customer=other, name="Jo")])
    (milestone,) = verbs.add_milestones([Milestone(plan=plan, title="Go live")])
    with pytest.raises(Invalid) as refusal:
        verbs.edit_milestone(milestone, {"counterpart": jo})
    assert [problem.field for problem in refusal.value.problems] == ["counterpart"]
    (elsewhere,) = verbs.add_plans([Plan(customer=plan.customer, title="Another")])
    (phase,) = verbs.add_adoption_phases([AdoptionPhase(plan=elsewhere, title="Start")])
    with pytest.raises(Invalid):
        verbs.add_milestones([Milestone(plan=plan, title="Kick-off", adoption_phase=phase)])


def test_a_touch_is_told_from_a_change_where_the_clock_was_set_back(scene):
    """The newest event is the one with the highest id: an older moment does not hide a colleague's change."""
    with clock.frozen(TODAY), scene.inside():
        (customer,) = add_customers([Customer(name="A")])
        verbs.add_plans([Plan(key="p", customer=customer, title="Plan", updated_on=OLD)], from_file=True)
        verbs.add_parts([Criterion(plan=Plan.objects.get(), title="C")])
        saw = Plan.objects.get()
    assert saw.revision == 2, "the part touched its plan"
    with clock.frozen(TODAY - timedelta(days=40)), scene.inside():
        verbs.edit_plan(Plan.objects.get(), {"title": "Theirs"})
    with clock.frozen(TODAY), scene.inside(), pytest.raises(Stale):
        verbs.edit_plan(Plan.objects.get(), {"title": "Mine"}, revision=saw.revision)
