"""What is told goes out as each person prefers, at least once, under one name, and never twice without a kill."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from standardwebhooks import Webhook

from handrail.house.ledger.models import Event
from handrail.house.nudges import channels, deliveries, digests, preferring, queries, sending, verbs
from handrail.house.nudges.models import Channel, Delivery, Digest, Nudge, Preference
from handrail.house.nudges.tests.somebody import telling
from handrail.kit import clock
from handrail.kit.outward.addresses import Allowed
from handrail.kit.refusals import Invalid
from tests.kit.receiver import answering, half_closing, receiver, silent

WEDNESDAY, NIGHT = datetime(2026, 11, 18, 10, tzinfo=UTC), datetime(2026, 11, 18, 23, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Set the machine's own clock."""

    def put(moment):
        monkeypatch.setattr(clock, "real", lambda: moment)

    return put


def tell(scene, *tellings):
    with scene.inside():
        return verbs.tell(tellings)


def under_way(scene):
    with scene.inside():
        return list(Delivery.objects.order_by("pk"))


def of(scene, *told):
    """The messages about these, in their order."""
    made = {delivery.nudge_id: delivery for delivery in under_way(scene)}
    return [made[nudge.pk] for nudge in told]


def send(scene):
    return sending.send_in(scene.workspace.pk)


def hurry(scene):
    """Let every pause be over."""
    with scene.inside():
        Delivery.objects.filter(next_at__isnull=False).update(next_at=clock.real() - timedelta(seconds=1))


# -- when and where -----------------------------------------------------------------------------------------


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


# -- chats and webhooks -------------------------------------------------------------------------------------


def add(scene, kind, url, member=None, **more):
    with scene.inside():
        return channels.add_channel(kind, f"our {kind}", url, member=member, **more)


def test_a_signed_webhook_arrives_and_can_be_verified(always, loopback):
    with receiver() as there:
        _, secret = add(always, "webhook", there.url)
        tell(always, telling(always.bob))
        send(always)
        (got,) = there.got
        said = Webhook(secret.signing).verify(got.body, got.headers)
        assert said["items"][0]["title"] == "Ten branches live"
        hook = next(d for d in under_way(always) if d.channel_id)
        assert (got.headers["webhook-id"], hook.state) == (hook.key, "sent")


def test_a_room_hears_of_a_thing_once_however_many_are_told(always, loopback):
    with receiver() as there:
        add(always, "slack", there.url)
        tell(always, *(telling(m, subject_id=7) for m in (always.alice, always.ada, always.bob)))
        tell(always, telling(always.bob, subject_id=8, urgent=False))
        send(always)
        assert [json.loads(one.body)["text"] for one in there.got] == ["Ten branches live"]


def test_ones_own_chat_hears_of_what_one_wants(always, loopback):
    with receiver() as there:
        add(always, "teams", there.url, member=always.bob)
        with always.inside():
            preferring.save(always.bob, {"chat": "at_once", "mail": "off"})
        tell(always, telling(always.bob, urgent=False), telling(always.ada))
        send(always)
        assert len(there.got) == 1


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_channel_that_is_gone_is_turned_off_and_told_of(always, loopback, status):
    with receiver(answering(status)) as there:
        channel, _ = add(always, "slack", there.url, member=always.bob)
        tell(always, telling(always.bob), telling(always.bob))
        send(always)
    with always.inside():
        channel = Channel.objects.get(pk=channel.pk)
        assert channel.off_at is not None
        kinds = list(
            Event.objects.filter(subject_kind="channel").order_by("id").values_list("kind", flat=True)
        )
        assert kinds == ["channel.created", "channel.turned_off"]
        for member in (always.bob, always.alice):
            assert [n.name for n in queries.inbox(member)].count("delivery.failed") == 1


@pytest.mark.parametrize(
    "manner",
    [answering("500 Oops"), answering("302 Found", "Location: https://example.com/"), half_closing, silent],
    ids=["failing", "redirecting", "half-closing", "slow"],
)
def test_a_failing_receiver_is_tried_again_and_holds_up_nobody_else(always, loopback, manner, monkeypatch):
    monkeypatch.setattr(sending.Outside.__init__, "__kwdefaults__", {"seconds": 1.0})
    with receiver(manner) as bad, receiver() as good:
        add(always, "slack", bad.url, member=always.bob)
        add(always, "slack", good.url, member=always.ada)
        tell(always, *(telling(always.bob) for _ in range(20)), telling(always.ada))
        send(always)
        chats = [d for d in under_way(always) if d.channel_id]
        assert [d.state for d in chats if d.member_id == always.ada.pk] == ["sent"]
        mine = [d for d in chats if d.member_id == always.bob.pk]
        assert {d.state for d in mine} == {"waiting"}
        assert len(bad.got) <= sending.SLICES, "the place fails, so the rest was not even tried"
        assert sum(d.attempts for d in mine) == len(bad.got)


def test_a_receiver_that_asks_for_a_pause_gets_it(always, loopback):
    with receiver(answering("429 Slow down", "Retry-After: 600")) as there:
        add(always, "slack", there.url, member=always.bob)
        tell(always, telling(always.bob))
        send(always)
    chat = next(d for d in under_way(always) if d.channel_id)
    assert chat.next_at > clock.real() + timedelta(minutes=9)


def test_the_inner_network_is_not_reached_without_the_operator(always):
    with override_settings(OUTWARD_ALLOW=Allowed()), receiver() as there:
        sending.outside.cache_clear()
        add(always, "slack", there.url, member=always.bob)
        tell(always, telling(always.bob))
        send(always)
        assert there.got == []
    assert "inner network" in next(d for d in under_way(always) if d.channel_id).problem


def test_an_address_is_a_secret_everywhere(always, loopback, caplog):
    caplog.set_level(10)
    with receiver(answering("500 Oops")) as there:
        channel, _ = add(always, "webhook", there.url, member=always.bob)
        tell(always, telling(always.bob))
        send(always)
    with always.inside():
        rows = [*Channel.objects.values(), *Delivery.objects.values(), *Event.objects.values()]
        assert "very-secret" not in str(rows) + caplog.text
        assert channels.secrets_of([channel.pk])[channel.pk].url == there.url


def test_with_another_key_the_address_is_asked_for_again(always, loopback, settings_key):
    with receiver() as there:
        add(always, "slack", there.url, member=always.bob)
        tell(always, telling(always.bob))
        with settings_key("another key, which is long enough to be one"):
            send(always)
        assert there.got == []
    assert "Enter it again" in next(d for d in under_way(always) if d.channel_id).problem


@pytest.fixture
def settings_key():
    from django.test import override_settings

    return lambda key: override_settings(SECRET_KEY=key)


# -- the morning mail ---------------------------------------------------------------------------------------


def morning(scene, at, day=19):
    at(datetime(2026, 11, day, 8, 0, 1, tzinfo=UTC))
    made = digests.make_in(scene.workspace.pk)
    send(scene)
    return made


def test_the_morning_mail_is_one_by_customer_and_each_says_why(scene, post, at):
    from handrail.record.customers.models import Customer
    from handrail.record.customers.verbs import add_customers

    at(WEDNESDAY)
    with scene.inside():
        north, kestrel = add_customers([Customer(name="Northwind"), Customer(name="Kestrel Bank")])
    tell(
        scene,
        telling(scene.bob, urgent=False, title="Call Ida", about_id=north.pk),
        telling(scene.bob, urgent=False, title="Pay rise?", about_id=kestrel.pk, reason="You asked for it."),
        telling(scene.bob, urgent=False, title="Send notes", about_id=north.pk),
    )
    assert morning(scene, at) == 1
    (mail,) = post.to(scene.bob.email)
    text = mail.get_payload()[0].get_payload(decode=True).decode()
    assert mail["Subject"] == "3 things wait for you"
    order = [text.index(words) for words in ("Kestrel Bank", "Pay rise?", "Northwind", "Send notes")]
    assert order == sorted(order)
    assert text.count("Northwind") == 1
    assert "You asked for it." in text
    assert [d.state for d in under_way(scene)] == ["sent"]


def test_nothing_to_say_is_no_mail(scene, post, at):
    at(WEDNESDAY)
    (told,) = tell(scene, telling(scene.bob, urgent=False))
    with scene.inside():
        verbs.mark_read([told])
    assert morning(scene, at) == 0
    assert post.got == []
    with scene.inside():
        assert Digest.objects.get().next_at is None


def test_yesterdays_news_alone_makes_no_second_mail(scene, post, at):
    at(WEDNESDAY)
    tell(scene, telling(scene.bob, urgent=False, title="old"))
    assert morning(scene, at) == 1
    assert morning(scene, at, 20) == 0
    tell(scene, telling(scene.bob, urgent=False, title="new"))
    assert morning(scene, at, 23) == 1
    text = post.got[1].get_payload()[0].get_payload(decode=True).decode()
    assert "old" in text
    assert "new" in text


def test_what_slept_comes_with_the_mail_after_it_wakes(scene, post, at):
    at(WEDNESDAY)
    (told,) = tell(scene, telling(scene.bob, urgent=False))
    assert morning(scene, at) == 1
    with scene.inside():
        verbs.snooze([told], datetime(2026, 11, 24, 7, tzinfo=UTC), "she is away")
    assert morning(scene, at, 20) == 0
    assert morning(scene, at, 24) == 1


def test_two_workers_make_one_morning_mail(scene, post, at):
    at(WEDNESDAY)
    tell(scene, telling(scene.bob, urgent=False))
    at(datetime(2026, 11, 19, 9, tzinfo=UTC))
    with ThreadPoolExecutor(4) as workers:
        made = list(workers.map(lambda _: closing(digests.make_in, scene.workspace.pk), range(8)))
    assert sorted(made) == [0] * 7 + [1]
    assert len(under_way(scene)) == 1


def closing(work, *given):
    """In a thread of its own, whose connection ends with it."""
    try:
        return work(*given)
    finally:
        connection.close()


def test_a_morning_mail_is_the_same_when_it_is_sent_again(scene, post, at):
    at(WEDNESDAY)
    tell(scene, telling(scene.bob, urgent=False))
    at(datetime(2026, 11, 19, 9, tzinfo=UTC))
    digests.make_in(scene.workspace.pk)
    sending.deliver(sending.take(scene.workspace.pk))  # and killed before it is marked
    at(datetime(2026, 11, 19, 9, 10, tzinfo=UTC))
    send(scene)
    first, again = post.got
    assert first["Message-ID"] == again["Message-ID"]


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
