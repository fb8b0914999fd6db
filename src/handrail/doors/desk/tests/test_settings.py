"""The policy, tokens and the workspace's own facts."""

from __future__ import annotations

from typing import Any

import pytest

from handrail.house.deadlines import promising
from handrail.house.workspaces.models import Workspace
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans.tests.setting import deal
from handrail.watch.health import thresholds, verbs
from handrail.watch.health.models import Standing
from handrail.watch.health.policy import Policy
from handrail.watch.health.policy.kinds import KINDS
from handrail.watch.health.policy.sentences import DATES
from handrail.watch.health.queries import policy_of
from tests.cast import Scene


def form(client: Any, scene: Scene) -> dict[str, str]:
    groups = client.get(scene.url + "settings/").context["groups"]
    return {control.name: control.value for group in groups for control in group["controls"]}


def stored(scene: Scene) -> Workspace:
    with scene.inside():
        return Workspace.objects.get(pk=scene.workspace.pk)


def test_saving_the_policy_unchanged_changes_nothing(scene: Scene) -> None:
    client = scene.client(scene.ada)
    before = policy_of(stored(scene))
    assert client.post(scene.url + "settings/policy/", form(client, scene)).status_code == 302
    assert policy_of(stored(scene)) == before
    assert stored(scene).policy == {}


def test_a_threshold_is_changed_and_every_customer_judged_again(scene: Scene) -> None:
    client = scene.client(scene.ada)
    client.post(
        scene.url + "settings/policy/", {**form(client, scene), "stale_days": "45", "rates": "USD: 0.92"}
    )
    assert stored(scene).policy == {"stale_days": 45, "rates": {"USD": "0.92"}}
    assert b"after 45 days" in client.get(scene.url + "settings/").content


def test_reminders_are_set_next_to_the_thresholds(scene: Scene) -> None:
    client, url = scene.client(scene.ada), scene.url + "settings/policy/"
    shown = form(client, scene)
    assert (shown["reminders.milestone.due"], shown["day_starts"]) == ("-7d, -1d, 0d", "09:00")
    chosen = {**shown, "reminders.milestone.due": "-2w, 0d", "reminders.task.due": "", "day_starts": "07:30"}
    assert client.post(url, chosen).status_code == 302
    policy = policy_of(stored(scene))
    assert (policy.reminders["milestone.due"], policy.reminders["task.due"]) == (("-2w", "0d"), ())
    assert policy.reminders["plan.review"] == ("-7d", "-1d", "0d")
    assert policy.day_starts == "07:30"
    page = client.get(scene.url + "settings/").content.decode()
    assert "A milestone is due: the owner is reminded 2 weeks before, on the day." in page
    assert "A task is due: nobody is reminded." in page


def test_a_form_that_was_cut_off_loses_no_reminder(scene: Scene) -> None:
    client, url = scene.client(scene.ada), scene.url + "settings/policy/"
    shown = form(client, scene)
    client.post(url, {**shown, "reminders.task.due": "-5d"})
    client.post(url, {name: value for name, value in shown.items() if "reminders" not in name})
    assert policy_of(stored(scene)).reminders["task.due"] == ("-5d",)


def test_a_reminder_that_can_not_be_read_is_refused_beside_its_field(scene: Scene) -> None:
    client = scene.client(scene.ada)
    for name, text in (("reminders.task.due", "a week before"), ("day_starts", "nine")):
        answer = client.post(scene.url + "settings/policy/", {**form(client, scene), name: text})
        assert answer.status_code == 422
        controls = [control for group in answer.context["groups"] for control in group["controls"]]
        assert [control.name for control in controls if control.errors] == [name]
        assert text.encode() in answer.content
        assert b"reminders.task.due is" not in answer.content and b"day_starts is" not in answer.content


def test_every_date_that_can_be_set_is_in_the_form() -> None:
    assert set(DATES) == {kind.name for kind in KINDS if kind.settable}


def test_the_default_thresholds_of_dates_are_those_of_the_judgement() -> None:
    for kind in KINDS:
        assert {name: getattr(Policy(), name) for name in kind.thresholds} == dict(kind.thresholds)
    assert {kind.name for kind in KINDS} | {
        "escalation.rung",
        "rule.turn",
        "goal.look",
        "metric.read",
        "briefing.turn",
    } == set(promising.kinds())


def test_a_bad_threshold_is_refused_in_place(scene: Scene) -> None:
    client = scene.client(scene.ada)
    answer = client.post(scene.url + "settings/policy/", {**form(client, scene), "stale_days": "20"})
    assert answer.status_code == 422
    assert b"must be more than" in answer.content
    assert stored(scene).policy == {}


def test_a_policy_saved_meanwhile_is_not_overwritten(scene: Scene) -> None:
    ada, alice, url = scene.client(scene.ada), scene.client(scene.alice), scene.url + "settings/policy/"
    seen = {**form(alice, scene), "revision": str(stored(scene).revision)}
    ada.post(url, {**seen, "fresh_days": "12"})
    answer = alice.post(url, {**seen, "stale_days": "99"})
    assert answer.status_code == 409
    assert b'value="99"' in answer.content
    assert stored(scene).policy == {"fresh_days": 12}
    again = {**seen, "stale_days": "99", "revision": str(answer.context["place"].revision)}
    assert alice.post(url, again).status_code == 302


def test_only_administrators_change_the_policy(scene: Scene) -> None:
    assert scene.client(scene.bob).post(scene.url + "settings/policy/", {}).status_code == 403
    assert scene.client(scene.bob).post(scene.url + "settings/workspace/", {}).status_code == 403


def test_the_workspace_gets_another_name_and_zone(scene: Scene) -> None:
    client, url = scene.client(scene.ada), scene.url + "settings/workspace/"
    assert client.post(url, {"name": "New", "zone": "Europe/Berlin", "currency": "eur"}).status_code == 302
    assert (stored(scene).name, stored(scene).time_zone, stored(scene).currency) == (
        "New",
        "Europe/Berlin",
        "EUR",
    )
    assert client.post(url, {"name": "", "zone": "Mars/Base", "currency": "EURO"}).status_code == 422


def test_the_palette_finds_customers_by_name(scene: Scene) -> None:
    with scene.inside():
        customers.add_customers([Customer(name="Northwind", owner=scene.alice), Customer(name="Far North")])
    found = scene.client(scene.bob).get(scene.url + "palette/?q=north").json()
    assert [entry["label"] for entry in found] == ["Northwind", "Far North", "2 results"]
    assert scene.client(scene.bob).get(scene.url + "palette/?q=").json() == []


def test_a_policy_of_many_customers_says_that_it_is_judged_later_and_how_far_that_is(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More customers than fit into one change: the page tells how many are through, and the sweep ends it."""
    monkeypatch.setattr(thresholds, "BATCH", 3)
    with scene.inside():
        customers.add_customers([Customer(name=f"Customer {n}", owner=scene.alice) for n in range(5)])
    client = scene.client(scene.ada)
    assert client.get(scene.url + "settings/").context["judging"] is None
    answer = client.post(
        scene.url + "settings/policy/", {**form(client, scene), "stale_days": "45"}, follow=True
    )
    assert b"judged by it in the background" in answer.content
    assert b"0 of 5 customers judged again" in answer.content
    verbs.judge_due_in(scene.workspace.pk, 2)
    assert b"2 of 5 customers judged again" in client.get(scene.url + "settings/judging/").content
    verbs.judge_all_due_in(scene.workspace.pk, 2)
    through = client.get(scene.url + "settings/judging/").content
    assert b"judged again" not in through
    assert b"hx-trigger" not in through


def test_what_a_policy_would_change_is_shown_before_it_is_saved_and_kept_with_its_author(
    scene: Scene,
) -> None:
    with scene.inside():
        row = deal(scene.bob, "2", arr=40_000)  # asks for no plan as yet
        deal(scene.bob, "4")
    client, url = scene.client(scene.ada), scene.url + "settings/policy/"
    shown = form(client, scene)
    asked = {"leave initiate": "sections outcomes; stakeholders", "propose": ""}
    chosen = {**shown, "plan_arr": "30000", "phase_asks": "\n".join(f"{k}: {v}" for k, v in asked.items())}
    page = client.post(url, {**chosen, "act": "preview"})
    found = page.context["foreseen"]
    assert (found.judged, found.plans_asked, found.freed) == (
        2,
        1,
        0,
    )  # without a plan, it is blocked all the same
    assert stored(scene).policy == {}
    assert client.post(url, chosen).status_code == 302
    policy = policy_of(stored(scene))
    assert policy.phase_asks["leave initiate"] == ("sections outcomes", "stakeholders")
    assert policy.phase_asks["propose"] == ()
    with scene.inside():
        assert Standing.objects.get(customer=row.customer_id).plan_needed == "missing"
    [version] = client.get(scene.url + "settings/").context["versions"]
    assert (version.number, version.by, version.changes["plan_arr"]) == (1, "Ada", (None, "30000"))
    assert any("above 30,000" in text for text in version.said)
    said = {"Authorization": f"Bearer {scene.token(scene.ada)}"}
    api = f"/api/v1/w/{scene.workspace.slug}/workspace/policy/"
    assert client.get(api + "versions", headers=said).json()["items"][0]["by"] == "Ada"
    body = {"policy": {"plan_arr": None}}
    told = client.post(api + "preview", body, content_type="application/json", headers=said).json()
    assert (told["judged"], told["plans_no_longer"]) == (2, 1)
