"""Requests outside: nothing private is reached in any spelling, nothing is followed, everything ends."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from standardwebhooks import Webhook

from handrail.kit.environment import BadSetting
from handrail.kit.outward import guard
from handrail.kit.outward.addresses import Allowed, BadAddress, allowed, check, is_public, place_of
from handrail.kit.outward.asking import MOST_BYTES, NotSent, Outside
from handrail.kit.outward.signing import fresh_secret, signed
from tests.kit.receiver import answering, dripping, endless, half_closing, receiver, silent

LOOPBACK = Allowed(networks=("127.0.0.0/8",))


@pytest.fixture
def outside():
    made = Outside(LOOPBACK, seconds=1.0)
    yield made
    made.close()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "127.0.1", "0x7f000001", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "017700000001",
        "0", "0.0.0.0", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "１２７.０.０.１", "127。0。0。1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "100.64.0.1", "169.254.169.254",
        "0xa9fea9fe", "[::ffff:169.254.169.254]", "[fe80::1]", "[fe80::1%25lo]", "[fd00:ec2::254]", "[fc00::1]",
        "[fec0::1]", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "240.0.0.1", "[ff02::1]",
    ],
)  # fmt: skip
def test_nothing_private_is_asked_in_any_spelling(host):
    """With a receiver behind the port, so that a guard that fails would be answered."""
    with receiver() as there:
        outside = Outside(Allowed(), seconds=1.0)
        with pytest.raises(NotSent):
            outside.post(f"http://{host}:{there.port}/", b"{}")
        with pytest.raises(NotSent):
            outside.post(f"https://{host}:{there.port}/", b"{}")
        assert there.got == []


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"]
)
def test_the_open_internet_is_public(text):
    assert is_public(ip_address(text))


def test_a_name_is_looked_up_once_and_that_address_is_asked(monkeypatch):
    """A name that answers with a public address first and a private one later gets one look, and no second."""
    looks = []

    def lookup(host, port):
        looks.append(host)
        return ["93.184.216.34"] if len(looks) == 1 else ["127.0.0.1"]

    asked = []

    class Network(guard.httpcore2.SyncBackend):
        def connect_tcp(self, host, port, *rest, **more):
            asked.append(host)
            raise guard.httpcore2.ConnectError("far away")

    monkeypatch.setattr(guard, "lookup", lookup)
    monkeypatch.setattr(guard.httpcore2, "SyncBackend", Network)
    with pytest.raises(NotSent):
        Outside(Allowed(), seconds=1.0).post("https://rebind.example/", b"")
    assert looks == ["rebind.example"]
    assert asked == ["93.184.216.34"]


def test_a_private_address_among_public_ones_refuses_all():
    place = place_of("https://trap.example/")
    with pytest.raises(BadAddress):
        check(place, ["93.184.216.34", "10.0.0.7"], Allowed())
    assert check(place, ["93.184.216.34"], Allowed()) == ["93.184.216.34"]


def test_the_open_internet_is_asked_encrypted_only():
    with pytest.raises(BadAddress, match="https"):
        check(place_of("http://hooks.example/"), ["93.184.216.34"], Allowed())


def test_the_operator_names_machines_by_host_port_and_network():
    named = allowed(["chat.lan", "127.0.0.1:9000", "10.2.0.0/16"])
    assert check(place_of("http://chat.lan/"), ["10.9.9.9"], named)
    assert check(place_of("http://127.0.0.1:9000/"), ["127.0.0.1"], named)
    assert check(place_of("http://other.lan/"), ["10.2.3.4"], named)
    for url, address in (("http://127.0.0.1:9001/", "127.0.0.1"), ("http://other.lan/", "10.3.0.1")):
        with pytest.raises(BadAddress):
            check(place_of(url), [address], named)
    with pytest.raises(BadSetting, match=r"10\.2"):
        allowed(["10.2.0.0/99"])


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "//example.com/", "example.com", "",
        "https://user:word@example.com/", "https://user@example.com/", "https://", "https:///x", "https://a b.com/",
        "https://example.com:99999/", "https://example.com:x/", "https://exa\nmple.com/", "https://example.com\\@evil.com/",
        "https://example.com/ä", "https://" + "a" * 70 + ".com/", "https://example.com/" + "a" * 3_000,
    ],
)  # fmt: skip
def test_odd_addresses_are_refused_and_not_guessed_at(url):
    with pytest.raises(NotSent) as refusal:
        Outside(LOOPBACK, seconds=1.0).post(url, b"")
    assert refusal.value.final


def test_a_message_arrives_whole_and_connections_are_used_again(outside):
    with receiver() as there:
        for _ in range(3):
            answer = outside.post(there.url, b'{"a":1}', {"Content-Type": "application/json"})
            assert (answer.ok, answer.body) == (True, b"ok")
        assert [one.body for one in there.got] == [b'{"a":1}'] * 3
        assert there.got[0].headers["host"] == f"127.0.0.1:{there.port}"


def test_a_redirect_is_never_followed(outside):
    with receiver() as trap, receiver(answering("302 Found", f"Location: {trap.url}")) as there:
        answer = outside.post(there.url, b"{}")
        assert (answer.status, answer.ok) == (302, False)
        assert trap.got == []


@pytest.mark.parametrize("manner", [silent, dripping, half_closing], ids=lambda m: m.__name__)
def test_slow_and_broken_receivers_end_in_time(outside, manner):
    with receiver(manner) as there:
        started = time.monotonic()
        with pytest.raises(NotSent) as refusal:
            outside.post(there.url, b"{}")
        assert not refusal.value.final
        assert time.monotonic() - started < 4


def test_an_endless_answer_is_cut_off(outside):
    with receiver(endless) as there:
        assert len(outside.post(there.url, b"{}").body) == MOST_BYTES


def test_a_receiver_may_ask_for_a_pause(outside):
    with receiver(answering("429 Too Many", "Retry-After: 7")) as there:
        assert outside.post(there.url, b"{}").retry_after == 7.0


def test_nobody_there_and_no_such_name(outside):
    with receiver() as there:
        gone = there.url
    for url in (gone, "https://nothing-here.invalid/"):
        with pytest.raises(NotSent) as refusal:
            outside.post(url, b"")
        assert not refusal.value.final


def test_no_log_and_no_error_tells_the_secret_part_of_an_address(outside, caplog):
    caplog.set_level(logging.DEBUG)
    with receiver(half_closing) as there, pytest.raises(NotSent) as refusal:
        outside.post(there.url, b"{}")
    assert "very-secret" not in caplog.text + str(refusal.value) + repr(refusal.value.__context__)


def test_a_signed_message_is_what_others_verify():
    secret, body = fresh_secret(), '{"subject":"Wörter"}'.encode()
    headers = signed(secret, "n12", datetime.now(UTC), body)
    assert Webhook(secret).verify(body, headers) == {"subject": "Wörter"}
    assert headers["webhook-id"] == "n12"
