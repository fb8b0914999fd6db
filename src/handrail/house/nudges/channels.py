"""Chats and receivers of signed messages: added, turned off when they are gone, and their sealed addresses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet

from handrail.house.ledger import write
from handrail.house.workspaces import keys
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.outward.addresses import BadAddress, place_of
from handrail.kit.outward.sealing import Unreadable, seal, unseal
from handrail.kit.outward.signing import fresh_secret
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say

from .models import Channel, Seal

MOST = 20
EDITED = frozenset({"name", "carries"})


@dataclass(frozen=True, slots=True)
class Secret:
    url: str
    signing: str = ""


def of_workspace() -> QuerySet[Channel]:
    return Channel.objects.filter(member=None, removed_at=None).order_by("pk")


def of_member(member: Member) -> QuerySet[Channel]:
    return Channel.objects.filter(member=member, removed_at=None).order_by("pk")


def get(key: str, member: Member | None) -> Channel:
    """One of the member's own, or of the workspace where `member` is None."""
    found = Channel.objects.filter(key=key, member=member, removed_at=None).first()
    if found is None:
        raise NotFound(say("This channel is not there any more."))
    return found


def add_channel(
    kind: str, name: str, url: str, *, member: Member | None = None, carries: str = "urgent"
) -> tuple[Channel, Secret]:
    """A new channel and what is shown of it once: a webhook's signing secret."""
    name, url = name.strip(), url.strip()
    refuse(kind, name, url, carries)
    if Channel.objects.filter(member=member, removed_at=None).count() >= MOST:
        raise Invalid(
            [Problem("", say("There are %(most)s already.", most=MOST), say("Remove one that is not used."))]
        )
    secret = Secret(url, fresh_secret() if kind == "webhook" else "")
    row = Channel(
        key=keys.fresh(Channel, name), member=member, kind=kind, name=name, hint=hint(url), carries=carries
    )
    write.create([row])
    Seal.objects.create(workspace_id=current().workspace_id, channel=row, sealed=sealed(secret))
    return row, secret


def refuse(kind: str, name: str, url: str, carries: str) -> None:
    problems = []
    if kind not in Channel.KINDS:
        problems.append(Problem("kind", say("This kind is not known."), say("Choose one of the list.")))
    if carries not in Channel.CARRIES:
        problems.append(
            Problem("carries", say("This is not one of the choices."), say("Choose one of the list."))
        )
    if not 0 < len(name) <= 100:
        problems.append(Problem("name", say("It needs a name."), say("Write one of up to 100 letters.")))
    try:
        place_of(url)
    except BadAddress as error:
        problems.append(Problem("url", str(error), say("Copy the address from where you made it.")))
    if problems:
        raise Invalid(problems)


def hint(url: str) -> str:
    """What tells one channel from another and opens none: the host, and the end of a long address."""
    host = (urlsplit(url).hostname or "")[:80]
    return f"{host} …{url[-4:]}" if len(url) > 60 else host


def sealed(secret: Secret) -> str:
    return seal(json.dumps({"url": secret.url, "signing": secret.signing}), settings.SECRET_KEY)


def secrets_of(channels: Sequence[int]) -> dict[int, Secret]:
    """One statement. What can not be read any more is left out."""
    found = {}
    for row in Seal.objects.filter(channel__in=channels):
        try:
            found[row.channel_id] = Secret(**json.loads(unseal(row.sealed, settings.SECRET_KEY)))
        except Unreadable:
            continue
    return found


def edit_channel(channel: Channel, values: dict[str, Any], *, revision: int | None = None) -> bool:
    """Another name, or what it carries. Another address is another channel."""
    if unknown := values.keys() - EDITED:
        raise ValueError(unknown)
    values = {name: value.strip() for name, value in values.items()}
    refuse(
        channel.kind, values.get("name", channel.name), "https://x", values.get("carries", channel.carries)
    )
    return write.change(channel, values, revision=revision)


def turn_off(channel: Channel, words: str) -> bool:
    """It is gone, or somebody wants silence. False where it is off already."""
    if channel.off_at is not None:
        return False
    return write.change(channel, {"off_at": clock.real(), "off_words": words[:300]}, kind="turned_off")


def turn_on(channel: Channel) -> bool:
    return write.change(channel, {"off_at": None, "off_words": ""}, kind="turned_on")


def remove_channel(channel: Channel) -> None:
    """Its secret goes for good, so this one can not be undone."""
    write.remove([channel])
    Seal.objects.filter(channel=channel).delete()


def owner_ids() -> list[int]:
    """Who is told when a channel of the workspace fails."""
    there = Member.objects.here().filter(workspace_id=current().workspace_id)
    return list(there.filter(role="owner").values_list("pk", flat=True))
