"""A plan is begun with another one, and a milestone's task asks for the milestone when it is done."""

from __future__ import annotations

from datetime import timedelta

from handrail.house.ledger.rows import today
from handrail.house.nudges.models import Nudge
from handrail.house.talk.models import Link
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.plans import acting, queries, verbs
from handrail.record.plans.copying import copy_plan
from handrail.record.plans.models import AdoptionPhase, Criterion, Milestone, Outcome, Plan
from handrail.record.tasks.verbs import finish

from .setting import complete, deal


def test_a_copy_is_a_way_of_working_and_nothing_that_was_said_of_another_customer(scene):
    with scene.inside(scene.ada):
        row = deal(scene.bob)
        plan = complete(row)
        (phase,) = AdoptionPhase.objects.filter(plan=plan)
        verbs.edit_part(phase, {"starts_on": today(), "ends_on": today() + timedelta(60)})
        verbs.add_milestones(
            [Milestone(plan=plan, title="Live", due_on=today() + timedelta(30), adoption_phase=phase, state="done", owner=scene.bob)]
        )  # fmt: skip
        said = {
            "type": "pilot",
            "timeline": "Dana's spring",
            "resources_customer": "Dana Reed",
            "resources_vendor": "Bob",
        }
        said |= {"decision_date": (today() + timedelta(40)).isoformat(), "their_words": "Dana likes it"}
        verbs.edit_plan(Plan.objects.get(pk=plan.pk), {"evaluation": said})
        (other,) = add_customers([Customer(name="Elsewhere", owner=scene.ada)])
        start = today() + timedelta(100)
        made = copy_plan(Plan.objects.get(pk=plan.pk), other, title="Elsewhere plan", starts_on=start)
        unnamed = copy_plan(Plan.objects.get(pk=plan.pk), other)
        later = copy_plan(Plan.objects.get(pk=plan.pk), row.customer, row, starts_on=start)
        again = copy_plan(Plan.objects.get(pk=plan.pk), row.customer, row)
    with scene.inside():
        made, again = Plan.objects.get(pk=made.pk), Plan.objects.get(pk=again.pk)
        assert (made.phase, made.status, made.owner_id, made.customer_reviewed_on) == (
            "initiate",
            "draft",
            scene.ada.pk,
            None,
        )
        assert (made.background, made.current_state) == ({}, {})
        assert again.background == {"why_now": "Growth"}
        assert (made.evaluation, unnamed.title) == ({"type": "pilot"}, "Success plan Elsewhere")
        assert (again.evaluation, again.title) == (said, "Harbor plan")
        assert later.evaluation == {**said, "decision_date": (start + timedelta(40)).isoformat()}
        (stone,) = queries.parts(Milestone, [made.pk])[made.pk]
        assert (stone.due_on, stone.state, stone.owner_id) == (start + timedelta(30), "planned", scene.ada.pk)
        assert stone.adoption_phase is not None
        assert (stone.adoption_phase.plan_id, stone.adoption_phase.ends_on) == (
            made.pk,
            start + timedelta(60),
        )
        assert Outcome.objects.get(plan=made).current == ""
        assert Criterion.objects.get(plan=made).state == "open"


def test_a_task_that_is_done_asks_for_its_milestone_once(scene):
    with scene.inside():
        plan = complete(deal(scene.bob))
        (stone,) = verbs.add_milestones([Milestone(plan=plan, title="Live", due_on=today(), owner=scene.bob)])
        (task,) = acting.make_actions([stone])
        assert (task.title, task.owner_id, task.due_on, task.customer_id) == (
            "Live",
            scene.bob.pk,
            today(),
            plan.customer_id,
        )
        assert Link.objects.get().relation == "serves"
    with scene.inside(scene.ada):
        finish([task])
    with scene.inside(scene.ada):
        told = Nudge.objects.get(name="milestone.action_done")
        assert (told.recipient_id, told.step_path, told.params) == (
            scene.bob.pk,
            f"milestones/{stone.key}/",
            {"task": "Live"},
        )
        assert Milestone.objects.get(pk=stone.pk).state == "planned"
