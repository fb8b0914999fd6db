"""What did not arrive: the place is turned off where it is gone, and somebody who can mend it hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current

from . import channels, preferring
from .models import MESSAGE, Channel, Delivery

if TYPE_CHECKING:
    from .sending import Outcome
    from .verbs import Telling

MAIL_OFF = gettext_noop(
    "Mail to %(address)s came back, so no more is sent there. The other side said: %(words)s"
)
CHANNEL_OFF = gettext_noop("It was turned off, because nobody is there any more: %(words)s")
GIVEN_UP = gettext_noop("Messages did not arrive after many tries. The last answer: %(words)s")
LOOK = gettext_noop("See how I am told")
MEND = gettext_noop("See where we are told")


def note(outcomes: Iterable[Outcome]) -> None:
    """Once a day for each place: a hundred messages that fail for one reason are one piece of news."""
    from .verbs import tell

    tellings: list[Telling] = []
    for outcome in outcomes:
        channel, delivery = outcome.parcel.channel, outcome.parcel.delivery
        if channel is not None:
            tellings += of_channel(channel, outcome.words, gone=outcome.gone)
        elif outcome.gone and outcome.parcel.letter is not None:
            tellings += of_mailbox(delivery, outcome.parcel.letter.to, outcome.words)
        else:
            tellings += to_owners("mail", "E-mail", GIVEN_UP, {"words": outcome.words})
    tell({(t.recipient_id, t.occasion): t for t in tellings}.values())


def of_channel(channel: Channel, words: str, *, gone: bool) -> list[Telling]:
    if gone and not channels.turn_off(channel, words):
        return []
    reason, params = (CHANNEL_OFF if gone else GIVEN_UP), {"words": words}
    told = to_owners(f"c{channel.pk}", channel.name, reason, params)
    if channel.member_id:
        told.append(telling(channel.member_id, f"c{channel.pk}", channel.name, reason, params, own=True))
    return told


def of_mailbox(delivery: Delivery, address: str, words: str) -> list[Telling]:
    """The person hears it where it can be heard, in the inbox; the owner, because the person may not look there."""
    member = Member.objects.filter(pk=delivery.member_id or 0).first()
    if member is None or not preferring.mail_came_back(member, address, words):
        return []
    params = {"address": address, "words": words}
    mine = telling(member.pk, f"mail{member.pk}", member.name, MAIL_OFF, params, own=True)
    return [*to_owners(f"mail{member.pk}", member.name, MAIL_OFF, params), mine]


def came_back(delivery: Delivery, words: str) -> None:
    """A mail service tells later that nobody has this address."""
    from .verbs import tell

    way = preferring.ways([delivery.member_id or 0]).get(delivery.member_id or 0)
    if way and way.address:
        tell(of_mailbox(delivery, way.address, words))


def to_owners(what: str, title: str, reason: str, params: dict[str, str]) -> list[Telling]:
    return [telling(owner, what, title, reason, params, own=False) for owner in channels.owner_ids()]


def telling(member: int, what: str, title: str, reason: str, params: dict[str, str], *, own: bool) -> Telling:
    from .verbs import Telling

    place = current().workspace
    return Telling(
        recipient_id=member,
        occasion=f"delivery:{what}:{today()}",
        name="delivery.failed",
        subject_kind="workspace",
        subject_id=int(place.pk),
        subject_key=place.slug,
        about_id=None,
        title=title,
        reason=reason,
        params=params,
        step=LOOK if own else MEND,
        step_path="told/" if own else "settings/telling/",
        lane=MESSAGE,
    )
