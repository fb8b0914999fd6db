"""A decision from its question to what the work carries, on its page."""

from __future__ import annotations

from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile

from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Evidence
from handrail.record.decisions import queries
from handrail.record.decisions.models import Constraint


def test_from_the_question_to_the_answer_on_its_page(scene):
    ada, bob = scene.client(scene.ada), scene.client(scene.bob)
    here = f"/w/{scene.workspace.slug}/decisions/"
    made = ada.post(
        f"{here}new/",
        {
            "title": "Which region",
            "question": "North or south?",
            "owner": "bob",
            "due_on": "",
            "evidence_needed-asked": "1",
            "evidence_needed": "on",
        },
    )
    assert made.headers["Location"] == f"{here}which-region/"
    page = f"{here}which-region/"
    for said in ({"text": "North"}, {"text": "South"}, {"text": "Near", "option": "North", "side": "pros"}):
        assert ada.post(f"{page}act/option/", said).status_code == 302
    with scene.inside():
        other = queries.get("which-region")
        assert other.options == [
            {"title": "North", "pros": ["Near"], "cons": []},
            {"title": "South", "pros": [], "cons": []},
        ]
    assert "Bob decides this" in ada.get(page).content.decode()
    refused = ada.post(f"{page}act/approve/", {"answer": "North"})
    assert refused.status_code == 409 and "Only Bob decides this" in unescape(refused.content.decode())
    assert ada.post(f"{page}act/ask/").status_code == 302
    assert bob.post(f"{page}act/choose/", {"option": "North"}).status_code == 302
    assert "Add evidence" in bob.get(page).content.decode()
    assert bob.post(f"{page}act/reject/", {}).status_code == 409
    with scene.inside(scene.bob):
        talk.add_evidence([Evidence(subject="decision:which-region", kind="note", text="Two hubs are there")])
    assert bob.post(f"{page}act/approve/", {}).status_code == 302
    with scene.inside():
        assert queries.get("which-region").state == "approved"
        assert Constraint.objects.get().title == "North"
    shown = unescape(bob.get(page).content.decode())
    assert "What the work has to keep to" in shown and "decided by Bob" in shown
    edited = bob.post(f"{page}edit/options/", {"options": "North\n+ Near\n- Cold\nSouth", "was": "[]"})
    assert edited.status_code == 409, "somebody else has changed them since"


def test_more_records_than_one_request_takes_are_refused_in_words(scene):
    bob, here = scene.client(scene.bob), f"/w/{scene.workspace.slug}/decisions/bring/"
    assert "Up to 100 at once." in bob.get(here).content.decode()
    texts = [SimpleUploadedFile(f"{n}.md", b"# Words") for n in range(101)]
    refused = bob.post(here, {"files": texts})
    assert refused.status_code == 400 and "Choose up to 100 files" in refused.content.decode()
    texts = [SimpleUploadedFile(f"{n}.md", b"# Words") for n in range(100)]
    assert "100 left out" in bob.post(here, {"files": texts}).content.decode()
