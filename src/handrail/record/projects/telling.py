"""Who hears of a card's review: the reviewer that they are asked, whoever owns the card what the answer is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.models import MESSAGE
from handrail.house.nudges.verbs import Telling
from handrail.house.talk.subjects import Subject
from handrail.house.talk.telling import may_see
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.words import mark

from . import keeping
from .models import DECIDED, Card

ASKED = mark("%(who)s asks you to approve this, or to ask for changes.")
APPROVED = mark("%(who)s approved it.")
CHANGES = mark("%(who)s asks for changes.")
CHANGES_SAID = mark("%(who)s asks for changes: “%(words)s”")
REVIEW, LOOK = mark("Review the card"), mark("Look at the card")
QUOTED = 200


@dataclass(frozen=True, slots=True)
class Was:
    """A card's review before it was changed."""

    card: Card
    stage: int
    reviewer: int | None
    review: str


def as_it_was(rows: Iterable[Card]) -> list[Was]:
    return [Was(row, row.stage_id, row.reviewer_id, row.review) for row in rows]


def tell(before: Sequence[Was], words: str = "") -> None:
    """What was asked and answered since. Nothing of a book that changes hands, or of what is taken back; a card that
    goes on to another stage is asked again without a word: it stands on the reviewer's Today."""
    new = [one for one in before if is_asked(one) or is_answered(one)]
    if not new or keeping.handing() or keeping.taking_back():
        return
    nudges.settle([("card", one.card.pk) for one in new], MESSAGE)
    nudges.tell(telling for one in new for telling in of(one, words))


def is_asked(one: Was) -> bool:
    row = one.card
    again = one.review in DECIDED and one.stage == row.stage_id
    return (
        row.review == "asked" and row.reviewer_id is not None and (one.reviewer != row.reviewer_id or again)
    )


def is_answered(one: Was) -> bool:
    return one.card.review in DECIDED and one.card.review != one.review


def of(one: Was, words: str) -> Iterator[Telling]:
    row, asked = one.card, is_asked(one)
    hears = row.reviewer if asked else row.task.owner
    if hears is None or hears == current().member or not may_see(hears, about(row)):
        return
    reason = ASKED if asked else answer(row.review, words)
    yield telling(row, hears, reason, {"words": words[:QUOTED]}, REVIEW if asked else LOOK)


def answer(review: str, words: str) -> str:
    if review == "approved":
        return APPROVED
    return CHANGES_SAID if words else CHANGES


def about(row: Card) -> Subject:
    return Subject("card", row.key, row.pk, row.customer_id, row.task.title)


def telling(row: Card, hears: Member, reason: str, params: dict[str, Any], step: str) -> Telling:
    me = current().member
    return Telling(
        recipient_id=hears.pk,
        occasion=f"card:{row.pk}:{row.revision}:{row.review}",
        name="card.told",
        subject_kind="card",
        subject_id=row.pk,
        subject_key=row.key,
        about_id=row.customer_id,
        title=row.task.title,
        reason=reason,
        params={"who": me.name if me is not None else "Handrail", **params},
        step=step,
        step_path=f"cards/{row.key}/",
        lane=MESSAGE,
    )
