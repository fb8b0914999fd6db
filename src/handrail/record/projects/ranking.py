"""Where a card stands among others: a text between two texts, so that a move writes one row."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max, Min, QuerySet
from fractional_indexing import generate_n_keys_between

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from .models import Card, Stage


def ranks(
    stage: Stage,
    count: int,
    *,
    after: Card | None = None,
    before: Card | None = None,
    moving: Collection[int] = (),
) -> list[str]:
    """So many new ranks in a stage: behind `after`, in front of `before`, else at the end. One statement.

    Of cards with the same rank (two people dropped at once) the new ones go behind, or in front of, all.
    """
    for other in (after, before):
        refuse_elsewhere(other, stage, moving)
    others = Card.objects.filter(stage=stage, removed_at=None).exclude(pk__in=moving)
    low: str | None
    high: str | None
    if after is not None:
        low, high = after.rank, least(others.filter(rank__gt=after.rank))
    elif before is not None:
        low, high = greatest(others.filter(rank__lt=before.rank)), before.rank
    else:
        low, high = greatest(others), None
    return list(generate_n_keys_between(low or None, high or None, count))


def behind(end: str, count: int) -> list[str]:
    """So many new ranks behind the last card of a stage."""
    return list(generate_n_keys_between(end or None, None, count))


def end_of(stage: Stage) -> str:
    """The rank of its last card. One statement."""
    return greatest(Card.objects.filter(stage=stage, removed_at=None)) or ""


def refuse_elsewhere(other: Card | None, stage: Stage, moving: Collection[int]) -> None:
    if other is not None and (other.stage_id != stage.pk or other.pk in moving):
        words = say("“%(card)s” is not where it could be put beside.", card=other)
        raise Invalid([Problem("place", words, say("Look at the board again."))])


def least(rows: QuerySet[Card]) -> str | None:
    found: str | None = rows.aggregate(found=Min("rank"))["found"]
    return found


def greatest(rows: QuerySet[Card]) -> str | None:
    found: str | None = rows.aggregate(found=Max("rank"))["found"]
    return found
