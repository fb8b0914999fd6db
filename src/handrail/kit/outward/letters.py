"""Mail: one letter with text and HTML, under a name that stays the same when it is sent again."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused  # type: ignore[import-untyped]
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from .asking import NotSent
from .notices import line


class NoSuchMailbox(NotSent):
    """The other side says that nobody has this address: more mail to it would do harm."""

    def __init__(self, words: str) -> None:
        super().__init__(words, final=True)


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    text: str
    html: str
    name: str
    """The Message-ID without its brackets."""
    unsubscribe: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What a mail service gives back with a bounce."""


def message(letter: Letter) -> EmailMultiAlternatives:
    headers = {
        "Message-ID": f"<{letter.name}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made = EmailMultiAlternatives(line(letter.subject, 200), letter.text, None, [letter.to], headers=headers)
    made.attach_alternative(letter.html, "text/html")
    made.metadata = dict(letter.facts)  # type: ignore[attr-defined]  # anymail's; the other ways do not look at it
    return made


def send(connection: BaseEmailBackend, letter: Letter) -> None:
    """Over a connection that may be open already, or `NotSent`. A broken one is opened again by the next letter."""
    try:
        sent = connection.send_messages([message(letter)])
    except smtplib.SMTPRecipientsRefused as error:
        _refused(next(iter(error.recipients.values())))
    except smtplib.SMTPResponseException as error:
        _close(connection)
        raise NotSent(_answer(error.smtp_code, error.smtp_error), final=_rejects(error)) from None
    except AnymailRecipientsRefused:
        raise NoSuchMailbox("The mail service refuses this address.") from None
    except AnymailAPIError as error:
        status = error.status_code or 500
        raise NotSent(f"The mail service answered {status}.", final=status in (400, 413, 422)) from None
    except (OSError, smtplib.SMTPException):
        _close(connection)
        raise NotSent("The mail server can not be reached, or broke off.") from None
    else:
        if not sent:
            raise NotSent("The mail server took no message.")


def _refused(answer: tuple[int, bytes | str]) -> None:
    code, words = answer
    if 500 <= code < 600:
        raise NoSuchMailbox(_answer(code, words)) from None
    raise NotSent(_answer(code, words), place=False) from None


def _rejects(error: smtplib.SMTPResponseException) -> bool:
    """A 5xx to the letter itself is final; one to the sender or the sign-in is the operator's to mend."""
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600


def _answer(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return line(f"The mail server answered {code}: {said}", 300)


def _close(connection: Any) -> None:
    """Half a conversation can not be gone on with."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        connection.connection = None
