"""Several hands in one text, over the real server application and PostgreSQL: all converge, and nothing is lost."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random
from typing import Any

import orjson
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from pycrdt import Decoder, Doc, Text, create_sync_message, create_update_message, handle_sync_message

from handrail.house.ledger.listen import Hub
from handrail.house.ledger.models import Event
from handrail.kit import clock
from handrail.kit.asgi import Ending
from handrail.kit.refusals import Stale
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.notes import live, presence, strokes, verbs
from handrail.record.notes.live import Writing
from handrail.record.notes.models import Note, Stroke
from handrail.record.notes.rooms import message
from handrail.record.notes.shared import Shared, difference


class Window:
    """A browser's window: its own document, and its line to the server, which it may lose."""

    def __init__(self, writing: Writing, scene: Any, member: Any, key: str = "n", **headers: str) -> None:
        self.writing = writing
        cookie = scene.cookies[member.pk] if member else ""
        told = {"cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "host": "x", **headers}
        self.scope = {
            "type": "websocket",
            "path": f"/w/{scene.workspace.slug}/notes/{key}/live",
            "headers": [(name.encode(), value.encode()) for name, value in told.items()],
        }
        self.doc: Doc[Text] = Doc()
        self.scope["query_string"] = b""
        self.text = self.doc.get("text", type=Text)
        self.doc.observe(lambda event: self.wrote(event.update))
        self.online = self.hearing = False
        self.sent = self.kept = 0
        self.people: dict[int, Any] = {}

    def wrote(self, update: bytes) -> None:
        if self.online and not self.hearing:
            self.say(create_update_message(update))

    def say(self, data: bytes) -> None:
        self.sent += data[:1] == b"\x00" and data[1:2] != b"\x00"
        self.box.put_nowait({"type": "websocket.receive", "bytes": data})

    async def come(self) -> Window:
        self.box: asyncio.Queue[Any] = asyncio.Queue()
        self.box.put_nowait({"type": "websocket.connect"})
        self.sent = self.kept = self.code = 0
        self.online, self.news = True, asyncio.Event()
        self.task = asyncio.create_task(self.writing(self.scope, self.box.get, self.hear))
        self.say(create_sync_message(self.doc))
        return self

    async def go(self) -> None:
        self.online = False
        self.box.put_nowait({"type": "websocket.disconnect"})
        await self.task

    async def hear(self, told: Any) -> None:
        if told["type"] == "websocket.close":
            self.code = told["code"]
        if data := told.get("bytes", b""):
            self.hearing = True
            if data[:1] == b"\x64":
                self.kept = Decoder(data[1:]).read_var_uint()
            elif data[:1] == b"\x01":
                for one in presence.read(Decoder(data[1:]).read_message()):
                    self.people[one.client] = one.state and one.state["user"]["name"]
            elif reply := handle_sync_message(data[1:], self.doc):
                self.say(reply)
            self.hearing = False
        self.news.set()

    async def until(self, true: Callable[[], Any]) -> None:
        async with asyncio.timeout(10):
            while not true():
                self.news.clear()
                await self.news.wait()

    async def saved(self) -> None:
        await self.until(lambda: self.sent and self.kept == self.sent)

    def appear(self, name: str, client: int) -> None:
        here = presence.Here(client, 1, {"user": {"name": name}, "cursor": {"head": 1}})
        self.say(b"\x01" + message(presence.written([here])))


def lived(story: Callable[[Callable[[], Writing]], Awaitable[None]]) -> None:
    """Run it against as many processes as it wants, and stop them well."""

    async def run() -> None:
        made: list[Writing] = []

        def process() -> Writing:
            made.append(Writing(Hub(), Ending()))
            return made[-1]

        try:
            async with asyncio.timeout(30):
                await story(process)
        finally:
            for writing in made:
                await writing.close()
                await writing.news.close()

    asyncio.run(run())


@pytest.fixture
def note(scene):
    with scene.inside():
        (row,) = verbs.add_notes([Note(key="n", title="N", text="Ärger: 😀")])
    people = (scene.alice, scene.ada, scene.bob, scene.gita, scene.charlie)
    scene.cookies = {one.pk: scene.client(one).cookies[settings.SESSION_COOKIE_NAME].value for one in people}
    return row


def kept(scene) -> str:
    with scene.inside():
        return Note.objects.get(key="n").text


def test_two_write_at_once_one_offline_in_two_processes_and_nothing_is_lost(scene, note):
    async def story(process):
        first, second = process(), process()
        alice, bob = (Window(first, scene, scene.alice), Window(second, scene, scene.bob))
        for window in (alice, bob):
            await window.come()
            await window.saved()
            assert str(window.text) == "Ärger: 😀"
        with alice.doc.transaction():
            alice.text += "\nAlice"
        with bob.doc.transaction():
            bob.text.insert(0, "Bob\n")
        for window in (alice, bob):
            await window.until(lambda w=window: "Alice" in str(w.text) and "Bob" in str(w.text))
        await bob.go()
        bob.text += "\noffline 1"  # nobody hears it yet
        alice.text += "\nmeanwhile"
        del bob.text[0:3]
        await alice.saved()
        await bob.come()
        await bob.saved()
        for window in (alice, bob):
            await window.until(lambda w=window: "offline" in str(w.text) and "meanwhile" in str(w.text))
        assert str(alice.text) == str(bob.text)
        assert "Bob" not in str(alice.text)
        await alice.go()
        await bob.go()
        assert sorted(kept_lines(str(alice.text))) == ["Alice", "meanwhile", "offline 1", "Ärger: 😀"]
        told.append(str(alice.text))

    told: list[str] = []
    lived(story)
    assert kept(scene) == told[0].strip("\n"), "the last who leaves ends the spell"
    with scene.inside():
        events = list(Event.objects.filter(subject_kind="note", kind="note.changed").order_by("id"))
        assert {event.actor_label for event in events} <= {"Alice", "Bob"}
        assert len(events) <= 4, "a spell is one change, not one for each key"
        assert any("together with" in event.cause for event in events)


def kept_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def test_a_form_an_older_version_and_the_shared_text_follow_each_other(scene, note):
    async def story(process):
        alice = await Window(process(), scene, scene.alice).come()
        await alice.saved()
        alice.text += "!"
        await alice.saved()
        await asyncio.to_thread(saved_by_form, scene, "from the form")
        await alice.until(lambda: str(alice.text) == "from the form")
        alice.text += ", and on"
        await alice.saved()
        await alice.go()

    def saved_by_form(scene, text):
        with scene.inside(scene.bob):
            row = Note.objects.get(key="n")
            with pytest.raises(Stale):
                verbs.edit_note(row, {"text": text}, revision=row.revision)
        with scene.inside(scene.bob):
            verbs.edit_note(Note.objects.get(key="n"), {"text": text})

    lived(story)
    assert kept(scene) == "from the form, and on"
    with scene.inside():
        told = [
            (event.actor_label, event.changes["text"][1])
            for event in Event.objects.filter(subject_kind="note", kind="note.changed").order_by("id")
        ]
    assert told == [("Alice", "Ärger: 😀!"), ("Bob", "from the form"), ("Alice", "from the form, and on")]


def test_who_may_not_come_in_does_not_and_who_may_no_longer_leaves(scene, note):
    with scene.inside():
        (customer,) = customers.add_customers([Customer(name="Acme", owner=scene.alice)])
        verbs.add_notes([Note(key="of-acme", title="Of Acme", customer=customer)])

    async def story(process):
        writing = process()
        for member, key, headers in (
            (None, "n", {}), (scene.gita, "n", {}), (scene.charlie, "n", {}), (scene.bob, "none", {}),
        ):  # fmt: skip
            window = await Window(writing, scene, member, key, **headers).come()
            await window.task
            assert window.code == live.GONE, (member, key)
        foreign = await Window(writing, scene, scene.bob, origin="https://evil.example").come()
        await foreign.task
        assert foreign.code == 1008
        odd = await Window(writing, scene, scene.bob).come()
        odd.say(b"\x00\x02\x05hello")
        await odd.task
        assert odd.code == live.ODD
        bob, alice = (Window(writing, scene, one, "of-acme") for one in (scene.bob, scene.alice))
        for window in (bob, alice):
            await window.come()
            await window.saved()
        await asyncio.to_thread(make_private, scene, customer)
        bob.text += "secret"
        await bob.task
        assert bob.code == live.GONE
        alice.text += "mine"
        await alice.saved()
        assert str(alice.text) == "mine"
        long = create_update_message(Shared().put("x" * 200_001))
        alice.say(long)
        await alice.task
        assert alice.code == live.TOO_LONG
        assert not writing.rooms and not +writing.windows

    def make_private(scene, customer):
        with scene.inside():
            customers.edit_customer(Customer.objects.get(pk=customer.pk), {"private": True})

    lived(story)
    with scene.inside(scene.bob):
        assert not Stroke.objects.filter(note__key="of-acme").exists(), "its strokes are hidden with it"
    with scene.inside():
        assert Note.objects.get(key="of-acme").text == "mine"


def test_whoever_has_signed_in_meanwhile_does_not_send_what_another_one_wrote(scene, note):
    """A window that is still open after somebody else has signed in comes back with the other one's cookie."""

    async def story(process):
        writing = process()
        window = Window(writing, scene, scene.bob)
        window.scope["query_string"] = f"by={scene.alice.user_id}".encode()
        await window.come()
        await window.task
        assert window.code == live.OTHER
        window.scope["query_string"] = f"by={scene.bob.user_id}".encode()
        await window.come()
        await window.saved()
        await window.go()

    lived(story)


def test_names_are_the_servers_and_a_window_speaks_for_itself_only(scene, note):
    async def story(process):
        writing, other = process(), process()
        alice, bob, far = (
            await Window(writing, scene, scene.alice).come(), await Window(writing, scene, scene.bob).come(),
            await Window(other, scene, scene.ada).come(),
        )  # fmt: skip
        await far.saved()
        alice.appear("Nobody", 5)
        for window in (bob, far):
            await window.until(lambda w=window: w.people.get(5) == "Alice")
        bob.appear("Alice", 5)
        bob.appear("Alice", 6)
        await alice.until(lambda: alice.people.get(6) == "Bob")
        assert bob.people[5] == far.people[5] == "Alice"
        await alice.go()
        for window in (bob, far):
            await window.until(lambda w=window: w.people.get(5) is None)
            await window.go()

    lived(story)


def test_a_server_that_stops_lets_its_windows_go_to_another_and_keeps_what_they_wrote(scene, note):
    async def story(process):
        first = process()
        alice = await Window(first, scene, scene.alice).come()
        await alice.saved()
        alice.text += " before"
        await alice.saved()
        first.ending.ask(5)
        await alice.task
        assert alice.code == live.RESTART
        assert not first.rooms
        assert await asyncio.to_thread(kept, scene) == "Ärger: 😀 before"
        late = await Window(first, scene, scene.bob).come()
        await late.task
        alice.writing = process()
        await alice.come()
        alice.text += " after"
        await alice.saved()
        await alice.go()

    lived(story)
    assert kept(scene) == "Ärger: 😀 before after"


def test_what_a_server_left_behind_is_settled_and_many_strokes_become_one(scene, note):
    with scene.inside(scene.bob):
        shared = Shared(data for _pk, data in strokes.opened(note))
        for number in range(strokes.MANY + 2):
            strokes.keep(note, shared.put(f"{shared.text} {number}"), scene.bob)
        Stroke.objects.update(at=clock.real() - timedelta(hours=1))
    assert strokes.settle_left() >= 1
    assert kept(scene) == shared.text
    with scene.inside():
        assert Stroke.objects.filter(note=note).count() == 1, "merged"
        assert Event.objects.filter(subject_kind="note").order_by("-id")[0].actor_label == "Bob"
        again = Shared(data for _pk, data in strokes.opened(note))
        again.take(shared.whole())  # somebody who was away comes back with all of it
        assert again.text == shared.text


@settings_of(max_examples=60)
@given(st.text("aä😀\n"), st.text("aä😀\n"))
def test_a_difference_never_cuts_a_letter_and_gives_the_other_text(old, new):
    start, end, middle = difference(old.encode(), new.encode())
    bytes_ = old.encode()
    assert (bytes_[:start] + middle + bytes_[end:]).decode() == new
    shared = Shared()
    shared.put(old)
    shared.put(new)
    assert shared.text == new


@settings_of(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_strokes_as_they_were_kept_give_one_text_also_twice_and_merged_at_any_point(seed: int):
    random = Random(seed)  # drawn beforehand: the documents choose numbers of their own
    writers = [Shared() for _ in range(3)]
    told: list[bytes] = []
    for _ in range(12):
        one = random.choice(writers)
        text = one.text
        place = random.randint(0, len(text))
        told.append(one.put(text[:place] + random.choice("aä😀") + text[place + random.randint(0, 2) :]))
        if random.random() < 0.3:
            for update in told:
                one.take(update)
    text, place = Shared(told).text, random.randint(0, len(told))
    merged = Shared(told[:place]).whole()
    assert Shared(told * 2).text == text
    assert Shared([merged, *told[place:]]).text == text
    assert Shared([*told, merged]).text == text
    for one in writers:
        for update in told:
            one.take(update)
    assert {one.text for one in writers} == {text}, "whoever has heard of all has the same"


@given(st.binary(max_size=60))
def test_odd_words_about_who_is_there_are_refused(data):
    try:
        entries = presence.read(data)
    except presence.Unreadable:
        return
    assert presence.read(presence.written(entries)) == entries
    assert all(orjson.dumps(presence.signed(one, "Jo").state) for one in entries)
    for one in entries:
        word = base64.b64encode(presence.written([presence.signed(one, "Ä" * 200)]))
        assert len(word) < 5_000, "it fits into a notification"
