"""The ledger in sentences: who changed what, from what to what, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Cast
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from handrail.house.deadlines.firing import LATE, NOBODY, OVERTAKEN, TOLD
from handrail.house.ledger import undoing
from handrail.house.ledger.models import Event
from handrail.house.ledger.reading import newest_first
from handrail.house.talk import relations
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.web.numbers import whole
from handrail.kit.words import mark, quoted, say, shortened
from handrail.record.customers.models import Customer

from . import kinds, things
from .answers import address
from .kinds import Field, Kind
from .values import spoken

SILENT = frozenset(
    {
        "standing",
        "document",
        "arrival",
        "conflict",
        "import",
        "mapping",
        "answer",
        "token",
        "invitation",
        "handover",
        "escalation",
    }
)
NIGHTLY = ("metric.read", "goal.read")
"""That somebody looked again at a number that is computed: what it came to is a reading."""
QUIET = frozenset({"updated_on", "position", "owner_gap", "owner_text", "sentiment_on"})
SHOWN = 3
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Named:
    """A record as a sentence needs it; `address` looks at its key only."""

    key: str
    title: str

    def __str__(self) -> str:
        return self.title


Names = Mapping[tuple[str, int], Named]


@dataclass(frozen=True, slots=True)
class Said:
    """One event as the page tells it."""

    who: str
    kind: str
    text: str
    note: str
    moment: datetime
    url: str = ""


def of_customer(customer: Customer, *, before: str = "", limit: int = 30) -> tuple[list[Said], str]:
    """The newest events about a customer and all that is its own, and the mark of the next page."""
    events = list(told(Event.objects.filter(about_id=customer.pk), whole(before, 18))[: limit + 1])
    more = str(events[limit - 1].id) if len(events) > limit else ""
    return sentences(events[:limit]), more


def of_record(kind: Kind, row: Tenanted, limit: int = 50) -> list[Said]:
    return sentences(list(told(about(kind, row))[:limit]))


def of_both(kind: Kind, row: Tenanted, other: Kind, of: Tenanted, limit: int = 50) -> list[Said]:
    """Of two records that a page shows as one: a card and its task."""
    return sentences(list(told(about(kind, row) | about(other, of))[:limit]))


def of_field(kind: Kind, row: Tenanted, field: Field, limit: int = 50) -> list[Said]:
    column = column_name(kind, field)
    return sentences(list(told(about(kind, row).filter(changes__has_key=column))[:limit]), only=column)


def of_batch(batch: int, limit: int = 4) -> list[Said]:
    """What one change did, in the order it was done."""
    day = clock.now() - undoing.LASTS
    return sentences(list(told(Event.objects.filter(batch=batch, at__gte=day))[:limit]))[::-1]


def last_change(kind: Kind, row: Tenanted, field: Field) -> Said | None:
    return next(iter(of_field(kind, row, field, limit=1)), None)


def since(moment: datetime, limit: int = 12) -> list[Said]:
    """What changed in the workspace after a moment: newest first. An import would fill the page with its rows."""
    events = Event.objects.filter(at__gte=moment, about_id__isnull=False).exclude(actor_kind="import")
    events = events.exclude(changes={})  # reminders are in the history of their record
    return sentences(list(told(events)[:limit]))


def told(events: QuerySet[Event], before: int | None = None) -> QuerySet[Event]:
    """In the order of an index, without what only machines care for."""
    here = events.filter(workspace_id=current().workspace_id).exclude(subject_kind__in=SILENT)
    here = here.exclude(kind__in=NIGHTLY)
    return newest_first(here, before)


def about(kind: Kind, row: Tenanted) -> QuerySet[Event]:
    return Event.objects.filter(subject_kind=kind.name, subject_id=row.pk)


def by_day(items: Iterable[Said]) -> list[tuple[date, list[Said]]]:
    zone = ZoneInfo(current().workspace.time_zone)
    return [
        (day, list(group)) for day, group in groupby(items, lambda item: item.moment.astimezone(zone).date())
    ]


@cache
def by_column(name: str) -> Mapping[str, Field]:
    """The fields of a kind by the columns that events name; the first that a page shows counts."""
    kind = kinds.BY_NAME[name]
    return {column_name(kind, field): field for field in reversed(kind.fields)}


def column_name(kind: Kind, field: Field) -> str:
    column: Any = kind.model._meta.get_field(field.column)
    return str(column.attname)


# -- sentences ----------------------------------------------------------------------------------------------


def sentences(events: Sequence[Event], only: str = "") -> list[Said]:
    names = names_in(events)
    return [said for event in events if (said := sentence(event, names, only)) is not None]


def sentence(event: Event, names: Names, only: str) -> Said | None:
    kind = kinds.BY_NAME.get(event.subject_kind)
    if kind is None:
        return None
    subject = names.get((event.subject_kind, event.subject_id))
    details = [line for line in changed(kind, event.changes, names, only) if line]
    verb = event.kind.rpartition(".")[2]
    if verb == "changed" and not details:
        return None
    text = title_of(kind, subject, verb)
    note = "" if verb == "created" and not only else "; ".join(details[:SHOWN]) + rest_of(details)
    note = silence(event) if verb == "skipped" else raised(event, verb) or note + handed(event)
    who, by = author(event)
    return Said(who, by, text, note, event.at, address(kind, subject) if subject is not None else "")


def author(event: Event) -> tuple[str, str]:
    if event.actor_kind in ("member", "token"):
        return event.actor_label or _("Somebody"), ""
    if event.actor_kind == "visitor":
        return event.actor_label or _("Somebody at the customer"), "customer"
    return event.actor_label or "Handrail", "agent"


TITLES = {
    "created": mark("%(kind)s added: %(name)s"),
    "removed": mark("%(kind)s removed: %(name)s"),
    "restored": mark("%(kind)s brought back: %(name)s"),
    "reminded": mark("%(kind)s: reminder sent for %(name)s"),
    "skipped": mark("%(kind)s: no reminder sent for %(name)s"),
    "raised": mark("%(kind)s raised: %(name)s"),
    "acknowledged": mark("%(kind)s: somebody looks after %(name)s"),
    "snoozed": mark("%(kind)s put off: %(name)s"),
    "settled": mark("%(kind)s is not raised any more: %(name)s"),
    "resolved": mark("%(kind)s settled: %(name)s"),
    "reopened": mark("%(kind)s open again: %(name)s"),
}
"""What an event tells, by its verb. Only the one that is shown is translated."""


def title_of(kind: Kind, subject: Any, verb: str) -> str:
    name = str(subject) if subject is not None else ""
    one = str(kind.one)
    shown = _(TITLES.get(verb, mark("%(kind)s %(name)s"))) % {
        "kind": one[:1].upper() + one[1:],
        "name": quoted(name) if name else "",
    }
    return shown if name else shown.rstrip(": ")


def silence(event: Event) -> str:
    """Why somebody was not reminded."""
    words = {
        LATE: _("It was too late to be useful."),
        OVERTAKEN: _("The next one came first."),
        TOLD: _("There was one that day already."),
        NOBODY: _("Nobody owns it any more."),
    }
    return words.get(event.cause.partition(": ")[2], "")


def raised(event: Event, verb: str) -> str:
    """To whom, or what was said: the words stand behind the cause."""
    cause, _colon, words = event.cause.partition(": ")
    if not words or not cause.startswith("raised "):
        return ""
    return _("to %(who)s") % {"who": words} if verb == "raised" else say(words)


def handed(event: Event) -> str:
    """What nobody did to this record by itself: it went along with all that somebody had."""
    if event.cause.startswith("blocker:") and event.subject_kind != "blocker":
        return " " + _("(the fallback of a blocker)")
    return " " + _("(a book changed hands)") if event.cause.startswith("handover:") else ""


def rest_of(details: Sequence[str]) -> str:
    return "; " + _("and %(n)s more") % {"n": len(details) - SHOWN} if len(details) > SHOWN else ""


def changed(kind: Kind, changes: Mapping[str, Any], names: Names, only: str) -> Iterable[str]:
    for column, pair in changes.items():
        if column in QUIET or column == "removed_at" or (only and column != only):
            continue
        field = by_column(kind.name).get(column)
        if field is not None and isinstance(pair, list) and len(pair) == 2:
            yield from difference(kind, field, pair, names)


def difference(kind: Kind, field: Field, pair: Sequence[Any], names: Names) -> Iterable[str]:
    if field.inner:
        yield from section(kind, field, pair)
        return
    old, new = (clip(readable(kind, field, value, names)) for value in pair)
    values = {"label": field.label, "old": old, "new": new}
    if old and new:
        yield _("%(label)s: %(old)s → %(new)s") % values
    else:
        yield (_("%(label)s: %(new)s") if new else _("%(label)s emptied, was %(old)s")) % values


def section(kind: Kind, field: Field, pair: Sequence[Any]) -> Iterable[str]:
    """A JSON section tells only the keys that differ."""
    old, new = (value if isinstance(value, Mapping) else {} for value in pair)
    for name in [*new, *(key for key in old if key not in new)]:
        if old.get(name) != new.get(name):
            inner = kind.field(f"{field.column}.{name}") if name else field
            shape = "day" if inner.shape == "day" else "text"
            was, now = clip(spoken(old.get(name), shape)), clip(spoken(new.get(name), shape))
            yield f"{inner.label}: {was} → {now}" if was else f"{inner.label}: {now or '–'}"


def readable(kind: Kind, field: Field, value: Any, names: Names) -> str:
    column: Any = kind.model._meta.get_field(field.column)
    if value is None:
        return ""
    if column.is_relation:
        return str(names.get((column.related_model._meta.model_name, value), "…"))
    shape = kind.shape(field)
    if shape == "date":
        value = parse_date(str(value)) or value
    if shape in ("number", "money", "whole"):
        value = decimal(value)
    return spoken(value, shape)


def decimal(value: Any) -> Any:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def clip(text: str) -> str:
    return shortened(text, LONGEST)


# -- names --------------------------------------------------------------------------------------------------


def names_in(events: Sequence[Event]) -> Names:
    """What the records are called that these events name, of whatever kinds: one statement."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        kind = kinds.BY_NAME.get(event.subject_kind)
        if kind is not None:
            wanted[kind.name].add(event.subject_id)
            for name, ident in referred(kind, event.changes):
                wanted[name].add(ident)
    parts = [query for name, ids in wanted.items() if (query := called(name, ids)) is not None]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True)
    names = {(name, pk): Named(key, spoken_title(name, title) or key) for name, pk, key, title in rows}
    return names | connections(wanted.get("link", set()))


def spoken_title(name: str, title: str) -> str:
    kind = kinds.BY_NAME.get(name)
    return things.titled(kind, title, "", "") if kind is not None and title else title


def connections(ids: Collection[int]) -> dict[tuple[str, int], Named]:
    """A link is called by both its ends. Two statements, and only where there is one."""
    rows = list(Link.objects.filter(pk__in=ids)) if ids else []
    known = things.found(end for row in rows for end in (row.source, row.target))
    return {
        ("link", row.pk): Named(
            row.key,
            " ".join(
                (
                    known[row.source].title if row.source in known else row.source,
                    str(relations.said(row.relation)),
                    known[row.target].title if row.target in known else row.target,
                )
            ),
        )
        for row in rows
    }


def referred(kind: Kind, changes: Mapping[str, Any]) -> Iterable[tuple[str, int]]:
    columns: Iterable[Any] = kind.model._meta.concrete_fields
    for column in columns:
        if column.is_relation and column.attname in changes and column.name != "workspace":
            for value in changes[column.attname]:
                if isinstance(value, int):
                    yield str(column.related_model._meta.model_name), value


def called(name: str, ids: Iterable[int]) -> QuerySet[Any, Any] | None:
    """(kind, id, key, name) of these records."""
    kind = kinds.BY_NAME.get(name)
    model, path = (kind.model, kind.name_path) if kind is not None else (Member, "name")
    if kind is None and name != "member":
        return None
    rows = model._default_manager.filter(pk__in=list(ids)).order_by()
    return rows.values_list(models.Value(name), "pk", "key", Cast(path, models.TextField()))
