"""What is told goes out as each person prefers, at least once, under one name, and never twice without a kill."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.nudges import deliveries, preferring, queries, sending, verbs
from handrail.house.nudges.models import Delivery, Digest, Nudge, Preference
from handrail.house.nudges.tests.delivering import hurry, of, send, tell, under_way
from handrail.house.nudges.tests.somebody import telling
from handrail.kit import clock
from handrail.kit.refusals import Invalid

WEDNESDAY, NIGHT = datetime(2026, 11, 18, 10, tzinfo=UTC), datetime(2026, 11, 18, 23, tzinfo=UTC)


def test_an_urgent_thing_goes_out_at_once_and_another_waits_for_the_morning(scene, at):
    at(WEDNESDAY)
    tell(scene, telling(scene.bob), telling(scene.bob, urgent=False))
    (made,) = under_way(scene)
    assert (made.member_id, made.next_at) == (scene.bob.pk, WEDNESDAY)
    with scene.inside():
        digest = Digest.objects.get()
    assert digest.next_at == datetime(2026, 11, 19, 8, tzinfo=UTC)


def test_at_night_on_days_off_and_holidays_it_is_held_back(scene, at):
    from handrail.house.access.workspace import edit_workspace

    with scene.inside():
        edit_workspace({"holidays": ["2026-11-19"]})
    at(NIGHT)
    tell(scene, telling(scene.bob))
    assert under_way(scene)[0].next_at == datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_who_wants_urgent_things_at_any_time_gets_them(scene, at):
    at(NIGHT)
    with scene.inside():
        preferring.save(scene.bob, {"urgent_anytime": True})
    tell(scene, telling(scene.bob))
    assert under_way(scene)[0].next_at == NIGHT


@pytest.mark.parametrize(("mail", "sent"), [("at_once", 2), ("urgent", 1), ("digest", 1), ("off", 0)])
def test_each_way_of_mail(scene, mail, sent):
    with scene.inside():
        preferring.save(scene.bob, {"mail": mail})
    tell(scene, telling(scene.bob), telling(scene.bob, urgent=False))
    assert len(under_way(scene)) == sent
    with scene.inside():
        assert Digest.objects.count() == (1 if mail == "digest" else 0)


def test_a_choice_that_is_none_is_refused(scene):
    with scene.inside(), pytest.raises(Invalid) as refusal:
        preferring.save(scene.bob, {"mail": "pigeon", "digest_at": "25:00", "quiet_from": ""})
    assert [p.field for p in refusal.value.problems] == ["mail", "digest_at", "quiet_from"]


def test_messages_are_of_the_transaction_that_told(scene):
    class Oops(Exception):
        pass

    with pytest.raises(Oops), scene.inside():
        verbs.tell([telling(scene.bob)])
        raise Oops
    assert under_way(scene) == []


def test_telling_many_costs_the_same_statements(scene):
    counts = []
    for many in (2, 200):
        with scene.inside(), CaptureQueriesContext(connection) as captured:
            verbs.tell([telling(scene.bob, urgent=bool(n % 2)) for n in range(many)])
            counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


# -- mail ---------------------------------------------------------------------------------------------------


def test_a_mail_arrives_says_why_and_offers_one_click(always, post):
    tell(always, telling(always.bob, title="Ten <b>branches</b> live\r\nBcc: x@example.com"))
    assert send(always) == 1
    (mail,) = post.to(always.bob.email)
    text, html = (part.get_payload(decode=True).decode() for part in mail.get_payload())
    assert mail["Subject"] == "Ten <b>branches</b> live Bcc: x@example.com"
    assert mail["Bcc"] is None
    assert "It is due today." in text
    assert f"/w/{always.workspace.slug}/plans/harbor-plan/" in text
    assert "Ten &lt;b&gt;branches&lt;/b&gt; live" in html
    assert text.count("/told/") >= 3
    assert mail["List-Unsubscribe"].strip().startswith("<http://127.0.0.1:8000/told/")
    assert send(always) == 0
    assert [d.state for d in under_way(always)] == ["sent"]


def test_no_mail_speaks_of_our_own_words(always, post):
    tell(always, telling(always.bob))
    send(always)
    for part in post.got[0].walk():
        for word in ("nudge", "tenant", "ledger", "verb ", "scope", "None"):
            assert word not in str(part.get_payload()), word


def test_a_mail_is_in_the_language_of_its_reader(always, post, monkeypatch):
    from handrail.house.nudges import wording

    asked = []
    monkeypatch.setattr(
        wording, "footer", lambda reader: asked.append(wording.translation.get_language()) or ""
    )
    with always.inside():
        preferring.save(always.bob, {"language": "de"})
    tell(always, telling(always.bob))
    send(always)
    assert asked == ["de"]


def test_a_mailbox_that_is_gone_turns_mail_off_and_is_told_in_the_inbox(always, post):
    post.answers[always.bob.email] = "550 no such user"
    tell(always, telling(always.bob), telling(always.bob))
    send(always)
    assert {d.state for d in under_way(always)} == {"given_up"}
    with always.inside():
        told = {member.name: [n.name for n in queries.inbox(member)] for member in (always.bob, always.alice)}
        assert told == {
            "Bob": ["delivery.failed", "milestone.due", "milestone.due"],
            "Alice": ["delivery.failed"],
        }
        assert preferring.preference_of(always.bob).mail_refused == always.bob.email
    before = len(under_way(always))
    tell(always, telling(always.bob))
    assert len(under_way(always)) == before
    with always.inside():
        preferring.try_mail_again(always.bob)
    tell(always, telling(always.bob))
    assert len(under_way(always)) == before + 1


def test_a_busy_mailbox_is_tried_again_and_others_are_not_held_up(always, post):
    post.answers[always.bob.email] = "450 later"
    told = tell(always, telling(always.bob), telling(always.ada))
    send(always)
    bobs, adas = of(always, *told)
    assert (bobs.state, adas.state, bobs.attempts) == ("waiting", "sent", 1)
    assert bobs.next_at > clock.real() + timedelta(seconds=10)
    post.answers.clear()
    hurry(always)
    send(always)
    assert [m["Message-ID"] for m in post.to(always.bob.email)] == [f"<{bobs.message_id}>"]


def test_after_many_tries_it_gives_up_and_says_so(always, post, monkeypatch):
    monkeypatch.setattr(sending, "MOST_ATTEMPTS", 2)
    post.answers[always.bob.email] = "450 later"
    tell(always, telling(always.bob))
    for _ in range(2):
        send(always)
        hurry(always)
    (given_up,) = under_way(always)
    assert (given_up.state, given_up.next_at, "450" in given_up.problem) == ("given_up", None, True)
    with always.inside():
        assert [n.name for n in queries.inbox(always.alice)] == ["delivery.failed"]


def test_what_was_seen_or_done_before_is_not_sent(always, post):
    told = tell(always, *(telling(always.bob) for _ in range(4)))
    one, two, three, _ = told
    with always.inside():
        verbs.mark_read([one])
        verbs.finish([two])
        verbs.snooze([three], clock.real() + timedelta(days=1))
    send(always)
    assert [d.state for d in of(always, *told)] == ["dropped", "dropped", "dropped", "sent"]


def test_who_has_left_hears_nothing(always, post):
    from handrail.house.ledger import write

    tell(always, telling(always.bob))
    with always.inside():
        write.change(always.bob, {"left_on": "2026-01-01"})
    send(always)
    assert post.got == []
    assert [d.state for d in under_way(always)] == ["dropped"]


def test_a_poison_message_steps_aside_and_the_others_go(always, post, monkeypatch):
    told = tell(always, telling(always.bob, reason="%(missing)s of it"), telling(always.ada))
    send(always)
    poison, well = of(always, *told)
    assert (poison.state, well.state) == ("given_up", "sent")
    assert "KeyError" in poison.problem
    with always.inside():
        assert [n.name for n in queries.inbox(always.alice)] == ["delivery.failed"]


# -- by many ------------------------------------------------------------------------------------------------


def test_what_one_worker_has_no_other_takes(always, post):
    tell(always, telling(always.bob))
    mine = sending.take(always.workspace.pk)
    assert sending.take(always.workspace.pk) == []
    sending.mark(always.workspace.pk, sending.deliver(mine))
    assert len(post.got) == 1


def test_a_batch_is_no_larger_than_a_batch(always, post, monkeypatch):
    """However many there are and however the database plans it."""
    monkeypatch.setattr(sending, "BATCH", 5)
    tell(always, *(telling(always.bob) for _ in range(300)))
    with always.inside(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_hashjoin = off")
        cursor.execute("SET LOCAL enable_mergejoin = off")
        moment = clock.real()
        cursor.execute(sending.TAKE, [always.workspace.pk, moment, 5, moment + sending.LEASE])
        assert len(cursor.fetchall()) == 5
    assert len(sending.take(always.workspace.pk)) == 5


def test_who_reads_in_the_other_workspace_sees_nothing_of_it(always, post):
    tell(always, telling(always.bob))
    with always.elsewhere():
        assert not Delivery.objects.exists()
        assert not Nudge.objects.exists()
        assert not Preference.objects.exists()


def test_old_messages_are_forgotten(always, post, at):
    tell(always, telling(always.bob))
    send(always)
    at(clock.real() + timedelta(days=40))
    sending.forget()
    assert under_way(always) == []


def test_nobody_is_held_by_what_goes_only_to_the_inbox(scene):
    with scene.inside():
        (told,) = verbs.tell([telling(scene.bob, name="delivery.failed", lane="message")])
        assert told.pk
        deliveries.make([told])
        assert not Delivery.objects.exists()
