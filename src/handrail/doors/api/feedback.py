"""Feedback's way for programs: what can be done about it, the steps, its thread, and the words it hangs on."""

# No `from __future__ import annotations` here: ninja reads the shapes made below out of the signatures.

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field, StringConstraints

from handrail.house.ledger import reading
from handrail.house.talk.models import Comment
from handrail.house.workspaces.models import Member
from handrail.kit.web import json
from handrail.kit.web.resource import Slug
from handrail.record.feedback import going, places, queries, verbs, wording
from handrail.record.feedback.api import RESOURCES
from handrail.record.feedback.models import Feedback
from handrail.record.feedback.states import STEPS
from handrail.record.projects.asked import become_card
from handrail.record.projects.models import Board

from . import shapes
from .operations import fresh
from .shapes import Body, Key
from .stepping import Door, add_steps, given

router = Router(tags=["feedback"])
FEEDBACK = RESOURCES[0]
Text = Annotated[str, StringConstraints(max_length=10_000)]


class FeedbackStepping(Body):
    reason: Text = Field("", description="Why it ends so, what was decided, or why it is open again")
    outcome: Annotated[str, StringConstraints(max_length=160)] = Field(
        "", description="What came of it: decision:two-ways or task:mend-it"
    )
    reply: Text = Field("", description="Said in the thread with it; to the customer, where they asked")


class FeedbackAnswer(Body):
    text: Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
    shared: bool = Field(False, description="The customer reads it, where the thread began with their words")


class FeedbackWork(Body):
    title: Annotated[str, StringConstraints(max_length=500)] = Field("", description="Empty: as it was asked")
    owner: Key | None = Field(None, description="Empty: whom it waits for")
    due_on: date | None = None
    board: Key | None = Field(None, description="Empty: a task on no board")
    reason: Text = ""
    reply: Text = ""


class FeedbackPlace(BaseModel):
    quote: str
    before: str
    after: str
    same: bool = Field(description="They are the words of then")
    lost: bool = Field(description="They do not stand there any more: so they stood then")


class FeedbackSaid(BaseModel):
    key: str = Field(description="Of the comment")
    by: str | None
    voice: str
    text: str
    shared: bool
    created_at: str


class FeedbackThread(BaseModel):
    place: FeedbackPlace | None = Field(description="The words it is about, as they stand now")
    implemented_on: date | None = Field(description="When the work that it became was done")
    said: list[FeedbackSaid]


def take(row: Feedback, step: str, said: FeedbackStepping) -> None:
    """409 with every check where it may not be taken: only its owner answers it and says how it ends."""
    verbs.step_feedback([row], step, given(said, "reason", "outcome"), reply=said.reply)


add_steps(
    router,
    Door(
        resource=FEEDBACK, called="Feedback", names=STEPS, possible=going.possible, said=wording.said,
        shows="What can be done about feedback, and what is asked first",
        takes="Say that it is answered, decided or declined, ask once more, or open it again",
        stepping=FeedbackStepping, take=take,
    ),
)  # fmt: skip


@router.post(
    "/feedback/{key}/card", response=shapes.showing(FEEDBACK), operation_id="feedback_card",
    summary="End it as work: a task, or a card on a board",
)  # fmt: skip
def card(request: HttpRequest, slug: Slug, key: str, said: FeedbackWork) -> HttpResponse:
    row = reading.find(Feedback, key, lock=True)
    owner = reading.find(Member, said.owner) if said.owner is not None else None
    board = reading.find(Board, said.board) if said.board is not None else None
    become_card(row, said.title, owner, said.due_on, board, reason=said.reason, reply=said.reply)
    return fresh(FEEDBACK, key)


@router.get(
    "/feedback/{key}/thread", response=FeedbackThread, operation_id="feedback_thread",
    summary="The words it is about as they stand now, and what was answered",
)  # fmt: skip
def thread(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    row = reading.find(Feedback, key)
    place = places.place_of(row, places.record_of(row.subject))
    return json.response(
        {
            "place": None
            if place is None
            else {name: getattr(place, name) for name in ("quote", "before", "after", "same", "lost")},
            "implemented_on": queries.implemented([row]).get(row.pk),
            "said": [said_of(one) for one in queries.thread(row)],
        }
    )


def said_of(row: Comment) -> dict[str, Any]:
    return {
        "key": row.key, "by": row.by.key if row.by is not None else None, "voice": row.voice, "text": row.text,
        "shared": row.shared, "created_at": row.created_at,
    }  # fmt: skip


@router.post(
    "/feedback/{key}/answers", response=shapes.showing(FEEDBACK), operation_id="feedback_answer",
    summary="Say something in its thread; what its owner says is the answer",
)  # fmt: skip
def answer(request: HttpRequest, slug: Slug, key: str, said: FeedbackAnswer) -> HttpResponse:
    verbs.answer(reading.find(Feedback, key, lock=True), said.text, shared=said.shared)
    return fresh(FEEDBACK, key)


@router.post(
    "/comments/{key}/feedback", response=shapes.showing(FEEDBACK), operation_id="comments_feedback",
    summary="What a comment says asks for an action: its thread is the thread of the feedback",
)  # fmt: skip
def of_comment(request: HttpRequest, slug: Slug, key: str) -> HttpResponse:
    return fresh(FEEDBACK, verbs.ask_of_comment(reading.find(Comment, key)).key)
