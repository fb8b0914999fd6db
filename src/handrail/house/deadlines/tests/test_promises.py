"""Every date that a verb touches is a deadline, recomputed when its subject changes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.access.workspace import edit_workspace, set_clock
from handrail.house.deadlines import queries, survey
from handrail.house.deadlines.models import Deadline, Survey
from handrail.house.ledger.models import Claim
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Opportunity, Renewal
from handrail.record.plans import verbs as plans
from handrail.record.tasks import verbs as tasks

from .stage import DAY, at, customer, day, deadlines, everything, milestone, nudged, plan, sweep, task


def at_nine(number: int) -> datetime:
    return datetime.combine(day(number), time(9), UTC)


def test_every_kind_of_date_is_a_deadline(scene):
    with scene.inside():
        row = everything(scene)
    with scene.inside():
        found = deadlines()
        for turn in ("rule.turn", "goal.look", "metric.read", "briefing.turn"):
            assert found.pop(turn).due_on is None
        for moment in (
            "escalation.rung",
            "review.due",
            "review.daily",
            "submission.answer",
            "feedback.due",
            "risk.answer",
        ):
            assert found.pop(moment).about_id == row.pk
        assert {name: one.due_on for name, one in found.items()} == {
            "customer.renewal": day(100), "customer.notice": day(40), "renewal.due": day(200),
            "renewal.notice": day(170), "plan.review": day(20), "plan.updated": day(0), "milestone.due": day(10),
            "waiver.ends": day(30), "task.due": day(5), "decision.due": day(6), "risk.review": day(7),
            "project.outcome": day(60), "card.review": day(70), "project.go_live": day(50),
            "step.due": day(40), "announcement.due": day(45), "note.fresh": day(9),
            "handoff.due": day(8), "promise.due": day(15), "dependency.due": day(4),
            "blocker.due": day(11),
            "assumption.due": day(12), "assumption.expires": day(80),
            "scopechange.due": day(8), "signal.due": day(12),
        }  # fmt: skip
        assert {one.about_id for one in found.values()} == {row.pk}
        assert found["milestone.due"].offsets == ["-7d", "-1d", "0d", "+1d"]
        assert found["milestone.due"].next_fire_at == at_nine(3)
        assert found["plan.updated"].offsets == ["+30d", "+60d"]
        assert found["task.due"].owner_id == scene.bob.pk
        assert Claim.objects.count() == 0


def test_a_change_moves_it_and_an_end_ends_it(scene):
    with scene.inside():
        row = task(scene, day(5))
    with scene.inside():
        tasks.edit_task(row, {"due_on": day(9), "title": "Ring them", "owner": scene.ada})
    with scene.inside():
        one = deadlines()["task.due"]
        assert (one.due_on, one.title, one.owner_id) == (day(9), "Ring them", scene.ada.pk)
        assert (one.next_offset, one.next_fire_at) == ("-1d", at_nine(8))
        tasks.finish([row])
    with scene.inside():
        assert deadlines() == {}
        tasks.reopen([row])
    with scene.inside():
        assert deadlines()["task.due"].next_offset == "-1d"
        tasks.remove_tasks([row])
    with scene.inside():
        assert deadlines() == {}
        tasks.restore_tasks([row])
    with scene.inside():
        tasks.edit_task(row, {"due_on": None})
    with scene.inside():
        assert deadlines() == {}


def test_what_lies_in_the_past_never_speaks(scene):
    """The import of an old tree must not send ten thousand reminders."""
    with scene.inside():
        made = plan(customer(scene), updated_on=day(-400), next_review_on=day(-30))
        milestone(made, day(-200))
        milestone(made, day(0), key="today")
        task(scene, day(-3))
    with scene.inside():
        assert {one.next_fire_at for one in Deadline.objects.filter(due_on__lt=day(0))} == {None}
    sweep(0, hour=1)
    with scene.inside():
        assert nudged() == []


def test_what_waits_for_a_worker_is_not_lost_by_a_correction(scene):
    """The moment has passed, no worker has come by yet, and somebody edits the title."""
    with scene.inside():
        row = task(scene, day(2))
    with at(at_nine(1) + timedelta(minutes=5)):
        with scene.inside():
            tasks.edit_task(row, {"title": "Ring"})
        with scene.inside():
            one = deadlines()["task.due"]
            assert (one.title, one.next_offset, one.next_fire_at) == ("Ring", "-1d", at_nine(1))
    sweep(1)
    with scene.inside():
        assert nudged() == [(scene.bob.pk, "task.due", "-1d")]


def test_a_removed_customer_takes_all_its_dates_along_and_brings_them_back(scene):
    with scene.inside():
        row = customer(scene, renewal_on=day(100))
        milestone(plan(row, next_review_on=day(20)), day(10))
        task(scene, day(5), customer=row)
    with scene.inside():
        assert Deadline.objects.count() == 5
        customers.remove_customers([row])
    with scene.inside():
        assert Deadline.objects.count() == 0
        customers.restore_customers([row])
    with scene.inside():
        assert Deadline.objects.count() == 5


def test_a_removed_or_completed_plan_ends_its_milestones(scene):
    with scene.inside():
        made = plan(customer(scene))
        milestone(made, day(10))
    for end, back in (
        (lambda: plans.remove_plans([made]), lambda: plans.restore_plans([made])),
        (
            lambda: plans.edit_plan(made, {"phase": "completed"}, from_file=True),
            lambda: plans.edit_plan(made, {"phase": "execute"}, from_file=True),
        ),
    ):
        with scene.inside():
            end()
        with scene.inside():
            assert "milestone.due" not in deadlines()
            back()
        with scene.inside():
            assert "milestone.due" in deadlines()


def test_the_sale_starts_the_clock_of_a_stale_plan(scene):
    with scene.inside():
        row = customer(scene)
        deal = Opportunity(key="deal", customer=row, name="Deal", stage="4")
        customers.add_opportunities([deal])
        plan(row, opportunity=deal)
    with scene.inside():
        assert (deadlines()["plan.updated"].offsets, deadlines()["plan.updated"].missed) == (["+30d"], "")
        customers.edit_opportunity(deal, {"stage": "won"})
    with scene.inside():
        assert deadlines()["plan.updated"].missed == "+60d"


def test_the_same_renewal_said_twice_is_one_date(scene):
    with scene.inside():
        row = customer(scene, renewal_on=day(100))
        customers.add_renewals([Renewal(key="r", customer=row, due_on=day(100))])
    with scene.inside():
        assert set(deadlines()) == {"customer.renewal"}
        customers.edit_customer(row, {"renewal_on": day(130)})
    with scene.inside():
        assert set(deadlines()) == {"customer.renewal", "renewal.due"}


def test_a_day_starts_where_the_workspace_is(scene):
    with scene.inside():
        edit_workspace({"time_zone": "America/New_York"})
    with scene.inside():
        task(scene, clock.today("America/New_York") + 5 * DAY)
    with scene.inside():
        one = deadlines()["task.due"]
        assert one.due_at.astimezone(clock.ZoneInfo("America/New_York")).time() == time(9)


def test_the_workspaces_own_clock_moves_what_can_still_fire(scene):
    with scene.inside():
        task(scene, day(50))
    with scene.inside():
        before = deadlines()["task.due"].next_fire_at
        set_clock(timedelta(days=40))
    with scene.inside():
        assert deadlines()["task.due"].next_fire_at == before - timedelta(days=40)
        set_clock(timedelta(days=10))
    with scene.inside():
        one = deadlines()["task.due"]
        assert one.next_fire_at == before - timedelta(days=10)
        assert one.due_on == day(50), "what was promised stays"
    with scene.elsewhere():
        assert Deadline.objects.count() == 0


def test_dates_at_the_ends_of_the_calendar_break_nothing(scene):
    from datetime import date

    with scene.inside():
        task(scene, date.max, key="last")
        task(scene, date.min, key="first")
        task(scene, day(5), key="good")
    with scene.inside():
        assert "good" in set(Deadline.objects.values_list("subject_key", flat=True))


# -- the whole workspace ------------------------------------------------------------------------------------


def fill(scene) -> None:
    with scene.inside():
        for number in range(7):
            milestone(plan(customer(scene, key=f"c{number}"), key=f"p{number}"), day(10), key=f"m{number}")
        task(scene, day(5))


def test_a_filled_workspace_of_before_is_looked_at_once(scene, monkeypatch):
    monkeypatch.setattr(survey, "BATCH", 3)
    fill(scene)
    with scene.inside():
        whole = set(Deadline.objects.values_list("subject_kind", "subject_id", "name", "next_fire_at"))
        Deadline.objects.all().delete()
        Survey.objects.all().delete()
    assert survey.survey(scene.workspace.pk) >= 22
    with scene.inside():
        assert (
            set(Deadline.objects.values_list("subject_kind", "subject_id", "name", "next_fire_at")) == whole
        )
        assert Survey.objects.get().done_at
    assert survey.survey(scene.workspace.pk) == 0


def test_a_survey_that_was_cut_off_goes_on_where_it_was(scene, monkeypatch):
    monkeypatch.setattr(survey, "BATCH", 3)
    fill(scene)
    with scene.inside():
        Deadline.objects.all().delete()
        Survey.objects.all().delete()
    looked: list[int] = []
    real = survey.recompute

    def cut_off(wanted):
        looked.append(1)
        if len(looked) == 5:
            raise SystemExit
        real(wanted)

    monkeypatch.setattr(survey, "recompute", cut_off)
    with pytest.raises(SystemExit):
        survey.survey(scene.workspace.pk)
    with scene.inside():
        here = Survey.objects.get()
        assert (here.done_at, here.kind) != (None, "")
    survey.survey(scene.workspace.pk)
    with scene.inside():
        assert Deadline.objects.count() == 15
        assert Survey.objects.get().done_at


def test_another_policy_moves_every_date(scene):
    fill(scene)
    survey.survey(scene.workspace.pk)
    with scene.inside() as scope:
        edit_workspace(
            {
                "policy": {
                    **scope.workspace.policy,
                    "reminders": {"milestone.due": ["-14d"]},
                    "day_starts": "07:30",
                }
            }
        )
    with scene.inside():
        assert Survey.objects.get().done_at is None
    survey.survey(scene.workspace.pk)
    with scene.inside():
        rows = Deadline.objects.filter(name="milestone.due")
        assert {tuple(one.offsets) for one in rows} == {("-14d", "+1d")}
        assert {one.due_at.time() for one in rows} == {time(7, 30)}


def test_a_policy_that_moves_no_date_costs_nothing(scene):
    survey.survey(scene.workspace.pk)
    with scene.inside() as scope:
        edit_workspace({"policy": {**scope.workspace.policy, "touch_days": {"strategic": 20}}})
    with scene.inside():
        assert Survey.objects.get().done_at


# -- reading and cost ---------------------------------------------------------------------------------------


def test_a_change_costs_the_same_few_statements_for_many(scene):
    def asked(number: int) -> int:
        with scene.inside():
            rows = [
                tasks.Task(key=f"t{number}-{n}", title="T", due_on=day(5), owner=scene.bob)
                for n in range(number)
            ]
            with CaptureQueriesContext(connection) as captured:
                tasks.add_tasks(rows)
                scope_of(scene)
        return len(captured)

    assert asked(2) <= asked(60) == asked(200)


def scope_of(scene) -> None:
    from handrail.house.workspaces.scope import current

    current().leave()


def test_the_calendar_is_one_statement_and_leaves_inner_clocks_out(scene):
    fill(scene)
    with scene.inside(), CaptureQueriesContext(connection) as captured:
        found = list(queries.between(clock.now(), clock.now() + timedelta(days=30), scene.alice))
        assert len(captured) == 1
        assert [one.name for one in found] == ["milestone.due"] * 7
        assert not list(queries.between(clock.now(), clock.now() + timedelta(days=30), scene.gita))
