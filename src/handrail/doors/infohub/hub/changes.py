"""Changes as the ledger tells them: whose they were, in which words, and which files they touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from handrail.doors.desk import story
from handrail.house.ledger.models import Claim, Event
from handrail.house.talk import subjects
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.record.customers.models import Customer

from ..exporting.rooting import ROOT_LISTS
from ..models import Arrival
from ..nouns import NOUNS
from .projecting import EVERYTHING, Touched
from .repository import Author

READER = "infohub"
TRAILER = "Change: "
MOST_SENTENCES = 20
LONGEST_SUBJECT = 90
NAMED_EVERYWHERE = frozenset({"name", "email", "job", "removed_at"})
"""What the files say of a person wherever they are named."""
IN_LISTS = frozenset(ROOT_LISTS) - {"risk", "assumption", "decision", "task", "metric"}
"""What stands in lists beside the customers' own files; those five only where they are of no customer."""
NAMING = frozenset({"removed_at", "name"})
"""What lists may say of a record elsewhere."""
KINDS = frozenset(NOUNS) | {
    "workspace",
    "document",
    "playbook",
    "planmetric",
    "planrisk",
    "arrival",
    "agreement",
    "mapping",
}


@dataclass(slots=True)
class Change:
    """One request, one import, one push: what a commit tells."""

    batch: int
    events: list[Event]
    touched: Touched
    arrival: Arrival | None = None

    @property
    def at(self) -> datetime:
        return self.events[0].at

    @property
    def mark(self) -> str:
        return f"{TRAILER}{self.batch:x}"


def waiting(most: int) -> list[Claim]:
    """The oldest tickets, in the order in which they were written."""
    rows = Claim.objects.filter(workspace_id=current().workspace_id, reader=READER)
    return list(rows.order_by("event_id")[:most])


def changes_of(claims: Sequence[Claim]) -> list[Change]:
    """The changes that these tickets are of, each whole, the oldest first."""
    moments = {claim.event_at for claim in claims}
    ids = {claim.event_id for claim in claims}
    here = Event.objects.filter(workspace_id=current().workspace_id, at__in=moments)
    batches: dict[int, list[Event]] = defaultdict(list)
    for event in here.order_by("id"):
        batches[event.batch or -event.id].append(event)
    mine = {batch: events for batch, events in batches.items() if any(one.id in ids for one in events)}
    arrived = {row.batch: row for row in Arrival.objects.filter(batch__in=mine)}
    return [
        Change(batch, events, touched_by(events), arrived.get(batch))
        for batch, events in sorted(mine.items(), key=lambda pair: pair[1][0].id)
    ]


# -- which files ------------------------------------------------------------------------------------------


def touched_by(events: Iterable[Event]) -> Touched:
    found = Touched()
    for event in events:
        if event.subject_kind in KINDS:
            found |= touched_by_one(event)
    return found


def touched_by_one(event: Event) -> Touched:
    kind, changes = event.subject_kind, event.changes
    if kind == "workspace" and "under_git" in changes:
        return EVERYTHING
    if kind == "member" and changes.keys() & NAMED_EVERYWHERE:
        return Touched() if event.kind.endswith(".created") and not event.about_id else EVERYTHING
    if kind == "arrival":
        return Touched()
    if kind == "link":
        return Touched(ends_of(event), True)
    about = frozenset({event.about_id} if event.about_id else ())
    listed = kind in IN_LISTS or kind == "document" or bool(NAMING & changes.keys() and not is_new(event))
    return Touched(about, listed or not about)


def is_new(event: Event) -> bool:
    """Nothing names it yet; but a customer stands in lists by what it is called."""
    return event.kind.endswith(".created") and event.subject_kind != "customer"


def ends_of(event: Event) -> frozenset[int]:
    """The customers whose records a link joins: the texts of their files may tell of it."""
    row = Link.objects.filter(pk=event.subject_id).first()
    names = [row.source, row.target] if row is not None else []
    return frozenset(one.customer_id for one in subjects.found(names).values() if one.customer_id)


# -- in which words ---------------------------------------------------------------------------------------


def author_of(change: Change) -> Author:
    event = change.events[0]
    member = Member.objects.filter(pk=event.actor_id).first() if event.actor_id else None
    if member is not None:
        return Author(member.name, member.email)
    return Author(event.actor_label or "Handrail", "")


def message_of(change: Change) -> str:
    """The ledger's sentences: the first as the subject, and all of them below where there are several."""
    told = [said.text for said in story.sentences(change.events[: MOST_SENTENCES + 1])]
    subject = (
        change.arrival.message if change.arrival is not None else (told[0] if told else subject_of(change))
    )
    lines = [clipped(subject or subject_of(change)), ""]
    if len(told) > 1:
        lines += [f"- {text}" for text in told[:MOST_SENTENCES]]
        if len(change.events) > MOST_SENTENCES:
            lines.append("- …")
        lines.append("")
    return "\n".join([*lines, change.mark, ""])


def subject_of(change: Change) -> str:
    names = Customer.objects.filter(pk__in=change.touched.customers or ()).values_list("name", flat=True)
    who = ", ".join(names[:3])
    return _("Files of %(who)s") % {"who": who} if who else _("Files of the workspace")


def clipped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SUBJECT else f"{text[: LONGEST_SUBJECT - 1]}…"
