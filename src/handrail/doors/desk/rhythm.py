"""Reviews as a page shows them: when, what is on the agenda and why, how each thing ended, who is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit import clock
from handrail.kit.words import say
from handrail.record.projects.models import Project
from handrail.ui.dates import written
from handrail.watch.reviews import checks, gathering, queries, recurrence, words
from handrail.watch.reviews.correcting import missed as was_missed
from handrail.watch.reviews.ending import DATES
from handrail.watch.reviews.facts import Point
from handrail.watch.reviews.models import AgendaItem, Cadence, Review

from . import kinds
from .answers import address, at, me

TONES = {"planned": "accent", "open": "good", "done": "outline", "missed": "bad", "off": "outline"}
ENDING_TONES = {
    "decided": "good",
    "action": "accent",
    "redated": "accent",
    "unchanged": "outline",
    "carried": "warn",
}


def zone() -> ZoneInfo:
    return ZoneInfo(current().workspace.time_zone)


def day_words(day: date) -> str:
    return written(day, "j M Y")


@dataclass(frozen=True, slots=True)
class Session:
    """One review in a list or at the head of its page."""

    row: Review

    @property
    def title(self) -> str:
        """ "Account-risk review of Monday 23 November"."""
        day = self.row.at.astimezone(zone()).date()
        return _("%(title)s of %(day)s") % {"title": self.row.title, "day": written(day, "l j F")}

    @property
    def url(self) -> str:
        return at("review", self.row.key)

    @property
    def state(self) -> str:
        return say(words.STATES[self.row.state])

    @property
    def kind(self) -> str:
        return say(words.KINDS[self.row.kind])

    @property
    def tone(self) -> str:
        return TONES[self.row.state]

    @property
    def moment(self) -> str:
        return written(self.row.at.astimezone(zone()), "D j M, H:i")

    @property
    def late(self) -> bool:
        return self.row.state in ("planned", "missed") and self.row.at < clock.now()

    @property
    def mine(self) -> bool:
        return self.row.owner_id == me().pk


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A cadence with its rule in a sentence and the review that is planned of it."""

    row: Cadence
    planned: Review | None = None

    @property
    def sentence(self) -> str:
        return recurrence.sentence(self.row.rule, self.row.starts_on, recurrence.time_of(self.row.at))

    @property
    def kind(self) -> str:
        return say(words.KINDS[self.row.kind])

    @property
    def url(self) -> str:
        return at("rhythm", self.row.key)

    @property
    def next(self) -> str:
        return Session(self.planned).moment if self.planned is not None else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the agenda. `number` counts from one."""

    item: AgendaItem
    number: int
    now: bool = False
    project: Project | None = None

    @property
    def reasons(self) -> list[str]:
        return [words.reason(one, day_words) for one in self.item.reasons]

    @property
    def tags(self) -> list[tuple[str, str]]:
        codes = dict.fromkeys(str(one["code"]) for one in self.item.reasons)
        return [(words.short(code), words.TONES.get(code, "outline")) for code in codes]

    @property
    def open(self) -> bool:
        return self.item.ending == "open"

    @property
    def ending(self) -> str:
        return say(words.ENDINGS[self.item.ending])

    @property
    def tone(self) -> str:
        return ENDING_TONES.get(self.item.ending, "")

    @property
    def kind(self) -> Any:
        return kinds.BY_NAME.get(self.item.subject_kind)

    @property
    def icon(self) -> str:
        return self.kind.icon if self.kind is not None else "message-square"

    @property
    def url(self) -> str:
        """The record that it is about: the evidence to each of its reasons."""
        return address_of(self.item.subject_kind, self.item.subject_key)

    @property
    def why_url(self) -> str:
        """Where a customer's colour explains itself."""
        return at("why", self.item.subject_key) if self.item.subject_kind == "customer" else ""

    @property
    def counted(self) -> list[tuple[int, str]]:
        """What its numbers count, as far as they are computed: how many records, and where they are."""
        said = [one["params"] for one in self.item.reasons if "measure" in (one.get("params") or {})]
        return [(int(one["count"]), counted_url(one, self.project)) for one in said if one["count"]]

    @property
    def made_url(self) -> str:
        kind, _colon, key = self.item.made.partition(":")
        return address_of(kind, key)

    @property
    def may_redate(self) -> bool:
        return self.item.subject_kind in DATES

    @property
    def missed(self) -> bool:
        """Whether a number did not come near its target: the correction of the scope is proposed."""
        return was_missed(self.item)

    @property
    def asks(self) -> bool:
        """Whether a decision is what it waits for."""
        return self.item.subject_kind == "decision"

    @property
    def outcome(self) -> str:
        """What came out, in a line."""
        item = self.item
        if item.ending == "redated" and item.now_on:
            before = day_words(item.was_on) if item.was_on else _("no date")
            moved = _("from %(before)s to %(after)s") % {"before": before, "after": day_words(item.now_on)}
            return f"{moved}. {item.words}".rstrip(". ") if item.words else moved
        if item.ending == "action" and item.now_on:
            return _("%(what)s, by %(day)s") % {"what": item.words, "day": day_words(item.now_on)}
        return item.words


def address_of(kind_name: str, key: str) -> str:
    kind = kinds.BY_NAME.get(kind_name)
    return address(kind, SimpleNamespace(key=key)) if kind is not None and key else ""


def counted_url(params: Mapping[str, Any], project: Project | None) -> str:
    """The records of a computed number: of its metric, or of the project."""
    kind, _colon, key = str(params["of"]).partition(":")
    of = {"metric": key} if kind == "metric" else {"project": project.key} if project is not None else {}
    asked = {"from": params["first"], "to": params["last"], **of}
    return f"{at('insight', str(params['measure']))}?{urlencode(asked)}"


def entries(row: Review) -> list[Entry]:
    """One statement."""
    items = queries.items_of(row)
    shown = row.current or next((one.key for one in items if one.ending == "open"), "")
    return [Entry(item, number, item.key == shown, row.project) for number, item in enumerate(items, 1)]


def foreseen(row: Review) -> list[Entry]:
    """What would be on the agenda if it were opened now, as far as the reader may see it."""
    with unveiled():
        points = checks.agenda(gathering.world_of(row), row.kind)
    seen = [point for point in points if point.customer not in current().hidden]
    return [
        Entry(imagined(point), number, project=row.project)
        for number, point in enumerate(checks.fitting(seen), 1)
    ]


def imagined(point: Point) -> AgendaItem:
    return AgendaItem(
        title=point.title,
        reasons=[reason.stored() for reason in point.reasons],
        subject_kind=point.kind,
        subject_key=point.key,
    )


def names_of(keys: Sequence[str]) -> list[str]:
    """In the order they came. One statement; none where nobody is there."""
    if not keys:
        return []
    known = dict(Member.objects.filter(key__in=keys).values_list("key", "name"))
    return [known.get(key, key) for key in keys]


def sessions(rows: Iterable[Review]) -> list[Session]:
    return [Session(row) for row in rows]


def next_of(project: Project) -> Session | None:
    """When a project is looked at next. One statement."""
    row = queries.of_project(project).first()
    return Session(row) if row is not None else None


def moments(row: Any, count: int = 5) -> list[datetime]:
    """The next dates of a rule, in the zone of the workspace."""
    return [moment.astimezone(zone()) for moment in queries.when(row).coming(clock.now(), count)]
