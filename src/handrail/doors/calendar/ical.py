"""Dates as an iCalendar file (RFC 5545). The same rows give the same bytes, so that a reader may ask what is new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from handrail.house.deadlines import promising
from handrail.house.deadlines.models import Deadline
from handrail.house.workspaces.scope import current

if TYPE_CHECKING:
    from icalendar import Event, vText

PRODUCT = "-//Handrail//Calendar//EN"
REFRESH = timedelta(hours=1)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]")
Subject = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """How often a record was changed, and when the last time."""

    revision: int = 0
    at: datetime | None = None


def written(rows: Sequence[Deadline], customers: Mapping[int, str], owners: Mapping[int, str]) -> bytes:
    """The file. One statement for each kind of record in it, and one for the moments of the last changes."""
    from icalendar import Calendar  # late: few processes ever write one

    place, changes = current().workspace, changes_of(rows)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words(f"Handrail: {place.name}"))
    calendar.add("x-wr-timezone", place.time_zone)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in rows:
        change = changes.get((one.subject_kind, one.subject_id), Change())
        about, owner = customers.get(one.about_id or 0, ""), owners.get(one.owner_id or 0, "")
        calendar.add_component(event(one, change, about, owner))
    made: bytes = calendar.to_ical()
    return made


def event(one: Deadline, change: Change, customer: str, owner: str) -> Event:
    from icalendar import Event

    kind = promising.kinds()[one.name]
    made, link = (
        Event(),
        f"{settings.URL}/w/{current().workspace.slug}/{kind.path.format(key=one.subject_key)}",
    )
    modified = (change.at or one.due_at).astimezone(UTC).replace(microsecond=0)
    made.add("uid", uid(one))
    made.add("dtstamp", modified)
    made.add("last-modified", modified)
    made.add("sequence", change.revision)
    made.add("dtstart", one.due_on or one.due_at.astimezone(UTC))
    if one.due_on is not None and one.due_on < date.max:
        made.add("dtend", one.due_on + timedelta(days=1))
    made.add("summary", words(summary(_(kind.words), one.title, customer)))
    made.add("description", words("\n".join(told(customer, owner, link))))
    made.add("url", link)
    made.add("categories", [text(_(kind.words))])
    made.add("transp", "TRANSPARENT")
    return made


def uid(one: Deadline) -> str:
    """Stays while the promise is there, wherever its date goes."""
    return f"{one.workspace_id}-{one.subject_kind}-{one.subject_id}-{one.name}@{settings.HOST}"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a name (UID) of ours says: which date of which record."""

    workspace_id: int
    kind: str
    pk: int
    name: str

    @classmethod
    def of(cls, one: Deadline) -> Promise:
        return cls(one.workspace_id, one.subject_kind, one.subject_id, one.name)


OURS = re.compile(r"(\d{1,18})-([a-z]{1,40})-(\d{1,18})-([a-z_.]{1,40})@(.+)")


def promised(uid: str) -> Promise | None:
    """The other way round; None for what is no date of this house."""
    found = OURS.fullmatch(uid)
    if found is None or found[5] != settings.HOST:
        return None
    return Promise(int(found[1]), found[2], int(found[3]), found[4])


def is_ours(uid: str) -> bool:
    return promised(uid) is not None


def summary(kind: str, title: str, customer: str) -> str:
    return f"{kind}: {title}" + (f" ({customer})" if customer and customer != title else "")


def told(customer: str, owner: str, link: str) -> list[str]:
    lines = [_("Customer: %s") % customer] if customer else []
    return [*lines, _("Owner: %s") % (owner or _("nobody")), link]


def text(words: str) -> str:
    """Without what no line of the file can hold."""
    return CONTROL.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n"))


def words(said: str) -> vText:
    return text_class()(text(said))


@cache
def text_class() -> type[vText]:
    r"""A text that comes out as it went in: `icalendar` alone takes a written \N for the end of a line."""
    from icalendar import vText

    class Words(vText):
        def to_ical(self) -> bytes:
            return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))

    return Words


LAST = """
SELECT s.kind, s.id, e.at
FROM unnest(%s::text[], %s::bigint[]) AS s (kind, id)
CROSS JOIN LATERAL (
    SELECT at FROM ledger_event
    WHERE workspace_id = %s AND subject_kind = s.kind AND subject_id = s.id AND changes <> '{}'::jsonb
    ORDER BY at DESC, id DESC LIMIT 1
) AS e
"""


def changes_of(rows: Sequence[Deadline]) -> dict[Subject, Change]:
    subjects = {(one.subject_kind, one.subject_id) for one in rows}
    moments = last_changes(subjects)
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for kind, pk in subjects:
        ids[kind].append(pk)
    return {
        (kind, pk): Change(revision, moments.get((kind, pk)))
        for kind, some in ids.items()
        for pk, revision in promising.model_of(kind)
        ._default_manager.filter(pk__in=some)
        .values_list("pk", "revision")
    }


def last_changes(subjects: set[Subject]) -> dict[Subject, datetime]:
    """When each was last changed; that somebody was reminded of it changes nothing."""
    ordered = sorted(subjects)
    with connection.cursor() as cursor:
        cursor.execute(
            LAST, [[kind for kind, _pk in ordered], [pk for _kind, pk in ordered], current().workspace_id]
        )
        return {(kind, pk): at for kind, pk, at in cursor.fetchall()}
