"""From an invitation to a promise kept: one person's first days, and their manager's phone, in one go."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from handrail.house.deadlines.tests import stage
from handrail.house.escalations import queries
from handrail.house.signing.tests.hands import Phone
from handrail.house.workspaces.models import Member
from tests.browser.conftest import SHOTS

from .test_sign_in import with_device

PASSWORD = "seven calm herons at dawn"


def clean(page: Page, name: str) -> None:
    """Axe finds nothing, nothing is wider than the window, the console is quiet."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"whole-{name}.png", full_page=True)
    found = [f"{v['id']}: {v['nodes'][0]['html'][:140]}" for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.scrollingElement.scrollWidth > document.documentElement.clientWidth")
    assert (found, wide, page.errors) == ([], False, []), name


def invited(alice: Page, address: str, email: str) -> str:
    alice.goto(f"{address}members/")
    alice.locator("summary", has_text="Invite people").click()
    alice.get_by_label("E-mail addresses").fill(email)
    alice.get_by_label("By a link that I hand over").check()
    clean(alice, "inviting")
    alice.get_by_role("button", name="Invite").click()
    return alice.locator("code", has_text="/join/").inner_text().rpartition("/")[2]


def joined(nora: Page, secret: str) -> None:
    nora.goto(f"{nora.here}/join/{secret}")
    expect(nora.locator("main")).to_contain_text("Alice invites you to the workspace “Ours”")
    nora.get_by_label("Your name").fill("Nora New")
    nora.get_by_label("Choose a password").fill(PASSWORD)
    clean(nora, "joining")
    nora.get_by_role("button", name="Make my account and join").click()
    nora.wait_for_url("**/w/**")


def with_passkey_and_app(nora: Page) -> Phone:
    with_device(nora)
    nora.goto(f"{nora.here}/you/security/")
    nora.get_by_role("link", name="Add a passkey").click()
    nora.get_by_label("What shall it be called?").fill("the laptop")
    nora.get_by_role("button", name="Add a passkey").click()
    nora.get_by_role("link", name="I have kept them").click()
    nora.get_by_role("link", name="Set up an app").click()
    nora.get_by_text("Can not read the picture?").click()
    phone = Phone(nora.locator("#totp-secret").inner_text())
    nora.get_by_label("Code").fill(phone.code())
    nora.get_by_role("button", name="Set it up").click()
    nora.goto(f"{nora.here}/you/security/")
    expect(nora.locator("#factor")).to_contain_text("after your password we ask for one")
    expect(nora.locator("#recent")).to_contain_text("invitation")
    return phone


def signed_out(nora: Page) -> None:
    nora.goto(nora.here)
    nora.locator("details.account summary").click()
    nora.get_by_role("button", name="Sign out").click()
    expect(nora.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def by_password_and_code(nora: Page, email: str, phone: Phone) -> None:
    signed_out(nora)
    nora.get_by_label("E-mail").fill(email)
    nora.get_by_label("Password", exact=True).fill(PASSWORD)
    nora.get_by_role("button", name="Sign in", exact=True).click()
    expect(nora.get_by_role("heading", name="Second step")).to_be_visible()
    nora.get_by_label("Code").fill(phone.code(1))
    nora.get_by_role("button", name="Go on").click()
    nora.wait_for_url("**/w/**")


def by_passkey(nora: Page) -> None:
    signed_out(nora)
    nora.get_by_role("button", name="Sign in with a passkey").click()
    nora.wait_for_url("**/w/**")
    nora.goto(f"{nora.here}/you/security/")
    expect(nora.locator("#recent")).to_contain_text("passkey")


def works_for(alice: Page, address: str, key: str, manager: str) -> None:
    alice.goto(f"{address}members/people/{key}/")
    alice.get_by_label("Manager").select_option(label=manager)
    alice.get_by_role("button", name="Save").click()
    expect(alice.get_by_role("row", name=re.compile(f"Nora New.*{manager}"))).to_be_visible()


def test_from_an_invitation_to_a_promise_on_the_managers_phone(scene, person, server, goes_by) -> None:
    alice, nora = person(scene.alice), person(None)
    ada = person(scene.ada, width=390, height=844, theme="dark")
    nora.here = server.replace("127.0.0.1", "localhost")  # a browser keeps passkeys for names only
    email = f"nora-{scene.workspace.slug}@example.com"

    joined(nora, invited(alice, scene.url, email))
    phone = with_passkey_and_app(nora)
    by_password_and_code(nora, email, phone)
    by_passkey(nora)
    with scene.inside():
        key = Member.objects.get(email=email).key
    works_for(alice, scene.url, key, "Ada")

    # A date comes near: it rings while she looks at another page, and she puts it off.
    with scene.inside():
        member = Member.objects.get(key=key)
        stage.milestone(stage.plan(stage.customer(scene, owner=member)), stage.day(3), key="pilot")
    nora.goto(f"{nora.here}{scene.url}customers/")
    expect(nora.locator("#bell")).not_to_have_text(re.compile(r"\d"))
    goes_by(2)
    expect(nora.locator("#bell")).to_have_text(re.compile("1"))
    nora.goto(f"{nora.here}{scene.url}inbox/")
    clean(nora, "inbox")
    nora.get_by_label("Put off: Pilot").click()
    nora.get_by_label("Why").locator("visible=true").fill("Their team is away")
    nora.get_by_role("button", name="Next week").locator("visible=true").click()
    expect(nora.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    nora.get_by_role("link", name="Later").click()
    expect(nora.locator("main")).to_contain_text("Their team is away")

    # The day goes by and nothing happens: she is asked, and then her manager, who has the phone in her hand.
    ada.goto(f"{scene.url}raised/")
    expect(ada.get_by_text("Nothing is raised here")).to_be_visible()
    goes_by(4)
    nora.goto(f"{nora.here}{scene.url}raised/")
    expect(nora.get_by_role("button", name="I look after it: Pilot")).to_be_visible()
    expect(ada.get_by_text("Nothing is raised here")).to_be_visible()
    goes_by(6)
    promise = ada.get_by_role("link", name="Pilot", exact=True)
    expect(promise).to_be_visible()
    expect(ada.locator("#bell-dock")).to_have_text(re.compile("1"))
    clean(ada, "raised")
    expect(nora.get_by_role("button", name="I look after it: Pilot")).to_have_count(0)
    promise.click()
    expect(ada.locator("#chain")).to_contain_text(re.compile("Nora New was told.*Ada was told", re.DOTALL))
    ada.get_by_label("What happens next").fill("I call their director")
    clean(ada, "promising")
    ada.get_by_role("button", name="I look after it").click()
    expect(ada.locator("#chain")).to_contain_text("I call their director")
    nora.goto(f"{nora.here}{scene.url}raised/?for=everybody")
    expect(nora.locator("main")).to_contain_text("I call their director")
    with scene.inside():
        one = queries.all_raised().get()
        assert (one.owner.name, one.state, one.promise) == ("Ada", "acknowledged", "I call their director")
    assert (alice.errors, nora.errors, ada.errors) == ([], [], [])
