"""Card: what is to be done, what the board asks of it, where it goes next. In the side panel and alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.verdict import Verdict, from_json
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Card, Move

from .. import cards
from ..answers import at, back, done, is_part, me, page, word
from ..kinds.projects import CARD
from ..kinds.work import TASK
from ..values import Cell
from .records import described, find, part_of

OF_TASK = ("title", "owner", "due_on", "state", "next_action", "text", "priority", "customer")


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, part_of(request, "card"), context_of(find(CARD, key, removed_too=True)))


def context_of(row: Any) -> dict[str, Any]:
    task = row.task
    return {
        **described(CARD, row),
        "card": row,
        "task_cells": [Cell(TASK, task, field) for field in TASK.some(OF_TASK)],
        "stages": queries.stages_of(row.board),
        "attempts": [told(move) for move in queries.moves_of(row)[:5]],
        "may_review": row.reviewer_id == me().pk,
        "topic": f"card:{row.pk} task:{task.pk}",
        "points": list(enumerate(row.checklist)),
    }


def told(move: Move) -> dict[str, Any]:
    verdicts = [from_json(Verdict, check) for check in move.checks]
    return {"move": move, "reasons": [cards.reason(verdict) for verdict in verdicts]}


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    card: Any = find(CARD, key)
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    message = run(request, card)
    if is_part(request):  # the panel stays open
        return word(render(request, "desk/parts/card.html", context_of(find(CARD, key))), message)
    return done(request, message, back(request, at("card", key)))


def approve(request: HttpRequest, card: Card) -> str:
    verbs.review_cards([card], "approved")
    return _("Approved: %(title)s") % {"title": card}


def changes(request: HttpRequest, card: Card) -> str:
    verbs.review_cards([card], "changes")
    return _("You have asked for changes: %(title)s") % {"title": card}


def ask(request: HttpRequest, card: Card) -> str:
    verbs.review_cards([card], "asked")
    return _("The reviewer is asked again.")


def tick(request: HttpRequest, card: Card) -> str:
    number = request.POST.get("point", "")
    verbs.tick(card, int(number) if number.isascii() and number.isdigit() else -1, "done" in request.POST)
    return _("Saved.")


def point(request: HttpRequest, card: Card) -> str:
    """One more point of the checklist."""
    text = request.POST.get("text", "").strip()
    if not text:
        raise Invalid([Problem("text", _("Write what is to be done."))])
    verbs.edit_card(card, {"checklist": [*card.checklist, {"text": text[:500], "done": False}]})
    return _("Added: %(title)s") % {"title": text}


ACTS = {"approve": approve, "changes": changes, "ask": ask, "tick": tick, "point": point}
