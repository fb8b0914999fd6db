"""Mail: settings that are wrong stop the start, and a real SMTP server says what becomes of a letter."""

from __future__ import annotations

import socket
import threading
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection

from handrail.kit.environment import BadSetting
from handrail.kit.outward.asking import NotSent
from handrail.kit.outward.letters import Letter, NoSuchMailbox, send
from handrail.kit.outward.mailurl import SERVICES, mail, sender

HERE = Path("/srv/handrail/mail")


@pytest.mark.parametrize(
    ("url", "settings"),
    [
        ("", {"EMAIL_FILE_PATH": str(HERE)}),
        ("file:", {"EMAIL_FILE_PATH": str(HERE)}),
        ("file:///srv/a%20b", {"EMAIL_FILE_PATH": "/srv/a b"}),
        ("console:", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("smtp://mail.example", {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}),
        (
            "smtp://you%40example.com:p%2Fw@mail.example:2587?tls=1",
            {
                "EMAIL_HOST": "mail.example", "EMAIL_PORT": 2587, "EMAIL_HOST_USER": "you@example.com",
                "EMAIL_HOST_PASSWORD": "p/w", "EMAIL_USE_TLS": True,
            },
        ),
        ("smtps://mail.example", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
    ],
)  # fmt: skip
def test_an_address_of_mail_becomes_settings(url, settings):
    assert settings.items() <= mail(url, HERE).settings.items()


def test_services_get_their_keys():
    assert (
        mail("mailgun://key:mg.example.com?eu=1", HERE).anymail["MAILGUN_SENDER_DOMAIN"] == "mg.example.com"
    )
    assert mail("postmark://token@", HERE).anymail["POSTMARK_SERVER_TOKEN"] == "token"
    heard = mail("postmark://token", HERE, "handrail:a-long-random-password")
    assert (heard.service, heard.anymail["WEBHOOK_SECRET"]) == ("postmark", "handrail:a-long-random-password")
    assert mail("resend://key", HERE, "whsec_x").anymail["RESEND_SIGNING_SECRET"] == "whsec_x"


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_one_that_anymail_sends_to_and_hears(name, monkeypatch):
    from importlib import import_module

    from django.test import override_settings

    made = mail(
        f"{name}://{':'.join('key' + str(n) for n, _ in enumerate(SERVICES[name]))}", HERE, "name:" + "x" * 20
    )
    with override_settings(**made.settings, ANYMAIL=made.anymail):
        get_connection()
        import_module(f"anymail.webhooks.{name}")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mail.example", "begins with"),
        ("imap://mail.example", "begins with"),
        ("file://srv/mail", "three strokes"),
        ("smtp://", "no host"),
        ("smtp://mail.example:x", "not a number"),
        ("smtp://mail.example?ssl=1", "not known"),
        ("smtp://mail.example?tls=yes", "not known"),
        ("smtps://mail.example?tls=1", "leave tls=1 out"),
        ("postmark://", "postmark://<server_token>"),
        ("mailjet://one", "mailjet://<"),
        ("mailgun://key:domain?x=1", "not known"),
    ],
)
def test_a_wrong_address_of_mail_says_what_to_write(url, words):
    with pytest.raises(BadSetting, match=words):
        mail(url, HERE)


def test_no_refusal_of_a_setting_tells_a_password():
    with pytest.raises(BadSetting) as refusal:
        mail("smtp://me:s3cret@mail.example?oops=1", HERE)
    assert "s3cret" not in str(refusal.value)


def test_a_weak_word_for_what_comes_back_is_refused():
    with pytest.raises(BadSetting):
        mail("postmark://token", HERE, "short")


def test_the_sender():
    assert sender("", "handrail.example.com") == "Handrail <handrail@handrail.example.com>"
    assert sender("", "127.0.0.1") == "Handrail <handrail@localhost>"
    for wrong in ("nobody", "a@b\nBcc: c@d", "@", "a@"):
        with pytest.raises(BadSetting):
            sender(wrong, "x")


# -- a real server ------------------------------------------------------------------------------------------


class Handler:
    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.got.append(envelope.content)
        return self.answers.get("DATA", "250 taken")


@pytest.fixture
def server():
    handler = Handler()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller, handler
    controller.stop()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def connection(controller, **more):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return get_connection(backend, host="127.0.0.1", port=controller.port, timeout=30, **more)


def letter(to="mara@example.com", **more) -> Letter:
    return Letter(
        to, "Grüße\r\nBcc: evil@example.com", "text", "<p>html</p>", "d1.2@handrail.example", **more
    )


def test_a_letter_arrives_with_both_faces_and_its_own_name(server):
    controller, handler = server
    link = connection(controller)
    for _ in range(2):
        send(link, letter(unsubscribe="https://handrail.example/told/x/"))
    first, again = (message_from_bytes(raw) for raw in handler.got)
    assert first["Message-ID"] == again["Message-ID"] == "<d1.2@handrail.example>"
    assert first["List-Unsubscribe"] == "<https://handrail.example/told/x/>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["Bcc"] is None
    assert [part.get_content_type() for part in first.walk()][1:] == ["text/plain", "text/html"]
    link.close()


def test_a_mailbox_that_is_not_there_is_told_from_one_that_is_busy(server):
    controller, handler = server
    handler.answers = {"gone@example.com": "550 no such user", "busy@example.com": "450 try later"}
    link = connection(controller)
    with pytest.raises(NoSuchMailbox, match="550"):
        send(link, letter("gone@example.com"))
    with pytest.raises(NotSent, match="450") as busy:
        send(link, letter("busy@example.com"))
    assert not busy.value.final
    assert not isinstance(busy.value, NoSuchMailbox)
    send(link, letter())
    assert len(handler.got) == 1


def test_a_letter_that_is_refused_says_nothing_about_the_mailbox(server):
    controller, handler = server
    handler.answers = {"DATA": "554 this looks like spam"}
    with pytest.raises(NotSent, match="554") as refused:
        send(connection(controller), letter())
    assert refused.value.final
    assert not isinstance(refused.value, NoSuchMailbox)


def test_nobody_there_is_tried_again():
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with pytest.raises(NotSent) as refusal:
        send(get_connection(backend, host="127.0.0.1", port=free_port(), timeout=30), letter())
    assert not refusal.value.final


def test_a_server_that_hangs_up_or_says_nothing_does_not_hold_anybody():
    listening = socket.create_server(("127.0.0.1", 0))
    taken = []

    def accept() -> None:
        try:
            taken.append(listening.accept()[0])
        except OSError:
            return

    threading.Thread(target=accept, daemon=True).start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with pytest.raises(NotSent):
        send(
            get_connection(backend, host="127.0.0.1", port=listening.getsockname()[1], timeout=0.5), letter()
        )
    listening.close()


def test_files_are_a_way_too(tmp_path):
    made = mail(f"file://{tmp_path}/post", HERE).settings
    send(get_connection(made["EMAIL_BACKEND"], file_path=made["EMAIL_FILE_PATH"]), letter())
    (written,) = (tmp_path / "post").iterdir()
    assert "Message-ID: <d1.2@handrail.example>" in written.read_text()
