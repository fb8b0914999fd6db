"""A handoff on one page: its checklist, its open items, what was promised, and what either side does about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.record.customers import queries as customers
from handrail.record.handoffs import accepting, allowed, checks, promising, queries, verbs
from handrail.record.handoffs.facts import OPEN
from handrail.record.handoffs.models import Handoff, Promise
from handrail.record.tasks import verbs as tasking
from handrail.record.tasks.models import Task

from .. import controls, kinds, promised, proofs, raised, story
from ..answers import address, at, back, done, me, page, problems_of
from ..grids import grid
from ..parsing import made
from ..values import Cell
from .records import crumbs, find

KIND = kinds.BY_NAME["handoff"]
SIDES = ("giver", "owner", "due_on")
WRITTEN = ("context", "cadence")
ITEM = ("title", "owner", "due_on", "state")


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, find(KIND, key, removed_too=True))


def shown(request: HttpRequest, row: Any, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    tasks, promises = queries.tasks_of(row), queries.promises_in(row)
    points = checks.points(queries.ground_of(row, tasks, promises))
    around = [row.customer_id]
    handoffs = queries.of_customers(around).get(row.customer_id, [])
    renewals = customers.renewals_of(around).get(row.customer_id, [])
    context = {
        "handoff": row,
        "kind": KIND,
        "crumbs": crumbs(KIND, row),
        "open": row.state in OPEN and row.removed_at is None,
        "sides": [Cell(KIND, row, field) for field in KIND.some(SIDES)],
        "written": [Cell(KIND, row, field) for field in KIND.some(WRITTEN)],
        "points": points,
        "missing": [one for one in points if not one.passed],
        "ticked": row.checklist,
        "items": items(row, queries.items_of(tasks)),
        "people": controls.members(),
        "promise_threads": promised.threads(promises, handoffs, renewals),
        "promise_url": promise_url(row),
        "promises_live": f"customer:{row.customer_id}",
        "moved": moved(row),
        "gives": me().pk == row.giver_id,
        "takes": me().pk == row.owner_id,
        "may_call_off": allowed.may_call_off(row),
        "problems": problems,
        "written_so_far": request.POST,
        "history": story.of_record(KIND, row),
        "live": f"handoff:{row.pk} customer:{row.customer_id}",
        "raised": raised.of_record(row),
        "raise_url": "" if row.removed_at else raised.raise_url(row),
        **proofs.beside(KIND, row),
    }
    return render(request, "desk/handoff.html", context, status=422 if problems else 200)


def items(row: Handoff, tasks: list[Task]) -> Any:
    found = grid(
        "task", tasks, ITEM, row, id="items", title=_("Open items"), audience="",
        empty=_("Nothing is open. What comes up goes here, with one owner and a date."),
    )  # fmt: skip
    return {"grid": replace(found, add_url=""), "add_url": at("handoff-act", row.key, "item")}


def promise_url(row: Handoff) -> str:
    place = f"plan={row.plan.key}" if row.plan is not None else f"customer={row.customer.key}"
    return f"{at('new', kinds.BY_NAME['promise'])}?{place}"


def moved(row: Handoff) -> list[tuple[Any, int]]:
    """(what, how many) that changed hands."""
    known = {**kinds.BY_NAME}
    return [
        (known[name.partition(".")[0]].many, count)
        for name, count in row.moved.items()
        if name.partition(".")[0] in known and isinstance(count, int)
    ]


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    row = queries.get(key, lock=True)
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing like this to do here."))
    try:
        message = run(request, row)
    except Invalid as refusal:
        return shown(request, queries.get(key), problems_of(refusal))
    return done(request, message, at("handoff", key), go=True)


def tick(request: HttpRequest, row: Handoff) -> str:
    verbs.tick(row, request.POST.getlist("points"))
    return _("Noted.")


def accept(request: HttpRequest, row: Handoff) -> str:
    accepting.accept_handoff(row)
    return _("It is yours: %(title)s") % {"title": row.title}


def give_back(request: HttpRequest, row: Handoff) -> str:
    verbs.return_handoff(row, request.POST.get("reason", ""))
    return _("Returned: %(title)s") % {"title": row.title}


def again(request: HttpRequest, row: Handoff) -> str:
    verbs.send_again(row)
    return _("It waits to be accepted again: %(title)s") % {"title": row.title}


def item(request: HttpRequest, row: Handoff) -> str:
    """An open item is a task about this handoff: one owner, one date."""
    kind = kinds.BY_NAME["task"]
    fields = kind.some(("title", "owner", "due_on"))
    draft: Any = made(kind, fields, request.POST, {"customer": row.customer})
    draft.subject = queries.subject(row)
    tasking.add_tasks([draft])
    return _("Added: %(title)s") % {"title": draft.title}


ACTS: dict[str, Callable[[HttpRequest, Handoff], str]] = {
    "tick": tick,
    "accept": accept,
    "return": give_back,
    "again": again,
    "item": item,
}


@page()
@require_POST
def become(request: HttpRequest, key: str) -> HttpResponse:
    """A promise becomes a success criterion of its plan."""
    row = reading.find(Promise, key, lock=True)
    criterion = promising.make_criterion(row)
    message = _("It is a success criterion now: %(title)s") % {"title": row.title}
    return done(request, message, back(request, address(kinds.BY_NAME["criterion"], criterion)), go=True)
