"""Chats and webhooks: signed, each place by itself, turned off when gone, their addresses secret."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import override_settings
from standardwebhooks import Webhook

from handrail.house.ledger.models import Event
from handrail.house.nudges import channels, preferring, queries, sending
from handrail.house.nudges.models import Channel, Delivery
from handrail.house.nudges.tests.delivering import send, tell, under_way
from handrail.house.nudges.tests.somebody import telling
from handrail.kit import clock
from handrail.kit.outward.addresses import Allowed
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from tests.kit.receiver import answering, half_closing, receiver, silent


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


def test_a_private_customer_is_no_business_of_a_room_nor_of_who_may_not_see_it(always, loopback):
    with receiver() as room, receiver() as own, receiver() as insiders:
        add(always, "slack", room.url)
        for member, there in ((always.bob, own), (always.ada, insiders)):
            add(always, "slack", there.url, member=member)
        with always.inside():
            (secret,) = customers.add_customers([Customer(name="Zanzibar", owner=always.ada)])
        tell(always, *(telling(m, about_id=secret.pk, title="Zanzibar") for m in (always.bob, always.ada)))
        with always.inside(always.ada):
            customers.edit_customer(secret, {"private": True})
        send(always)
        assert (len(room.got), len(own.got), len(insiders.got)) == (0, 0, 1)
    unsent = {d.problem for d in under_way(always) if d.channel_id and d.state != "sent"}
    assert unsent == {"It is about a private customer."}
