"""What comes in by a form and waits: until when, on whose Today, who is told, and how a program answers it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from handrail.house.deadlines import sweeps
from handrail.house.deadlines.models import Deadline
from handrail.house.nudges.models import Nudge
from handrail.kit import clock
from handrail.record.outside.tests.made import form_for, send
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Check
from handrail.record.projects.tests.setting import build


@pytest.fixture
def form(scene):
    """The form of a board of Bob's that takes no card without a day; whoever sends something waits."""
    with scene.inside():
        board = build(scene.bob)
        board.check(0, "fields", "enter", fields=["due_on"])
        projects.edit_project(board.project, {"owner": scene.ada})
        return form_for(board.board)


def test_what_waits_is_answered_in_time_by_somebody(scene, form, calling):
    """It has a moment, stands on Today of whoever keeps the board, and somebody is told; a program answers it, too."""
    board, friday = form.board, datetime(2026, 3, 27, 15, tzinfo=UTC)
    with clock.frozen(friday), scene.inside():
        first, second = send(form, "First"), send(form, "Second")
        assert first.task is None
        assert first.answer_by == datetime(2026, 3, 31, 15, tzinfo=UTC), "two working days, over a weekend"

    def seen_by(*names):
        pages = {name: scene.client(getattr(scene, name)).get(scene.url).content.decode() for name in names}
        return [name for name, page in pages.items() if "Answer Ida Falk: First" in page]

    def told():
        with scene.inside():
            rows = Nudge.objects.filter(subject_kind="submission", done_at=None)
            return {(row.recipient.name, row.name) for row in rows.select_related("recipient")}

    assert seen_by("alice", "ada", "bob") == ["bob"] and told() == {("Bob", "submission.came")}
    sweeps.fire_due()
    assert ("Bob", "submission.answer") in told()
    with scene.inside():
        projects.edit_board(board, {"owner": None, "owner_gap": "nobody"})
    assert seen_by("alice", "ada", "bob") == ["ada"]
    with scene.inside():
        projects.edit_project(board.project, {"owner": None, "owner_gap": "nobody"})
        third = send(form, "Third")
        assert Nudge.objects.get(subject_id=third.pk).recipient_id == scene.alice.pk, "somebody always hears"
    assert seen_by("alice", "ada", "bob") == ["alice"]

    ada, bob = calling(scene.ada), calling(scene.bob)
    at = f"submissions/{first.key}"
    assert bob.post(f"{at}/decline", {"why": "No"}).status_code == 403
    assert ada.post(f"{at}/decline", {"why": ""}).status_code == 422
    assert ada.post(f"{at}/decline", {"why": "We have it already"}).json()["declined"] == "We have it already"
    assert seen_by("alice") == [] and ada.post(f"submissions/{second.key}/card").status_code == 409
    with scene.inside():
        projects.remove_checks([Check.objects.get()])
    once = {"Idempotency-Key": "card-1"}
    made = [ada.post(f"submissions/{second.key}/card", **once).json()["task"] for _ in range(2)]
    assert made[0] == made[1] == "second"
    with scene.inside():
        (still,) = Deadline.objects.filter(subject_kind="submission")
        assert still.subject_id == third.pk
        assert not Nudge.objects.filter(subject_id__in=[first.pk, second.pk], done_at=None).exists()
    page = scene.client(scene.ada).get(f"{scene.url}boards/{board.key}/form/").content.decode()
    assert "We have it already" in page and "answer by" in page
    assert b"Third" in scene.client(scene.ada).get(f"{scene.url}came-in/{third.key}/").content
    declined = scene.client(scene.ada).post(
        f"{scene.url}boards/{board.key}/came-in/{third.key}/decline/", {"why": "Late"}
    )
    assert declined.status_code in (302, 204)
    old = ada.get(f"forms/{form.key}").json()["token"]
    assert ada.post(f"forms/{form.key}/address").json()["token"] != old
    assert Client().get(f"/form/{old}/").status_code == 404


def test_a_program_plans_to_tell_a_customer_what_holds_them_up(scene, calling):
    bob, once = calling(scene.bob), {"Idempotency-Key": "tell-1"}
    bob.post("customers", {"name": "Acme"})
    bob.post("projects", {"key": "launch", "title": "Launch"})
    bob.post("risks", {"key": "late", "title": "Late", "customer": "acme", "mitigation": "A second gate"})
    bob.post("risks", {"key": "inner", "title": "Inner"})
    told = [bob.post("projects/launch/blockers", {"risk": "late"}, **once) for _ in range(2)]
    assert [answer.status_code for answer in told] == [201, 201] and told[0].json() == told[1].json()
    assert (told[0].json()["text"], told[0].json()["owner"]) == ("A second gate", "bob")
    assert len(list(bob.all("announcements"))) == 1
    for risk in ("inner", "nothing"):
        assert bob.post("projects/launch/blockers", {"risk": risk}).status_code == 422
