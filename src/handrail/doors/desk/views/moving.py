"""Cards moved by hand, by key and by form: judged whole. What is refused says why, and offers what would pass it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, NotFound, Problem, Refused
from handrail.record.projects import drawing, queries, verbs
from handrail.record.projects.changing import MOST_AT_ONCE
from handrail.record.projects.drawing import Wanted
from handrail.record.projects.models import Board, Card, Stage

from .. import cards
from ..answers import at, back, done, is_part, me, page

Kept = Sequence[tuple[str, str]]
PLACE = ("before", "after")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cards that a form means, in order, and how it said so: that is said again when it is tried again."""

    rows: list[Card]
    said: Kept


def chosen(request: HttpRequest, board: Board) -> Chosen:
    """The ticked cards, or all those that the page's filter finds."""
    if "all" in request.POST:
        query = request.POST.get("query", "")[:2000]
        wanted = Wanted.of(QueryDict(query).dict(), board.card_fields)
        keys, said = drawing.keys(board, wanted, MOST_AT_ONCE + 1), [("all", "1"), ("query", query)]
    else:
        keys = list(dict.fromkeys(request.POST.getlist("card")))
        said = [("card", key) for key in keys]
    if len(keys) > MOST_AT_ONCE:
        words = _("These are more than %(n)s cards at once.") % {"n": MOST_AT_ONCE}
        raise Invalid([Problem("card", words, _("Filter the board, and take them in several goes."))])
    rows = queries.many(board, keys)
    found = [rows[key] for key in keys if key in rows]
    if not found:
        raise Invalid([Problem("card", _("No card is chosen."), _("Tick the cards that are to be moved."))])
    return Chosen(found, said)


def stage_of(board: Board, key: str) -> Stage:
    stage = reading.present(Stage).filter(board=board, key=key).first()
    if stage is None:
        raise NotFound(_("This stage is not there any more."))
    return stage


@page()
@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """One card or many, by hand, by key or by form: judged whole, moved all or none."""
    return moved(request, reading.find(Board, key))


def moved(request: HttpRequest, board: Board) -> HttpResponse:
    said = request.POST
    stage, these = stage_of(board, said.get("stage", "")), chosen(request, board)
    try:
        verbs.move_cards(
            these.rows,
            stage,
            after=one(board, said.get("after", "")),
            before=one(board, said.get("before", "")),
            reason=said.get("reason", "").strip(),
            override="override" in said,
        )
    except Refused as refusal:
        kept = [("again", "move"), *((name, said[name]) for name in PLACE if said.get(name))]
        return refused(request, stage, these, refusal, kept=kept)
    if len(these.rows) == 1:
        words = _("“%(card)s” is in “%(stage)s” now.") % {"card": these.rows[0], "stage": stage.title}
    else:
        n = len(these.rows)
        words = ngettext("%(n)s card is in “%(stage)s” now.", "%(n)s cards are in “%(stage)s” now.", n)
        words = words % {"n": n, "stage": stage.title}
    return done(request, words, back(request, at("board", board.key)))


def one(board: Board, key: str) -> Card | None:
    return queries.cards().filter(board=board, key=key).first() if key else None


SHOWN = 20
"""So many of the cards that may not go are shown with their answers; of the others, how many."""


def refused(
    request: HttpRequest,
    stage: Stage,
    these: Chosen,
    refusal: Refused,
    *,
    action: str = "move-cards",
    kept: Kept = (),
    new: bool = False,
) -> HttpResponse:
    """Each check, why it does not hold, the button that does what would pass it, and the workflow owner's way through.

    `action` and what was `kept` of the form say how it is tried again.
    """
    board, new = stage.board, new or all(card.pk is None for card in these.rows)
    held = cards.held(refusal, these.rows, most=SHOWN, helped=not new)
    context = {
        "board": board,
        "stage": stage,
        "message": refusal.message,
        "held": held,
        "unshown": max(len(refusal.of) - len(held), 0),
        "single": these.rows[0] if len(these.rows) == 1 else None,
        "owner": board.owner,
        "mine": board.owner_id == me().pk,
        "asks_why": any(v.code == "board.back_reason" for v in refusal.checks),
        "reason": request.POST.get("reason", ""),
        "new": new,
        "action": at(action, board.key),
        "kept": [*kept, *([] if new else these.said)],
        "back_url": back(request, at("board", board.key)),
    }
    name = "desk/parts/refusal.html" if is_part(request) else "desk/refusal.html"
    return render(request, name, context, status=409)
