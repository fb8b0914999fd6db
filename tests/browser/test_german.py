"""The longest words: main pages in German on a phone are as clean as in English, and say that they are German."""

from __future__ import annotations

from playwright.sync_api import expect

from .test_look import LOOKS, arrived, examined

PAGES = {
    "today": "?for=everybody&all=1",
    "customers": "customers/",
    "customer": "customers/kestrel-bank/",
    "plan": "plans/kestrel-bank-plan/",
    "settings": "settings/",
    "capture": "capture/",
    "import": "import/",
}


def test_german_pages_look_right_on_a_phone(example, person) -> None:
    look = LOOKS["phone"]
    page = arrived(person, example.mara, look)
    page.goto(example.url)
    cookie = {"name": "language", "value": "de", "url": page.url}
    page.context.add_cookies([cookie])
    problems = []
    for name, path in PAGES.items():
        page.goto(example.url + path)
        assert page.evaluate("document.documentElement.lang") == "de"
        problems += examined(page, f"german-{name}", look)
    assert not problems, "\n".join(problems)


def test_the_menu_changes_the_language_and_the_scripts_follow(example, person) -> None:
    page = person(example.mara)
    page.goto(example.plan("kestrel-bank-plan"))
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("link", name="Kunden").first).to_be_visible()
    expect(page.locator("hr-timeline .today")).to_have_text("Heute")
    expect(page.locator("hr-timeline summary").first).to_have_text("Als Liste zeigen")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("hr-timeline .today")).to_have_text("Today")
    assert page.errors == []
