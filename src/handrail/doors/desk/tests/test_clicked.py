"""One click in a mail: opening does nothing, the button does one thing for one person; and what a service tells."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client, override_settings

from handrail.house.ledger import write
from handrail.house.ledger.models import Event
from handrail.house.nudges import preferring, queries, signed, verbs
from handrail.house.nudges.models import Delivery, Nudge
from handrail.house.nudges.signed import Link
from handrail.house.nudges.tests.somebody import telling
from handrail.kit.outward.mailurl import mail
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks


@pytest.fixture
def told(scene):
    """A nudge of Bob's about a task."""
    with scene.inside():
        (task,) = add_tasks([Task(title="Call Ida", owner=scene.bob)])
        (nudge,) = verbs.tell([telling(scene.bob, subject_kind="task", subject_id=task.pk, title="Call Ida")])
    return nudge


def path(scene, act, nudge=None, member=None, **more):
    link = Link(scene.workspace.pk, (member or scene.bob).pk, act, nudge.pk if nudge else 0)
    return signed.address(replace(link, **more)).removeprefix("http://127.0.0.1:8000")


def state(scene, nudge):
    with scene.inside():
        row = Nudge.objects.get(pk=nudge.pk)
        return (
            row.done_at is not None,
            row.snoozed_until is not None,
            Task.objects.get(pk=row.subject_id).state,
        )


@pytest.mark.parametrize("act", signed.ACTS)
def test_opening_it_says_what_will_happen_and_does_nothing(scene, told, act):
    """Programmes that look into mail follow every address, with and without a browser."""
    address = path(scene, act, told)
    for client in (Client(), Client(headers={"HX-Request": "true"})):
        for ask in (client.get, client.head):
            assert ask(address).status_code == 200
    page = Client().get(address)
    assert b'method="post"' in page.content
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert state(scene, told) == (False, False, "open")
    with scene.inside():
        assert preferring.preference_of(scene.bob).mail == "digest"


@pytest.mark.parametrize(
    ("act", "after"),
    [("done", (True, False, "open")), ("tomorrow", (False, True, "open")), ("finish", (True, False, "done"))],
)
def test_the_button_does_it_without_signing_in_and_twice_is_as_once(scene, told, act, after):
    for _ in range(2):
        assert Client().post(path(scene, act, told)).status_code == 200
        assert state(scene, told) == after


def test_a_finished_task_was_finished_by_the_member_it_was_sent_to(scene, told):
    Client().post(path(scene, "finish", told))
    with scene.inside():
        event = Event.objects.filter(subject_kind="task", kind="task.changed").get()
        assert (event.actor_id, event.cause) == (scene.bob.pk, "mail")


def test_the_mail_programmes_own_button_ends_mail(scene):
    client = Client(enforce_csrf_checks=True)
    assert client.post(path(scene, "stop"), {"List-Unsubscribe": "One-Click"}).status_code == 200
    with scene.inside():
        assert preferring.preference_of(scene.bob).mail == "off"


def test_a_link_is_for_one_member_and_one_nudge(scene, told):
    with scene.inside():
        (adas,) = verbs.tell([telling(scene.ada)])
    for address in (
        path(scene, "done", told, scene.ada),
        path(scene, "done", adas),
        path(scene, "finish", adas, scene.ada),
        path(scene, "done", told, workspace=scene.other.pk),
        path(scene, "done", told, workspace=10**9),
        path(scene, "done"),
    ):
        assert Client().post(address).status_code == 410, address
    assert state(scene, told) == (False, False, "open")


def test_what_is_not_signed_or_too_old_or_another_act_is_nothing(scene, told, monkeypatch):
    good = path(scene, "done", told)
    forged = signing.dumps([scene.workspace.pk, scene.bob.pk, "done", told.pk], salt="another", compress=True)
    unknown = signing.dumps(
        [scene.workspace.pk, scene.bob.pk, "delete", told.pk], salt="handrail.told", compress=True
    )
    for address in (f"/told/{forged}/", f"/told/{unknown}/", good[:-3] + "x/", "/told/x/", "/told/a:b:c/"):
        assert Client().post(address).status_code == 410
    monkeypatch.setattr(signed, "LASTS", timedelta(0))
    assert Client().post(good).status_code == 410
    assert state(scene, told) == (False, False, "open")


def test_who_has_left_does_nothing_any_more(scene, told):
    address = path(scene, "done", told)
    with scene.inside():
        write.change(scene.bob, {"left_on": "2026-01-01"})
    assert Client().post(address).status_code == 410


# -- mail that came back ------------------------------------------------------------------------------------

WORD = "handrail:a-long-random-password"


@pytest.fixture
def postmark():
    made = mail("postmark://token", None, WORD)
    with override_settings(MAIL=made, ANYMAIL=made.anymail):
        yield {"Authorization": "Basic " + base64.b64encode(WORD.encode()).decode()}


def came_back(headers, delivery="", kind="HardBounce", details="550 no such user"):
    said = {
        "RecordType": "Bounce", "ID": 4, "Type": kind, "TypeCode": 1, "MessageID": "x",
        "Description": "The server was unable to deliver your message", "Details": details,
        "Email": "bob@example.com", "BouncedAt": "2026-11-20T10:00:00Z", "Metadata": {"delivery": delivery},
    }  # fmt: skip
    return Client().post(
        "/mail/came-back", json.dumps(said), content_type="application/json", headers=headers
    )


def mark_of(scene):
    with scene.inside():
        verbs.tell([telling(scene.bob)])
        return f"{scene.workspace.pk}:{Delivery.objects.get().key}"


def refused(scene):
    with scene.inside():
        return preferring.preference_of(scene.bob).mail_refused


def test_a_service_that_signs_turns_mail_off_and_the_person_hears_of_it(scene, postmark):
    assert came_back(postmark, mark_of(scene)).status_code == 200
    assert refused(scene) == scene.bob.email
    with scene.inside():
        for member in (scene.bob, scene.alice):
            assert "delivery.failed" in [nudge.name for nudge in queries.inbox(member)]


def test_what_is_not_signed_is_refused(scene, postmark):
    mark = mark_of(scene)
    wrong = {"Authorization": "Basic " + base64.b64encode(b"handrail:guess").decode()}
    for headers in ({}, wrong):
        assert came_back(headers, mark).status_code == 400
    assert refused(scene) == ""


def test_what_will_pass_is_no_reason(scene, postmark):
    mark = mark_of(scene)
    for kind, details in (
        ("SoftBounce", "550 full"),
        ("HardBounce", "452 4.2.2 full"),
        ("Transient", "later"),
    ):
        assert came_back(postmark, mark, kind, details=details).status_code == 200
        assert refused(scene) == "", (kind, details)


@pytest.mark.parametrize("delivery", ["", "1", "x:y", "999999999:abc", ":", "1:" + "a" * 500])
def test_odd_marks_change_nothing(scene, postmark, delivery):
    assert came_back(postmark, delivery).status_code == 200


def test_odd_bodies_are_refused(postmark):
    for body in (b"", b"{", b"[]", b"5", b'{"RecordType": 5}'):
        answer = Client().post("/mail/came-back", body, content_type="application/json", headers=postmark)
        assert answer.status_code in (200, 400), body


def test_without_a_service_there_is_no_such_page():
    assert Client().post("/mail/came-back").status_code == 404
