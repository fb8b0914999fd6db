"""A test, to see how one is told: along every way, or in one chat alone."""

from __future__ import annotations

import secrets

from django.utils.translation import gettext_noop

from handrail.house.workspaces.models import Member
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import deliveries
from .models import MESSAGE, Channel, Delivery, Nudge
from .verbs import Telling, tell

EVERY_WAY = gettext_noop(
    "You asked for it. It comes in every way in which you want to hear of urgent things."
)
ONE_CHAT = gettext_noop("You asked for it. It goes to “%(channel)s”, and nowhere else.")
ALONE = "delivery.test"
"""Told in the inbox only, as all that begins so: its one message is made here."""


def try_ways(member: Member) -> Nudge:
    """Something urgent to oneself, along every way and when one's hours allow."""
    return told(member, "test", EVERY_WAY, {})


def try_channel(channel: Channel, member: Member) -> Delivery:
    """To this one now: whoever tries it waits for it, whatever the hour."""
    if channel.off_at is not None:
        words = say("“%(name)s” is off, so nothing is sent there.", name=channel.name)
        raise Invalid([Problem("channel", words, say("Turn it on first."))])
    nudge = told(member, ALONE, ONE_CHAT, {"channel": channel.name})
    message = deliveries.draft(nudge, channel, f"n{nudge.pk}:c{channel.pk}", clock.real())
    deliveries.keep([message])
    return message


def told(member: Member, name: str, reason: str, params: dict[str, str]) -> Nudge:
    (nudge,) = tell(
        [
            Telling(
                recipient_id=member.pk,
                occasion=f"test:{secrets.token_hex(8)}",
                name=name,
                subject_kind="member",
                subject_id=member.pk,
                subject_key=member.key,
                about_id=None,
                title=say("A test, to see how you are told"),
                reason=reason,
                params=params,
                step=gettext_noop("How I am told"),
                step_path="told/",
                urgent=True,
                lane=MESSAGE,
            )
        ]
    )
    return nudge
