"""A worker that is killed between sending and marking: the receiver sees the same name twice, and nothing is lost.

Real workers, a real mail server and a real receiver on loopback; whoever receives kills the worker before it can mark.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller

from handrail.house.access.workspace import edit_workspace
from handrail.house.nudges import channels, preferring, verbs
from handrail.house.nudges.models import Delivery
from handrail.house.nudges.tests.somebody import telling
from handrail.kit import clock
from tests.kill.test_kill import ROOT, wait_until
from tests.kit.receiver import OK, receiver


class Killing:
    """Takes what comes, and at the first message kills whoever sent it before the answer goes out."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.worker: subprocess.Popen[bytes] | None = None

    def take(self, name: str) -> None:
        self.names[name] += 1
        if self.worker is not None and self.worker.poll() is None and len(self.names) == 3:
            os.kill(self.worker.pid, signal.SIGKILL)
            self.worker.wait()

    async def handle_DATA(self, server, session, envelope):
        self.take(message_from_bytes(envelope.content)["Message-ID"])
        return "250 taken"


@contextmanager
def working(port: int, killing: Killing):
    """A worker as it is in use, with mail and loopback set up by its environment."""
    env = {
        **os.environ,
        "HANDRAIL_PROCESS": "worker",
        "HANDRAIL_LOG_LEVEL": "ERROR",
        "HANDRAIL_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "HANDRAIL_OUTWARD_ALLOW": "127.0.0.0/8",
    }
    process = subprocess.Popen([sys.executable, "-m", "handrail", "worker"], cwd=ROOT, env=env)
    killing.worker = process
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def busy(scene):
    """Bob and Ada are told at any hour."""
    with scene.inside():
        edit_workspace({"working_days": [1, 2, 3, 4, 5, 6, 7]})
        for member in (scene.bob, scene.ada):
            preferring.save(member, {"urgent_anytime": True})
    return scene


def states(scene) -> Counter[str]:
    with scene.inside():
        return Counter(Delivery.objects.values_list("state", flat=True))


def leases_run_out(scene) -> None:
    with scene.inside():
        Delivery.objects.filter(state="waiting").update(next_at=clock.real() - timedelta(seconds=1))


def names(scene) -> set[str]:
    with scene.inside():
        return {f"<{delivery.message_id}>" for delivery in Delivery.objects.all()}


def test_mail_is_sent_again_under_the_same_name_and_none_is_lost(busy):
    killing = Killing()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(killing, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with busy.inside():
            verbs.tell([telling(member) for member in (busy.bob, busy.ada) for _ in range(5)])
        with working(port, killing) as first:
            wait_until(lambda: first.poll() is not None, "the first worker dies")
        assert first.returncode == -signal.SIGKILL
        assert states(busy) == {"waiting": 10}, "it was killed before it could mark anything"
        leases_run_out(busy)
        with working(port, Killing()):
            wait_until(lambda: states(busy) == {"sent": 10}, "the second worker sends all of it")
        assert names(busy) <= set(killing.names)  # besides what other tests have left
        assert max(killing.names[name] for name in names(busy)) == 2, (
            "what was sent before the kill came again, under its own name"
        )
    finally:
        controller.stop()


def test_a_webhook_is_sent_again_under_the_same_name_and_none_is_lost(busy):
    killing = Killing()

    def manner(connection, number):
        killing.take(there.got[number - 1].headers["webhook-id"])
        connection.sendall(OK)

    with receiver(manner) as there:
        with busy.inside():
            channels.add_channel("webhook", "program", there.url, member=busy.bob)
            preferring.save(busy.bob, {"mail": "off", "chat": "at_once"})
            verbs.tell([telling(busy.bob) for _ in range(10)])
        with working(1, killing) as first:
            wait_until(lambda: first.poll() is not None, "the first worker dies")
        leases_run_out(busy)
        with working(1, Killing()):
            wait_until(lambda: states(busy) == {"sent": 10}, "the second worker sends all of it")
        with busy.inside():
            assert set(killing.names) == set(Delivery.objects.values_list("key", flat=True))
        assert max(killing.names.values()) == 2
