"""Mail from the door: a new password, a link that signs in. Nobody learns who is here, or floods a mailbox."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client

from handrail.house.access import verbs as access
from handrail.house.access.models import LoginLink
from handrail.house.signing import limits, tasks

from .hands import browser, sign_in, signed_in, some_address, with_app

NEW = "another long password"
ASK = {"reset": "/sign-in/forgotten", "link": "/sign-in/by-mail"}


def work() -> list[tuple[str, str]]:
    """What the worker finds to do: (task, mail address). It is done here, once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name LIKE 'signing.%%' RETURNING task_name, args->>'email'"
        )
        jobs = cursor.fetchall()
    for name, email in jobs:
        {"signing.reset": tasks.reset, "signing.link": tasks.link}[name](email)
    return jobs


@pytest.fixture(autouse=True)
def mailbox(monkeypatch):
    monkeypatch.setattr(settings, "MAIL_ARRIVES", True)
    mail.outbox = []
    work()
    mail.outbox.clear()


def link_in(message) -> str:
    return re.search(r"http://[^/\s]+(/sign-in/\S+)", message.body)[1]


@pytest.mark.parametrize("kind", ASK)
def test_somebody_unknown_gets_the_same_answer_and_the_same_work(scene, kind):
    answers = []
    for email in (scene.bob.user.email, "nobody-at-all@example.com"):
        client = browser()
        answer = client.post(ASK[kind], {"email": email})
        page = re.sub(rb'csrf-token" content="\w+"', b"", client.get(answer.headers["Location"]).content)
        answers.append((answer.status_code, answer.headers["Location"], page))
        assert len(mail.outbox) == 0, "the request itself sends nothing, so it takes as long for everybody"
    assert answers[0] == answers[1]
    assert [email for _, email in work()] == [scene.bob.user.email, "nobody-at-all@example.com"]
    assert [m.to for m in mail.outbox] == [[scene.bob.user.email]]


def test_a_new_password_ends_all_sessions_and_works_once(scene):
    elsewhere, lost = browser(), browser()
    sign_in(elsewhere, scene.bob)
    waiting = access.login_link(scene.bob.user.email)
    lost.post(ASK["reset"], {"email": scene.bob.user.email})
    work()
    link = link_in(mail.outbox[0])
    form = lost.get(link).headers["Location"]
    assert link.split("/")[-2] not in form, "the key does not stay in the address"
    assert lost.post(form, {"password1": NEW}).status_code == 302
    assert not signed_in(lost), "who has the mailbox still shows a second factor"
    assert elsewhere.get("/you/security/").status_code == 302, "the other session goes on"
    assert Client().get(waiting).status_code == 410, "a link that was under way still works"
    assert b"no longer works" in browser().get(link).content
    sign_in(lost, scene.bob, NEW)
    assert signed_in(lost)


@pytest.mark.parametrize("password", ["short", "password123", "1234567890"])
def test_a_weak_password_is_refused_and_the_link_stays_good(scene, password):
    client = browser()
    tasks.reset(scene.bob.user.email)
    form = client.get(link_in(mail.outbox[0])).headers["Location"]
    assert client.post(form, {"password1": password}).status_code == 200
    assert (
        client.post(form, {"password1": scene.bob.user.email.partition("@")[0] + "-and-more"}).status_code
        == 200
    )
    assert client.post(form, {"password1": NEW}).status_code == 302


def test_a_mailed_link_asks_before_it_acts(scene):
    tasks.link(scene.bob.user.email)
    link, scanner, bob = link_in(mail.outbox[0]), browser(), browser()
    for _ in range(3):
        assert scanner.get(link).status_code == 200
        assert scanner.head(link).status_code == 200
        assert not signed_in(scanner)
    assert bob.post(link).status_code == 302
    assert signed_in(bob)
    assert browser().post(link).status_code == 410
    assert browser().get(link).status_code == 410


def test_a_mailed_link_does_not_pass_for_a_printed_one(scene):
    tasks.link(scene.bob.user.email)
    secret = link_in(mail.outbox[0]).rpartition("/")[2]
    assert browser().get(f"/sign-in/link/{secret}").status_code == 410
    assert browser().get(f"/sign-in/mailed/{secret}").status_code == 200


def test_a_mailed_link_leaves_the_second_step(scene):
    phone = with_app(scene.bob)
    tasks.link(scene.bob.user.email)
    client = browser()
    assert client.post(link_in(mail.outbox[0])).headers["Location"] == "/sign-in/code"
    assert not signed_in(client)
    client.post("/sign-in/code", {"code": phone.code()})
    assert signed_in(client)


@pytest.mark.parametrize("kind", ASK)
def test_asking_is_limited_for_one_place_and_nobody_else(scene, kind):
    here, there = some_address(), some_address()
    for _ in range(limits.LIMITS[kind].each):
        assert browser(here).post(ASK[kind], {"email": scene.bob.user.email}).status_code == 302
    assert b"Too many tries" in browser(here).post(ASK[kind], {"email": scene.bob.user.email}).content
    assert browser(there).post(ASK[kind], {"email": scene.bob.user.email}).status_code == 302


def test_a_mailbox_is_not_flooded_and_the_last_mail_still_works(scene):
    for _ in range(limits.MAILS + 5):
        tasks.link(scene.bob.user.email)
    assert len(mail.outbox) == limits.MAILS
    client = browser()
    client.post(link_in(mail.outbox[-1]))
    assert signed_in(client)


def test_somebody_shut_out_gets_no_mail(scene):
    scene.bob.user.is_active = False
    scene.bob.user.save()
    tasks.reset(scene.bob.user.email)
    tasks.link(scene.bob.user.email)
    assert mail.outbox == []
    assert not LoginLink.objects.filter(user=scene.bob.user).exists()


@pytest.mark.parametrize("kind", ASK)
def test_without_a_mail_server_nothing_is_promised(scene, kind, monkeypatch):
    monkeypatch.setattr(settings, "MAIL_ARRIVES", False)
    answer = browser().post(ASK[kind], {"email": scene.bob.user.email})
    assert b"no mail server" in answer.content
    assert work() == []
    assert ASK[kind].encode() + b'"' not in browser().get("/sign-in").content
