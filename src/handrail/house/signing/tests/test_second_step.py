"""The second step: codes of an app, recovery codes, and how often anybody may try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection

from handrail.house.access.models import SignIn
from handrail.house.signing import limits
from handrail.house.signing.models import Attempt

from .hands import Phone, browser, sign_in, signed_in, some_address, with_app


def test_the_password_alone_does_not_sign_in_and_the_code_goes_where_one_wanted(scene):
    phone, client = with_app(scene.bob), browser()
    answer = sign_in(client, scene.bob, next=scene.url)
    assert answer.headers["Location"] == "/sign-in/code"
    assert not signed_in(client)
    assert client.get(scene.url).status_code == 302
    answer = client.post("/sign-in/code", {"code": phone.code()})
    assert (answer.status_code, answer.headers["Location"]) == (302, scene.url)
    assert signed_in(client)
    noted = SignIn.objects.filter(user=scene.bob.user).latest("pk")
    assert (noted.way, noted.factor, noted.ok) == ("password", "totp", True)


def test_a_code_works_once_even_in_the_next_half_minute(scene):
    phone = with_app(scene.bob)
    code = phone.code()
    for client, comes_in in ((browser(), True), (browser(), False)):
        sign_in(client, scene.bob)
        client.post("/sign-in/code", {"code": code})
        assert signed_in(client) is comes_in
        cache.clear()  # what the library remembers is one process's, and for half a minute only


def test_a_recovery_code_works_once(scene):
    client = scene.client(scene.bob)
    codes = codes_of(client, phone_of(client))
    for attempt, comes_in in ((browser(), True), (browser(), False)):
        sign_in(attempt, scene.bob)
        attempt.post("/sign-in/code", {"code": codes[0]})
        assert signed_in(attempt) is comes_in


def phone_of(client) -> Phone:
    """Set an app up as a person does, through the pages."""
    prove(client)
    page = client.get("/you/security/app")
    phone = Phone(page.context["form"].secret)
    answer = client.post("/you/security/app", {"code": phone.code()})
    assert answer.headers["Location"] == "/you/security/recovery-codes"
    return phone


def prove(client) -> None:
    answer = client.post("/sign-in/again", {"password": "a long enough password"})
    assert answer.status_code == 302


def codes_of(client, phone) -> list[str]:
    page = client.get("/you/security/recovery-codes")
    shown = list(page.context["unused_codes"])
    assert len(shown) == 10 and shown[0] in page.content.decode()
    again = client.get("/you/security/recovery-codes").content.decode()
    assert shown[0] not in again, "recovery codes are shown once"
    return shown


def test_ten_wrong_codes_close_the_second_step_for_one_address_only(scene):
    phone, here, there = with_app(scene.bob), some_address(), some_address()
    thief, bob = browser(here), browser(there)
    sign_in(thief, scene.bob)
    for _ in range(limits.LIMITS["code"].each):
        assert b"did not match" in thief.post("/sign-in/code", {"code": phone.wrong()}).content
    assert b"Too many tries" in thief.post("/sign-in/code", {"code": phone.code()}).content
    assert not signed_in(thief)
    sign_in(bob, scene.bob)
    bob.post("/sign-in/code", {"code": phone.code()})
    assert signed_in(bob)


def test_wrong_codes_from_everywhere_do_not_lock_out_whom_we_know(scene):
    """Somebody who has the password guesses codes from a hundred places; Bob comes from where he always does."""
    phone, home = with_app(scene.bob), some_address()
    SignIn.objects.create(user=scene.bob.user, way="password", ok=True, address=home)
    Attempt.objects.bulk_create(
        Attempt(kind="code", subject=f"user:{scene.bob.user_id}", network=limits.network(some_address()))
        for _ in range(limits.LIMITS["code"].strangers)
    )
    thief, bob = browser(some_address()), browser(home)
    for client, comes_in in ((thief, False), (bob, True)):
        sign_in(client, scene.bob)
        client.post("/sign-in/code", {"code": phone.code()})
        assert signed_in(client) is comes_in


def test_a_hundred_tries_at_once_are_a_hundred_tries(scene):
    email, address = scene.bob.user.email, some_address()

    def one(_: int) -> bool:
        try:
            return limits.reserve("password", email, address) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(30))) == limits.LIMITS["password"].each


def test_what_goes_well_does_not_count(scene):
    client, address = browser(), some_address()
    for _ in range(limits.LIMITS["password"].each + 1):
        client = browser(address)
        sign_in(client, scene.bob)
        assert signed_in(client)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nonsense", "nonsense"),
    ],
)
def test_where_somebody_comes_from(address, place):
    assert limits.network(address) == place


def test_wrong_passwords_at_an_open_screen_are_counted_too(scene):
    client = browser()
    sign_in(client, scene.bob)
    for _ in range(limits.LIMITS["password"].each):
        client.post("/you/password", {"oldpassword": "wrong", "password1": "another long password"})
    client.post(
        "/you/password", {"oldpassword": "a long enough password", "password1": "another long password"}
    )
    scene.bob.user.refresh_from_db()
    assert scene.bob.user.check_password("a long enough password")
