"""What is raised to somebody, as a page shows it: why, to whom, who was told when, who is next and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from handrail.house.escalations import queries, rights, verbs
from handrail.house.escalations.acting import Crowd, chain, owners, why
from handrail.house.escalations.models import ACKNOWLEDGED, RESOLVED, SNOOZED, Escalation
from handrail.house.escalations.rungs import next_step
from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.talk.subjects import apart, ref
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotFound
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.ui.dates import written

from . import kinds
from .answers import address, at
from .kinds import talk
from .values import name as name_of

MOST = 10
"""On Today; the list has all of them."""
TONES = {"open": "bad", ACKNOWLEDGED: "accent", SNOOZED: "warn", RESOLVED: "good"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is raised. `names` are of everybody who was told."""

    row: Escalation
    customer: Customer | None
    names: dict[str, str]

    @property
    def url(self) -> str:
        return at("raised-one", self.row.key)

    @property
    def subject_url(self) -> str:
        return f"/w/{current().workspace.slug}/{self.row.path}"

    @property
    def why(self) -> str:
        words, filled = why(self.row)
        return say(words, **filled)

    @property
    def tone(self) -> str:
        return TONES[self.row.state]

    @property
    def mine(self) -> bool:
        member = current().member
        return member is not None and self.row.owner_id == member.pk

    @property
    def to(self) -> str:
        """ "raised to Jonas"."""
        owner = self.row.owner
        return _("raised to %(who)s") % {"who": owner.name} if owner else _("raised, and nobody is there")

    @property
    def over(self) -> bool:
        return self.row.state == RESOLVED

    @property
    def waits(self) -> bool:
        return self.row.state == "open"

    @property
    def now(self) -> str:
        """How it stands, in a sentence."""
        row = self.row
        if row.state == ACKNOWLEDGED:
            return _("next: %(promise)s, by %(day)s") % {"promise": row.promise, "day": when(row.promised_on)}
        if row.state == SNOOZED:
            until = when(row.next_at.astimezone(zone()).date()) if row.next_at else ""
            return _("put off until %(day)s: %(why)s") % {"why": row.snoozed_for, "day": until}
        return (row.ended if row.ended_by_id else say(row.ended)) if self.over else ""

    @property
    def goes_on(self) -> str:
        """Until when there is time to answer; empty where somebody has, or nobody is next."""
        if not self.waits or self.row.next_at is None:
            return ""
        at = written(self.row.next_at.astimezone(zone()), "j M, H:i")
        return _("Without an answer it goes on to the next person on %(at)s.") % {"at": at}

    @property
    def state(self) -> str:
        return states()[self.row.state]

    @property
    def told(self) -> list[tuple[str, datetime]]:
        return [(self.names.get(key, key), datetime.fromisoformat(moment)) for key, moment in self.row.told]


def states() -> dict[str, str]:
    return {
        "open": _("Waiting for an answer"),
        ACKNOWLEDGED: _("Somebody looks after it"),
        SNOOZED: _("Put off"),
        RESOLVED: _("Over"),
    }


def zone() -> ZoneInfo:
    return ZoneInfo(current().workspace.time_zone)


def when(day: date | None) -> str:
    return written(day, "j M") if day else ""


def lines(rows: Iterable[Escalation]) -> list[Line]:
    """Two more statements, for the customers and the names; none where nothing is raised."""
    found = list(rows)
    if not found:
        return []
    customers = Customer.objects.only("key", "name").in_bulk({row.about_id for row in found if row.about_id})
    keys = {str(line[0]) for row in found for line in row.told}
    names = dict(Member.objects.filter(key__in=keys).values_list("key", "name"))
    return [Line(row, customers.get(row.about_id or 0), names) for row in found]


def of_record(row: Tenanted) -> list[Line]:
    """What of this record is raised, for the banner on its page."""
    return lines(queries.of_subject(str(row._meta.model_name), row.pk))


def of_customer(pk: int) -> list[Line]:
    return lines(queries.of_customer(pk))


def of_members(members: Collection[int] | None) -> list[Line]:
    """For Today: the longest first."""
    return lines(queries.waiting(members)[:MOST])


def raise_url(row: Tenanted) -> str:
    return f"{at('raise')}?{urlencode({'subject': ref(row)})}"


def named(text: str) -> tuple[kinds.Kind, Tenanted]:
    """The record that "plan:harbor-plan" names. NotFound where nothing can be raised by that name."""
    kind_name, key = apart(text)
    kind = kinds.BY_NAME.get(kind_name)
    if kind is None or kind.name in talk.NAMES:
        raise NotFound(_("There is no such record here."))
    return kind, reading.find(kind.model, key)


def raise_by_hand(kind: kinds.Kind, row: Tenanted, member: Member, reason: str) -> Escalation:
    path = address(kind, row).partition("/w/")[2].partition("/")[2]
    return verbs.raise_to(row, member, reason, title=name_of(kind, row), path=path)


def following(row: Escalation) -> str:
    """Who is next if nothing happens; empty where nobody is."""
    if row.state == RESOLVED or row.next_at is None:
        return ""
    if row.state == SNOOZED:
        return row.owner.name if row.owner else ""
    told = [str(line[0]) for line in row.told]
    people = Crowd().who_may_see(row.about_id)
    owner = owners([row])[row.pk]
    step = next_step(chain(row), row.rung + 1, people, owner=owner, base=row.owner_id, told=told)
    return Member.objects.get(pk=step.person.pk).name if step else ""


def may(row: Escalation) -> bool:
    return row.state != RESOLVED and rights.may(row, current().member)


def tomorrow() -> date:
    return today() + timedelta(days=1)


def promised(row: Escalation) -> date:
    """The day that was named, while it is ahead; else tomorrow."""
    named = row.promised_on if row.state == ACKNOWLEDGED else None
    return max(named or tomorrow(), today())


def people(row: Escalation | None, about: int | None) -> list[tuple[str, Any]]:
    """Whom it may be raised to or handed to: who is here and may see it."""
    seen = Crowd().who_may_see(about)
    there = Member.objects.filter(pk__in=seen).order_by("name", "pk")
    return [("", _("Choose…")), *((m.key, m.name) for m in there if row is None or m.pk != row.owner_id)]
