"""Cards moved by hand, by key and by form: judged whole. What is refused says why, and offers what would pass it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import far, reading
from handrail.kit.refusals import Invalid, NotFound, Problem, Refused
from handrail.record.projects import drawing, queries, verbs
from handrail.record.projects.changing import MOST_AT_ONCE
from handrail.record.projects.drawing import Wanted
from handrail.record.projects.models import Board, Card, Stage

from .. import cards
from ..answers import at, back, done, is_part, me, page
from ..kinds.projects import CARD
from .cards import context_of
from .records import find

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


def begin(request: HttpRequest, these: Chosen, times: int) -> None:
    """From here on the page can ask how far it is: each card is looked at so many times until all is written, what it
    promises and how it is found come last."""
    said = request.POST.get("far", "")
    far.begin(said if MARK.fullmatch(said) else "", len(these.rows), times)


MARK = re.compile(r"[0-9a-f]{16,32}")
MOVED, TASK_CHANGED, CARD_CHANGED, DUPLICATED = 3, 3, 2, 6
"""How often a card is looked at: judged, written, its dates; found anew. What was moved is judged, too."""


@page()
@require_safe
def how_far(request: HttpRequest, mark: str) -> HttpResponse:
    """What is under way under this mark, in numbers; nothing where it is over, or not begun."""
    found = far.asked(mark) if MARK.fullmatch(mark) else None
    return JsonResponse({"done": found[0], "all": found[1]} if found else {})


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
    begin(request, these, MOVED)
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
    answer = done(request, words, back(request, at("board", board.key)))
    if len(these.rows) == 1 and on_its_page(request):
        card = context_of(find(CARD, these.rows[0].key))
        answer.content = render(request, "desk/parts/card.html", card).content
    return answer


def on_its_page(request: HttpRequest) -> bool:
    """A part that shows the card has moved it, and shows it again; one that is drawn is where it is already."""
    return is_part(request) and "HX-Current-URL" in request.headers


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
        "locked": any(not one.passed and one.remedy == "ask-scope-change" for one in refusal.checks),
        "action": at(action, board.key),
        "kept": [*kept, *([] if new else these.said)],
        "back_url": back(request, at("board", board.key)),
    }
    name = "desk/parts/refusal.html" if is_part(request) else "desk/refusal.html"
    return render(request, name, context, status=409)
