"""What is under way and what did not arrive, for whoever can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

from .models import Channel, Delivery, Preference

MOST = 50
LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Failed:
    """To whom and when, and what the other side said; never what the message said, which is the recipient's own."""

    key: str
    place: str
    at: datetime
    attempts: int
    words: str


def given_up() -> list[Failed]:
    """The newest first. Three statements."""
    rows = Delivery.objects.filter(workspace_id=current().workspace_id, state="given_up")
    return described(list(rows.order_by("-ended_at")[:MOST]))


def late() -> list[Failed]:
    """What is tried again and again: made a while ago, and failed at least once."""
    rows = Delivery.objects.filter(
        workspace_id=current().workspace_id, next_at__isnull=False, made_at__lt=clock.real() - LATE
    )
    return described(list(rows.exclude(problem="").order_by("next_at")[:MOST]))


def described(rows: list[Delivery]) -> list[Failed]:
    channels = Channel.objects.only("name").in_bulk({row.channel_id for row in rows if row.channel_id})
    members = Member.objects.only("name").in_bulk({row.member_id for row in rows if row.member_id})
    return [
        Failed(
            row.key,
            " · ".join(
                place.name for place in (members.get(row.member_id), channels.get(row.channel_id)) if place
            ),
            row.ended_at or row.made_at,
            row.attempts,
            row.problem,
        )
        for row in rows
    ]


def refused_mailboxes() -> list[Preference]:
    """Members whose mail came back."""
    rows = Preference.objects.filter(member__left_on=None, member__removed_at=None).exclude(mail_refused="")
    return list(rows.select_related("member").order_by("member__name")[:MOST])


def try_again(key: str) -> None:
    """Once more, from the start of its pauses."""
    moment = clock.real()
    rows = Delivery.objects.filter(workspace_id=current().workspace_id, key=key, state="given_up")
    if not rows.update(state="waiting", attempts=0, next_at=moment, ended_at=None, problem=""):
        raise NotFound(say("This message is not there any more."))


def by_key(key: str) -> Delivery | None:
    return Delivery.objects.filter(workspace_id=current().workspace_id, key=key).first()
