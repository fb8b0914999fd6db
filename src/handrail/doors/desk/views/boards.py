"""Board: stages with their rules in sight, cards that are moved, and a refusal that says what would pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound, Problem, Refused
from handrail.record.projects import drawing, keeping, queries, saved, verbs
from handrail.record.projects.drawing import Face, Wanted
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import library
from handrail.watch.playbooks.starting import furnish as furnished

from .. import cards, controls
from ..answers import at, back, done, is_part, me, page, word
from ..kinds.projects import BOARD
from .records import described, find, part_of

MOST_AT_ONCE = 500


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    board: Any = find(BOARD, key, removed_too=True)
    if after := request.GET.get("after", ""):
        return rest(request, board, after)
    wanted, stages = Wanted.of(request.GET.dict()), queries.stages_of(board)
    as_list = request.GET.get("view") == "list"
    drawn = listed(request, board, stages, wanted) if as_list else columned(request, board, stages, wanted)
    if board.removed_at is None and is_part(request) and request.headers.get("Handrail-Live"):
        return render(request, "desk/parts/board.html", {"board": board, "today": today(), **drawn})
    return render(
        request,
        "desk/board.html",
        {
            "board": board,
            "kind": BOARD,
            "stages": stages,
            "wanted": wanted,
            "today": today(),
            **drawn,
            **choosing(board),
            "views": [(view, view.member_id == me().pk) for view in saved.views_of(board)],
            "here": saved.query_of(request.META.get("QUERY_STRING", "")),
            "clear_url": at("board", key) if wanted.narrows or wanted.group else "",
            "count": ngettext("%(n)s card", "%(n)s cards", drawn["number"]) % {"n": drawn["number"]},
            "crumbs": [
                {"label": _("Projects"), "url": at("projects")},
                {"label": board.project.title, "url": at("project", board.project.key)},
                {"label": BOARD.one},
            ],
        },
    )


def columned(request: HttpRequest, board: Board, stages: list[Stage], wanted: Wanted) -> dict[str, Any]:
    """The board as stages with their first cards, or as many as the page shows already."""
    columns = cards.columns(board, stages, wanted, cards.drawn_of(request.GET.getlist("drawn")))
    shown = [card for column in columns for _heading, card in column.cards]
    number = sum(column.count for column in columns)
    return {"view": "board", "columns": columns, "number": number, "live": topics(board, shown)}


def listed(request: HttpRequest, board: Board, stages: list[Stage], wanted: Wanted) -> dict[str, Any]:
    """The board as a list that is sorted by a column, a page of it at a time."""
    sort, number = request.GET.get("sort", ""), sum(drawing.counts(board, wanted).values())
    pages = Paginator(range(number), cards.LISTED)
    shown = pages.get_page(request.GET.get("page"))
    found = drawing.listed(board, wanted, sort, max(shown.start_index() - 1, 0), cards.LISTED)
    titles = {stage.pk: stage.title for stage in stages}
    rows = [(heading, card, titles[card.stage_id]) for heading, card in cards.headed(found, wanted)]
    return {
        "view": "list",
        "rows": rows,
        "sort": sort,
        "heads": HEADS,
        "pages": shown,
        "number": number,
        "live": topics(board, found),
    }


HEADS: tuple[dict[str, Any], ...] = (
    {"key": "", "label": gettext_lazy("Choose"), "hide_label": True},
    {"key": "title", "label": gettext_lazy("Card"), "sort": True},
    {"key": "stage", "label": pgettext_lazy("of a board", "Stage"), "sort": True},
    {"key": "owner", "label": gettext_lazy("Owner"), "sort": True},
    {"key": "due", "label": gettext_lazy("Due"), "sort": True},
    {"key": "customer", "label": gettext_lazy("Customer"), "sort": True},
    {"key": "track", "label": gettext_lazy("Track"), "sort": True},
    {"key": "review", "label": gettext_lazy("Review"), "sort": True},
)


def choosing(board: Board) -> dict[str, Any]:
    """What the page offers to choose by, and to change many cards to."""
    found, members = drawing.choices(board), controls.members()
    return {
        "owners": [("", _("Any owner")), ("mine", _("Mine")), ("gap", _("Nobody")), *members],
        "members": members,
        "tracks": [value for value, _words in found["track"]],
        "labels": [value for value, _words in found["label"]],
        "customers": found["customer"],
        "groups": [
            ("", _("No headings")),
            ("owner", _("By owner")),
            ("customer", _("By customer")),
            ("track", _("By track")),
            ("label", _("By label")),
        ],
    }


def topics(board: Board, shown: list[Face]) -> str:
    """What the page listens to: the board's cards, and the tasks that it shows."""
    return " ".join((f"board:{board.pk}", *(f"task:{card.task_id}" for card in shown)))


@page()
@require_safe
def rules(request: HttpRequest, key: str) -> HttpResponse:
    """The board as a record: its name, its workflow owner, how cards go back and skip stages."""
    row: Any = find(BOARD, key, removed_too=True)
    kinds = [("text", _("Text")), ("number", _("Number")), ("date", _("Date")), ("choice", _("Choice"))]
    specs = [{**spec, "said": dict(kinds)[spec["kind"]]} for spec in row.card_fields]
    more = {"specs": specs, "kinds": kinds, "may_keep": keeping.may_keep(row)}
    context = {**described(BOARD, row), "board": row, **more}
    return render(request, part_of(request, "rules"), context)


@page()
@require_POST
def add_field(request: HttpRequest, key: str) -> HttpResponse:
    """One more field for the cards of this board."""
    board, label = reading.find(Board, key), request.POST.get("label", "").strip()
    name = slugify(label).replace("-", "_")[:40].strip("_")
    if not name or not name[0].isalpha():
        raise Invalid([Problem("label", _("Give the field a name that begins with a letter."))])
    choices = [line.strip() for line in request.POST.get("choices", "").splitlines() if line.strip()]
    kind = request.POST.get("kind", "text")
    spec = {
        "name": name,
        "label": label[:80],
        "kind": kind,
        **({"choices": choices} if kind == "choice" else {}),
    }
    verbs.edit_board(board, {"card_fields": [*board.card_fields, spec]})
    return done(request, _("Added: %(title)s") % {"title": label}, back(request, at("board-rules", key)))


@page()
@require_POST
def drop_field(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """The cards keep what is written there, and show it no more."""
    board = reading.find(Board, key)
    verbs.edit_board(board, {"card_fields": [spec for spec in board.card_fields if spec["name"] != name]})
    return done(request, _("The field is taken off."), back(request, at("board-rules", key)))


def rest(request: HttpRequest, board: Board, after: str) -> HttpResponse:
    """The next cards of one stage, when they are scrolled to."""
    stage = stage_of(board, request.GET.get("stage", ""))
    wanted, was = Wanted.of(request.GET.dict()), request.GET.get("was", "")
    shown, more = cards.after(stage, after, wanted, was)
    context = {
        "board": board, "stage": stage, "cards": shown, "more": more, "today": today(),
        "was": shown[-1][1].group if shown else was,
    }  # fmt: skip
    return render(request, "desk/parts/cards.html" if is_part(request) else "desk/more.html", context)


def stage_of(board: Board, key: str) -> Stage:
    stage = reading.present(Stage).filter(board=board, key=key).first()
    if stage is None:
        raise NotFound(_("This stage is not there any more."))
    return stage


@page()
@require_POST
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Quick add: what is to be done, and the rest later."""
    stage = reading.find(Stage, key)
    title = request.POST.get("title", "").strip()
    if not title:
        raise Invalid([Problem("title", _("Write what is to be done."))])
    task = Task(title=title[:500], owner=me())
    row = Card(task=task, stage=stage)
    try:
        verbs.add_cards([row])
    except Refused as refusal:
        if is_part(request):
            raise
        return refused(request, stage, [row], refusal)
    if is_part(request):
        column = cards.columns(stage.board, [stage], Wanted())[0]
        context = {"column": column, "board": stage.board, "today": today(), "focus": True}
        return word(
            render(request, "desk/parts/column.html", context), _("Added: %(title)s") % {"title": title}
        )
    return done(request, _("Added: %(title)s") % {"title": title}, at("board", stage.board.key))


@page()
@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """One card or many, by hand, by key or by form: judged whole, moved all or none."""
    board = reading.find(Board, key)
    stage = stage_of(board, request.POST.get("stage", ""))
    moving = chosen(board, request.POST.getlist("card"))
    reason = request.POST.get("reason", "").strip()
    try:
        verbs.move_cards(
            moving,
            stage,
            after=one(board, request.POST.get("after", "")),
            before=one(board, request.POST.get("before", "")),
            reason=reason,
            override="override" in request.POST,
        )
    except Refused as refusal:
        return refused(request, stage, moving, refusal)
    words = _("“%(card)s” is in “%(stage)s” now.")
    if len(moving) > 1:
        words = _("%(n)s cards are in “%(stage)s” now.")
    message = words % {"card": moving[0], "n": len(moving), "stage": stage.title}
    return done(request, message, back(request, at("board", key)))


def chosen(board: Board, keys: list[str]) -> list[Card]:
    rows = {row.key: row for row in queries.cards().filter(board=board, key__in=keys[:MOST_AT_ONCE])}
    found = [rows[key] for key in dict.fromkeys(keys) if key in rows]
    if not found:
        raise Invalid([Problem("card", _("No card is chosen."), _("Tick the cards that are to be moved."))])
    return found


def one(board: Board, key: str) -> Card | None:
    return queries.cards().filter(board=board, key=key).first() if key else None


def refused(
    request: HttpRequest,
    stage: Stage,
    moving: list[Card],
    refusal: Refused,
    *,
    action: str = "",
    kept: Sequence[tuple[str, str]] = (),
    new: bool = False,
) -> HttpResponse:
    """Each check, why it does not hold, what would pass it, and the way through for the workflow owner.

    `action` and what was `kept` of the form say how it is tried again with a reason.
    """
    board = stage.board
    context = {
        "board": board,
        "stage": stage,
        "message": refusal.message,
        "held": cards.held(refusal, moving),
        "moving": moving,
        "owner": board.owner,
        "mine": board.owner_id == me().pk,
        "asks_why": any(v.code == "board.back_reason" for v in refusal.checks),
        "reason": request.POST.get("reason", ""),
        "new": new or all(card.pk is None for card in moving),
        "action": action or at("move-cards", board.key),
        "kept": kept,
        "back_url": back(request, at("board", board.key)),
    }
    name = "desk/parts/refusal.html" if is_part(request) else "desk/refusal.html"
    return render(request, name, context, status=409)


@page()
@require_POST
def furnish(request: HttpRequest, key: str) -> HttpResponse:
    """A board for a project: with the stages of a playbook, or without any."""
    project = reading.find(Project, key)
    name = request.POST.get("playbook", "")
    board = furnished(project, library.find(name).book if name else None, owner=me())
    return done(request, _("The board is there."), at("board", board.key), go=True)


@page()
@require_POST
def add_stage(request: HttpRequest, key: str) -> HttpResponse:
    board = reading.find(Board, key)
    title = request.POST.get("title", "").strip()
    if not title:
        raise Invalid([Problem("title", _("Give the stage a name."))])
    verbs.add_stages([Stage(board=board, title=title[:120], owner=current().member)])
    return done(request, _("Added: %(title)s") % {"title": title}, at("board", key))
