"""A board of another tool: chosen, looked at, brought in, used, and brought in again by a colleague's phone."""

from __future__ import annotations

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.record.projects.models import Card

from .hands import confirmed, in_numbers, upload


def board(**stages: str) -> dict:
    lists = [{"id": f"l{n}", "name": name, "pos": n} for n, name in enumerate(("Ideas", "Doing", "Done"))]
    cards = [
        {"id": f"c{n}", "name": title, "idList": stages.get(title, "l0"), "pos": n, "idMembers": who}
        for n, (title, who) in enumerate({"Macros": ["m1", "m2"], "Rota": []}.items())
    ]
    people = [{"id": "m1", "fullName": "Bob"}, {"id": "m2", "fullName": "Zoe"}]
    whole = {"id": "b1", "name": "Launch", "lists": lists, "cards": cards, "members": people}
    return {"name": "launch.json", "mimeType": "application/json", "buffer": json.dumps(whole).encode()}


def test_a_board_comes_in_and_comes_again(scene, person) -> None:
    page, phone = person(scene.alice), person(scene.bob, width=390, height=844, theme="dark")
    upload(page, f"{scene.url}import/", board())
    expect(page.get_by_text("This is what would happen.")).to_be_visible()
    assert in_numbers(page, "Cards") == ["2", "0", "0", "0"]
    page.get_by_role("link", name="To look at").click()
    expect(page.get_by_text("Of several people Bob was taken as its owner; Zoe contribute.")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    confirmed(page)
    expect(page.get_by_text("Imported.")).to_be_visible()
    page.get_by_role("link", name="Open the board").click()
    expect(
        page.locator('[data-stage][data-title="Ideas"]').get_by_role("link", name="Macros")
    ).to_be_visible()

    upload(phone, f"{scene.url}import/", board(Macros="l1"))
    expect(phone.get_by_label("Put the cards on")).to_have_value("board:launch")
    assert in_numbers(phone, "Cards") == ["0", "1", "1", "0"]
    expect(phone.locator("tr[data-item]")).to_contain_text("Doing")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(phone).violations_count == 0
    confirmed(phone)
    expect(
        page.locator('[data-stage][data-title="Doing"]').get_by_role("link", name="Macros")
    ).to_be_visible()
    phone.get_by_role("button", name="Undo this import").click()
    expect(
        page.locator('[data-stage][data-title="Ideas"]').get_by_role("link", name="Macros")
    ).to_be_visible()
    with scene.inside():
        assert Card.objects.count() == 2
    assert page.errors == [] and phone.errors == []
