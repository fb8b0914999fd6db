"""Reviews for programs: the next dates of a rhythm, opening one, how each thing ends, closing, minutes."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.people.queries import here
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.kit.words import say
from handrail.record.notes.api import RESOURCES as NOTES
from handrail.record.plans.models import Plan
from handrail.record.projects.models import Board, Project
from handrail.watch.reviews import minutes, queries, recurrence, verbs
from handrail.watch.reviews.facts import KINDS
from handrail.watch.reviews.models import AgendaItem, Review

from . import shapes
from .operations import etag
from .shapes import Body, Day, Key

router = Router(tags=["reviews"])
(NOTE,) = NOTES
Text = Annotated[str, StringConstraints(max_length=1000)]
Kind = Literal[KINDS]  # type: ignore[valid-type]


class Reason(BaseModel):
    code: str = Field(examples=["overdue"])
    params: dict[str, Any]


class ItemShown(BaseModel):
    key: str
    position: int
    title: str
    subject: str = Field(examples=["task:connector"], description="Empty where somebody brought it up")
    customer: str | None
    reasons: list[Reason] = Field(description="Why it is there: codes with what they rest on")
    carried: int = Field(description="How often it was left over")
    ending: str
    words: str
    made: str = Field(examples=["task:call-jo"], description="What came out; empty for nothing")
    was_on: date | None
    now_on: date | None
    by: str | None


class SessionShown(BaseModel):
    key: str
    revision: int
    title: str
    kind: str
    state: str
    at: datetime
    project: str | None
    plan: str | None
    cadence: str | None
    owner: str | None
    current: str = Field(description="The item that everybody looks at now")
    people: list[str]
    left_out: int
    items: list[ItemShown]


class Dates(BaseModel):
    sentence: str
    dates: list[datetime]


class ReviewStarting(Body):
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    kind: Kind = "weekly"
    project: Key | None = Field(None, description="Without one or a plan, the whole workspace is looked at")
    plan: Key | None = Field(None, description="A plan that is looked through with its customer")


class CallingOff(Body):
    words: Text


class Bringing(Body):
    title: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Turning(Body):
    item: Key | None = None


class Ending(Body):
    """`decided` needs words; `action` a title, an owner and a day; `redated` a day; `unchanged` words; `correct` takes
    up the correction of the scope that a miss proposes; `standard` says in `words` what is done from now on."""

    ending: Literal["decided", "action", "redated", "unchanged", "correct", "standard", "open"] = Field(
        description="open puts it back on the agenda; what came out of it stays"
    )
    words: Text = ""
    title: Annotated[str, StringConstraints(max_length=500)] = ""
    owner: Key | None = None
    due_on: Day | None = None
    board: Key | None = Field(None, description="Of an action: a card in this board's first stage")


class Written(BaseModel):
    title: str
    markdown: str


@router.get(
    "/cadences/{key}/dates", response=Dates, operation_id="cadences_dates",
    summary="A rhythm in a sentence, and its next five dates",
)  # fmt: skip
def dates(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = queries.cadence(key)
    sentence = recurrence.sentence(row.rule, row.starts_on, recurrence.time_of(row.at))
    return json.response({"sentence": sentence, "dates": queries.when(row).coming(clock.now(), 5)})


@router.get(
    "/reviews/{key}/agenda", response=SessionShown, operation_id="reviews_agenda",
    summary="A review with everything on its agenda, and why",
)  # fmt: skip
def agenda(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return one(key)


@router.get(
    "/reviews/{key}/minutes", response=Written, operation_id="reviews_minutes",
    summary="What came out of it, as Markdown",
)  # fmt: skip
def written(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = queries.review(key)
    return json.response({"title": minutes.title_of(row), "markdown": minutes.of(row)})


@router.post(
    "/reviews/start", response={201: SessionShown}, operation_id="reviews_start",
    summary="Review something now, outside of any rhythm: the agenda fills itself",
)  # fmt: skip
def start(request: HttpRequest, slug: Slug, said: ReviewStarting) -> HttpResponse:
    project = reading.find(Project, said.project) if said.project else None
    plan = reading.find(Plan, said.plan) if said.plan else None
    (row,) = verbs.add_reviews(
        [Review(project=project, plan=plan, kind=said.kind, title=said.title, owner=me(), at=clock.now())]
    )
    verbs.open_review(row)
    return one(row.key, 201)


@router.post(
    "/reviews/{key}/open", response=SessionShown, operation_id="reviews_open",
    summary="Open it: the agenda is filled from the record as it is now",
)  # fmt: skip
def open_one(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    verbs.open_review(queries.review(key, lock=True))
    return one(key)


@router.post(
    "/reviews/{key}/close", response=SessionShown, operation_id="reviews_close",
    summary="End it: what is open is left over for the next time, the minutes are written",
)  # fmt: skip
def close(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    verbs.close_review(queries.review(key, lock=True))
    return one(key)


@router.post(
    "/reviews/{key}/call-off", response=SessionShown, operation_id="reviews_call_off",
    summary="It is not held, and somebody says why",
)  # fmt: skip
def call_off(request: HttpRequest, slug: Slug, key: str, said: CallingOff) -> HttpResponse:
    verbs.call_off(queries.review(key, lock=True), said.words)
    return one(key)


@router.post(
    "/reviews/{key}/join", response=SessionShown, operation_id="reviews_join",
    summary="Come in: you stand among those who are here",
)  # fmt: skip
def join(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    verbs.join(queries.review(key, lock=True))
    return one(key)


@router.post(
    "/reviews/{key}/leave",
    response=SessionShown,
    operation_id="reviews_leave",
    summary="Leave a review under way",
)
def leave(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    verbs.leave(queries.review(key, lock=True))
    return one(key)


@router.post(
    "/reviews/{key}/turn", response=SessionShown, operation_id="reviews_turn",
    summary="Everybody looks at this thing now; without one, at the next that is open",
)  # fmt: skip
def turn(request: HttpRequest, slug: Slug, key: str, said: Turning) -> HttpResponse:
    row = queries.review(key, lock=True)
    if said.item is not None:
        verbs.go_to(row, queries.item(row, said.item))
    else:
        verbs.turn(row)
    return one(key)


@router.post(
    "/reviews/{key}/note", response={201: shapes.showing(NOTE)}, operation_id="reviews_keep_minutes",
    summary="Keep the minutes as a note, connected with the project",
)  # fmt: skip
def keep_minutes(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = verbs.keep_minutes(queries.review(key, lock=True))
    return json.response(shapes.shown(NOTE, row), 201, ETag=etag(row))


@router.post(
    "/reviews/{key}/items", response={201: SessionShown}, operation_id="reviews_bring_up",
    summary="Bring something up, at the end of its agenda",
)  # fmt: skip
def bring_up(request: HttpRequest, slug: Slug, key: str, said: Bringing) -> HttpResponse:
    verbs.bring_up(queries.review(key, lock=True), said.title)
    return one(key, 201)


@router.post(
    "/reviews/{key}/items/{item}/end", response=SessionShown, operation_id="reviews_end_item",
    summary="Say how one thing ends: a decision, an action, a new date, or that nothing changes",
)  # fmt: skip
def end(request: HttpRequest, slug: Slug, key: str, item: str, said: Ending) -> HttpResponse:
    row = queries.review(key, lock=True)
    found = queries.item(row, item)
    found.review = row
    ENDS[said.ending](found, said)
    return one(key)


ENDS: dict[str, Callable[[AgendaItem, Ending], Any]] = {
    "decided": lambda item, said: verbs.decide(item, said.words, said.title),
    "action": lambda item, said: verbs.act(
        item, said.title, member(said.owner), said.due_on, board(said.board)
    ),
    "redated": lambda item, said: verbs.redate(item, said.due_on, said.words),
    "unchanged": lambda item, said: verbs.keep(item, said.words),
    "correct": lambda item, said: verbs.correct(item, said.words),
    "standard": lambda item, said: verbs.learn(item, said.words),
    "open": lambda item, said: verbs.reopen(item),
}


def member(key: str | None) -> Member | None:
    if key is None:
        return None
    found = here(key)
    if found is None:
        message = say("There is no member “%(missing)s” here.", missing=key)
        raise Invalid([Problem("owner", message, say("Send the key of one that is."))])
    return found


def me() -> Member | None:
    return current().member


def board(key: str | None) -> Board | None:
    row = reading.present(Board).filter(key=key).first() if key else None
    if key and row is None:
        raise Invalid([Problem("board", "There is no such board here.", "Send the key of one that is.")])
    return row


def one(key: str, status: int = 200) -> HttpResponse:
    row = queries.review(key)
    plain = {name: getattr(row, name) for name in PLAIN}
    pointed = {
        name: getattr(row, name).key if getattr(row, name) else None
        for name in ("project", "plan", "cadence", "owner")
    }
    items = [item_shown(one) for one in queries.items_of(row)]
    return json.response({**plain, **pointed, "items": items}, status, ETag=etag(row))


PLAIN = ("key", "revision", "title", "kind", "state", "at", "current", "people", "left_out")


def item_shown(one: AgendaItem) -> dict[str, Any]:
    plain = ("key", "position", "title", "reasons", "carried", "ending", "words", "made", "was_on", "now_on")
    return {
        **{name: getattr(one, name) for name in plain},
        "subject": f"{one.subject_kind}:{one.subject_key}" if one.subject_kind else "",
        "customer": one.customer.key if one.customer is not None else None,
        "by": one.by.key if one.by is not None else None,
    }
