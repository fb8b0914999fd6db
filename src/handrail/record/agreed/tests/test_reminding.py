"""The customer's side is reminded by mail, once for each moment, of nothing that is over, and only who wants it."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from procrastinate.testing import InMemoryConnector

from handrail.house.deadlines.tests.stage import customer, day, milestone, plan, sweep
from handrail.house.ledger import undoing
from handrail.house.signing import limits
from handrail.house.signing.models import Attempt
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.house.workspaces.scope import on_behalf_of
from handrail.kit import clock
from handrail.kit.jobs import queue
from handrail.record.agreed import sharing, verbs
from handrail.record.agreed.tasks import answered, remind_of
from handrail.record.agreed.tests.made import opened
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Stakeholder
from handrail.record.plans import verbs as plans


@pytest.fixture
def place(scene, monkeypatch):
    monkeypatch.setattr(settings, "MAIL_ARRIVES", True)
    Attempt.objects.all().delete()  # these mailboxes have had mail of other tests
    with scene.inside():
        acme = customer(scene)
        (ines,) = customers.add_stakeholders(
            [Stakeholder(customer=acme, name="Ines", email="ines@acme.example")]
        )
        made = plan(acme)
        scene.stone = milestone(made, day(10), side="customer", counterpart=ines)
        milestone(made, day(10), key="ours")
        scene.share, _secret = opened(made, mail="ines@acme.example", stakeholder=ines, days=60)
        opened(made, "Tomas", mail="tomas@acme.example", days=60)
    return scene


def sent(place) -> list[str]:
    """What the worker would send now, each job once."""
    jobs = ProcrastinateJob.objects.filter(task_name="agreed.remind", args__workspace=place.workspace.pk)
    outbox.outbox.clear()
    for job in jobs.order_by("pk")[len(place.__dict__.setdefault("done", [])) :]:
        place.done.append(job.pk)
        remind_of(**job.args)
    return [f"{mail.to[0]} {mail.body}" for mail in outbox.outbox]


def test_a_milestone_of_theirs_is_mailed_to_its_person_once_for_each_moment(place):
    for number in (2, 3, 3, 4, 9, 10, 11, 12):
        sweep(number)
        sweep(number, hour=13)
    jobs = ProcrastinateJob.objects.filter(task_name="agreed.remind", args__workspace=place.workspace.pk)
    assert jobs.count() == 3, "seven days, one day, the day itself; what is missed is ours to look after"
    mails = sent(place)
    assert [mail.split()[0] for mail in mails] == ["ines@acme.example"] * 3
    assert "Live" in mails[0] and "/plan/m." in mails[0]
    assert outbox.outbox[0].extra_headers["List-Unsubscribe"].startswith("<http")
    address = outbox.outbox[0].extra_headers["List-Unsubscribe"][1:-1].removeprefix(settings.URL)
    assert "No more mail" in Client().get(address).content.decode(), "looking changes nothing"
    with place.inside():
        place.share.refresh_from_db()
        assert place.share.reminded
    Client().post(address, {"wanted": "off"})
    with place.inside():
        place.share.refresh_from_db()
        assert not place.share.reminded


def test_an_address_for_a_typed_name_is_theirs_where_its_mail_is(place):
    with place.inside():
        sharing.revoke_plan_shares([place.share])
        typed, _secret = opened(place.share.plan, "Ines D.", mail="Ines@Acme.example", days=60)
    sweep(3)
    jobs = ProcrastinateJob.objects.filter(task_name="agreed.remind", args__workspace=place.workspace.pk)
    assert [job.args["share"] for job in jobs] == [typed.pk]


def test_a_mail_is_queued_with_the_mark_that_it_was_said_or_not_at_all(place):
    """In the worker the queue has connections of its own: what they put in would outlive a rollback."""
    elsewhere = InMemoryConnector()
    jobs = ProcrastinateJob.objects.filter(task_name="agreed.remind", args__workspace=place.workspace.pk)

    def tell():
        with place.inside():
            row = place.share
            queue(remind_of, workspace=row.workspace_id, share=row.pk, names=[f"milestone:{place.stone.pk}"])
            assert jobs.count() == 1
            yield

    with app.replace_connector(elsewhere):
        with pytest.raises(ZeroDivisionError):
            for _inside in tell():
                raise ZeroDivisionError
        assert jobs.count() == 0
        assert list(tell()) and jobs.count() == 1
    assert not elsewhere.jobs


def test_they_hear_what_we_answer_in_their_language_and_nothing_that_was_taken_back(place):
    with place.inside():
        row = place.share.plan
        opened(row, "Rui", mail="rui@acme.example", days=60, language="de")
        with on_behalf_of(sharing.actor(place.share)):
            first = verbs.comment(place.share, "Ines", "When?")
            asked = verbs.propose(place.share, place.stone, day(14), "Ines")
    with place.inside(place.bob):
        said = [
            Comment(subject=first.subject, text=text, parent=first, shared=True)
            for text in ("On Monday", "No")
        ]
        commenting.add_comments([*said, Comment(subject=first.subject, text="Slow, they are", parent=first)])
        commenting.remove_comments([said[1]])
    with place.inside():
        verbs.decline_date_requests([asked], "The port opens then")
    mails = answers(place)
    assert [mail.to[0].split("@")[0] for mail in mails] == ["ines", "tomas", "rui", "ines"]
    assert [mail.to[0] for mail in mails if "On Monday" in mail.body] == [mail.to[0] for mail in mails[:3]]
    assert (
        "Guten Tag Rui" in mails[2].body and "Antwort" in mails[2].subject and "Hello Tomas" in mails[1].body
    )
    assert "The port opens then" in mails[3].body and "can not be on" in mails[3].body
    assert mails[3].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert not any("Slow" in mail.body or "“No”" in mail.body for mail in mails)
    stop = mails[0].extra_headers["List-Unsubscribe"][1:-1].removeprefix(settings.URL)
    assert Client().post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    with place.inside(place.bob):
        commenting.add_comments([Comment(subject=first.subject, text="Once more", shared=True)])
    assert sorted(mail.to[0].split("@")[0] for mail in answers(place)) == ["rui", "tomas"]


def test_what_is_answered_again_within_the_minute_is_mailed_once_as_it_stands(place):
    with place.inside():
        about = f"plan:{place.share.plan.key}"
        with on_behalf_of(sharing.actor(place.share)):
            asked = verbs.propose(place.share, place.stone, day(14), "Ines")
    with place.inside():
        verbs.decline_date_requests([asked], "Too late")
    with place.inside(place.bob):
        row = Comment(subject=about, text="Ferry", shared=True)
        commenting.add_comments([row])
        commenting.hide_comments([row])
        commenting.show_comments([row])
        commenting.edit_comment(row, {"text": "Ferries"})
        commenting.resolve_comments([row])
    with place.inside():
        undoing.undo(undoing.last().batch)
        asked.refresh_from_db()
        verbs.decline_date_requests([asked], "Ships are slow")
    mails = [(mail.to[0].split("@")[0], mail.body) for mail in answers(place)]
    assert sorted(who for who, body in mails if "Ferries" in body) == ["ines", "tomas"]
    assert [who for who, body in mails if "Ferries" not in body] == ["ines"]
    assert sum("Ships are slow" in body for _who, body in mails) == 1


def answers(place):
    jobs = ProcrastinateJob.objects.filter(task_name="agreed.answered", args__workspace=place.workspace.pk)
    outbox.outbox.clear()
    for job in jobs.order_by("pk")[place.__dict__.setdefault("answered", 0) :]:
        place.answered += 1
        assert job.scheduled_at is not None, "a minute to take it back"
        answered(**job.args)
    return list(outbox.outbox)


def test_nothing_is_mailed_of_what_is_over(place):
    sweep(3)
    with place.inside():
        plans.finish_milestones([place.stone])
    assert sent(place) == [], "done in the meantime"
    with place.inside():
        plans.reopen_milestones([place.stone])
    sweep(9)
    with place.inside():
        sharing.revoke_plan_shares([place.share])
    assert sent(place) == [], "the address was taken back"
    sweep(10)
    assert sent(place) == []


def test_a_full_mailbox_gets_its_reminder_an_hour_later(place):
    for _n in range(limits.MAILS):
        limits.note_mail("plan", "ines@acme.example")
    sweep(3)
    before = clock.real()
    assert sent(place) == []
    later = ProcrastinateJob.objects.filter(task_name="agreed.remind").latest("id")
    assert later.scheduled_at - before >= limits.MAILS_WITHIN - timedelta(seconds=1)
    Attempt.objects.filter(kind="plan-sent").delete()  # the hour is over
    assert [mail.split()[0] for mail in sent(place)] == ["ines@acme.example"]
    assert sent(place) == []


def test_what_the_mail_server_refuses_for_a_while_comes_later(place, monkeypatch):
    def away(*_anything):
        raise SMTPServerDisconnected

    sweep(3)
    with monkeypatch.context() as now:
        now.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        with pytest.raises(SMTPServerDisconnected) as refused:
            sent(place)
    for task in (remind_of, answered):
        job = Job(id=1, lock=None, queueing_lock=None, task_name=task.name, queue=task.queue)
        again = task.get_retry_exception(refused.value, job)
        assert again is not None and again.retry_decision.retry_at > clock.real()
        assert task.get_retry_exception(refused.value, job.evolve(attempts=8)) is None, (
            "after a day it is over"
        )
        assert task.get_retry_exception(ZeroDivisionError(), job) is None, "our own mistakes do not go away"
    place.done.clear()
    assert [mail.split()[0] for mail in sent(place)] == ["ines@acme.example"]
