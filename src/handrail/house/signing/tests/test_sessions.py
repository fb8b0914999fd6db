"""Sessions: listed, ended one by one or all others, over after a while; and who must show again that it is them."""

from __future__ import annotations

import time

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings

from handrail.house.access import verbs as access
from handrail.house.access.guard import stream_member
from handrail.house.access.models import SignIn
from handrail.house.access.sessions import SEEN, STARTED
from handrail.house.signing.queries import has_factor

from .hands import PASSWORD, browser, sign_in, signed_in, with_app

SECURITY = "/you/security/"


def test_a_session_is_new_at_every_sign_in(scene):
    client = browser()
    client.get("/sign-in")
    client.session.save()
    before = client.session.session_key
    sign_in(client, scene.bob)
    first = client.session.session_key
    assert first != before
    client.post("/sign-out")
    sign_in(client, scene.bob)
    assert client.session.session_key != first


def test_the_cookie_is_for_us_alone(scene):
    client = browser()
    cookie = sign_in(client, scene.bob).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_SECURE is settings.CSRF_COOKIE_SECURE is settings.SECURE


def test_one_sees_ones_sessions_and_ends_one(scene):
    here, there, stranger = browser(), browser(), browser()
    for client, member in ((here, scene.bob), (there, scene.bob), (stranger, scene.charlie)):
        sign_in(client, member)
    page = here.get(SECURITY)
    assert [one["here"] for one in page.context["sessions"]].count(True) == 1
    assert "Firefox on Linux" in page.content.decode()
    other = next(one["row"] for one in page.context["sessions"] if not one["here"])
    assert stranger.post(f"{SECURITY}sessions/{other.pk}/end").status_code == 404
    assert there.get(scene.url).status_code == 200
    assert stream_member({"handrail": there.session.session_key}, scene.workspace.slug)
    key = there.session.session_key
    assert here.post(f"{SECURITY}sessions/{other.pk}/end").status_code == 302
    assert there.get(scene.url).status_code == 302
    assert stream_member({"handrail": key}, scene.workspace.slug) is None
    assert here.get(scene.url).status_code == 200
    assert len(here.get(SECURITY).context["sessions"]) == 1


def test_all_others_end_at_once_and_signing_out_takes_it_off_the_list(scene):
    clients = [browser() for _ in range(3)]
    for client in clients:
        sign_in(client, scene.bob)
    clients[0].post(f"{SECURITY}sessions/end-others")
    assert [client.get(SECURITY).status_code for client in clients] == [200, 302, 302]
    clients[0].post("/sign-out")
    assert not UserSession.objects.filter(user=scene.bob.user).exists()


def test_a_new_password_ends_the_others_and_keeps_this_one(scene):
    here, there = browser(), browser()
    sign_in(here, scene.bob)
    sign_in(there, scene.bob)
    key = here.session.session_key
    answer = here.post("/you/password", {"oldpassword": PASSWORD, "password1": "another long password"})
    assert answer.status_code == 302
    assert here.get(SECURITY).status_code == 200
    assert there.get(SECURITY).status_code == 302
    assert here.session.session_key != key
    assert len(here.get(SECURITY).context["sessions"]) == 1


@pytest.mark.parametrize(
    ("mark", "age"), [(SEEN, settings.SESSION_IDLE + 5), (STARTED, settings.SESSION_COOKIE_AGE + 5)]
)
def test_a_session_ends_without_use_and_at_last(scene, mark, age):
    client = browser()
    sign_in(client, scene.bob)
    session = client.session
    session[mark] = time.time() - age
    session.save()
    assert stream_member({"handrail": session.session_key}, scene.workspace.slug) is None
    assert client.get(scene.url).status_code == 302
    assert client.get("/api/v1/w/" + scene.workspace.slug + "/customers").status_code == 401


def test_use_is_noted_now_and_then(scene):
    client = browser()
    sign_in(client, scene.bob)
    session = client.session
    noted = session[SEEN]
    client.get(SECURITY)
    assert client.session[SEEN] == noted, "a write at every page"
    session[SEEN] = noted - 3600
    session.save()
    UserSession.objects.filter(user=scene.bob.user).update(last_seen_at="2020-01-01T00:00:00Z")
    client.get(SECURITY)
    assert client.session[SEEN] >= noted
    assert UserSession.objects.get(user=scene.bob.user).last_seen_at.year > 2020


DANGEROUS = [
    "/you/security/app", "/you/security/app/remove", "/you/security/passkeys/new", "/you/security/recovery-codes/new",
]  # fmt: skip


def grown_old(client) -> None:
    """As if the sign-in had been an hour ago."""
    session = client.session
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 3600
    session.save()


@pytest.mark.parametrize("path", DANGEROUS)
def test_something_dangerous_asks_again_and_goes_on_after_it(scene, path):
    with_app(scene.bob)
    client = scene.client(scene.bob)
    answer = client.get(path)
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/again")
    again = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert again.status_code == 302
    assert "/sign-in/again" not in again.headers["Location"]
    assert client.get(path).status_code in (200, 302)
    assert not client.get(path).headers.get("Location", "").startswith("/sign-in/again")


def test_a_wrong_password_does_not_go_on(scene):
    client = scene.client(scene.bob)
    client.post("/sign-in/again", {"password": "wrong"})
    assert client.get(DANGEROUS[0]).status_code == 302


def test_a_fresh_sign_in_is_proof_enough_and_an_old_one_is_not(scene):
    client = browser()
    sign_in(client, scene.bob)
    for path in (DANGEROUS[0], f"/w/{scene.workspace.slug}/tokens/new/"):
        assert client.get(path).status_code == 200
    grown_old(client)
    for path in (DANGEROUS[0], f"/w/{scene.workspace.slug}/tokens/new/"):
        assert client.get(path).headers["Location"].startswith("/sign-in/again")


def test_taking_the_app_off_by_a_form_alone_is_refused_until_proven(scene):
    with_app(scene.bob)
    client, path = scene.client(scene.bob), "/you/security/app/remove"
    answer = client.post(path)
    assert has_factor(scene.bob.user)
    client.post(answer.headers["Location"], {"password": PASSWORD})
    assert has_factor(scene.bob.user), "a form does not go on by itself"
    client.post(path)
    assert not has_factor(scene.bob.user)


def test_a_form_with_a_password_is_kept_nowhere(scene):
    scene.bob.user.set_unusable_password()
    scene.bob.user.save()
    with_app(scene.bob)
    client = scene.client(scene.bob)
    client.post("/you/password/first", {"password1": "a word that must not stay"})
    assert "must not stay" not in str(dict(client.session))


def test_who_has_neither_password_nor_passkey_signs_in_anew(scene):
    user = scene.bob.user
    user.set_unusable_password()
    user.save()
    client = browser()
    client.get(access.login_link(user.email))
    assert client.get(DANGEROUS[0]).status_code == 200
    grown_old(client)
    answer = client.get(DANGEROUS[0])
    assert answer.status_code == 403
    assert b"Sign in again" in answer.content


def test_every_way_in_is_noted_and_so_is_what_failed(scene):
    client = browser()
    sign_in(client, scene.bob, "wrong")
    sign_in(client, scene.bob)
    client.post("/sign-out")
    client.get(access.login_link(scene.bob.user.email))
    noted = SignIn.objects.filter(user=scene.bob.user).order_by("pk")
    assert list(noted.values_list("way", "ok")) == [("password", False), ("password", True), ("link", True)]
    assert {one.address for one in noted} == {client.defaults["REMOTE_ADDR"]}
    assert all("Firefox" in one.agent for one in noted)


def test_a_session_of_somebody_else_is_left_at_a_printed_link(scene):
    client = browser()
    sign_in(client, scene.ada)
    client.get(access.login_link(scene.bob.user.email))
    assert client.session["_auth_user_id"] == str(scene.bob.user_id)
    assert signed_in(client)
