"""What no page of ours sends, and somebody does: every answer is a refusal, none a crash."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from handrail.doors.desk import answers
from handrail.doors.desk.kinds.plans import PLAN
from handrail.house.ledger.rows import today
from handrail.kit.verdict import Verdict
from handrail.record.assumptions import wording as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.verbs import add_assumptions
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.verbs import add_blockers
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.decisions import wording as decisions
from handrail.record.feedback import wording as feedback
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Plan
from handrail.record.risks import wording as risks
from handrail.record.risks.models import Risk
from handrail.record.risks.verbs import add_risks
from handrail.record.scope import wording as scope
from tests.cast import Scene

HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def plan(scene: Scene) -> Plan:
    with scene.inside():
        (row,) = customers.add_customers([Customer(key="acme", name="Acme", owner=scene.bob)])
        return plans.add_plans([Plan(key="p", customer=row, title="P")])[0]


@pytest.mark.parametrize("was", ["", "no json", "[" * 100_000])
def test_a_form_that_does_not_say_what_it_saw_overwrites_nothing(scene: Scene, plan: Plan, was: str) -> None:
    url = scene.url + "customers/acme/edit/name/"
    assert scene.client(scene.bob).post(url, {"name": "Mine", "was": was}, **HTMX).status_code == 409
    with scene.inside():
        assert Customer.objects.get().name == "Acme"


@pytest.mark.parametrize("count", ["-1", "many", "²", "1001", "9" * 5_000])
def test_a_table_of_an_odd_length_is_refused(scene: Scene, plan: Plan, count: str) -> None:
    url = scene.url + "plans/p/edit/change_log/"
    data = {"change_log-count": count, "change_log-0-change": "x"}
    assert scene.client(scene.bob).post(url, data, **HTMX).status_code == 422


def test_a_long_table_of_a_file_is_not_cut(scene: Scene, plan: Plan) -> None:
    with scene.inside():
        plans.edit_plan(plan, {"change_log": [{"change": f"Change {n}"} for n in range(250)]})
    client, url = scene.client(scene.bob), scene.url + "plans/p/edit/change_log/"
    data = {name: value for row in client.get(url).context["control"].rows for name, value, _ in row}
    assert (
        client.post(url, {**data, "change_log-count": "252", "change_log-0-change": "First"}).status_code
        == 302
    )
    with scene.inside():
        log = Plan.objects.get().change_log
    assert (len(log), log[0]["change"], log[249]["change"]) == (250, "First", "Change 249")


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("customers/acme/move/", {"way": "up"}, 404),
        ("customers/acme/waive/", {"reason": "Small", "until_on": "soon"}, 422),
        ("settings/policy/", {"fresh_days": "²"}, 422),
        ("settings/policy/", {"fresh_days": "9" * 5_000}, 422),
        ("capture/", {"what": "call", "customer": "a\0"}, 400),
        ("capture/", {"what": "call #---"}, 422),
        ("plan-metrics/new/?plan=p", {}, 422),
        ("plan-risks/new/?plan=p", {"risk": "unknown"}, 422),
        ("customers/acme/edit/owner/", {"owner": "a\0"}, 400),
    ],
)
def test_it_is_refused(scene: Scene, plan: Plan, path: str, data: dict[str, Any], status: int) -> None:
    assert scene.client(scene.alice).post(scene.url + path, data).status_code == status


def test_a_day_as_deep_as_a_well_is_no_day(scene: Scene, plan: Plan) -> None:
    with scene.inside():
        plans.add_milestones([plans.Milestone(key="m", plan=plan, title="M")])
    url = scene.url + "milestones/m/reschedule/"
    answer = scene.client(scene.bob).patch(url, "[" * 100_000, "application/json")
    assert answer.status_code == 400


def test_waivers_are_a_managers_business_on_every_page(scene: Scene, plan: Plan) -> None:
    """The general editor is no way around the rule, nor a way to say that somebody else did it."""
    with scene.inside():
        waiver = plans.waive(plan.customer, None, scene.ada, "Too small")
    bob, ada, page = scene.client(scene.bob), scene.client(scene.ada), f"{scene.url}waivers/"
    assert bob.post(f"{page}new/?customer=acme", {"reason": "I say so"}).status_code == 403
    assert bob.post(f"{page}{waiver.key}/edit/until_on/", {"until_on": ""}).status_code == 403
    assert bob.post(f"{page}{waiver.key}/remove/").status_code == 403
    assert ada.post(f"{page}{waiver.key}/edit/by/", {"by": scene.alice.key}).status_code == 422
    assert ada.post(f"{page}{waiver.key}/remove/").status_code == 302
    assert bob.post(f"{page}{waiver.key}/restore/").status_code == 403
    assert ada.post(f"{page}new/?customer=acme", {"reason": "Small"}).status_code == 302
    with scene.inside():
        assert plans.Waiver.objects.get(removed_at=None).by == scene.ada


@pytest.mark.parametrize("kind", ["plan-metrics", "plan-risks"])
def test_the_form_of_a_link_opens_with_nothing_chosen(scene: Scene, plan: Plan, kind: str) -> None:
    assert scene.client(scene.bob).get(f"{scene.url}{kind}/new/?plan=p").status_code == 200


@pytest.mark.parametrize("key", ["", " ", "a/b", "a.b", "x, body", "a\nb", "?", "#", "<b>\u2028"])
def test_a_section_of_a_file_may_have_any_key(scene: Scene, plan: Plan, key: str) -> None:
    with scene.inside():
        plans.edit_plan(plan, {"background": {key: "was"}})
    client, page = scene.client(scene.bob), scene.url + "plans/p/"
    answer = client.get(page)
    assert answer.status_code == client.get(scene.url + "customers/acme/").status_code == 200
    cells = [c for c in answer.context["sections"]["background"]["cells"] if c.field.inner == key]
    assert len(cells) == bool(key)
    for cell in cells:
        assert re.fullmatch(r"[\w-]+", cell.id)
        url = reverse("desk:field", args=[scene.workspace.slug, "plans", "p", cell.field.name])
        assert client.get(url).status_code == 200
        client.post(url, urlencode({cell.field.name: "now"}), "application/x-www-form-urlencoded")
        with scene.inside():
            assert Plan.objects.get().background == {key: "now"}


@pytest.mark.parametrize("name", ["title", "background.why now?", "background.a/b", "handoff.ä#1%2F\n"])
def test_the_short_way_to_a_fields_address_is_the_same_address(scene: Scene, name: str) -> None:
    with scene.inside():
        assert answers.field_at(PLAN, "p-1", name) == answers.at("field", PLAN, "p-1", name)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("customers/?page=²", 200),
        ("renewals/?page=²", 200),
        ("insights/handoff/?to=0001-01-05", 409),
        ("insights/handoff/?from=9999-12-30&to=9999-12-31", 409),
        ("insights/handoff/?from=2017-01-01&to=2026-12-31", 200),
        ("insights/handoff/?from=2016-01-01&to=2026-12-31", 409),
    ],
)
def test_an_odd_address_is_no_crash(scene: Scene, plan: Plan, address: str, status: int) -> None:
    assert scene.client(scene.alice).get(scene.url + address).status_code == status


def test_an_odd_header_or_revision_is_no_crash(scene: Scene, plan: Plan) -> None:
    head = {"authorization": f"Bearer {scene.token(scene.bob)}", "if-match": '"²"'}
    address = f"/api/v1/w/{scene.workspace.slug}/customers/acme"
    answer = scene.client().patch(address, {"name": "Mine"}, content_type="application/json", headers=head)
    assert answer.status_code == 412
    member = scene.url + f"members/{scene.bob.key}/"
    assert scene.client(scene.alice).post(member, {"name": "Bob", "revision": "x"}).status_code < 500


def test_a_pasted_line_that_is_too_long_is_said(scene: Scene, plan: Plan) -> None:
    with scene.inside():
        metrics.add_metrics([Metric(key="m", name="M", owner=scene.bob)])
    pasted = {"lines": f"2026-01-01;1;{'x' * 140_000}"}
    assert scene.client(scene.bob).post(scene.url + "metrics/m/readings/", pasted).status_code == 422


@pytest.mark.parametrize(
    ("wording", "code", "came", "goes", "words"),
    [
        (scope, "scopechange.no_way", "asked", "accepted", "from “Asked for” to “Accepted”."),
        (decisions, "decision.no_way", "in_review", "reverted", "from “In review” to “Taken back”."),
        (assumptions, "assumption.no_way", "open", "invalidated", "from “Open” to “Does not hold”."),
        (risks, "risk.no_way", "identified", "mitigating", "from “Identified” to “Being mitigated”."),
        (feedback, "feedback.no_way", "card", "open", "from “Became a card” to “Open”."),
    ],
)
def test_states_are_called_as_people_call_them(
    wording: Any, code: str, came: str, goes: str, words: str
) -> None:
    verdict = Verdict(code, False, {"came": came, "goes": goes, "steps": ()}, (), "go-nowhere")
    assert wording.said(verdict).reason.endswith(words)


def test_a_step_that_is_refused_says_on_its_page_what_is_in_the_way(scene: Scene) -> None:
    with scene.inside(scene.bob):
        (risk,) = add_risks([Risk(title="Sponsor leaves", owner=scene.bob)])
        (held,) = add_assumptions([Assumption(title="One language", owner=scene.bob)])
        (blocker,) = add_blockers([Blocker(title="No key", owner=scene.bob, due_on=today())])
    bob = scene.client(scene.bob)
    for where, words in (
        (f"risks/{risk.key}/act/accept/", "No reason is given."),
        (f"assumptions/{held.key}/act/validate/", "Nothing shows it yet"),
        (f"blockers/{blocker.key}/act/drop/", "No reason is given."),
    ):
        answer = bob.post(scene.url + where, {"reason": "", "finding": ""})
        told = answer.content.decode()
        assert answer.status_code == 409 and words in told, where
        assert "can not be “" in told, where
        assert bob.post(f"{scene.url}{where.rpartition('act/')[0]}act/nothing/").status_code == 404
