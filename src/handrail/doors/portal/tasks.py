"""Mail to somebody at the customer, sent by the worker. A mailbox gets only so many an hour."""

from __future__ import annotations

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from handrail.house.signing import limits


@app.task(name="portal.code")
def send_code(mail: str, code: str, language: str = "en") -> None:
    """The code alone: whoever reads it without the address learns nothing."""
    if limits.mailbox_full("plan-code", mail.lower()):
        return
    with override(language):
        body = render_to_string("portal/mail/code.txt", {"code": code})
        send_mail(_("Your code: %(code)s") % {"code": code}, body, None, [mail])
    limits.note_mail("plan-code", mail.lower())
