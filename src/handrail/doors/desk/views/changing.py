"""Many cards of a board in one go: changed, moved, made once more. And what a card waits for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from handrail.house.deadlines.bygone import refuse_bygone
from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem, Refused
from handrail.record.projects import queries, saved, verbs
from handrail.record.projects.models import Board, BoardView
from handrail.record.projects.own import REQUIRED, typed
from handrail.record.projects.wanting import EMPTY

from ..answers import at, back, done, me, page
from .moving import CARD_CHANGED, DUPLICATED, MOVED, TASK_CHANGED, begin, chosen, refused, stage_of

GAP = "gap"


@page()
@require_POST
def change(request: HttpRequest, key: str) -> HttpResponse:
    """What is left empty stays as it is. Judged whole: one that may not be moved, and nothing has happened."""
    return changed(request, reading.find(Board, key))


def changed(request: HttpRequest, board: Board) -> HttpResponse:
    these, said = chosen(request, board), request.POST
    stage = stage_of(board, said["to"]) if said.get("to") else None
    task, card, more, less = wanted(request)
    fields = own_fields(request, board)
    if not (task or card or fields or more or less or stage):
        raise Invalid(
            [Problem("change", _("Nothing is chosen that should change."), _("Fill in at least one field."))]
        )
    beside = bool(card or fields or more or less)
    begin(request, these, TASK_CHANGED * bool(task) + CARD_CHANGED * beside + MOVED * bool(stage))
    try:
        count = verbs.change_cards(
            these.rows, task=task, card=card, own=fields, add_labels=more, drop_labels=less, stage=stage,
            reason=said.get("reason", "").strip(), override="override" in said,
        )  # fmt: skip
    except Refused as refusal:
        assert stage is not None
        named = (*FIELDS, *(f"{REQUIRED}{spec['name']}" for spec in board.card_fields))
        kept = [("again", "change"), *((name, said[name]) for name in named if said.get(name))]
        return refused(request, stage, these, refusal, action="change-cards", kept=kept)
    words = ngettext("%(n)s card is changed.", "%(n)s cards are changed.", count) % {"n": count}
    return done(request, words, back(request, at("board", board.key)))


FIELDS = ("to", "owner", "due_on", "track", "add_label", "drop_label")


def own_fields(request: HttpRequest, board: Board) -> dict[str, Any]:
    """Those of the board's own fields that are filled in; one may be emptied."""
    said = {spec["name"]: request.POST.get(f"{REQUIRED}{spec['name']}", "") for spec in board.card_fields}
    return {
        spec["name"]: None if said[spec["name"]] == EMPTY else typed(spec, said[spec["name"]])
        for spec in board.card_fields
        if said[spec["name"]].strip()
    }


def wanted(request: HttpRequest) -> tuple[dict[str, Any], dict[str, Any], list[str], list[str]]:
    """What of their tasks, of the cards, and which labels come and go."""
    task: dict[str, Any] = {}
    owner, due, track = (request.POST.get(name, "").strip() for name in ("owner", "due_on", "track"))
    if owner:
        task["owner"] = None if owner == GAP else reading.find(Member, owner)
    if due:
        task["due_on"] = due
        refuse_bygone(task)
    labels = (
        [text] if (text := request.POST.get(name, "").strip()) else [] for name in ("add_label", "drop_label")
    )
    more, less = labels
    return task, ({"track": track} if track else {}), more, less


@page()
@require_POST
def duplicate(request: HttpRequest, key: str) -> HttpResponse:
    """The same once more, in the first stage: nothing ticked, nobody has approved."""
    board = reading.find(Board, key)
    these = chosen(request, board)
    begin(request, these, DUPLICATED)
    try:
        made = verbs.duplicate_cards(these.rows)
    except Refused as refusal:
        return refused(request, queries.stages_of(board)[0], these, refusal, new=True)
    message = ngettext("%(n)s card is made once more.", "%(n)s cards are made once more.", len(made))
    return done(request, message % {"n": len(made)}, back(request, at("board", key)))


@page()
@require_POST
def keep_view(request: HttpRequest, key: str) -> HttpResponse:
    """What the address asks for, under a name: for me, or for everybody."""
    board, title = reading.find(Board, key), request.POST.get("title", "").strip()
    if not title:
        raise Invalid([Problem("title", _("Give the view a name."))])
    view = BoardView(
        board=board, member=me(), title=title[:80], query=request.POST.get("query", "")[:4000],
        shared="shared" in request.POST,
    )  # fmt: skip
    saved.add_views([view])
    message = _("The view “%(title)s” is kept.") % {"title": view.title}
    return done(request, message, f"{at('board', key)}?{view.query}")


@page()
@require_POST
def drop_view(request: HttpRequest, key: str, view: str) -> HttpResponse:
    board = reading.find(Board, key)
    row = next((one for one in saved.views_of(board) if one.key == view), None)
    if row is None:
        raise NotFound(_("This view is not there any more."))
    saved.remove_views([row])
    return done(request, _("Removed: %(title)s") % {"title": row.title}, at("board", key))
