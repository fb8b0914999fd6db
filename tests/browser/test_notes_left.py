"""What was written in a note without a connection outlives its window: it is kept in the browser until the server has it."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.house.access.verbs import login_link
from handrail.record.notes import verbs
from handrail.record.notes.models import Note, Stroke

KEPT = """async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "handrail")) return [];
  const open = indexedDB.open("handrail");
  await new Promise((done) => { open.onsuccess = done; });
  const all = open.result.transaction("unsent").objectStore("unsent").getAll();
  await new Promise((done) => { all.onsuccess = done; });
  open.result.close();
  return all.result.map(({ user, path, title, at }) => ({ user, path, title, at }));
}"""
AGE = """async (days) => {
  const open = indexedDB.open("handrail");
  await new Promise((done) => { open.onsuccess = done; });
  const store = open.result.transaction("unsent", "readwrite").objectStore("unsent");
  const all = store.getAll();
  await new Promise((done) => { all.onsuccess = done; });
  for (const one of all.result) store.put({ ...one, at: one.at - days * 86400000 });
  await new Promise((done) => { store.transaction.oncomplete = done; });
  open.result.close();
}"""
PASTE = """(place, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
PUT_IN = "had not reached Handrail. It has been put into the note now."


@pytest.fixture
def train(scene):
    with scene.inside():
        (row,) = verbs.add_notes([Note(title="Train", kind="account", owner=scene.alice, text="Middle.")])
    row.url = f"{scene.url}notes/{row.key}/"
    return row


def editor(page):
    return page.locator("hr-writing .cm-content")


def kept(page) -> list[dict]:
    return page.evaluate(KEPT)


def emptied(page) -> None:
    page.wait_for_function(f"async () => (await ({KEPT})()).length === 0", timeout=30_000)


def fresh(page):
    """Another page of the same browser."""
    other = page.context.new_page()
    other.errors = []
    other.on("pageerror", lambda error: other.errors.append(str(error)))
    return other


def written_in_the_tunnel(page, note, words: str = " Written in the tunnel.") -> None:
    """And the window is closed before the train is out of it."""
    page.goto(f"{note.url}write/")
    expect(editor(page)).to_contain_text("Middle.")
    page.context.set_offline(True)
    expect(page.get_by_text("What you write is kept in this browser")).to_be_visible()
    editor(page).press("Control+End")
    page.keyboard.type(words)
    page.wait_for_function(f"async () => (await ({KEPT})()).length >= {len(words)}")
    page.close()


def test_a_window_closed_without_a_connection_loses_nothing(scene, person, train) -> None:
    one, two = person(scene.alice), person(scene.bob)
    written_in_the_tunnel(one, train)
    two.goto(f"{train.url}write/")
    editor(two).press("Control+Home")
    two.keyboard.type("Meanwhile. ")
    expect(two.get_by_text("Saved.", exact=True)).to_be_visible()
    one.context.set_offline(False)
    back = fresh(one)
    back.goto(f"{train.url}write/")
    for page in (back, two):
        expect(editor(page)).to_contain_text("Meanwhile.")
        expect(editor(page)).to_contain_text("Middle. Written in the tunnel.")
    word = back.locator(".banner", has_text=PUT_IN)
    expect(word).to_contain_text(re.compile(r"What you wrote in “Train” on \w+day \d+ \w+ at \d\d:\d\d"))
    emptied(back)
    assert Axe().run(back).violations_count == 0
    word.get_by_role("button", name="Dismiss").click()
    expect(word).to_have_count(0)
    back.get_by_role("link", name="Done").click()
    expect(back.locator(".prose")).to_have_text("Meanwhile. Middle. Written in the tunnel.")
    expect(back.locator("[data-unsent]")).to_have_count(0)  # said once
    assert back.errors == []
    with scene.inside():
        assert Stroke.objects.filter(note=train, by=scene.alice).exists(), "it is hers"


def test_it_is_sent_from_whatever_page_its_writer_opens(scene, person, train) -> None:
    one = person(scene.alice)
    written_in_the_tunnel(one, train)
    one.context.set_offline(False)
    back = fresh(one)
    back.goto(f"{scene.url}customers/")
    word = back.locator(".banner", has_text=PUT_IN)
    word.get_by_role("link", name="Open the note").click()
    expect(back.locator(".prose")).to_have_text("Middle. Written in the tunnel.")
    emptied(back)


def test_a_reload_before_the_server_has_answered_loses_nothing(scene, person, train) -> None:
    """The line stands, but nothing that is sent arrives: so it is with a server that hangs."""
    page = person(scene.alice)
    held = []

    def hold(line) -> None:
        server = line.connect_to_server()
        line.on_message(lambda message: None if held else server.send(message))
        server.on_message(line.send)

    page.route_web_socket(re.compile("/live"), hold)
    page.goto(f"{train.url}write/")
    expect(editor(page)).to_contain_text("Middle.")
    held.append(True)
    editor(page).press("Control+End")
    page.keyboard.type(" Not yet")
    expect(page.get_by_text("Saving…")).to_be_visible()
    page.wait_for_function(f"async () => (await ({KEPT})()).length >= 8")
    held.clear()
    page.on("dialog", lambda asks: asks.accept())  # the browser asks whether to leave
    page.reload()
    expect(editor(page)).to_contain_text("Middle. Not yet")
    emptied(page)


def test_what_has_arrived_is_not_kept(scene, person, train) -> None:
    page = person(scene.alice)
    page.goto(f"{train.url}write/")
    editor(page).press("Control+End")
    page.keyboard.type(" At once.")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    emptied(page)
    page.reload()
    expect(editor(page)).to_contain_text("Middle. At once.")
    expect(page.locator("[data-unsent]")).to_have_count(0)


def test_another_person_in_the_same_browser_sees_and_sends_nothing_of_it(scene, person, train) -> None:
    one = person(scene.alice)
    written_in_the_tunnel(one, train)
    one.context.set_offline(False)
    one.context.clear_cookies()  # her session is over
    bob = fresh(one)
    bob.goto(login_link(scene.bob.user.email))
    for path in ("notes/", f"notes/{train.key}/write/"):
        bob.goto(scene.url + path)
    expect(editor(bob)).to_contain_text("Middle.")
    editor(bob).press("Control+Home")
    bob.keyboard.type("Bob. ")
    expect(bob.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(editor(bob)).not_to_contain_text("tunnel")
    assert "tunnel" not in bob.content()
    assert {piece["user"] for piece in kept(bob)} == {str(scene.alice.user_id)}
    bob.goto(scene.url)
    signed_out(bob)
    assert kept(bob), "his signing out is not hers"
    bob.goto(login_link(scene.alice.user.email))
    expect(bob.locator(".banner", has_text=PUT_IN)).to_be_visible()
    emptied(bob)


def signed_out(page) -> None:
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in**")


def test_who_signs_out_is_asked_and_nothing_stays_behind(scene, person, train) -> None:
    one = person(scene.alice)
    written_in_the_tunnel(one, train)
    one.context.set_offline(False)
    page = fresh(one)
    page.route_web_socket(
        re.compile("/live"), lambda line: line.close()
    )  # a proxy that passes no such line on
    page.goto(scene.url)
    asked = []

    def answer(asks) -> None:
        asked.append(asks.message)
        asks.accept() if len(asked) > 1 else asks.dismiss()

    page.on("dialog", answer)
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_timeout(500)
    assert "Train" in asked[0]
    assert kept(page), "who says no stays, and keeps it"
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in**")
    assert kept(page) == []
    page.goto(login_link(scene.alice.user.email))
    page.goto(train.url)
    expect(page.locator(".prose")).to_have_text("Middle.")
    assert len(asked) == 2


def test_a_window_that_is_still_open_after_signing_out_keeps_nothing_more(scene, person, train) -> None:
    page = person(scene.alice)
    page.goto(f"{train.url}write/")
    expect(editor(page)).to_contain_text("Middle.")
    other = fresh(page)
    other.goto(scene.url)
    signed_out(other)
    editor(page).press("Control+End")
    page.keyboard.type(" Too late")
    expect(page.get_by_text("You can no longer write here.")).to_be_visible()
    assert kept(page) == []


def test_a_window_that_is_still_open_does_not_write_as_who_signed_in_meanwhile(scene, person, train) -> None:
    page = person(scene.alice)
    page.goto(f"{train.url}write/")
    expect(editor(page)).to_contain_text("Middle.")
    page.context.set_offline(True)
    editor(page).press("Control+End")
    page.keyboard.type(" Hers.")
    expect(page.get_by_text("What you write is kept in this browser")).to_be_visible()
    page.context.clear_cookies()
    page.context.add_cookies(person(scene.bob).context.cookies())
    page.context.set_offline(False)
    expect(page.get_by_text("Somebody else is signed in in this browser now.")).to_be_visible()
    assert len(kept(page)) == len(" Hers.")
    with scene.inside():
        assert not Stroke.objects.filter(note=train, by__isnull=False).exists()


def test_words_for_a_note_that_is_gone_are_offered_to_be_taken_along(scene, person, train) -> None:
    one = person(scene.alice)
    written_in_the_tunnel(one, train, " Written in the tunnel.")
    with scene.inside(scene.bob):
        verbs.remove_notes([Note.objects.get(pk=train.pk)])
    one.context.set_offline(False)
    one.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = fresh(one)
    page.goto(train.url)
    word = page.get_by_role("alert").filter(has_text="could not be put in: the note was removed")
    expect(word.locator(".asis")).to_have_text("Written in the tunnel.")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    word.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").strip() == "Written in the tunnel."
    with page.expect_download() as saved:
        word.get_by_role("button", name="Download").click()
    assert saved.value.suggested_filename == "Train.md"
    assert saved.value.path().read_text().strip() == "Written in the tunnel."
    page.reload()
    page.on("dialog", lambda asks: asks.accept())
    word.get_by_role("button", name="Throw away").click()
    expect(word).to_have_count(0)
    assert kept(page) == []
    assert page.errors == []


def test_what_makes_a_note_too_long_is_offered_and_the_note_can_be_written_again(
    scene, person, train
) -> None:
    one = person(scene.alice)
    one.goto(f"{train.url}write/")
    expect(editor(one)).to_contain_text("Middle.")
    one.context.set_offline(True)
    expect(one.get_by_text("What you write is kept in this browser")).to_be_visible()
    editor(one).press("Control+End")
    editor(one).evaluate(PASTE, "a line of a long list\n" * 10_000)
    one.wait_for_function(f"async () => (await ({KEPT})()).length > 0")
    one.close()
    one.context.set_offline(False)
    page = fresh(one)
    page.goto(f"{train.url}write/")
    word = page.get_by_role("alert").filter(has_text="could not be put in: the note would be too long")
    expect(word.locator(".asis")).to_contain_text("a line of a long list")
    page.on("dialog", lambda asks: asks.accept())
    word.get_by_role("button", name="Throw away").click()
    expect(word).to_have_count(0)
    page.reload()
    expect(editor(page)).to_have_text("Middle.")
    editor(page).press("Control+End")
    page.keyboard.type(" Short.")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def test_where_no_line_is_passed_on_the_words_are_shown_that_still_wait(scene, person, train) -> None:
    one = person(scene.alice)
    written_in_the_tunnel(one, train)
    one.context.set_offline(False)
    page = fresh(one)
    page.route_web_socket(re.compile("/live"), lambda line: line.close())
    page.goto(f"{train.url}write/")
    word = page.get_by_role("status").filter(has_text="is still only in this browser")
    expect(word.locator(".asis")).to_have_text("Written in the tunnel.")
    expect(word.get_by_role("button", name="Copy")).to_be_visible()
    page = fresh(one)
    page.goto(f"{train.url}write/")
    expect(editor(page)).to_have_text("Middle. Written in the tunnel.")


def test_words_wait_for_a_note_that_comes_back(scene, person, train) -> None:
    one = person(scene.alice)
    written_in_the_tunnel(one, train)
    with scene.inside(scene.bob):
        verbs.remove_notes([Note.objects.get(pk=train.pk)])
    one.context.set_offline(False)
    page = fresh(one)
    page.goto(scene.url)
    expect(page.get_by_role("alert").filter(has_text="could not be put in")).to_be_visible()
    with scene.inside(scene.bob):
        verbs.restore_notes([Note.objects.get(pk=train.pk)])
    page.goto(train.url)
    expect(page.locator(".banner", has_text=PUT_IN)).to_be_visible()
    expect(page.locator(".prose")).to_have_text("Middle. Written in the tunnel.")
    emptied(page)


def test_words_for_a_text_that_was_begun_anew_are_offered_too(scene, person, train) -> None:
    """As after a backup was restored that is older than what they were typed into: nobody knows any more where they belong."""
    one = person(scene.alice)
    written_in_the_tunnel(one, train)
    with scene.inside(scene.bob):
        Stroke.objects.filter(note=train).delete()
    one.context.set_offline(False)
    page = fresh(one)
    page.goto(f"{train.url}write/")
    word = page.get_by_role("alert").filter(has_text="the text it belongs to is no longer there")
    expect(word.locator(".asis")).to_have_text("Written in the tunnel.")
    expect(editor(page)).to_have_text("Middle.")
    editor(page).press("Control+End")
    page.keyboard.type(" On")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert len(kept(page)) == len(" Written in the tunnel.")


def test_what_was_typed_is_offered_in_its_order_and_without_what_was_deleted_again(
    scene, person, train
) -> None:
    one = person(scene.alice)
    one.goto(f"{train.url}write/")
    expect(editor(one)).to_contain_text("Middle.")
    one.context.set_offline(True)
    expect(one.get_by_text("What you write is kept in this browser")).to_be_visible()
    editor(one).press("Control+End")
    one.keyboard.type(" the tunnelx")
    one.keyboard.press("Backspace")
    for _ in "the tunnel":
        one.keyboard.press("ArrowLeft")
    one.keyboard.type("In ")
    one.keyboard.press("Control+Home")
    one.keyboard.type("Long: 😀 ")
    one.wait_for_function(f"async () => (await ({KEPT})()).length >= 23")
    one.close()
    with scene.inside(scene.bob):
        verbs.remove_notes([Note.objects.get(pk=train.pk)])
    one.context.set_offline(False)
    page = fresh(one)
    page.goto(scene.url)
    assert page.locator("[data-unsent] .asis").inner_text() == "In the tunnel\nLong: 😀"


def test_nobody_keeps_it_for_longer_than_thirty_days(scene, person, train) -> None:
    one = person(scene.alice)
    written_in_the_tunnel(one, train)
    one.context.clear_cookies()
    one.context.set_offline(False)
    page = fresh(one)
    page.goto("/sign-in")
    page.evaluate(AGE, 29)
    page.reload()
    page.wait_for_timeout(500)
    assert kept(page)
    page.evaluate(AGE, 2)
    page.reload()
    emptied(page)
