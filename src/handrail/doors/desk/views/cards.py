"""Card: what is to be done, what the board asks of it, where it goes next. In the side panel and alone."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.verdict import Verdict, from_json
from handrail.kit.web.numbers import whole
from handrail.record.projects import own, queries, verbs
from handrail.record.projects.models import Card, Move
from handrail.record.rollout.shifting import ties_of
from handrail.record.rollout.verbs import hang_date

from .. import blocked, cards, controls, repeated, story
from ..answers import at, back, done, is_part, me, page, word
from ..kinds.projects import CARD
from ..kinds.work import TASK
from ..values import Cell
from .records import described, find, of_task, part_of

ON_BOARD = ("track", "labels", "reviewer", "review_on", "context_owner")
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
        "cells": [Cell(CARD, row, field) for field in CARD.some(ON_BOARD)],
        "history": story.of_both(CARD, row, TASK, task),
        "task_cells": [Cell(TASK, task, field) for field in TASK.some(OF_TASK)],
        "stages": queries.stages_of(row.board),
        "attempts": [told(move) for move in queries.moves_of(row)[:5]],
        "may_review": row.reviewer_id == me().pk,
        "topic": f"card:{row.pk} task:{task.pk}",
        "points": list(enumerate(row.checklist)),
        **connections(row),
        **of_task(task),
        **blocked.naming("task", row.key),
        "own": [(spec, row.own.get(spec["name"], "")) for spec in row.board.card_fields],
        **repeated.of_card(row),
        "tie": ties_of("task", task.pk, "due_on").first(),
    }


def connections(row: Card) -> dict[str, Any]:
    """Who helps, what comes first, and what waits for this: with what may be chosen beside."""
    named = dict(Member.objects.filter(key__in=row.collaborators).values_list("key", "name"))
    return {
        "helpers": [(key, named.get(key, key)) for key in row.collaborators],
        "members": [(key, name) for key, name in controls.members() if key not in row.collaborators],
        "before": queries.before(row),
        "behind": queries.behind(row),
        "others": queries.open_beside(row),
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
        context = {**context_of(find(CARD, key)), "going_on": act}  # one point is seldom the last
        return word(render(request, "desk/parts/card.html", context), message)
    return done(request, message, back(request, at("card", key)))


def approve(request: HttpRequest, card: Card) -> str:
    verbs.review_cards([card], "approved")
    return _("Approved: %(title)s") % {"title": card}


def changes(request: HttpRequest, card: Card) -> str:
    verbs.review_cards([card], "changes", request.POST.get("words", ""))
    return _("You have asked for changes: %(title)s") % {"title": card}


def ask(request: HttpRequest, card: Card) -> str:
    verbs.review_cards([card], "asked", request.POST.get("words", ""))
    return _("The reviewer is asked again.")


def tick(request: HttpRequest, card: Card) -> str:
    number = request.POST.get("point", "")
    place = whole(number)
    verbs.tick(card, -1 if place is None else place, "done" in request.POST)
    return _("Saved.")


def point(request: HttpRequest, card: Card) -> str:
    """One more point of the checklist."""
    text = request.POST.get("text", "").strip()
    if not text:
        raise Invalid([Problem("text", _("Write what is to be done."))])
    verbs.edit_card(card, {"checklist": [*card.checklist, {"text": text[:500], "done": False}]})
    return _("Added: %(title)s") % {"title": text}


def reword(request: HttpRequest, card: Card) -> str:
    """A point of the checklist in other words, one place up, or off it: the one that stood there when one looked."""
    place, said = whole(request.POST.get("point", "")), request.POST
    points = list(card.checklist)
    if place is None or place >= len(points) or points[place]["text"] != said.get("was"):
        words = _("This point of the checklist is not there any more.")
        raise Invalid([Problem("checklist", words, _("Look at the card again."))])
    point = points.pop(place)
    if "up" in said:
        points.insert(max(place - 1, 0), point)
    elif "drop" not in said:
        if not (text := said.get("text", "").strip()):
            raise Invalid([Problem("text", _("Write what is to be done."))])
        points.insert(place, {**point, "text": text[:500]})
    verbs.edit_card(card, {"checklist": points})
    return _("Saved.")


def beside(request: HttpRequest, card: Card) -> str:
    """One more person who helps, or one less."""
    key = request.POST.get("member", "")
    reading.find(Member, key)
    rest = [other for other in card.collaborators if other != key]
    verbs.edit_card(card, {"collaborators": rest if "drop" in request.POST else [*rest, key]})
    return _("Saved.")


def before(request: HttpRequest, card: Card) -> str:
    """One more card that this one waits for, or one less."""
    key = request.POST.get("other", "").strip()
    rest = [other for other in card.blocked_by if other != key]
    verbs.edit_card(card, {"blocked_by": rest if "drop" in request.POST else [*rest, key]})
    return _("Saved.")


def repeat(request: HttpRequest, card: Card) -> str:
    verbs.edit_card(card, {"recurs": repeated.chosen(request.POST)})
    return _("Saved.")


def hang(request: HttpRequest, card: Card) -> str:
    """So many days from the go-live day; left empty, it hangs on it no longer."""
    days = request.POST.get("days", "").strip()
    if days and re.fullmatch(r"[+-]?[0-9]{1,5}", days) is None:
        raise Invalid([Problem("days", _("Write days before go-live as -14, after it as 7."))])
    hang_date(card.board.project, "task", card.task.key, "due_on", int(days) if days else None)
    return _("Saved.")


def own_fields(request: HttpRequest, card: Card) -> str:
    """What the board asks of its cards beside."""
    said = {
        spec["name"]: own.typed(spec, request.POST[spec["name"]])
        for spec in card.board.card_fields
        if spec["name"] in request.POST
    }
    verbs.edit_card(card, {"own": {**card.own, **said}})
    return _("Saved.")


def again(request: HttpRequest, card: Card) -> str:
    (made,) = verbs.duplicate_cards([card])
    return _("Made once more: %(title)s") % {"title": made}


ACTS = {
    "approve": approve, "changes": changes, "ask": ask, "tick": tick, "point": point, "reword": reword,
    "beside": beside, "before": before, "repeat": repeat, "own": own_fields, "again": again,
    "hang": hang,
}  # fmt: skip
