"""A decision from its question to what the work carries, on its page."""

from __future__ import annotations

from html import unescape

from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Evidence, Link
from handrail.record.decisions import queries
from handrail.record.decisions.models import Constraint
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.tasks.models import Task


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
    with scene.inside():
        (project,) = projects.add_projects([Project(title="Launch", owner=scene.ada)])
        (board,) = projects.add_boards([Board(project=project, title="Launch")])
        (stage,) = projects.add_stages([Stage(board=board, title="Prep")])
        (card,) = projects.add_cards([Card(task=Task(title="Macros", owner=scene.ada), stage=stage)])
        bound = Constraint.objects.get()
        talk.add_links(
            [Link(source=f"card:{card.key}", target=f"constraint:{bound.key}", relation="carries")]
        )
    seen = [f"/w/{scene.workspace.slug}/boards/{board.key}/{query}" for query in ("", "?view=list")]
    for place in seen:
        assert "Its decision does not hold" not in ada.get(place).content.decode()
    edited = bob.post(f"{page}edit/options/", {"options": "North\n+ Near\n- Cold\nSouth", "was": "[]"})
    assert edited.status_code == 409, "somebody else has changed them since"
    assert bob.post(f"{page}act/revert/", {"reason": "Too dear"}).status_code == 302
    for place in seen:
        assert "Its decision does not hold" in ada.get(place).content.decode(), place
