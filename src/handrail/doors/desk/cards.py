"""What a board draws: its stages with the first cards of each, and what a refused move says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict

from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Refused
from handrail.kit.verdict import Evidence, Verdict
from handrail.record.projects import gates, queries
from handrail.record.projects.models import Board, Card, Stage

from . import kinds
from .answers import at
from .reasons import Reason

DRAWN = 12
"""Cards of a stage that are there from the start; the rest come when they are scrolled to."""
NEXT = 50
BESIDE = ("task__owner", "task__customer")
"""What a drawn card shows beside its task; each further row costs as much as the card itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards somebody wants to see."""

    q: str = ""
    owner: str = ""
    track: str = ""
    label: str = ""

    @classmethod
    def of(cls, said: QueryDict) -> Wanted:
        return cls(*(said.get(name, "").strip()[:100] for name in ("q", "owner", "track", "label")))

    def __bool__(self) -> bool:
        return any((self.q, self.owner, self.track, self.label))

    def filter(self, rows: QuerySet[Card], me: Member) -> QuerySet[Card]:
        if self.q:
            rows = rows.filter(Q(task__title__icontains=self.q) | Q(task__next_action__icontains=self.q))
        if self.owner == "gap":
            rows = rows.filter(task__owner=None)
        elif self.owner:
            rows = rows.filter(
                **({"task__owner": me} if self.owner == "mine" else {"task__owner__key": self.owner})
            )
        if self.track:
            rows = rows.filter(track=self.track)
        return rows.filter(labels__contains=[self.label]) if self.label else rows


@dataclass(slots=True)
class Column:
    """One stage as it is drawn. `count` is of all its cards, seen or not; `more` is where the next ones are."""

    stage: Stage
    count: int = 0
    cards: list[Card] = field(default_factory=list)
    more: str = ""
    asks: int = 0

    @property
    def full(self) -> bool:
        return self.stage.most is not None and self.count >= self.stage.most


def columns(board: Board, stages: Sequence[Stage], wanted: Wanted, me: Member) -> list[Column]:
    """Three statements, whatever the board holds."""
    rows = wanted.filter(queries.cards().filter(stage__in=stages), me)
    counts = counted(rows) if wanted else queries.counts_of(board)
    place = Window(RowNumber(), partition_by=F("stage_id"), order_by=[F("rank").asc(), F("pk").asc()])
    cards: dict[int, list[Card]] = defaultdict(list)
    for card in drawn(rows).annotate(place=place).filter(place__lte=DRAWN):
        cards[card.stage_id].append(card)
    asks: dict[int, int] = defaultdict(int)
    for check in queries.checks_of(board):
        asks[check.stage_id] += check.on
    return [column(stage, cards[stage.pk], counts.get(stage.pk, 0), asks[stage.pk]) for stage in stages]


def drawn(rows: QuerySet[Card]) -> QuerySet[Card]:
    return rows.select_related(None).select_related(*BESIDE)


def counted(rows: QuerySet[Card]) -> dict[int, int]:
    return dict(rows.order_by().values_list("stage_id").annotate(n=Count("pk")))


def column(stage: Stage, cards: list[Card], count: int, asks: int) -> Column:
    more = cards[-1].key if cards and len(cards) < count else ""
    return Column(stage, count, cards, more, asks)


def after(stage: Stage, key: str, wanted: Wanted, me: Member) -> tuple[list[Card], str]:
    """The cards behind this one, and the last of them where there are still more. Two statements."""
    last = Card.objects.filter(stage=stage, key=key).order_by("-pk").first()
    rows = drawn(wanted.filter(queries.cards_of(stage), me))
    if last is not None:
        rows = rows.filter(Q(rank__gt=last.rank) | Q(rank=last.rank, pk__gt=last.pk))
    found = list(rows[: NEXT + 1])
    shown = found[:NEXT]
    return shown, shown[-1].key if len(found) > len(shown) else ""


# -- a refusal ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """One card that may not go, with every answer."""

    card: Card
    reasons: list[Reason]


def held(refusal: Refused, cards: Iterable[Card]) -> list[Held]:
    by_key = {card.key: card for card in cards}
    return [
        Held(by_key[key], [reason(verdict) for verdict in verdicts])
        for key, verdicts in refusal.of.items()
        if key in by_key
    ]


def reason(verdict: Verdict) -> Reason:
    said = gates.said(verdict)
    where = resting_on(verdict.evidence[0]) if verdict.evidence and not verdict.passed else ""
    if verdict.remedy == "write-note" and where:
        where = to_write(verdict)
    return Reason(verdict.passed, said.title, said.reason, "", "", said.fix, where, verdict)


def to_write(verdict: Verdict) -> str:
    """Where the note is written that a card lacks."""
    about = verdict.evidence[0]
    kind = str(verdict.params.get("kind", ""))
    return f"{at('new-note')}?{urlencode({'about': f'{about.kind}:{about.key}', 'kind': kind})}"


def resting_on(evidence: Evidence) -> str:
    """Where what would pass it is done."""
    kind = kinds.BY_NAME.get(evidence.kind)
    if kind is None or not evidence.key:
        return ""
    return at(kind.page, evidence.key) if kind.page != "record" else at("record", kind, evidence.key)


def tracks_and_labels(board: Board) -> Mapping[str, list[str]]:
    """What there is to filter by. One statement."""
    tracks: set[str] = set()
    labels: set[str] = set()
    rows: Any = Card.objects.filter(board=board, removed_at=None).exclude(track="", labels=[])
    for track, some in rows.values_list("track", "labels").distinct()[:500]:
        tracks |= {track} - {""}
        labels |= set(map(str, some))
    return {"tracks": sorted(tracks), "labels": sorted(labels)}
