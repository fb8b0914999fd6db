"""Signing in as people do it: with a passkey of a (virtual) device, with an app for codes, on a phone, without script."""

from __future__ import annotations

import base64
import re

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import expect

from handrail.house.access import verbs as access
from handrail.house.signing import verbs as signing
from handrail.house.signing.tests.hands import PASSWORD, Phone, with_app
from tests.browser.test_look import LOOKS, examined


@pytest.fixture
def bob(scene):
    """The server hashes as in real life; the tests' own people have cheap hashes it does not know."""
    scene.bob.user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
    scene.bob.user.save()
    return scene.bob


@pytest.fixture
def visitor(server, person):
    """A page at a name instead of a number: a browser keeps passkeys for names only."""

    def arrive(member=None, **more):
        page = person(None, **more)
        page.here = server.replace("127.0.0.1", "localhost")
        if member is not None:
            page.goto(page.here + access.login_link(member.user.email))
        return page

    return arrive


def with_device(page) -> dict:
    """A device that keeps passkeys and knows its owner by touch; what it keeps moves along with the page."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    told = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": told})
    return {"session": session, "authenticatorId": made["authenticatorId"]}


def by_password(page, member, password: str = PASSWORD) -> None:
    page.goto(page.here + "/sign-in")
    page.get_by_label("E-mail").fill(member.user.email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_that_was_removed_opens_nothing(bob, visitor):
    page = visitor(bob)
    with_device(page)
    page.goto(page.here + "/you/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What shall it be called?").fill("the laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator("#passkeys")).to_contain_text("the laptop")

    page.locator("#passkeys").get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("#passkeys")).to_contain_text("You have no passkey")
    page.context.clear_cookies()
    page.goto(page.here + "/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.goto(page.here + "/you/security/")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert not page.errors, page.errors


def test_a_passkey_as_second_step_and_as_proof(bob, visitor):
    page = visitor(bob)
    with_device(page)
    page.goto(page.here + "/you/security/passkeys/new")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.context.clear_cookies()
    by_password(page, bob)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/w/**")
    page.goto(page.here + "/sign-in/again/passkey?next=/you/security/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your security")).to_be_visible()
    assert not page.errors, page.errors


def test_a_refused_touch_is_said_in_words(bob, visitor):
    page = visitor()
    device = with_device(page)
    device["session"].send(
        "WebAuthn.setUserVerified", {"authenticatorId": device["authenticatorId"], "isUserVerified": False}
    )
    page.goto(page.here + "/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("hr-passkey [role=status]")).to_contain_text("did not work")


def test_an_app_for_codes_without_script(bob, visitor):
    page = visitor(bob, script=False)
    page.goto(page.here + "/you/security/")
    expect(page.get_by_role("heading", name="Your security")).to_be_visible()
    page.get_by_role("link", name="Set up an app").click()
    expect(page.get_by_role("img", name=re.compile("Picture for the app"))).to_be_visible()
    page.get_by_text("Can not read the picture?").click()
    phone = Phone(page.locator("#totp-secret").inner_text())
    page.get_by_label("Code").fill(phone.wrong())
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator("[data-errors]")).to_contain_text("did not match")
    page.get_by_label("Code").fill(phone.code())
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".codes")).to_contain_text(re.compile(r"\d{8}"))
    page.context.clear_cookies()
    by_password(page, bob)
    page.get_by_label("Code").fill(phone.code(1))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/w/**")


def test_a_password_can_be_looked_at_and_is_sent_as_one(bob, visitor):
    page = visitor()
    page.goto(page.here + "/sign-in")
    field = page.get_by_label("Password", exact=True)
    field.fill(PASSWORD)
    assert (field.get_attribute("type"), field.get_attribute("autocomplete")) == (
        "password",
        "current-password",
    )
    page.get_by_role("button", name="Show the password").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Hide the password").click()
    assert field.get_attribute("type") == "password"
    page.get_by_label("E-mail").fill(bob.user.email)
    field.press("Enter")
    page.wait_for_url("**/w/**")
    assert not page.errors, page.errors


def test_a_workspace_that_asks_for_a_second_factor_leads_to_one(scene, bob, visitor):
    with scene.inside():
        signing.ask_second_factor(True)
    page = visitor(bob)
    with_device(page)
    page.goto(page.here + scene.url)
    expect(page.get_by_role("heading", name="This workspace asks for a second factor")).to_be_visible()
    page.get_by_role("link", name=re.compile("^A passkey")).click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.goto(page.here + scene.url)
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"**{scene.url}")
    expect(page.get_by_role("link", name="Customers").first).to_be_visible()


def test_a_token_is_made_and_shown_once(scene, bob, visitor):
    page = visitor(bob, width=390, height=844)
    page.goto(page.here + scene.url + "tokens/")
    page.get_by_role("link", name="Make a token").click()
    page.get_by_label("What is it for?").fill("Nightly report")
    page.get_by_role("button", name="Make the token").click()
    secret = page.locator("#secret").inner_text()
    assert secret.startswith("hr_")
    page.get_by_role("link", name="I have kept it").click()
    expect(page.get_by_role("row", name=re.compile("Nightly report"))).to_contain_text(secret[:8])
    assert secret not in page.content()
    assert not page.errors, page.errors


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_page_of_sign_in_looks_right(scene, bob, visitor, look):
    with_app(bob)
    page = visitor(width=look[0], height=look[1], theme=look[2])
    problems = []
    for name, path in {
        "door": "/sign-in",
        "forgotten": "/sign-in/forgotten",
        "sent": "/sign-in/by-mail/sent",
    }.items():
        page.goto(page.here + path)
        problems += examined(page, f"sign-in-{name}", look)
    by_password(page, bob, "wrong")
    problems += examined(page, "sign-in-refused", look)
    by_password(page, bob)
    problems += examined(page, "sign-in-second-step", look)
    page.goto(page.here + access.login_link(scene.alice.user.email))
    with scene.inside(scene.bob):
        access.make_token(scene.bob, "Nightly report", allowed="read")
    pages = {
        "security": "/you/security/", "app": "/you/security/app", "passkey": "/you/security/passkeys/new",
        "password": "/you/password", "tokens": f"{scene.url}tokens/", "new-token": f"{scene.url}tokens/new/",
        "rules": f"{scene.url}settings/sign-in/", "sign-ins": f"{scene.url}settings/sign-ins/",
        "second-factor": "/sign-in/second-factor", "again": "/sign-in/again", "settings": f"{scene.url}settings/",
    }  # fmt: skip
    for name, path in pages.items():
        assert page.goto(page.here + path).status == 200, name
        problems += examined(page, f"sign-in-{name}", look)
    assert not problems, "\n".join(problems)


def test_the_mark_of_a_passkey_is_the_devices_alone(bob, visitor):
    """Nothing of a passkey that the database keeps could sign anybody in."""
    from allauth.mfa.models import Authenticator

    page = visitor(bob)
    device = with_device(page)
    page.goto(page.here + "/you/security/passkeys/new")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="I have kept them").wait_for()
    kept = device["session"].send("WebAuthn.getCredentials", {"authenticatorId": device["authenticatorId"]})
    private = kept["credentials"][0]["privateKey"]
    assert base64.b64decode(private) and private not in str(
        Authenticator.objects.get(user=bob.user, type="webauthn").data
    )
