"""Mail that somebody asked for at the door. Sent by the worker: the page answers alike, and as fast, for everybody."""

from __future__ import annotations

from django.utils.translation import override
from procrastinate.contrib.django import app

from . import mailing


@app.task(name="signing.reset")
def reset(email: str, language: str = "en") -> None:
    with override(language):
        mailing.send_reset(email)


@app.task(name="signing.link")
def link(email: str, language: str = "en") -> None:
    with override(language):
        mailing.send_link(email)
