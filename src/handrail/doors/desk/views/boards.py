"""Board: stages with their rules in sight and their cards, as columns, as rows or as a list."""

from __future__ import annotations

import json
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
from handrail.kit.refusals import Invalid, Problem, Refused
from handrail.record.projects import drawing, keeping, queries, saved, verbs
from handrail.record.projects.drawing import Face, Wanted
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.projects.own import REQUIRED
from handrail.record.projects.wanting import EMPTY
from handrail.record.tasks.models import Task
from handrail.watch.playbooks import library
from handrail.watch.playbooks.starting import furnish as furnished

from .. import cards, controls
from ..answers import at, back, done, is_part, me, page, word
from ..kinds.projects import BOARD
from .moving import Chosen, refused, stage_of
from .records import described, find, part_of


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    board: Any = find(BOARD, key, removed_too=True)
    if after := request.GET.get("after", ""):
        return rest(request, board, after)
    wanted, stages = Wanted.of(request.GET.dict(), board.card_fields), queries.stages_of(board)
    as_list = request.GET.get("view") == "list"
    draw = listed if as_list else rowed if wanted.lanes else columned
    drawn = draw(request, board, stages, wanted)
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
            "clear_url": at("board", key) if wanted.narrows or wanted.group or wanted.lanes else "",
            "own_filters": own_filters(wanted),
            "may_keep": keeping.may_keep(board),
            "query": request.META.get("QUERY_STRING", ""),
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


def rowed(request: HttpRequest, board: Board, stages: list[Stage], wanted: Wanted) -> dict[str, Any]:
    """The board as rows, one for each owner, customer, label, track or choice: a page of rows at a time."""
    drawn = cards.drawn_of(request.GET.getlist("drawn"))
    rows, page, counts = cards.lanes(board, stages, wanted, drawn, request.GET.get("page"))
    asks = queries.asks_of(board)
    shown = [card for row in rows for cell in row.cells for _heading, card in cell.cards]
    return {
        "view": "lanes",
        "lanes": rows,
        "columns": [cards.Column(stage, counts[stage.pk], asks=asks.get(stage.pk, 0)) for stage in stages],
        "pages": page,
        "number": sum(counts.values()),
        "live": topics(board, shown),
    }


def own_filters(wanted: Wanted) -> list[dict[str, Any]]:
    """The board's own fields to filter by, each with what is asked of it."""
    return [
        {
            "spec": spec,
            "name": f"{REQUIRED}{spec['name']}",
            "value": wanted.asked.get(spec["name"], ""),
            "empty": EMPTY,
        }
        for spec in wanted.specs
    ]


def listed(request: HttpRequest, board: Board, stages: list[Stage], wanted: Wanted) -> dict[str, Any]:
    """The board as a list that is sorted by a column, a page of it at a time."""
    sort, number = request.GET.get("sort", ""), sum(drawing.counts(board, wanted).values())
    pages = Paginator(range(number), cards.LISTED)
    shown = pages.get_page(request.GET.get("page"))
    found = drawing.listed(board, wanted, sort, max(shown.start_index() - 1, 0), cards.LISTED)
    titles, own = {stage.pk: stage.title for stage in stages}, drawing.shown_of(wanted.specs)
    rows = [(heading, card, titles[card.stage_id]) for heading, card in cards.headed(found, wanted)]
    return {
        "view": "list",
        "rows": rows,
        "sort": sort,
        "heads": (
            *HEADS,
            *({"key": f"{REQUIRED}{one['name']}", "label": one["label"], "sort": True} for one in own),
        ),
        "own": own,
        "width": len(HEADS) + len(own),
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
            *((name, _("By “%(field)s”") % {"field": label}) for name, label in own_headings(board)),
        ],
        "rows_by": [
            ("", _("No rows")),
            ("owner", _("Rows by owner")),
            ("customer", _("Rows by customer")),
            ("track", _("Rows by track")),
            ("label", _("Rows by label")),
            *((name, _("Rows by “%(field)s”") % {"field": label}) for name, label in own_headings(board)),
        ],
    }


def own_headings(board: Board) -> list[tuple[str, str]]:
    """What of a board's own fields its cards can stand under: those with choices."""
    return [(f"{REQUIRED}{s['name']}", s["label"]) for s in board.card_fields if s["kind"] == "choice"]


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
        **({"face": True} if "face" in request.POST else {}),
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


@page()
@require_POST
def show_field(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Show a field on the cards, or no longer."""
    board = reading.find(Board, key)
    specs = [turned(spec) if spec["name"] == name else spec for spec in board.card_fields]
    verbs.edit_board(board, {"card_fields": specs})
    return done(request, _("Saved."), back(request, at("board-rules", key)))


def turned(spec: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in spec.items() if name != "face"}
    return rest if spec.get("face") else {**rest, "face": True}


def rest(request: HttpRequest, board: Board, after: str) -> HttpResponse:
    """The next cards of one stage, when they are scrolled to."""
    stage = stage_of(board, request.GET.get("stage", ""))
    wanted, was = Wanted.of(request.GET.dict(), board.card_fields), request.GET.get("was", "")
    shown, more = cards.after(stage, after, wanted, was)
    context = {
        "board": board, "stage": stage, "cards": shown, "more": more, "today": today(), "lane": wanted.lane,
        "was": shown[-1][1].group if shown else was,
    }  # fmt: skip
    return render(request, "desk/parts/cards.html" if is_part(request) else "desk/more.html", context)


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
        answer = refused(request, stage, Chosen([row], ()), refusal)
        return beside(answer) if is_part(request) else answer
    if is_part(request):
        wanted = Wanted(specs=tuple(stage.board.card_fields))
        column = cards.columns(stage.board, [stage], wanted)[0]
        context = {"column": column, "board": stage.board, "today": today(), "focus": True}
        return word(
            render(request, "desk/parts/column.html", context), _("Added: %(title)s") % {"title": title}
        )
    return done(
        request, _("Added: %(title)s") % {"title": title}, back(request, at("board", stage.board.key))
    )


def beside(answer: HttpResponse) -> HttpResponse:
    """In the side panel: the board stays as it is, and so does what was typed."""
    answer["HX-Retarget"], answer["HX-Reswap"] = "#side [data-body]", "innerHTML"
    answer["HX-Trigger"] = json.dumps({"open-side": {}})
    return answer


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
