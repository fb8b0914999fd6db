"""The customer's view from the first address to the agreement: what is asked for, what is shown, what comes of it."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.test import Client

from handrail.doors.portal import branding
from handrail.doors.portal.tasks import send_code
from handrail.house.access.workspace import edit_workspace
from handrail.house.ledger.models import Event
from handrail.house.ledger.rows import today
from handrail.house.nudges.models import Nudge
from handrail.house.signing import limits
from handrail.house.signing.models import Attempt
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.kit import clock
from handrail.record.agreed import queries, sharing
from handrail.record.agreed.models import Agreement, DateRequest, PlanShare
from handrail.record.agreed.tests.made import opened
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Stakeholder
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Criterion, Milestone, Outcome, Plan

COLOUR = "#0f5f5c"


@pytest.fixture
def place(scene):
    with scene.inside():
        (acme,) = customers.add_customers([Customer(key="acme", name="Acme", owner=scene.bob)])
        (ines,) = customers.add_stakeholders(
            [Stakeholder(customer=acme, key="ines", name="Ines Duarte", email="ines@acme.example")]
        )
        (plan,) = plans.add_plans([Plan(key="p", customer=acme, title="Acme plan", owner=scene.bob)])
        plans.add_parts([Outcome(plan=plan, title="Fewer misses", baseline="11", target="6", unit="%")])
        plans.add_parts([Criterion(plan=plan, title="Six or less", target="6")])
        plans.add_parts(
            [
                Milestone(plan=plan, key="theirs", title="Open the port", side="customer", counterpart=ines,
                          owner=scene.bob, due_on=today() + timedelta(days=5)),
                Milestone(plan=plan, key="ours", title="Connect it", owner=scene.bob,
                          due_on=today() + timedelta(days=9)),
            ]
        )  # fmt: skip
    return scene


def open_to(scene, **more) -> tuple[PlanShare, str]:
    with scene.inside(scene.bob):
        share, secret = opened(Plan.objects.get(key="p"), **more)
        return share, f"/plan/{secret}/"


def test_a_customer_reads_says_ticks_proposes_and_agrees(place):
    _share, address = open_to(place)
    visitor = Client()
    page = visitor.get(address)
    html = page.content.decode()
    assert page.status_code == 200
    for word in ("Acme plan", "Fewer misses", "Six or less", "Open the port", "Bob", "Ours"):
        assert word in html, word
    (asks,) = re.findall(r'<input type="checkbox"[^>]*name="asks"[^>]*>', html)
    assert "checked" not in asks, "whoever only says something asks for nothing"
    for word in (place.workspace.slug, "/w/", "csrfmiddlewaretoken"):
        assert word not in html, word
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "handrail" not in visitor.cookies, "no session is begun"
    visitor.get(address)  # the same look goes on
    with place.inside():
        assert (PlanShare.objects.get().visits, "visited" in Event.objects.latest("id").kind) == (1, True)

    said = visitor.post(address + "say/", {"name": "Ines Duarte", "text": "When is the *port* due?"})
    assert said.status_code == 302
    visitor.post(address + "milestones/theirs/done/")
    assert visitor.post(address + "milestones/ours/done/").status_code == 422, "what is ours, we tick"
    past = visitor.post(address + "milestones/ours/date/", {"name": "Ines", "due_on": "2020-01-01"})
    assert past.status_code == 422 and "This date is past" in past.content.decode()
    with place.inside():
        better = today() + timedelta(days=20)
    for day in (better + timedelta(days=1), better):
        visitor.post(
            address + "milestones/ours/date/", {"name": "Ines", "due_on": day.isoformat(), "words": "Away"}
        )
    with place.inside(place.bob):
        assert Milestone.objects.get(key="theirs").state == "done"
        assert Event.objects.filter(subject_kind="milestone", actor_kind="visitor").exists()
        assert [one.state for one in DateRequest.objects.order_by("pk")] == ["withdrawn", "open"]
        told = set(Nudge.objects.values_list("recipient_id", "name"))
        assert {
            (place.bob.pk, name) for name in ("comment.said", "milestone.ticked", "date.proposed")
        } <= told
        asked = DateRequest.objects.get(state="open")

    bob = place.client(place.bob)
    inbox = bob.get(f"{place.url}inbox/").content.decode()
    assert "proposes another date" in inbox and day.isoformat() not in inbox, "a day as people write it"
    ours = bob.get(f"{place.url}plans/p/customer-view/").content.decode()
    assert "Away" in ours and "Ines" in ours
    assert "When is the" in bob.get(f"{place.url}plans/p/").content.decode()
    with place.inside(place.bob):
        first = Comment.objects.get()
        talk = f"{place.url}talk/new/?of=plan:p"
    bob.post(talk, {"text": "They are slow, says Bob", "parent": first.key})
    bob.post(talk, {"text": "On Monday", "parent": first.key, "shared": "on"})
    bob.post(talk, {"text": "Only among us"})
    bob.post(f"{place.url}date-requests/{asked.key}/accept/", {"reply": "Gladly"})
    html = visitor.get(address).content.decode()
    assert "On Monday" in html and "Gladly" in html
    assert "They are slow" not in html and "Only among us" not in html
    with place.inside():
        assert Milestone.objects.get(key="ours").due_on == better
        inner = Comment.objects.get(text="Only among us")
    assert visitor.post(address + "say/", {"name": "I", "text": "x", "parent": inner.key}).status_code == 422

    digest = re.search(r'name="digest" value="(\w{64})"', html)[1]
    assert visitor.post(address + "agree/", {"digest": digest, "name": "Ines"}).status_code == 422
    agreed = {"digest": digest, "name": "Ines Duarte", "title": "COO", "agree": "on"}
    assert visitor.post(address + "agree/", agreed).status_code == 302
    visitor.post(address + "agree/", agreed)  # a double click
    kept = f"{address}agreed/{digest}.json"
    assert kept in visitor.get(address).content.decode()
    assert hashlib.sha256(visitor.get(kept).content).hexdigest() == digest, "anybody can check it"
    assert visitor.get(f"{address}agreed/{'0' * 64}.json").status_code == 404
    with place.inside():
        row = Agreement.objects.get()
        plan = Plan.objects.get()
        assert (row.name, row.number, row.digest) == ("Ines Duarte", 1, digest)
        assert (plan.customer_reviewed_on, plan.status) == (today(), "customer_accepted")
        plans.edit_milestone(Milestone.objects.get(key="ours"), {"due_on": better + timedelta(days=3)})
        plans.edit_part(Outcome.objects.get(), {"current": "8"})
    ours = bob.get(f"{place.url}plans/p/customer-view/").content.decode()
    assert "As it was agreed to" in ours and "Connect it" in ours and digest in ours
    html = visitor.get(address).content.decode()
    changed = re.findall(r'class="field-diff"><div class="title">([^<]*)', html)
    assert [words.strip() for words in changed] == ["Milestones: Connect it · Due"], "progress is no change"
    stale = visitor.post(address + "agree/", agreed)
    assert stale.status_code == 422 and "has changed while you were reading" in stale.content.decode()
    again = {**agreed, "digest": re.search(r'name="digest" value="(\w{64})"', html)[1]}
    visitor.post(address + "agree/", again)
    with place.inside():
        assert [one.number for one in Agreement.objects.order_by("pk")] == [1, 2]


def test_what_was_agreed_to_before_can_be_agreed_to_again(place):
    _share, address = open_to(place)
    with place.inside():
        first = Milestone.objects.get(key="ours").due_on
    visitor = Client()
    for due_on in (first, first + timedelta(days=3), first):
        with place.inside(place.bob):
            plans.edit_milestone(Milestone.objects.get(key="ours"), {"due_on": due_on})
        for name in ("Ines Duarte", "Tomas Reis") if due_on != first else ("Ines Duarte",):
            assert agree(visitor, address, name) == [302, 302], "and a double click"
    with place.inside():
        rows = list(Agreement.objects.order_by("pk"))
        signed = queries.consent_of(Plan.objects.get()).signers
    assert [(one.number, one.name) for one in rows] == [
        (1, "Ines Duarte"), (2, "Ines Duarte"), (2, "Tomas Reis"), (3, "Ines Duarte")
    ]  # fmt: skip
    assert rows[0].digest == rows[3].digest != rows[1].digest
    assert signed == rows[3:], "who agreed to the same words long ago has not agreed again"


def agree(visitor: Client, address: str, name: str) -> list[int]:
    html = visitor.get(address).content.decode()
    said = {"digest": re.search(r'name="digest" value="(\w{64})"', html)[1], "name": name, "agree": "on"}
    return [visitor.post(address + "agree/", said).status_code for _click in range(2)]


def test_an_address_shows_nothing_before_its_code_is_right(place, monkeypatch):
    monkeypatch.setattr(settings, "MAIL_ARRIVES", True)
    _share, coded = open_to(place, passcode="blue whale")
    visitor = Client()
    page = visitor.get(coded).content.decode()
    assert "A code, please" in page and "Acme" not in page and "Ours" not in page
    assert visitor.post(coded + "say/", {"name": "I", "text": "x"}).content.decode().count("A code, please")
    assert visitor.post(coded + "code/", {"code": "red whale"}).status_code == 422
    assert visitor.post(coded + "code/", {"code": "blue whale"}).status_code == 302
    assert "Acme plan" in visitor.get(coded).content.decode()
    assert "Acme plan" not in Client().get(coded).content.decode()
    other = Client(REMOTE_ADDR="192.0.2.7")
    tries = [other.post(coded + "code/", {"code": str(n)}).status_code for n in range(11)]
    assert tries[9:] == [422, 429], "ten from one place, no more"

    share, mailed = open_to(place, mail="ines@acme.example", by_mail=True)
    visitor = Client()
    assert "Send me a code" in visitor.get(mailed).content.decode()
    visitor.post(mailed + "code/new/")
    code = code_sent()
    assert visitor.post(mailed + "code/", {"code": "000000" if code != "000000" else "1"}).status_code == 422
    assert visitor.post(mailed + "code/", {"code": code}).status_code == 302
    assert "Acme plan" in visitor.get(mailed).content.decode()
    with place.inside():
        by_mail = f"/plan/{sharing.mail_secret(share)}/"
    assert "Acme plan" in Client().get(by_mail).content.decode(), "whoever reads the mailbox has proven it"
    with place.inside():
        comment = commenting.add_comments([Comment(subject="plan:p", text="Ours", shared=True)])
        assert comment and not Comment.objects.filter(voice="I").exists()


@pytest.mark.parametrize("asks", [{"passcode": "blue whale"}, {"by_mail": True}])
def test_behind_a_code_stand_the_colour_and_what_comes_by_mail_too(place, asks):
    with place.inside():
        edit_workspace({"mappings": {branding.KEY: {"colour": COLOUR}}})
    share, address = open_to(place, mail="ines@acme.example", **asks)
    for part in ("mails/", "look.css"):
        closed = Client().get(address + part).content.decode()
        assert "A code, please" in closed, part
        assert COLOUR not in closed and place.workspace.name not in closed and "milestones" not in closed, (
            part
        )
    Client().post(address + "mails/", {"wanted": "off"})
    with place.inside():
        share.refresh_from_db()
        assert share.reminded, "who does not know the code changes nothing"
        by_mail = f"/plan/{sharing.mail_secret(share)}/"
    stopped = Client().post(by_mail + "mails/", {"wanted": "off"}).content.decode()
    assert "You get no mail" in stopped if share.passcode else "sends you no mail" in stopped
    assert (place.workspace.name in stopped) is not bool(share.passcode)
    with place.inside():
        share.refresh_from_db()
        assert not share.reminded, "a mail is stopped by the mail"


def test_a_plan_is_written_to_by_an_address_only_so_often_from_everywhere_together():
    most, one, other = limits.LIMITS["plan-say"].strangers, secrets.token_hex(8), secrets.token_hex(8)
    Attempt.objects.bulk_create(
        Attempt(kind="plan-say", subject=one, network=f"10.0.{n // 200}.{n % 200}") for n in range(most)
    )
    assert most and limits.reserve("plan-say", one, "192.0.2.9") is None
    assert limits.reserve("plan-say", other, "192.0.2.9") is not None


def test_codes_take_no_room_from_reminders():
    mail = f"{secrets.token_hex(4)}@acme.example"
    for _n in range(limits.MAILS + 1):
        send_code(mail=mail, code="123456")
    assert sum(one.to == [mail] for one in outbox.outbox) == limits.MAILS
    assert limits.mailbox_full("plan-code", mail) and not limits.mailbox_full("plan", mail)


def code_sent() -> str:
    from procrastinate.contrib.django.models import ProcrastinateJob

    job = ProcrastinateJob.objects.filter(task_name="portal.code").latest("id")
    send_code(**job.args)
    return re.search(r"\b(\d{6})\b", outbox.outbox[-1].body)[1]


def test_what_is_over_looks_like_what_never_was(place):
    (gone, first), (over, second), (_kept, third) = open_to(place), open_to(place, days=1), open_to(place)
    with place.inside(place.bob):
        by_mail = f"/plan/{sharing.mail_secret(gone)}/"
        sharing.revoke_plan_shares([gone])
    with place.inside():
        PlanShare.objects.filter(pk=over.pk).update(expires_at=clock.real() - timedelta(seconds=1))
    answers = [Client().get(one) for one in (first, second, by_mail, "/plan/nothing/", "/plan/m.nothing/")]
    with place.inside():
        plans.remove_plans([Plan.objects.get()])
    answers.append(Client().get(third))
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb'"csrf-token" content="[^"]*"', b"", answer.content) for answer in answers}) == 1
