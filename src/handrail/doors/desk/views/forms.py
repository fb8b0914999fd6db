"""The public form of a board, for its workflow owner: what it asks, its address, and what came in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.talk import queries as talk
from handrail.house.talk.subjects import ref
from handrail.kit.refusals import Invalid, NotFound, Refused
from handrail.record.outside import queries, verbs
from handrail.record.outside.checks import KINDS, MOST_ASKS
from handrail.record.outside.models import Form, Submission
from handrail.record.projects import queries as boards
from handrail.record.projects.models import Board, Card
from handrail.record.tasks.models import Task

from ..answers import at, done, page, problems_of
from ..words import choice
from .moving import Chosen, refused

BLANK = 2
"""Empty questions behind those that are there, so that more are asked without a script."""


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, key: str) -> HttpResponse:
    board = reading.find(Board, key)
    form = queries.form_of(board)
    if request.method != "POST":
        return shown(request, board, form)
    values = typed(request)
    try:
        if form is None:
            verbs.add_forms([Form(board=board, **values)])
        else:
            verbs.edit_form(form, values)
    except Invalid as refusal:
        return shown(request, board, form, values, refusal)
    return done(request, _("Saved."), at("board-form", key))


def typed(request: HttpRequest) -> dict[str, Any]:
    said = {name: request.POST.get(name, "").strip() for name in ("title", "intro", "consent", "thanks")}
    return {**said, "files": "files" in request.POST, "asks": asks(request)}


def asks(request: HttpRequest) -> list[dict[str, Any]]:
    """The questions in their order; one without words is left out."""
    found = []
    for number in range(MOST_ASKS + BLANK):
        label = request.POST.get(f"label-{number}", "").strip()
        if label:
            kind = request.POST.get(f"kind-{number}", "text")
            lines = [line.strip() for line in request.POST.get(f"choices-{number}", "").splitlines()]
            found.append(
                {
                    "label": label,
                    "kind": kind,
                    "required": f"required-{number}" in request.POST,
                    "help": request.POST.get(f"help-{number}", "").strip(),
                    "choices": [line for line in lines if line] if kind == "choice" else [],
                    "field": request.POST.get(f"field-{number}", ""),
                }
            )
    return found


def shown(
    request: HttpRequest, board: Board, form: Form | None, values: Any = None, refusal: Invalid | None = None
) -> HttpResponse:
    said = values or (vars(form) if form else {"title": board.title, "asks": []})
    rows = list(said["asks"]) if isinstance(said["asks"], list) else []
    context = {
        "board": board,
        "form": form,
        "said": said,
        "rows": list(enumerate([*rows, *({} for _n in range(BLANK))][:MOST_ASKS])),
        "kinds": [(kind, choice(f"ask_{kind}")) for kind in KINDS],
        "address": settings.URL + reverse("outside:form", args=[form.token]) if form else "",
        "may_keep": verbs.may_keep(board),
        "came": came_in(form) if form else [],
        "problems": problems_of(refusal) if refusal else (),
        "live": f"board:{board.pk}",
        "crumbs": [
            {"label": _("Projects"), "url": at("projects")},
            {"label": board.project.title, "url": at("project", board.project.key)},
            {"label": board.title, "url": at("board", board.key)},
            {"label": _("Form")},
        ],
    }
    return render(request, "desk/board_form.html", context, status=422 if refusal else 200)


def came_in(form: Form) -> list[dict[str, Any]]:
    """What came in, with the files of what waits. Two statements."""
    rows = queries.came_in(form)
    files = talk.attachments_on([ref(row) for row in rows if row.task_id is None and row.change_id is None])
    return [{"row": row, "files": files.get(ref(row), [])} for row in rows]


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """Opened, closed, given another address."""
    form = queries.form_of(reading.find(Board, key))
    if form is None or act not in ("open", "close", "address"):
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    if act == "address":
        verbs.new_address(form)
        return done(
            request,
            _("The form has a new address. The old one leads nowhere any more."),
            at("board-form", key),
        )
    verbs.edit_form(form, {"is_open": act == "open"})
    words = _("The form is open.") if act == "open" else _("The form is closed.")
    return done(request, words, at("board-form", key))


@page()
@require_POST
def came(request: HttpRequest, key: str, sent: str, act: str) -> HttpResponse:
    """One that waits is put on the board after all, or declined with a reason; and what came in is removed."""
    row = reading.find(Submission, sent)
    if row.form.board.key != key or act not in ("card", "decline", "remove"):
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    if act == "remove":
        verbs.remove_submissions([row])
        return done(request, _("Removed: %(title)s") % {"title": row.title}, at("board-form", key))
    if act == "decline":
        try:
            verbs.decline(row, request.POST.get("why", ""))
        except Invalid as refusal:
            return shown(request, row.form.board, row.form, refusal=refusal)
        return done(request, _("Declined: %(title)s") % {"title": row.title}, at("board-form", key))
    try:
        verbs.put_on_board(row)
    except Refused as refusal:
        return refused_card(request, row, refusal)
    return done(request, _("Added: %(title)s") % {"title": row.title}, at("board-form", key))


@page()
@require_safe
def one(request: HttpRequest, sent: str) -> HttpResponse:
    """Where a nudge and the calendar lead: the form that it came by, with all that came in."""
    row = reading.find(Submission, sent)
    return shown(request, row.form.board, row.form)


def refused_card(request: HttpRequest, row: Submission, refusal: Refused) -> HttpResponse:
    """What the first stage asks of the card, and why it does not hold."""
    stages = boards.stages_of(row.form.board)
    if not stages:
        raise refusal
    card = Card(task=Task(title=row.title), stage=stages[0])
    return refused(request, stages[0], Chosen([card], ()), refusal)
