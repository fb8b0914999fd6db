"""A plan goes from phase to phase, and a proposal is cleared, only past what is asked; every path asks the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from handrail.house.ledger import undoing
from handrail.house.ledger.models import Event
from handrail.house.nudges import wording
from handrail.house.nudges.models import Nudge
from handrail.kit.outward import chats
from handrail.kit.refusals import Invalid, NotAllowed, Refused
from handrail.record.customers.models import Opportunity
from handrail.record.customers.verbs import add_opportunities, edit_opportunity
from handrail.record.plans import proposals, verbs
from handrail.record.plans.models import PHASES, Attempt, Clearance, Plan
from handrail.watch.health.models import Standing
from handrail.watch.health.thresholds import set_policy

from .setting import complete, deal, develop, finalize, initiate, plan_for


def fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def refused(run: Callable[[], Any]) -> dict[str, bool | None]:
    with pytest.raises(Refused) as refusal:
        run()
    return {verdict.code: verdict.passed for verdict in refusal.value.checks}


def test_the_whole_way_and_what_each_phase_asks(scene):
    with scene.inside():
        row = deal(scene.bob)
        plan = plan_for(row)
    steps: tuple[tuple[str, Callable[[Plan], None], set[str]], ...] = (
        ("develop", initiate, {"plan.sections"}),
        ("finalize", develop, {"plan.sections", "plan.criteria"}),
        ("execute", finalize, {"plan.sections", "plan.phases", "plan.value_metrics", "plan.gone_through", "plan.deal_won"}),
    )  # fmt: skip
    for phase, fill, asked in steps:
        told: dict[str, bool | None] = {}
        with pytest.raises(Refused) as refusal, scene.inside(scene.bob):
            verbs.move_plans([fresh(plan)], phase)
        told = {verdict.code: verdict.passed for verdict in refusal.value.checks}
        assert {code for code, passed in told.items() if not passed} == asked
        with scene.inside(scene.bob):
            assert Attempt.objects.filter(plan=plan, goes=phase, passed=False).count() == 1
            fill(plan)
            if phase == "execute":
                edit_opportunity(Opportunity.objects.get(pk=row.pk), {"stage": "won"})
            assert verbs.move_plans([fresh(plan)], phase) == 1
    with scene.inside():
        assert (fresh(plan).phase, fresh(plan).status) == ("execute", "active")
        tried = Attempt.objects.filter(plan=plan).order_by("pk")
        assert [(one.goes, one.passed) for one in tried] == [
            (phase, passed) for phase, _fill, _asked in steps for passed in (False, True)
        ]
        assert Event.objects.filter(kind="plan.moved", subject_id=plan.pk).count() == 3


def test_no_path_goes_past_what_is_asked(scene):
    with scene.inside():
        plan = plan_for(deal(scene.bob))
    told = []
    paths: tuple[Callable[[], Any], ...] = (
        lambda: verbs.move_plans([fresh(plan)], "develop"),
        lambda: verbs.edit_plan(fresh(plan), {"phase": "develop"}),
        lambda: verbs.edit_plans([(fresh(plan), {"phase": "develop", "title": "T"})]),
        lambda: verbs.edit_plan(fresh(plan), {"status": "completed"}),
        lambda: verbs.add_plans([Plan(customer=plan.customer, title="Late", phase="develop")]),
    )
    for path in paths:
        with pytest.raises(Refused) as refusal, scene.inside(scene.bob):
            path()
        told.append(refusal.value)
    client, token = scene.client(scene.bob), scene.token(scene.bob)
    said = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    where = f"/api/v1/w/{scene.workspace.slug}/plans/{plan.key}"
    answer = client.patch(where, {"phase": "develop"}, content_type="application/json", headers=said)
    assert answer.status_code == 409
    assert [(c["code"], c["passed"]) for c in answer.json()["checks"]] == [("plan.sections", False)]
    with scene.inside():
        assert (fresh(plan).phase, fresh(plan).title, fresh(plan).status) == (
            PHASES[0],
            "Harbor plan",
            "draft",
        )
        assert Plan.objects.count() == 1


def test_only_a_manager_lets_a_plan_through_and_says_why(scene):
    with scene.inside():
        plan = plan_for(deal(scene.bob))
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        verbs.move_plans([fresh(plan)], "develop", reason="Please", override=True)
    with scene.inside(scene.ada), pytest.raises(Invalid):
        verbs.move_plans([fresh(plan)], "develop", override=True)
    with scene.inside(scene.ada):
        verbs.move_plans([fresh(plan)], "develop", reason="Pilot first", override=True)
        kept = Attempt.objects.get(plan=plan, passed=True)
        assert (kept.overridden, kept.reason, kept.by_id) == (True, "Pilot first", scene.ada.pk)
        assert Event.objects.get(kind="plan.moved").cause == "Pilot first"
    with scene.inside(scene.bob):
        assert refused(lambda: verbs.move_plans([fresh(plan)], "initiate")) == {"plan.back_reason": False}
        verbs.move_plans([fresh(plan)], "initiate", reason="Another sponsor")
    with pytest.raises(Refused), scene.inside(scene.bob):  # to take one's step back is a move on, and judged
        undoing.undo(undoing.last().batch)


def test_many_are_judged_whole(scene):
    with scene.inside():
        ready, other = complete(deal(scene.bob)), plan_for(deal(scene.bob))
        assert refused(lambda: verbs.move_plans([ready, other], "develop"))["plan.sections"] is False
    with scene.inside():
        assert {fresh(ready).phase, fresh(other).phase} == {"initiate"}


def test_a_proposal_is_blocked_at_stage_four_and_cleared_by_one_verb(scene):
    with scene.inside():
        row = deal(scene.bob)
        plan = plan_for(row)
        other = Opportunity(customer=row.customer, name="Elsewhere", kind="new", stage="2", owner=scene.ada)
        add_opportunities([other])
        verbs.add_plans([Plan(customer=row.customer, opportunity=other, title="Later", owner=scene.ada)])
    with scene.inside():
        edit_opportunity(
            Opportunity.objects.get(pk=row.pk), {"stage": "4"}
        )  # the CRM's stage is never refused
    with scene.inside(scene.bob):
        standing = Standing.objects.get(customer=row.customer_id)
        assert standing.blocked == [row.key]
        told = Event.objects.get(kind="proposal.blocked")
        assert (told.subject_kind, told.subject_id, told.changes) == ("opportunity", row.pk, {})
        assert Nudge.objects.get(name="proposal.blocked").recipient_id == scene.bob.pk
    with pytest.raises(Refused) as refusal, scene.inside(scene.bob):
        proposals.clear_proposals([row])
    codes = {verdict.code: verdict.passed for verdict in refusal.value.checks}
    assert (codes["plan.present"], codes["plan.sections"]) == (True, False)
    with scene.inside(scene.bob):
        assert Attempt.objects.filter(opportunity=row, passed=False).count() == 1
        initiate(plan)
        develop(plan)
        finalize(plan)
    with scene.inside(scene.bob):
        assert Standing.objects.get(customer=row.customer_id).blocked == []
        assert Event.objects.filter(kind="proposal.freed", subject_id=row.pk).count() == 1
        nudges = [Nudge.objects.get(name=name) for name in ("proposal.blocked", "proposal.freed")]
        notice = wording.notice(nudges, wording.Reader(scene.workspace, None), {}, digest=False)
        sent = [(item["kind"], item["record"]) for item in chats.program(notice)["items"]]
        assert sent == [(one.name, f"opportunity:{row.key}") for one in nudges]
        assert proposals.clear_proposals([row]) == 1
        assert proposals.clear_proposals([row]) == 0
        assert Clearance.objects.get().by_id == scene.bob.pk
    with scene.inside(scene.bob):
        proposals.block_proposals([row])
        assert proposals.clearances_of([row.pk]) == {}


def test_a_manager_clears_with_a_reason_and_what_is_taken_back_is_judged_again(scene):
    with scene.inside():
        row = deal(scene.bob, "4")
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        proposals.clear_proposals([row], reason="Please", override=True)
    with scene.inside(scene.ada):
        proposals.clear_proposals([row], reason="Board wants it today", override=True)
        assert Clearance.objects.get().overridden
    with scene.inside(scene.ada):
        assert Standing.objects.get(customer=row.customer_id).blocked == []
        proposals.block_proposals([row])
    with scene.inside(scene.ada):
        assert Standing.objects.get(customer=row.customer_id).blocked == [row.key]
        gone = list(Clearance.objects.all())
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        proposals.restore_signed_clearances(gone)


def test_what_needs_no_plan_is_free_and_the_policy_says_what_is_asked(scene):
    with scene.inside():
        small = deal(scene.bob, "4", arr=1_000, sa_validated=False)
        renewal = deal(scene.bob, "4", kind="renewal")
        assert proposals.clear_proposals([small, renewal]) == 2
        plan = plan_for(deal(scene.bob))
        with pytest.raises(Invalid):
            set_policy({"phase_asks": {"leave initiate": ["sections nonsense"]}})
        set_policy({"phase_asks": {"leave initiate": []}})
    with scene.inside():
        assert verbs.move_plans([fresh(plan)], "develop") == 1
