"""How one is told, for programs: preferences, one's own channels and the workspace's."""

from __future__ import annotations

from typing import get_args

import pytest

from handrail.doors.api import telling
from handrail.doors.api.models import Answer
from handrail.house.nudges import channels, preferring, queries
from handrail.house.nudges.models import Channel, Delivery, Preference

HOOK = {
    "kind": "webhook",
    "name": "Night watch",
    "url": "https://hooks.example.com/services/T0/B0/quitesecret",
}


def test_the_choices_are_those_of_the_model():
    assert set(get_args(telling.Mail)) == set(Preference.MAIL)
    assert set(get_args(telling.Chat)) == set(Preference.CHAT)


def test_ones_own_preferences_are_read_and_changed(scene, bob):
    before = bob.get("preferences")
    assert before.json()["digest_at"] == "08:00" and before.json()["mail"] == "digest"
    assert before.json()["address"] == scene.bob.email
    answer = bob.patch("preferences", {"mail": "urgent", "quiet_from": "18:30", "language": "de"})
    assert (answer.json()["mail"], answer.json()["quiet_from"], answer.json()["language"]) == (
        "urgent",
        "18:30",
        "de",
    )
    with scene.inside():
        assert preferring.preference_of(scene.bob).mail == "urgent"
        assert preferring.preference_of(scene.alice).mail == "digest"
    stale = bob.patch("preferences", {"mail": "off"}, If_Match=before.headers["ETag"])
    assert stale.status_code == 412 and stale.json()["differences"]["mail"] == {
        "theirs": "urgent",
        "yours": "off",
    }
    assert bob.patch("preferences", {"mail": "off"}, If_Match=answer.headers["ETag"]).status_code == 200


@pytest.mark.parametrize(
    "said", [{"mail": "never"}, {"digest_at": "8"}, {"quiet_from": "24:00"}, {"mail": None}, {"language": "xx"}, {"zone": "UTC"}]
)  # fmt: skip
def test_a_bad_choice_is_named(bob, said):
    answer = bob.patch("preferences", said)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["problems"]] == list(said)


def test_mail_that_came_back_is_sent_again(scene, bob):
    with scene.inside():
        preferring.mail_came_back(scene.bob, scene.bob.email, "550 nobody here")
    shown = bob.get("preferences").json()
    assert (shown["address"], shown["mail_refused"]) == ("", "550 nobody here")
    assert bob.post("preferences/mail-again").json()["address"] == scene.bob.email


def test_trying_tells_oneself(scene, bob):
    assert bob.post("preferences/try").status_code == 202
    with scene.inside():
        assert [one.name for one in queries.inbox(scene.bob)] == ["test"]


def test_a_channel_from_its_making_to_its_end(scene, bob):
    made = bob.post("channels", HOOK)
    assert made.status_code == 201 and made.json()["signing_secret"].startswith("whsec_")
    here = f"channels/{made.json()['key']}"
    assert made.headers["Location"].endswith(here)
    listed = bob.get("channels")
    assert [one["name"] for one in listed.json()["items"]] == ["Night watch"]
    assert b"whsec_" not in listed.content and b"quitesecret" not in listed.content
    assert bob.patch(here, {"name": "Day watch"}, If_Match='"9"').status_code == 412
    assert bob.patch(here, {"name": "Day watch"}).json()["name"] == "Day watch"

    assert bob.post(f"{here}/off").json()["off_at"] is not None
    refused = bob.post(f"{here}/try")
    assert refused.status_code == 422 and "off" in refused.json()["problems"][0]["message"]
    assert bob.post(f"{here}/on").json()["off_at"] is None
    assert bob.post(f"{here}/try").status_code == 202
    with scene.inside():
        (message,) = Delivery.objects.all()
        assert (message.channel.name, message.member_id, message.state) == (
            "Day watch",
            scene.bob.pk,
            "waiting",
        )
    assert bob("DELETE", here).status_code == 204
    assert bob.get(here).status_code == 404
    with scene.inside():
        assert not channels.secrets_of([message.channel_id])


def test_a_secret_that_is_shown_once_lies_sealed_where_answers_are_kept(scene, bob):
    first, again = (bob.post("channels", HOOK, Idempotency_Key="k-1") for _ in range(2))
    assert again.json() == first.json() and again.headers["Idempotent-Replay"] == "true"
    assert again.headers["Cache-Control"] == "no-store"
    with scene.inside():
        assert Channel.objects.count() == 1
        assert first.json()["signing_secret"] not in Answer.objects.get().body


def test_nobody_reaches_anothers_channels_and_only_administrators_the_workspaces(scene, bob, calling):
    mine = bob.post("channels", HOOK).json()["key"]
    alice, ada = calling(scene.alice), calling(scene.ada)
    assert alice.get(f"channels/{mine}").status_code == 404
    assert alice.post(f"workspace/channels/{mine}/off").status_code == 404
    assert bob.post("workspace/channels", HOOK).status_code == 403
    ours = ada.post("workspace/channels", {**HOOK, "kind": "slack", "carries": "all"})
    assert (ours.status_code, ours.json()["signing_secret"]) == (201, None)
    assert bob.post(f"channels/{ours.json()['key']}/off").status_code == 404
    assert ada.post(f"workspace/channels/{ours.json()['key']}/try").status_code == 202
    with scene.inside():
        assert Delivery.objects.get().member_id is None


@pytest.mark.parametrize("url", ["ftp://x.example/y", "not an address", "https://user:pass@x.example/"])
def test_an_address_that_can_not_be_told_is_refused(bob, url):
    answer = bob.post("channels", {**HOOK, "url": url})
    assert answer.status_code == 422 and answer.json()["problems"][0]["field"] == "url"
