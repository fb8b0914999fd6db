"""Feedback: asking for it, and one thread with its clock, its words, what was answered and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.deadlines.bygone import refuse_bygone
from handrail.house.ledger import reading
from handrail.house.talk import subjects
from handrail.house.talk.models import Comment
from handrail.house.workspaces.models import Member, Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound, Problem, Refusal, Refused
from handrail.record.decisions.models import Decision
from handrail.record.feedback import policy, queries, verbs, wording
from handrail.record.feedback.models import Feedback
from handrail.record.projects import asked
from handrail.record.projects.models import Board

from .. import fed_back, kinds, stepped
from ..answers import at, back, done, page, problems_of
from ..controls import members
from ..kinds.feedback import FEEDBACK
from ..values import name
from .records import described, find, part_of
from .talking import about


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, find(FEEDBACK, key, removed_too=True))


def shown(request: HttpRequest, row: Any, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        **described(FEEDBACK, row),
        **fed_back.beside(row),
        "live": stepped.live("feedback", row),
        **stepped.after(request, refusal, wording.said),
        "typed": request.POST,
    }
    return render(request, part_of(request, "feedback"), context, status=stepped.status_of(refusal))


# -- asking --------------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the owner of a record for an action: about all of it, a part, or words in it."""
    kind, row = about(request.GET.get("about", ""))
    if request.method != "POST":
        return asking(request, kind, row)
    said = {
        field: request.POST.get(field, "") for field in ("title", "text", "objective", "section", "quote")
    }
    owner = request.POST.get("owner", "")
    try:
        made = Feedback(
            subject=subjects.ref(row), holds="holds" in request.POST, **said,
            owner=reading.find(Member, owner) if owner else None,
        )  # fmt: skip
        verbs.add_feedback([made])
    except Invalid as refusal:
        return asking(request, kind, row, problems_of(refusal))
    return done(request, asked_words(made), back(request, kinds_url(kind, row)))


def asked_words(row: Feedback) -> str:
    if row.owner is None:
        return _("Asked. Nobody owns this yet: name who it waits for.")
    time = policy.spoken(policy.time_in(current().workspace.policy))
    return _("%(who)s is asked, and has %(time)s.") % {"who": row.owner.name, "time": time}


def asking(
    request: HttpRequest, kind: kinds.Kind, row: Tenanted, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    title = name(kind, row)
    typed = request.POST if request.method == "POST" else request.GET
    fields = {one.field for one in problems}
    context = {
        "title": title,
        "action": request.get_full_path(),
        "next": back(request, kinds_url(kind, row)),
        "parts": fed_back.parts(row),
        "members": [("", _("Who owns it")), *members()],
        "typed": typed,
        "said": {field: [f"{p.message} {p.fix}" for p in problems if p.field == field] for field in fields},
        "problems": [p for p in problems if p.field not in ("title", "quote", "section", "objective")],
        "decision": kind.name == "decision",
        "time": policy.spoken(policy.time_in(current().workspace.policy)),
        "crumbs": [{"label": title, "url": kinds_url(kind, row)}, {"label": _("Ask for feedback")}],
    }
    return render(request, part_of(request, "feedback_ask"), context, status=422 if problems else 200)


def kinds_url(kind: kinds.Kind, row: Tenanted) -> str:
    return at(kind.page, row.key) if kind.page != "record" else at("record", kind, row.key)


@page()
@require_POST
def of_comment(request: HttpRequest, key: str) -> HttpResponse:
    """What was said asks for an action."""
    comment = reading.find(Comment, key)
    row = verbs.ask_of_comment(comment)
    return done(request, asked_words(row), at("feedback-one", row.key), go=True)


# -- doing ---------------------------------------------------------------------------------------------------


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    row = reading.find(Feedback, key, lock=True)
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    try:
        message = run(request, row)
    except (Refused, Invalid) as refusal:
        return shown(request, queries.get(key), refusal)
    return done(request, message, at("feedback-one", key))


def text(request: HttpRequest, field: str) -> str:
    return request.POST.get(field, "").strip().replace("\r\n", "\n")


def say(request: HttpRequest, row: Feedback) -> str:
    made = verbs.answer(row, text(request, "text"), shared="shared" in request.POST)
    if made.shared:
        return _("Answered; the customer reads it.")
    return _("Said in the thread.")


def decide(request: HttpRequest, row: Feedback) -> str:
    values: dict[str, Any] = {"reason": text(request, "reason")}
    if key := request.POST.get("decision", ""):
        values["outcome"] = subjects.ref(reading.find(Decision, key))
    verbs.step_feedback([row], "decide", values, reply=text(request, "reply"))
    return _("Decided: %(title)s") % {"title": row.title}


def decline(request: HttpRequest, row: Feedback) -> str:
    values = {"reason": text(request, "reason")}
    verbs.step_feedback([row], "decline", values, reply=text(request, "reply"))
    return _("Declined: %(title)s") % {"title": row.title}


def card(request: HttpRequest, row: Feedback) -> str:
    owner, key = request.POST.get("owner", ""), request.POST.get("board", "")
    board = reading.find(Board, key) if key else None
    task = asked.become_card(
        row, text(request, "title"), reading.find(Member, owner) if owner else None, day(request), board,
        reply=text(request, "reply"),
    )  # fmt: skip
    if board is not None:
        return _("A card on %(board)s: %(title)s") % {"board": board.title, "title": task.title}
    return _("Task: %(title)s") % {"title": task.title}


def day(request: HttpRequest) -> date | None:
    if not (said := request.POST.get("due_on", "")):
        return None
    try:
        due_on = date.fromisoformat(said)
    except ValueError:
        problem = Problem("due_on", _("That is not a day."), _("Choose one in the calendar."))
        raise Invalid([problem]) from None
    refuse_bygone({"due_on": due_on})
    return due_on


def reopen(request: HttpRequest, row: Feedback) -> str:
    verbs.step_feedback([row], "reopen", {"reason": text(request, "reason")})
    return _("Open again: %(title)s") % {"title": row.title}


ACTS: dict[str, Callable[[HttpRequest, Feedback], str]] = {
    "answer": say,
    "decide": decide,
    "decline": decline,
    "card": card,
    "reopen": reopen,
}
