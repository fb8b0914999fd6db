"""A whole board in one statement, as plain values: ten thousand cards without ten thousand objects."""

from __future__ import annotations

from typing import Any

from .models import Board, Card

COLUMNS = {
    "key": "key",
    "revision": "revision",
    "stage": "stage__key",
    "rank": "rank",
    "title": "task__title",
    "state": "task__state",
    "priority": "task__priority",
    "owner": "task__owner__key",
    "due_on": "task__due_on",
    "next_action": "task__next_action",
    "customer": "task__customer__key",
    "track": "track",
    "labels": "labels",
    "checklist": "checklist",
    "reviewer": "reviewer__key",
    "review_on": "review_on",
    "review": "review",
    "entered_at": "entered_at",
}


def cards_of(board: Board) -> list[dict[str, Any]]:
    """By stage and in order. One statement."""
    there = {f"{name}__removed_at": None for name in ("task", "stage")}
    rows = Card.objects.filter(board=board, removed_at=None, **there)
    ordered = rows.order_by("stage__position", "stage_id", "rank", "pk")
    return [dict(zip(COLUMNS, values, strict=True)) for values in ordered.values_list(*COLUMNS.values())]
