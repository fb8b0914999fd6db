"""How members want to be told, and which addresses of theirs still work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem, Stale
from handrail.kit.words import say

from .models import Channel, Preference
from .timing import Hours

EDITED = frozenset({"mail", "chat", "digest_at", "quiet_from", "quiet_until", "urgent_anytime", "language"})
WORKSPACE = 0
"""Where a member's id would stand, for the channels of the workspace."""


@dataclass(frozen=True, slots=True)
class Way:
    """What is needed to tell one member: present ones only."""

    member: Member
    wishes: Preference
    address: str
    """Empty where there is none, or where mail to it came back."""
    hours: Hours
    channels: tuple[Channel, ...]


def preference_of(member: Member) -> Preference:
    """The member's own, or the defaults, not yet kept."""
    return Preference.objects.filter(member=member).first() or Preference(member=member)


def mark(row: Preference) -> str:
    """Stands for all that was chosen: another choice, another mark."""
    chosen = [str(getattr(row, name)) for name in sorted(EDITED)]
    return sha256("\n".join(chosen).encode()).hexdigest()[:16]


def save(member: Member, values: Mapping[str, Any], *, seen: str = "") -> Preference:
    """Keep what the member has chosen; all problems at once.

    `seen` is the mark of what the writer saw: where something else has been chosen since, `Stale` tells both sides.
    """
    if unknown := values.keys() - EDITED:
        raise ValueError(unknown)
    row = Preference.objects.select_for_update(no_key=True).filter(member=member).first() or Preference(
        member=member
    )
    row.workspace_id = current().workspace_id
    if seen and seen != mark(row):
        raise Stale(None, {name: (getattr(row, name), value) for name, value in values.items()})
    problems = [problem for name, value in values.items() if (problem := put(row, name, value))]
    if problems:
        raise Invalid(problems)
    if row.pk:
        row.save(update_fields=[*values])
    else:
        row.save()
    return row


CHOICES = {
    "mail": Preference.MAIL,
    "chat": Preference.CHAT,
    "language": ("", *(code for code, _ in settings.LANGUAGES)),
}


def languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


def put(row: Preference, name: str, value: Any) -> Problem | None:
    if name in CHOICES and value not in CHOICES[name]:
        return Problem(name, say("This is not one of the choices."), say("Choose one of the list."))
    try:
        setattr(row, name, row._meta.get_field(name).clean(value, row))  # type: ignore[union-attr]
    except ValidationError:
        return Problem(name, say("This is not a time of the day."), say("Write it as 08:00."))
    return None


def mail_came_back(member: Member, address: str, words: str) -> bool:
    """Mail to this address is off from now on. False where that is known already."""
    row = Preference.objects.select_for_update(no_key=True).filter(member=member).first() or Preference(
        member=member, workspace_id=current().workspace_id
    )
    if row.mail_refused == address:
        return False
    row.mail_refused, row.mail_refused_words = address, words[:300]
    row.save()
    return True


def try_mail_again(member: Member) -> None:
    Preference.objects.filter(member=member).update(mail_refused="", mail_refused_words="")


def turn_mail_off(member: Member) -> None:
    """What the mail programme's own button does."""
    save(member, {"mail": "off"})


def mail_address(member: Member) -> str:
    return member.email or (member.user.email if member.user else "")


def ways(ids: Collection[int]) -> dict[int, Way]:
    """How to reach these members. Three statements for any number."""
    members = Member.objects.here().filter(pk__in=ids).select_related("user")
    wishes = {row.member_id: row for row in Preference.objects.filter(member__in=ids)}
    channels = by_member(ids)
    return {
        member.pk: way(member, wishes.get(member.pk) or Preference(member=member), channels)
        for member in members
    }


def way(member: Member, wishes: Preference, channels: Mapping[int, tuple[Channel, ...]]) -> Way:
    address = mail_address(member)
    works = address and address != wishes.mail_refused
    shared = channels.get(WORKSPACE, ()) if member.role != "guest" else ()
    mine = channels.get(member.pk, ())
    return Way(member, wishes, address if works else "", hours_of(wishes), (*mine, *shared))


def by_member(ids: Collection[int]) -> dict[int, tuple[Channel, ...]]:
    """Channels that are on, the workspace's under `WORKSPACE`."""
    found = defaultdict[int, tuple[Channel, ...]](tuple)
    mine = Q(member__in=ids) | Q(member=None)
    for channel in Channel.objects.filter(mine, removed_at=None, off_at=None).order_by("pk"):
        found[channel.member_id or WORKSPACE] += (channel,)
    return found


def hours_of(wishes: Preference) -> Hours:
    place = current().workspace
    return Hours(
        zone=place.time_zone,
        working_days=frozenset(place.working_days),
        holidays=place.days_off,
        quiet_from=wishes.quiet_from,
        quiet_until=wishes.quiet_until,
    )


def loud_hours() -> Hours:
    """The workspace's working days, for what is nobody's own: its channels are quiet when its people are."""
    return hours_of(Preference())
