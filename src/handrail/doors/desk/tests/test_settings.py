"""The policy, tokens and the workspace's own facts."""

from __future__ import annotations

from typing import Any

from handrail.house.access.models import Token
from handrail.house.workspaces.models import Workspace
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
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


def test_a_token_is_shown_once_works_and_can_be_revoked(scene: Scene) -> None:
    client = scene.client(scene.bob)
    made = client.post(scene.url + "settings/tokens/", {"name": "Nightly sync"})
    secret = made.context["minted"].secret
    assert secret.encode() in made.content
    assert secret.encode() not in client.get(scene.url + "settings/").content
    with scene.inside():
        token = Token.objects.get(name="Nightly sync")
    other = scene.client(scene.alice)
    assert other.post(scene.url + f"settings/tokens/{token.key}/revoke/").status_code == 404
    assert client.post(scene.url + f"settings/tokens/{token.key}/revoke/").status_code == 302
    with scene.inside():
        assert Token.objects.get(pk=token.pk).revoked_at is not None


def test_the_palette_finds_customers_by_name(scene: Scene) -> None:
    with scene.inside():
        customers.add_customers([Customer(name="Northwind", owner=scene.alice), Customer(name="Far North")])
    found = scene.client(scene.bob).get(scene.url + "palette/?q=north").json()
    assert [entry["label"] for entry in found] == ["Northwind", "Far North", "2 results"]
    assert scene.client(scene.bob).get(scene.url + "palette/?q=").json() == []
