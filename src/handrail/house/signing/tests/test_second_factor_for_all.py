"""A workspace that asks everybody for a second factor: no page, no part, no stream, no API by session without one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from handrail.house.access.guard import stream_member
from handrail.house.ledger.models import Event
from handrail.house.signing import verbs
from handrail.house.workspaces.scope import enter

from .hands import browser, sign_in, with_app


@pytest.fixture
def strict(scene):
    with scene.inside():
        verbs.ask_second_factor(True)
    return scene


WAYS_IN = ["", "customers/", "settings/", "tokens/", "settings/sign-in/", "import/", "palette/?q=a"]


@pytest.mark.parametrize("path", WAYS_IN)
def test_no_page_opens_without_one(strict, path):
    client = browser()
    sign_in(client, strict.alice)
    answer = client.get(strict.url + path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("signing:second-factor"))
    assert b"Set one of these up now" in client.get(answer.headers["Location"]).content


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_api_is_no_way_round_it(strict, method):
    client = browser()
    sign_in(client, strict.alice)
    answer = getattr(client, method)(
        f"/api/v1/w/{strict.workspace.slug}/customers", {"name": "A"}, content_type="application/json"
    )
    assert answer.status_code == 403
    assert "second factor" in answer.json()["detail"]


def test_the_stream_is_no_way_round_it(strict):
    client = browser()
    sign_in(client, strict.alice)
    cookies = {"handrail": client.session.session_key}
    assert stream_member(cookies, strict.workspace.slug) is None
    with strict.inside():
        verbs.ask_second_factor(False)
    assert stream_member(cookies, strict.workspace.slug) is not None


def test_setting_one_up_or_showing_it_opens_the_workspace(strict):
    phone, client = with_app(strict.bob), browser()
    sign_in(client, strict.bob)
    client.post("/sign-in/code", {"code": phone.code()})
    assert client.get(strict.url).status_code == 200


def test_having_one_is_not_enough_it_must_be_shown(strict):
    with_app(strict.bob)
    from handrail.house.access import verbs as access

    client = browser()
    client.get(access.login_link(strict.bob.user.email))
    answer = client.get(strict.url)
    assert answer.status_code == 302
    assert b"You have one" in client.get(answer.headers["Location"]).content


def test_other_workspaces_of_the_same_person_stay_open(strict):
    from handrail.house.access import verbs as access

    with enter(strict.other.pk):
        access.add_member("Bob", strict.bob.user.email, user=strict.bob.user)
    client = browser()
    sign_in(client, strict.bob)
    assert client.get(strict.url).status_code == 302
    assert client.get(f"/w/{strict.other.slug}/").status_code == 200


def test_tokens_come_in_as_before(strict):
    token = strict.token(strict.bob)
    answer = Client().get(
        f"/api/v1/w/{strict.workspace.slug}/customers", headers={"authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 200


def test_a_provider_that_asks_for_one_itself_is_believed(strict, monkeypatch):
    from types import SimpleNamespace

    from django.conf import settings

    client = browser()
    sign_in(client, strict.bob)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "provider": "acme", "at": 1.0}]
    session.save()
    assert client.get(strict.url).status_code == 302
    monkeypatch.setattr(
        settings, "SIGN_IN_PROVIDERS", [SimpleNamespace(id="acme", second_factor=True, name="Acme")]
    )
    assert client.get(strict.url).status_code == 200


def test_only_administrators_set_it_after_proving_who_they_are_and_it_is_remembered(scene):
    path = f"{scene.url}settings/sign-in/second-factor/"
    assert scene.client(scene.bob).post(path, {"second_factor": "yes"}).status_code == 403
    stale = scene.client(scene.ada)
    assert stale.post(path, {"second_factor": "yes"}).headers["Location"].startswith("/sign-in/again")
    ada = browser()
    sign_in(ada, scene.ada)
    assert "0 of 4 people" in ada.get(f"{scene.url}settings/sign-in/").content.decode()
    assert ada.post(path, {"second_factor": "yes"}).status_code == 302
    assert ada.get(scene.url).headers["Location"].startswith("/sign-in/second-factor")
    with scene.inside():
        told = Event.objects.filter(subject_kind="workspace").latest("pk")
        assert told.changes == {"second_factor": [False, True]} and told.actor_id == scene.ada.pk
