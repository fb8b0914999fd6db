"""Feedback on pages, over the API and in the customer's view: asked in one place, seen in all."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.survey import survey
from handrail.house.talk.models import Comment
from handrail.kit import clock
from handrail.record.agreed.tests.made import opened
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.decisions.models import Decision
from handrail.record.decisions.verbs import add_decisions
from handrail.record.feedback.models import Feedback
from handrail.record.feedback.verbs import add_feedback
from handrail.record.notes.models import Note
from handrail.record.notes.verbs import add_notes, edit_note
from handrail.record.plans.models import Plan
from handrail.record.plans.verbs import add_plans
from handrail.record.tasks.models import Task
from handrail.watch.health.thresholds import set_policy

TEXT = "## Freeze\n\nNobody ships on a Friday, whatever is asked.\n\n## Who\n\nThe lead decides that."


def test_from_the_page_of_a_note_to_its_end(scene):
    with scene.inside(scene.bob):
        (note,) = add_notes([Note(title="How we ship", text=TEXT, owner=scene.bob)])
    ada, bob, here = scene.client(scene.ada), scene.client(scene.bob), scene.url
    page = ada.get(f"{here}notes/{note.key}/").content.decode()
    form = f"{here}feedback/ask/?about=note:{note.key}"
    assert form.replace("&", "&amp;") in page
    assert "text#Freeze" in ada.get(form).content.decode()
    lost = ada.post(form, {"title": "Why?", "quote": "no such words at all"})
    assert (lost.status_code, "do not stand there" in lost.content.decode()) == (422, True)
    said = {"title": "Why Friday?", "section": "text#Freeze", "quote": "ships on a Friday", "owner": "bob"}
    assert ada.post(form, said).status_code == 302
    with scene.inside(scene.bob):
        row = Feedback.objects.get(title="Why Friday?")
        edit_note(note, {"text": "# All\n\nIn May:\n\n" + TEXT.replace("Nobody", "Nobody of us")})
    one = f"{here}feedback/{row.key}/"
    for address in (one, f"{here}notes/{note.key}/", f"{here}feedback/", here):
        shown = bob.get(address).content.decode()
        assert "Why Friday?" in shown and "47 hours left" in shown, address
    assert "<mark>ships on a Friday</mark>" in bob.get(one).content.decode()
    assert "waits for Bob" in ada.get(one).content.decode()
    assert ada.post(f"{one}act/decline/", {"reason": "no"}).status_code == 409
    assert bob.post(f"{one}act/answer/", {"text": "Nobody is in on Saturday"}).status_code == 302
    assert "hours left" not in bob.get(one).content.decode()
    work = {"title": "Write down why", "owner": "bob"}
    assert bob.post(f"{one}act/card/", work).status_code == 302
    with scene.inside(scene.bob):
        task = Task.objects.get(title="Write down why")
        assert Feedback.objects.get(pk=row.pk).outcome == f"task:{task.key}"
        edit_note(note, {"text": "Everything is different here."})
    shown = ada.get(one).content.decode()
    assert "do not stand there any more" in shown and "Write down why" in shown
    assert "Why Friday?" not in ada.get(f"{here}feedback/").content.decode()
    assert b"Why Friday?" in ada.get(f"{here}lists/feedback.csv?state=all").content
    assert ada.get(f"{here}lists/nothing.csv").status_code == 404
    assert ada.post(f"{one}act/reopen/", {"reason": "Still"}).status_code == 302


def test_words_of_a_text_are_quoted_without_their_marks(scene):
    text = "Our plan is **to ship** on [Friday](https://a.example), as `ops` said.\n\n## Who\n\n- *The lead*"
    with scene.inside(scene.bob):
        (note,) = add_notes([Note(title="How we ship", text=text, owner=scene.bob)])
    quote = "**to ship** on [Friday](https://a.example), as `ops` said."
    said = {"text": "Why *so* late?", "quote": quote, "owner": "bob", "title": ""}
    ada, bob, here = scene.client(scene.ada), scene.client(scene.bob), scene.url
    assert ada.post(f"{here}feedback/ask/?about=note:{note.key}", said | {"title": "Why"}).status_code == 302
    for address in (f"{here}notes/{note.key}/", f"{here}feedback/"):
        shown = bob.get(address).content.decode()
        if "to ship" in shown:
            assert (
                "**to ship**" not in shown.split("<textarea")[0] or "to ship on Friday, as ops said." in shown
            )
    listed = bob.get(f"{here}notes/{note.key}/").content.decode()
    assert "to ship on Friday, as ops said." in listed
    with scene.inside(scene.ada):
        (row,) = add_feedback(
            [Feedback(subject=f"note:{note.key}", text="Why **so** late?", owner=scene.bob)]
        )
        assert row.title == "Why so late?"


def test_the_same_over_the_api_and_the_decision_it_holds_up(scene):
    with scene.inside(scene.bob):
        (way,) = add_decisions([Decision(title="Which", answer="North", owner=scene.bob, state="in_review")])
    api, token = f"/api/v1{scene.url}", scene.token(scene.ada)
    ada = Client(headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    said = {"subject": f"decision:{way.key}", "title": "Who pays?", "holds": True, "owner": "ada"}
    once = {"Idempotency-Key": "only-once"}
    made = ada.post(f"{api}feedback", said, "application/json", headers=once)
    again = ada.post(f"{api}feedback", said, "application/json", headers=once)
    assert (made.status_code, again.json()["key"]) == (201, made.json()["key"])
    one, bob = f"{api}feedback/{made.json()['key']}", scene.client(scene.bob)
    page = bob.get(f"{scene.url}decisions/{way.key}/").content.decode()
    assert "Feedback holds it up: “Who pays?”" in page
    assert bob.post(f"{scene.url}decisions/{way.key}/act/approve/").status_code == 409
    ways = {step["step"]: step["allowed"] for step in ada.get(f"{one}/steps").json()["steps"]}
    assert ways["answer"] and not ways["decline"]
    answered = ada.post(f"{one}/answers", {"text": "We do"}, "application/json").json()
    assert (answered["state"], answered["answered_at"] is not None) == ("answered", True)
    over = {"outcome": f"decision:{way.key}"}
    assert ada.post(f"{one}/steps/decide", over, "application/json").json()["state"] == "decided"
    assert [line["text"] for line in ada.get(f"{one}/thread").json()["said"]] == ["We do"]
    assert bob.post(f"{scene.url}decisions/{way.key}/act/approve/").status_code == 302


def test_the_customer_asks_and_reads_only_what_is_theirs(scene):
    with scene.inside(scene.bob):
        (acme,) = add_customers([Customer(name="Acme", owner=scene.bob)])
        (plan,) = add_plans([Plan(title="Plan", customer=acme, owner=scene.bob)])
        _share, secret = opened(plan)
    ines, here = Client(), f"/plan/{secret}/"
    ines.post(f"{here}say/", {"name": "Ines", "text": "Thanks for today"})
    ines.post(f"{here}say/", {"name": "Ines", "text": "When do we go live?", "asks": "on"})
    with scene.inside(scene.bob):
        (row,) = Feedback.objects.filter(subject=f"plan:{plan.key}")
        assert (row.voice, row.owner, row.asked_by, row.customer) == ("Ines", scene.bob, None, acme)
        assert timedelta(hours=47) < row.due_at - clock.now() < timedelta(hours=49)
    assert "waits for an answer" in ines.get(here).content.decode()
    bob, one = scene.client(scene.bob), f"{scene.url}feedback/{row.key}/"
    bob.post(f"{one}act/answer/", {"text": "Not before May, I fear"})
    with scene.inside(scene.bob):
        assert Feedback.objects.get(pk=row.pk).state == "open"
    bob.post(f"{one}act/answer/", {"text": "On the third of May", "shared": "on"})
    ending = {"reason": "They press for April", "reply": "It is fixed now"}
    assert bob.post(f"{one}act/decide/", ending).status_code == 302
    page = ines.get(here).content.decode()
    assert "On the third of May" in page and "It is fixed now" in page and "decided" in page
    assert "I fear" not in page and "press for April" not in page
    with scene.inside(scene.bob):
        assert Comment.objects.get(pk=row.comment_id).resolved_at is not None
    assert "They press for April" in bob.get(one).content.decode()
    assert "When do we go live?" in bob.get(f"{scene.url}plans/{plan.key}/").content.decode()


def test_what_is_promised_stays_when_the_policy_of_hours_changes(scene):
    """The new time counts from then on, as the settings page says; no survey of all dates moves a running clock."""
    with scene.inside(scene.ada):
        (note,) = add_notes([Note(title="How we ship", text=TEXT, owner=scene.bob)])
        (before,) = add_feedback([Feedback(subject=f"note:{note.key}", title="Why Friday?", owner=scene.bob)])
    with scene.inside(scene.ada):
        due = Deadline.objects.get(name="feedback.due").due_at
    said = scene.client(scene.alice).get(f"{scene.url}settings/").content.decode()
    assert said.count("keeps the time that was promised") == 2
    with scene.inside(scene.alice):
        set_policy({"feedback_time": "1h", "answer_hours": 1})
    survey(scene.workspace.pk)
    with scene.inside(scene.ada):
        assert Feedback.objects.get(pk=before.pk).due_at == before.due_at
        assert Deadline.objects.get(name="feedback.due").due_at == due
        (after,) = add_feedback([Feedback(subject=f"note:{note.key}", title="Why now?", owner=scene.bob)])
        assert after.due_at < before.due_at - timedelta(hours=40)
