"""A mail server and a receiver of webhooks on loopback, for all tests of what goes outward."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings

from handrail.kit import clock
from handrail.kit.outward.addresses import Allowed


@dataclass
class Post:
    """What arrived, and how the next ones are answered: by recipient, or DATA for the letter itself."""

    port: int
    got: list[Message] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.got.append(message_from_bytes(envelope.content))
        return self.answers.get("DATA", "250 taken")

    def to(self, address: str) -> list[Message]:
        return [message for message in self.got if message["To"] == address]


@pytest.fixture
def post():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler = Post(free.getsockname()[1])
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=handler.port,
        EMAIL_TIMEOUT=2,
    ):
        yield handler
    controller.stop()


@pytest.fixture
def loopback():
    """Loopback is a place that the operator has named."""
    from handrail.house.nudges import sending

    with override_settings(OUTWARD_ALLOW=Allowed(networks=("127.0.0.0/8",))):
        sending.outside.cache_clear()
        yield
    sending.outside.cache_clear()


@pytest.fixture
def always(scene):
    """Every day is a working day here, it is about noon, and no hour is quiet: whenever the tests run."""
    from handrail.house.access.workspace import edit_workspace
    from handrail.house.nudges import preferring

    west = clock.real().hour - 12  # "Etc/GMT+7" lies seven hours west
    with scene.inside():
        edit_workspace({"working_days": [1, 2, 3, 4, 5, 6, 7], "time_zone": f"Etc/GMT{west:+d}"})
        for member in (scene.alice, scene.ada, scene.bob, scene.gita):
            preferring.save(member, {"quiet_from": "08:00", "quiet_until": "08:00"})
    return scene


@pytest.fixture
def at(monkeypatch):
    """Set the machine's own clock."""

    def put(moment):
        monkeypatch.setattr(clock, "real", lambda: moment)

    return put
