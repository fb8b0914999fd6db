"""Two write in one note at once and see each other; without a line, or without script, a plain form does it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.record.notes import verbs
from handrail.record.notes.models import Note


def editor(page):
    return page.locator("hr-writing .cm-content")


def test_two_write_at_once_and_each_version_is_kept(scene, person) -> None:
    with scene.inside():
        (row,) = verbs.add_notes(
            [Note(title="Freeze", kind="account", owner=scene.alice, text="Never on Friday.")]
        )
    url = f"{scene.url}notes/{row.key}/"
    one, two = person(scene.alice), person(scene.bob, width=390, height=844, theme="dark")
    for page in (one, two):
        page.goto(url)
        page.get_by_role("link", name="Write", exact=True).click()
        expect(editor(page)).to_contain_text("Never on Friday.")
        expect(page.locator("hr-writing form")).to_be_hidden()
    assert Axe().run(two).violations_count == 0
    editor(one).press("Control+End")
    editor(two).press("Control+Home")
    for n in range(3):  # in turns, each in their own place
        one.keyboard.type(f" end{n}")
        two.keyboard.type(f"begin{n} ")
    whole = "begin0 begin1 begin2 Never on Friday. end0 end1 end2"
    for page in (one, two):
        expect(editor(page)).to_contain_text("begin2", timeout=60_000)
        expect(editor(page)).to_contain_text("end2", timeout=60_000)
        expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(one.locator(".other-name")).to_have_text("Bob")
    expect(one.get_by_text("Also here: Bob")).to_be_visible()
    assert two.evaluate("document.documentElement.scrollWidth") <= 390
    editor(one).press("Control+a")
    one.get_by_role("button", name="Bold").click()
    for page in (two, one):
        page.get_by_role("link", name="Done").click()
        expect(page.locator(".prose")).to_have_text(whole)
        expect(page.locator(".prose strong")).to_be_attached()
    one.get_by_role("link", name="Versions").click()
    expect(one.locator("main ins").filter(has_text="begin2")).not_to_have_count(0)
    expect(one.locator("main")).to_contain_text("written together with")
    assert Axe().run(one).violations_count == 0
    assert one.errors == two.errors == []
    with scene.inside():
        assert Note.objects.get(pk=row.pk).text == f"**{whole}**"

    two.route_web_socket("**/live", lambda line: line.close())
    for page in (two, person(scene.bob, script=False)):
        page.goto(f"{url}write/")
        page.get_by_label("Text").fill(f"By form, {page is two}")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".prose")).to_have_text(f"By form, {page is two}")


def test_what_is_written_without_a_network_is_put_together_when_it_is_back(scene, person) -> None:
    with scene.inside():
        (row,) = verbs.add_notes([Note(title="Train", kind="account", owner=scene.alice, text="Middle.")])
    one, two = person(scene.alice), person(scene.bob)
    for page in (one, two):
        page.goto(f"{scene.url}notes/{row.key}/write/")
        expect(editor(page)).to_contain_text("Middle.")
    one.context.set_offline(True)
    expect(one.get_by_text("No connection. What you write is kept in this browser")).to_be_visible()
    editor(one).press("Control+End")
    one.keyboard.type(" Written in the tunnel.")
    editor(two).press("Control+Home")
    two.keyboard.type("Meanwhile. ")
    expect(two.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(editor(two)).not_to_contain_text("tunnel")
    one.context.set_offline(False)
    for page in (one, two):
        expect(editor(page)).to_contain_text("Meanwhile.")  # the other one's name stands beside their cursor
        expect(editor(page)).to_contain_text("Middle. Written in the tunnel.")
        expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    two.get_by_role("link", name="Done").click()
    expect(two.locator(".prose")).to_have_text("Meanwhile. Middle. Written in the tunnel.")
