"""What a board draws: its stages with the first cards of each, and what a refused move says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from handrail.kit.refusals import Refused
from handrail.kit.verdict import Evidence, Verdict
from handrail.kit.web.numbers import whole
from handrail.record.projects import drawing, gates, queries
from handrail.record.projects.drawing import Face, Wanted
from handrail.record.projects.models import Board, Card, Stage

from . import kinds
from .answers import at
from .kinds.scope import SCOPE_CHANGE
from .mending import Offer, offers
from .reasons import Reason

DRAWN = 12
"""Cards of a stage that are there from the start; the rest come when they are scrolled to."""
NEXT = 50
MOST = 500
"""So many cards of a stage stay drawn while they are refreshed."""
LISTED = 100
LANES = 20
"""Rows of a board on one page."""


Headed = tuple[str | None, Face]
"""A card, and the heading above it where another one begins."""


@dataclass(slots=True)
class Column:
    """One stage as it is drawn. `count` is of all its cards, seen or not; `more` is where the next ones are."""

    stage: Stage
    count: int = 0
    cards: list[Headed] = field(default_factory=list)
    more: str = ""
    asks: int = 0

    @property
    def was(self) -> str:
        """The heading that the last card stands under."""
        return self.cards[-1][1].group if self.cards else ""

    @property
    def full(self) -> bool:
        return self.stage.most is not None and self.count >= self.stage.most


def columns(
    board: Board, stages: Sequence[Stage], wanted: Wanted, drawn: Mapping[str, int] | None = None
) -> list[Column]:
    """Three statements, whatever the board holds. `drawn` says of which stages more is to be seen at once."""
    counts = drawing.counts(board, wanted)
    shown = {stage.pk: (drawn or {}).get(stage.key, DRAWN) for stage in stages}
    cards = drawing.first(shown, wanted)
    asks = queries.asks_of(board)
    return [
        column(stage, headed(cards[stage.pk], wanted), counts.get(stage.pk, 0), asks.get(stage.pk, 0))
        for stage in stages
    ]


@dataclass(slots=True)
class Lane:
    """One row of the board: all that stands under one heading, stage by stage."""

    name: str
    count: int
    cells: list[Column]


def lanes(
    board: Board, stages: Sequence[Stage], wanted: Wanted, drawn: Mapping[str, int], number: Any
) -> tuple[list[Lane], Page[str], dict[int, int]]:
    """A page of the rows with the first cards of each stage, and how many cards each stage has. Two statements."""
    counts = drawing.lanes(board, wanted)
    page = Paginator(list(counts), LANES).get_page(number)
    names = list(page.object_list)
    most = {stage.pk: drawn.get(stage.key, DRAWN) for stage in stages}
    found = drawing.in_lanes(board, names, most, wanted)
    rows = [
        Lane(
            name,
            sum(counts[name].values()),
            [
                column(stage, headed(found[name, stage.pk], wanted), counts[name].get(stage.pk, 0), 0)
                for stage in stages
            ],
        )
        for name in names
    ]
    return rows, page, {stage.pk: sum(one.get(stage.pk, 0) for one in counts.values()) for stage in stages}


def column(stage: Stage, cards: list[Headed], count: int, asks: int) -> Column:
    more = cards[-1][1].key if cards and len(cards) < count else ""
    return Column(stage, count, cards, more, asks)


def headed(cards: Iterable[Face], wanted: Wanted, was: str | None = None) -> list[Headed]:
    """With a heading above the first card of each group. `was` is the heading that is above them already."""
    found: list[Headed] = []
    for card in cards:
        found.append((card.group if wanted.group and card.group != was else None, card))
        was = card.group
    return found


def after(stage: Stage, key: str, wanted: Wanted, was: str | None) -> tuple[list[Headed], str]:
    """The cards that come behind one, and where the next ones are. One statement."""
    found = drawing.after(stage.pk, key, wanted, NEXT + 1)
    shown = found[:NEXT]
    return headed(shown, wanted, was), shown[-1].key if len(found) > len(shown) else ""


def drawn_of(said: Sequence[str]) -> dict[str, int]:
    """What a page shows already, so that a refresh does not fold it together: ?drawn=prep:62."""
    found = {}
    for one in said[:MOST]:
        key, _colon, number = one.rpartition(":")
        if key and (drawn := whole(number)) is not None:
            found[key] = min(max(drawn, DRAWN), MOST)
    return found


# -- a refusal ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """One card that may not go, with every answer, and to each what can be done about it here and now."""

    card: Card
    answers: list[tuple[Reason, list[Offer]]]


def held(refusal: Refused, cards: Iterable[Card], *, most: int, helped: bool) -> list[Held]:
    """The first of those that may not go, in the order of the answers."""
    by_key = {card.key: card for card in cards}
    shown = [(by_key[key], verdicts) for key, verdicts in refusal.of.items() if key in by_key]
    return [
        Held(card, [(reason(one, card), offers(card, one) if helped else []) for one in verdicts])
        for card, verdicts in shown[:most]
    ]


def reason(verdict: Verdict, card: Card | None = None) -> Reason:
    said = gates.said(verdict)
    where = resting_on(verdict.evidence[0]) if verdict.evidence and not verdict.passed else ""
    if verdict.remedy == "write-note" and where:
        where = to_write(verdict)
    if verdict.remedy == "ask-scope-change" and where:
        called = {"title": card.task.title} if card is not None else {}
        where = f"{at('new', SCOPE_CHANGE)}?{urlencode({'project': verdict.evidence[0].key, **called})}"
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
