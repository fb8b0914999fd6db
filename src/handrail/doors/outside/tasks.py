"""The word of thanks by mail, sent by the worker. Anybody may have typed the address: nothing they wrote is in it."""

from __future__ import annotations

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from handrail.house.signing import limits


@app.task(name="outside.acknowledge")
def acknowledge(mail: str, title: str, language: str = "en") -> None:
    if limits.mailbox_full("form", mail.lower()):
        return
    with override(language):
        body = render_to_string("outside/mail/came.txt", {"title": title})
        send_mail(_("We have received what you sent: %(title)s") % {"title": title}, body, None, [mail])
    limits.note_mail("form", mail.lower())
