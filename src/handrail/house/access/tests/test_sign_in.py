"""The front door: links, limits, and where it sends people afterwards."""

from __future__ import annotations

import secrets

import pytest
from django.test import Client

from handrail.house.access import verbs
from handrail.house.access.models import SignIn
from handrail.house.signing import limits
from handrail.house.signing.models import Attempt

PASSWORD = "a long enough password"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_one_get_of_a_link_signs_in_once_and_a_preview_does_not_use_it(scene):
    link, preview, bob = verbs.login_link(scene.bob.user.email), Client(), Client()
    assert preview.head(link).status_code == 200
    assert bob.get(link).status_code == 302
    assert bob.get(scene.url).status_code == 200
    assert Client().get(link).status_code == 410


def test_a_link_of_somebody_who_was_shut_out_is_spent(scene):
    link, user = verbs.login_link(scene.bob.user.email), scene.bob.user
    user.is_active = False
    user.save()
    assert Client().get(link).status_code == 410


def fail(email: str, address: str) -> bytes:
    client = Client(REMOTE_ADDR=address)
    return client.post("/sign-in", {"email": email, "password": "wrong"}).content


def some_address() -> str:
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::{secrets.token_hex(2)}"


def test_ten_failures_close_one_mail_for_one_address_only(scene):
    email, here, there = scene.bob.user.email, some_address(), some_address()
    for _ in range(limits.LIMITS["password"].each):
        fail(email, here)
    assert b"Too many tries" in fail(email, here)
    assert b"Too many tries" in fail(email, here.rpartition(":")[0] + ":77"), (
        "another address of the same network"
    )
    assert b"Too many tries" not in fail(email, there)


def test_one_password_can_not_be_tried_on_everybody(scene):
    address = some_address()
    Attempt.objects.bulk_create(
        Attempt(kind="password", subject=f"u{n}@example.com", network=limits.network(address))
        for n in range(limits.LIMITS["password"].spread)
    )
    assert b"Too many tries" in fail("another@example.com", address)


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(scene):
    email, attacker = scene.bob.user.email, some_address()
    for n in range(limits.LIMITS["password"].each):
        Client(headers={"x-forwarded-for": f"10.0.0.{n}, {attacker}"}).post(
            "/sign-in", {"email": email, "password": "wrong"}
        )
    assert limits.reserve("password", email, attacker) is None
    assert limits.reserve("password", email, "127.0.0.1") is not None


def test_far_away_a_claimed_address_is_not_believed(scene):
    here = some_address()
    client = Client(REMOTE_ADDR=here, headers={"x-forwarded-for": "10.0.0.1"})
    client.post("/sign-in", {"email": scene.bob.user.email, "password": "wrong"})
    assert SignIn.objects.filter(email=scene.bob.user.email).latest("pk").address == here


@pytest.mark.parametrize(
    "place", ["//evil.example", "https:///evil.example", "/\\evil.example", "javascript:x"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(scene, place):
    answer = Client().post("/sign-in", {"email": scene.bob.user.email, "password": PASSWORD, "next": place})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("address", ["customers/?q=%00", "customers/%00/"])
def test_a_nul_in_an_address_is_refused(scene, address):
    assert scene.client(scene.bob).get(scene.url + address).status_code == 400
