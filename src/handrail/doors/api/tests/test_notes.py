"""Notes for programs: found by kind, confirmed, every version, and what people are writing meanwhile counts."""

from __future__ import annotations

from datetime import timedelta

from handrail.house.ledger.rows import today
from handrail.house.people import books
from handrail.record.notes import strokes
from handrail.record.notes.models import Note
from handrail.record.notes.shared import Shared
from handrail.record.notes.templates import template


def test_a_note_is_confirmed_and_tells_its_versions(scene, calling):
    ada = calling(scene.ada)
    made = ada.post("notes", {"title": "Freeze", "kind": "risk", "text": "One\r\n", "owner": "bob"}).json()
    assert (made["text"], made["fresh_until"]) == ("One", None)
    ada.post("notes", {"title": "Else", "kind": "free"})
    assert [row["key"] for row in ada.all("notes?kind=risk")] == ["freeze"]
    with scene.inside():
        day = today()
    assert ada.post("notes/freeze/confirm", {}).json()["fresh_until"] == str(day + timedelta(30))
    until = str(day + timedelta(3))
    assert ada.post("notes/freeze/confirm", {"until": until}).json()["fresh_until"] == until
    ada.patch("notes/freeze", {"text": "Two"})
    told = ada.get("notes/freeze/history?field=text").json()["items"]
    assert [event["changes"]["text"] for event in told] == [["One", "Two"], [None, "One"]]
    assert ada.patch("notes/freeze", {"kind": "gossip"}).status_code == 422


def test_a_note_begins_with_the_template_of_its_kind(scene, calling):
    ada = calling(scene.ada)
    told = {one["kind"]: one for one in ada.get("note-templates").json()["templates"]}
    assert told["risk"] == ada.get("note-templates/risk").json()
    assert told["risk"]["text"] == template("risk") != ""
    assert told["free"]["good_for_days"] is None
    answer = ada.post("note-templates/risk/notes", {"title": "Freeze", "owner": "bob"})
    made = ada.get("notes/freeze").json()
    assert (answer.status_code, answer.headers["Location"].rpartition("/w/")[2].partition("/")[2]) == (
        201,
        "notes/freeze",
    )
    with scene.inside():
        day = today()
    assert (made["text"], made["owner"], made["kind"]) == (template("risk"), "bob", "risk")
    assert made["fresh_until"] == str(day + timedelta(30))
    assert ada.post("note-templates/risk/notes", {"title": "Mine"}).json()["owner"] == "ada"
    assert ada.get("note-templates/gossip").status_code == 404
    assert ada.post("note-templates/gossip/notes", {"title": "No"}).status_code == 404


def test_a_program_that_has_not_seen_what_is_being_written_is_told(scene, calling):
    ada = calling(scene.ada)
    made = ada.post("notes", {"key": "n", "title": "N", "text": "One"})
    with scene.inside(scene.bob):
        row = Note.objects.get(key="n")
        shared = Shared(data for _pk, data in strokes.opened(row))
        strokes.keep(row, shared.put("One, two"), scene.bob)
    late = ada.patch("notes/n", {"text": "Mine"}, If_Match=made.headers["ETag"])
    assert late.status_code == 412
    seen = ada.get("notes/n")
    assert ada.patch("notes/n", {"title": "Named"}, If_Match=seen.headers["ETag"]).status_code == 200
    assert ada.patch("notes/n", {"text": "Mine"}).json()["text"] == "Mine"
    with scene.inside():
        assert Shared(data for _pk, data in strokes.opened(row)).text == "Mine"
    told = ada.get("notes/n/history?field=text").json()["items"]
    assert [event["changes"]["text"][1] for event in told] == ["Mine", "One, two", "One"]


def test_a_book_that_is_handed_over_takes_its_notes_along(scene, calling):
    ada = calling(scene.ada)
    ada.post("notes", {"key": "n", "title": "N", "owner": "bob"})
    with scene.inside():
        books.hand_over(scene.bob, books.Wishes(to=scene.alice), reason="Holiday")
        assert Note.objects.get(key="n").owner == scene.alice
