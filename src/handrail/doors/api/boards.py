"""Boards for programs: the whole board at once, a card in one go, many cards moved, a check tried out."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from orjson import Fragment
from pydantic import BaseModel, Field, Strict, StringConstraints

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.projects import gates, queries, verbs, whole
from handrail.record.projects.api import RESOURCES
from handrail.record.projects.changing import MOST_AT_ONCE
from handrail.record.projects.models import Board, Card, Check, Stage
from handrail.record.tasks.models import PRIORITIES, Task

from . import shapes
from .documents import DocumentCheck as CheckShown
from .operations import one
from .references import resolved
from .shapes import Body, Day, Key

router = Router(tags=["boards"])
Title = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Text = Annotated[str, StringConstraints(max_length=2000)]


# -- the whole board ----------------------------------------------------------------------------------------


class BoardCard(BaseModel):
    key: str
    revision: int = Field(description="Of the card; what is said of the task has a revision of its own")
    stage: str
    rank: str = Field(description="Cards of a stage stand in the order of these texts, byte by byte")
    title: str
    state: str
    priority: str
    owner: str | None
    due_on: date | None
    next_action: str
    customer: str | None
    track: str
    labels: list[Any]
    checklist: list[Any]
    blocked_by: list[Any] = Field(description="Keys of the cards that come first")
    recurs: str = Field(description="When it comes again, as in RFC 5545; empty: once")
    own: dict[str, Any] = Field(description="What the board asks of its cards beside: its `card_fields`")
    reviewer: str | None
    review_on: date | None
    review: str
    entered_at: datetime


class WholeBoard(BaseModel):
    cards: list[BoardCard]


@router.get(
    "/boards/{key}/cards",
    response=WholeBoard,
    operation_id="boards_cards",
    summary="Every card of a board, by stage and in order",
)
def all_cards(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return json.response({"cards": Fragment(whole.cards_of(key))})


# -- a card in one go ---------------------------------------------------------------------------------------


class BoardCardMaking(Body):
    """A new task and its place on the board."""

    title: Title
    owner: Key | None = None
    due_on: Day | None = None
    next_action: Annotated[str, StringConstraints(max_length=500)] = ""
    text: str = ""
    priority: Annotated[str, StringConstraints(pattern=f"^({'|'.join(PRIORITIES)})?$")] = ""
    customer: Key | None = None
    track: Annotated[str, StringConstraints(max_length=40)] = ""
    labels: list[Any] = []
    checklist: list[Any] = []
    collaborators: list[Any] = []
    blocked_by: list[Any] = []
    recurs: Annotated[str, StringConstraints(max_length=200)] = ""
    own: dict[str, Any] = {}
    reviewer: Key | None = None
    review_on: Day | None = None
    context_owner: Key | None = None


TASK_FIELDS = ("title", "owner", "due_on", "next_action", "text", "priority", "customer")
CARD = next(one for one in RESOURCES if one.model is Card)


@router.post(
    "/stages/{key}/cards",
    response={201: shapes.showing(CARD)},
    operation_id="stages_add_card",
    summary="Make a task and put it at the end of a stage",
)
def add_card(request: HttpRequest, slug: Slug, key: str, said: BoardCardMaking) -> HttpResponse:
    values = said.model_dump(exclude_unset=True)
    task = {name: value for name, value in values.items() if name in TASK_FIELDS}
    card = {name: value for name, value in values.items() if name not in TASK_FIELDS}
    stage = reading.find(Stage, key)
    row = Card(task=Task(**resolved(Task, task)), stage=stage, **resolved(Card, card))
    verbs.add_cards([row], last=True)
    place = request.path.partition("/stages/")[0]
    return one(CARD, row, 201, Location=f"{place}/cards/{row.key}")


# -- reviewing ----------------------------------------------------------------------------------------------


class CardReviewing(Body):
    answer: Annotated[str, StringConstraints(pattern="^(approved|changes|asked)$")] = Field(
        description="`approved` and `changes` are the reviewer's; `asked` asks them again"
    )
    words: Text = Field("", description="What is to change: a comment on the card, and told to who owns it")


@router.post(
    "/cards/{key}/review",
    response=shapes.showing(CARD),
    operation_id="cards_review",
    summary="Approve a card, ask for changes, or ask its reviewer again",
)
def review(request: HttpRequest, slug: Slug, key: str, said: CardReviewing) -> HttpResponse:
    """403 for `approved` and `changes` of anybody but the reviewer."""
    row = reading.find(Card, key, lock=True)
    verbs.review_cards([row], said.answer, said.words)
    return one(CARD, row)


# -- moving -------------------------------------------------------------------------------------------------


class Moving(Body):
    cards: Annotated[list[Key], Field(min_length=1, max_length=MOST_AT_ONCE)]
    stage: Key
    after: Key | None = Field(None, description="The card of that stage that they go behind")
    before: Key | None = Field(None, description="The card of that stage that they go in front of")
    reason: Text = Field("", description="Why they go back, or are let through")
    override: Annotated[bool, Strict()] = Field(
        False, description="The workflow owner lets them through, with a reason, whatever the checks say"
    )


class Moved(BaseModel):
    moved: int


@router.post(
    "/boards/{key}/moves",
    response=Moved,
    operation_id="boards_move",
    summary="Move cards to a stage, all of them or none",
)
def move(request: HttpRequest, slug: Slug, key: str, said: Moving) -> HttpResponse:
    """409 with every check where a card may not go: what was asked, why it did not hold, and what would pass it."""
    stage = stage_on(key, said.stage)
    board = stage.board
    cards = found(board, list(dict.fromkeys(said.cards)))
    moved = verbs.move_cards(
        cards,
        stage,
        after=beside(board, said.after),
        before=beside(board, said.before),
        reason=said.reason,
        override=said.override,
    )
    return json.response({"moved": moved})


# -- changing many ------------------------------------------------------------------------------------------


class Changing(Body):
    """What is not said stays as it is."""

    cards: Annotated[list[Key], Field(min_length=1, max_length=MOST_AT_ONCE)]
    owner: Key | None = None
    due_on: Day | None = None
    track: Annotated[str, StringConstraints(max_length=40)] = ""
    own: dict[str, str | float | int | None] = Field(
        {}, description="Of the board's own fields, by name: null empties one; what is not named stays"
    )
    add_labels: list[Annotated[str, StringConstraints(min_length=1, max_length=60)]] = []
    drop_labels: list[Annotated[str, StringConstraints(min_length=1, max_length=60)]] = []
    stage: Key | None = Field(None, description="Where all of them go then")
    reason: Text = ""
    override: Annotated[bool, Strict()] = False


class Changed(BaseModel):
    changed: int


@router.post(
    "/boards/{key}/changes",
    response=Changed,
    operation_id="boards_change_cards",
    summary="Change cards, and move them to a stage: all of them or none",
)
def change(request: HttpRequest, slug: Slug, key: str, said: Changing) -> HttpResponse:
    """409 where a card may not go to the stage; then nothing of it has happened."""
    told = said.model_dump(exclude_unset=True)
    cards = found(reading.find(Board, key), list(dict.fromkeys(said.cards)))
    changed = verbs.change_cards(
        cards,
        task=resolved(Task, {name: told[name] for name in ("owner", "due_on") if name in told}),
        card={"track": said.track} if "track" in told else {},
        own=said.own,
        add_labels=said.add_labels,
        drop_labels=said.drop_labels,
        stage=stage_on(key, said.stage) if said.stage else None,
        reason=said.reason,
        override=said.override,
    )
    return json.response({"changed": changed})


class Doubling(Body):
    cards: Annotated[list[Key], Field(min_length=1, max_length=MOST_AT_ONCE)]


class Doubled(BaseModel):
    cards: list[str] = Field(
        description="The keys of the new ones, in the order of those they were made from"
    )


@router.post(
    "/boards/{key}/duplicates",
    response={201: Doubled},
    operation_id="boards_duplicate_cards",
    summary="Make cards once more, in the first stage, all of them or none",
)
def duplicate(request: HttpRequest, slug: Slug, key: str, said: Doubling) -> HttpResponse:
    """Nothing is ticked, and nobody has approved."""
    cards = found(reading.find(Board, key), list(dict.fromkeys(said.cards)))
    return json.response({"cards": [row.key for row in verbs.duplicate_cards(cards)]}, 201)


def stage_on(board: str, key: str) -> Stage:
    try:
        row = reading.find(Stage, key)
    except NotFound:
        row = None
    if row is None or row.board.key != board:
        reading.find(Board, board)
        raise missing("stage", key)
    return row


def beside(board: Board, key: str | None) -> Card | None:
    return found(board, [key])[0] if key else None


def found(board: Board, keys: list[str]) -> list[Card]:
    """The board's own cards of these keys, held until this is over, in the order they were named."""
    if len(keys) == 1:
        return [only(board, keys[0])]
    there = queries.many(board, keys, lock=True)
    gone = [key for key in keys if key not in there]
    if gone:
        raise missing("card", gone[0])
    return [there[key] for key in keys]


def only(board: Board, key: str) -> Card:
    try:
        row = reading.find(Card, key, lock=True)
    except NotFound:
        raise missing("card", key) from None
    if row.board_id != board.pk:
        raise missing("card", key)
    return row


def missing(noun: str, key: str) -> Invalid:
    words = f"There is no {noun} “{key[:80]}” on this board."
    return Invalid([Problem(f"{noun}s", words, "Send the key of one that is.")])


# -- trying a check -----------------------------------------------------------------------------------------


class Held(BaseModel):
    card: str
    check: CheckShown


class Trial(BaseModel):
    would_block: int
    cards: list[Held]


@router.get(
    "/checks/{key}/trial",
    response=Trial,
    operation_id="checks_trial",
    summary="Which of the cards that are there now a check would hold up",
)
def trial(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    blocked = queries.would_block(reading.find(Check, key))
    cards = [{"card": card.key, "check": told(verdict)} for card, verdict in blocked]
    return json.response({"would_block": len(cards), "cards": cards})


def told(verdict: Any) -> dict[str, Any]:
    said = gates.said(verdict)
    return {"code": verdict.code, "passed": verdict.passed, "reason": said.reason, "fix": said.fix}
