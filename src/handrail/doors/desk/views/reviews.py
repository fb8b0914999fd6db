"""Reviews: the list, one of them from the agenda to the minutes, and what is done about each thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.deadlines.bygone import refuse_bygone
from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.people.queries import here
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.words import say
from handrail.record.projects.models import Project
from handrail.record.scope.entering import locks
from handrail.watch.reviews import minutes, queries, states, verbs, words
from handrail.watch.reviews.models import AgendaItem, Review

from .. import controls, rhythm
from ..answers import at, back, done, is_part, me, page, word

HELD = 30


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    rows = list(queries.cadences())
    planned = queries.planned([row.pk for row in rows])
    context = {
        "waiting": rhythm.sessions(queries.waiting()),
        "held": rhythm.sessions(queries.held()[:HELD]),
        "rhythms": [rhythm.Rhythm(row, planned.get(row.pk)) for row in rows],
        "projects": projects(),
    }
    return render(request, "desk/reviews.html", context)


def projects() -> list[tuple[str, str]]:
    rows = reading.present(Project).filter(state__in=("planned", "active")).order_by("title")
    return [("", _("The whole workspace")), *rows.values_list("key", "title")]


@page()
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """A review now, of no rhythm: opened at once."""
    key = request.POST.get("project", "")
    project = reading.find(Project, key) if key else None
    (row,) = verbs.add_reviews(
        [Review(project=project, kind="weekly", title=_("Review"), owner=me(), at=clock.now())]
    )
    verbs.open_review(row)
    return done(request, _("The review is under way."), at("review", row.key), go=True)


# -- one ----------------------------------------------------------------------------------------------------


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, queries.review(key))


def shown(request: HttpRequest, row: Review, **more: Any) -> HttpResponse:
    name = "desk/parts/session.html" if is_part(request) else "desk/review.html"
    return render(request, name, {**described(row), **more})


def described(row: Review) -> dict[str, Any]:
    begun = row.state in ("open", "done")
    entries = rhythm.entries(row) if begun else rhythm.foreseen(row) if row.state != "off" else []
    ended = sum(1 for one in entries if not one.open)
    now = next((one for one in entries if one.now), None) if row.state == "open" else None
    return {
        "review": row,
        "session": rhythm.Session(row),
        "boards": boards_for(now.item) if now is not None and now.open else [],
        "begun": begun,
        "ways": {step.name for step in states.steps_from(row.state)},
        "entries": entries,
        "now": now,
        "ended": ended,
        "left": len(entries) - ended,
        "people": rhythm.names_of(row.people),
        "here": me().key in row.people,
        "members": controls.members(),
        "mine": me().key,
        "next_week": (today() + timedelta(days=7)).isoformat(),
        "quick": [(number, say(text)) for number, text in enumerate(words.QUICK, 1)],
        "crumbs": [{"label": _("Reviews"), "url": at("reviews")}, {"label": rhythm.Session(row).title}],
    }


def boards_for(item: AgendaItem) -> list[tuple[str, str]]:
    """Where an action can go: onto a board as a card, or a task alone. Nothing to choose where there is no board."""
    boards = verbs.boards_for(item)
    found, alone = [(board.key, board.title) for board in boards], ("", _("No board: a task alone"))
    if boards and locks({boards[0].project_id}):  # no card comes in without a scope change: a task does
        return [alone, *found]
    return [*found, alone] if found else []


@page()
@require_safe
def written(request: HttpRequest, key: str) -> HttpResponse:
    """The minutes: to read, to copy, or as a file."""
    row = queries.review(key)
    text = minutes.of(row)
    if "file" in request.GET:
        answer = HttpResponse(text, content_type="text/markdown; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{row.key}.md"'
        return answer
    context = {
        "review": row,
        "session": rhythm.Session(row),
        "text": text,
        "crumbs": [
            {"label": _("Reviews"), "url": at("reviews")},
            {"label": row.title, "url": at("review", key)},
        ],
    }
    return render(request, "desk/minutes.html", context)


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    row = queries.review(key, lock=True)
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing like this to do here."))
    message = run(request, row)
    return answered(request, key, message)


def answered(request: HttpRequest, key: str, message: str) -> HttpResponse:
    """The page of the review as it is now, with a word where there is something to say."""
    if is_part(request):
        response = shown(request, queries.review(key))
        return word(response, message) if message else response
    return done(request, message or _("Saved."), back(request, at("review", key)))


def open_it(request: HttpRequest, row: Review) -> str:
    verbs.open_review(row)
    return _("The review is under way.")


def close(request: HttpRequest, row: Review) -> str:
    verbs.close_review(row)
    return _("The review is over. The minutes are written.")


def join(request: HttpRequest, row: Review) -> str:
    verbs.join(row)
    return ""


def leave(request: HttpRequest, row: Review) -> str:
    verbs.leave(row)
    return _("You have left the review.")


def call_off(request: HttpRequest, row: Review) -> str:
    verbs.call_off(row, request.POST.get("words", ""))
    return _("Called off.")


def bring_up(request: HttpRequest, row: Review) -> str:
    verbs.bring_up(row, request.POST.get("title", ""))
    return _("It is on the agenda.")


def keep_minutes(request: HttpRequest, row: Review) -> str:
    note = verbs.keep_minutes(row)
    return _("Kept as a note: %(title)s") % {"title": note.title}


ACTS: dict[str, Callable[[HttpRequest, Review], str]] = {
    "open": open_it,
    "close": close,
    "join": join,
    "leave": leave,
    "off": call_off,
    "add": bring_up,
    "keep": keep_minutes,
}


# -- one thing of its agenda --------------------------------------------------------------------------------


@page()
@require_POST
def end(request: HttpRequest, key: str, item: str, act: str) -> HttpResponse:
    row = queries.review(key, lock=True)
    one = queries.item(row, item)
    one.review = row
    run = ENDS.get(act)
    if run is None:
        raise NotFound(_("There is nothing like this to do here."))
    return answered(request, key, run(request, one))


def decide(request: HttpRequest, item: AgendaItem) -> str:
    verbs.decide(item, request.POST.get("words", ""))
    return _("Decided: %(title)s") % {"title": item.title}


def assign(request: HttpRequest, item: AgendaItem) -> str:
    owner = here(request.POST.get("owner", ""))
    board = next((one for one in verbs.boards_for(item) if one.key == request.POST.get("board", "")), None)
    task = verbs.act(item, request.POST.get("title", ""), owner, day(request, "due_on"), board)
    if board is not None:
        return _("A card on %(board)s: %(title)s") % {"board": board.title, "title": task.title}
    return _("Task: %(title)s") % {"title": task.title}


def redate(request: HttpRequest, item: AgendaItem) -> str:
    verbs.redate(item, day(request, "day"), request.POST.get("words", ""))
    return _("New date: %(title)s") % {"title": item.title}


def keep(request: HttpRequest, item: AgendaItem) -> str:
    verbs.keep(item, request.POST.get("words", ""))
    return ""


def learn(request: HttpRequest, item: AgendaItem) -> str:
    row = verbs.learn(item, request.POST.get("words", ""))
    return _("The standard from now on: %(title)s") % {"title": row.title}


def correct(request: HttpRequest, item: AgendaItem) -> str:
    verbs.correct(item, request.POST.get("words", ""))
    return _("The correction of the scope waits for whoever decides it.")


def reopen(request: HttpRequest, item: AgendaItem) -> str:
    verbs.reopen(item)
    return _("Open again: %(title)s") % {"title": item.title}


def look(request: HttpRequest, item: AgendaItem) -> str:
    verbs.go_to(item.review, item)
    return ""


ENDS: dict[str, Callable[[HttpRequest, AgendaItem], str]] = {
    "decide": decide,
    "act": assign,
    "redate": redate,
    "keep": keep,
    "correct": correct,
    "learn": learn,
    "reopen": reopen,
    "look": look,
}


def day(request: HttpRequest, name: str) -> date | None:
    text = request.POST.get(name, "")
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid([Problem(name, _("This is no day."), _("Choose one from the calendar."))]) from None
    refuse_bygone({"due_on": found})
    return found
