"""A message ready to go: built inside the workspace, sent outside any transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from handrail.house.workspaces.scope import current, hidden_for
from handrail.kit.outward import chats
from handrail.kit.outward.letters import Letter

from . import wording
from .channels import Secret, secrets_of
from .models import Channel, Delivery, Nudge
from .preferring import Way, ways


@dataclass(frozen=True, slots=True)
class Parcel:
    """What to send where. With a `why` there is nothing to send; `fault` says that this is nobody's wish."""

    delivery: Delivery
    channel: Channel | None = None
    letter: Letter | None = None
    secret: Secret | None = None
    body: bytes = b""
    why: str = ""
    fault: bool = False

    @property
    def place(self) -> int:
        """Parcels of one place go one after the other: 0 is mail."""
        return self.channel.pk if self.channel else 0


@dataclass(slots=True)
class Desk:
    """Everything that a batch of messages is made from: eight statements for any number of them, and one more
    for each member of whom something is about a private customer."""

    nudges: dict[int, Nudge] = field(default_factory=dict)
    ways: dict[int, Way] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    secrets: dict[int, Secret] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    private: set[int] = field(default_factory=set)
    unseen: dict[int, frozenset[int]] = field(default_factory=dict)

    def may_hear(self, nudge: Nudge, member_id: int | None) -> bool:
        """A private customer is no business of a room, nor of a member who may not see it any more."""
        if nudge.about_id not in self.private:
            return True
        return member_id is not None and nudge.about_id not in self.unseen[member_id]

    def hidden(self, member_id: int | None) -> frozenset[int]:
        """The customers of which nobody reads there."""
        return self.unseen.get(member_id, frozenset()) if member_id else frozenset(self.private)


def desk_for(deliveries: Sequence[Delivery]) -> Desk:
    held = {pk for d in deliveries for pk in [d.nudge_id, *d.holds] if pk}
    nudges = {nudge.pk: nudge for nudge in Nudge.objects.filter(pk__in=held)}
    channels = {d.channel_id for d in deliveries if d.channel_id}
    private = wording.private_customers(list(nudges.values()))
    return Desk(
        nudges,
        ways({d.member_id for d in deliveries if d.member_id}),
        {row.pk: row for row in Channel.objects.filter(pk__in=channels)} if channels else {},
        secrets_of(list(channels)) if channels else {},
        wording.customer_names(list(nudges.values())),
        private,
        {pk: hidden_for(pk) for pk in {d.member_id for d in deliveries if d.member_id}} if private else {},
    )


def pack(delivery: Delivery, desk: Desk) -> Parcel:
    """The world has moved on since the message was made: what makes no sense any more is not sent."""
    way = desk.ways.get(delivery.member_id or 0)
    if delivery.member_id and way is None:
        return Parcel(delivery, why="The member is not here any more.")
    nudges = [
        n
        for pk in [delivery.nudge_id, *delivery.holds]
        if (n := desk.nudges.get(pk or 0)) and open_(n, delivery)
    ]
    if not nudges:
        return Parcel(delivery, why="It was seen or done before.")
    nudges = [n for n in nudges if desk.may_hear(n, delivery.member_id)]
    if not nudges:
        return Parcel(delivery, why="It is about a private customer.")
    if delivery.channel_id:
        return for_chat(delivery, nudges, way, desk)
    if way is None or not way.address or way.wishes.mail == "off":
        return Parcel(delivery, why="Mail to this member is off.")
    reader = wording.Reader(current().workspace, way, desk.hidden(delivery.member_id))
    said = wording.notice(nudges, reader, desk.names, digest=bool(delivery.holds))
    return Parcel(delivery, letter=wording.letter(delivery, said, reader))


def open_(nudge: Nudge, delivery: Delivery) -> bool:
    """Whether it is still news to the reader. A room does not share one member's inbox."""
    if delivery.member_id is None:
        return True
    asleep = nudge.snoozed_until is not None and nudge.snoozed_until > delivery.made_at
    return nudge.done_at is None and nudge.read_at is None and not asleep


def for_chat(delivery: Delivery, nudges: list[Nudge], way: Way | None, desk: Desk) -> Parcel:
    channel = desk.channels.get(delivery.channel_id or 0)
    if channel is None or channel.removed_at or channel.off_at:
        return Parcel(delivery, why="The channel is off.")
    secret = desk.secrets.get(channel.pk)
    if secret is None:
        return Parcel(
            delivery, channel, why="Its address can not be read any more. Enter it again.", fault=True
        )
    reader = wording.Reader(current().workspace, way, desk.hidden(delivery.member_id))
    said = wording.notice(nudges, reader, desk.names, digest=False)
    shape = {"slack": chats.slack, "teams": chats.teams, "webhook": chats.program}[channel.kind]
    return Parcel(delivery, channel, secret=secret, body=chats.body(shape(said)))
