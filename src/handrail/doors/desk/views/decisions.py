"""A decision as one reads it aloud: the question, the answer, why, what supports it, what it holds up. And the one
next step."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.deadlines.bygone import refuse_bygone
from handrail.house.ledger import reading
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem, Refusal, Refused
from handrail.record.assumptions import verbs as assumptions
from handrail.record.assumptions.models import Assumption
from handrail.record.customers.models import Customer
from handrail.record.decisions import depending, graph, grounds, queries, verbs, wording
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.decisions.states import STEPS
from handrail.record.projects.models import Project

from .. import decided, kinds, pictured, stepped
from ..answers import address, at, back, done, me, page
from ..kinds.work import DECISION
from .records import described, find, part_of


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, find(DECISION, key, removed_too=True))


def shown(request: HttpRequest, row: Any, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        **described(DECISION, row),
        **decided.beside(row),
        "brief": decided.cells(DECISION, row, decided.BRIEF),
        "scope": decided.cells(DECISION, row, decided.SCOPE),
        "live": stepped.live("decision", row),
        **stepped.after(request, refusal, wording.said),
    }
    return render(request, part_of(request, "decision"), context, status=stepped.status_of(refusal))


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """A step of the table, or one of the few things beside it."""
    row: Any = reading.find(Decision, key, lock=True)
    run = ACTS.get(act) or (step if act in STEPS else None)
    if run is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    try:
        message = run(request, row, act)
    except (Refused, Invalid) as refusal:
        return shown(request, queries.get(key), refusal)
    return done(
        request,
        message,
        back(request, at("decision", key)) if "next" in request.POST else at("decision", key),
    )


def step(request: HttpRequest, row: Decision, act: str) -> str:
    values: dict[str, Any] = {**stepped.typed(request, "answer", "reason")}
    if act == "replace" and (key := request.POST.get("replaced_by", "")):
        values["replaced_by"] = reading.find(Decision, key)
    verbs.step_decisions([row], act, values)
    return said(act) % {"title": row.title}


def said(act: str) -> str:
    return {
        "ask": _("“%(title)s” waits for approval; who decides is told."),
        "withdraw": _("“%(title)s” is not to be decided yet."),
        "approve": _("Approved: %(title)s"),
        "reject": _("Rejected: %(title)s"),
        "replace": _("Replaced: %(title)s"),
        "revert": _("Taken back: %(title)s"),
        "reopen": _("Open again: %(title)s"),
        "again": _("“%(title)s” waits for approval; who decides is told."),
        "unsettle": _("Proposed anew: %(title)s"),
    }[act]


def choose(request: HttpRequest, row: Decision, act: str) -> str:
    """One of the options is the answer."""
    title = request.POST.get("option", "")
    if title not in [one["title"] for one in row.options]:
        raise NotFound(_("“%(key)s” is no longer there.") % {"key": title})
    verbs.edit_decision(row, {"answer": title})
    return _("The answer is “%(title)s”.") % {"title": title}


def option(request: HttpRequest, row: Decision, act: str) -> str:
    """One more option, or one more line for or against one that is there."""
    text, side = request.POST.get("text", "").strip(), request.POST.get("side", "")
    if not text:
        raise Invalid([Problem("text", _("Write what is weighed."))])
    options = [dict(one) for one in row.options]
    wanted = next((one for one in options if one["title"] == request.POST.get("option", "")), None)
    if wanted is not None and side in ("pros", "cons"):
        wanted[side] = [*wanted[side], text]
    else:
        options.append({"title": text, "pros": [], "cons": []})
    verbs.edit_decision(row, {"options": options})
    return _("Added: %(title)s") % {"title": text}


def stand_in(request: HttpRequest, row: Decision, act: str) -> str:
    key = request.POST.get("delegate", "")
    member = reading.find(Member, key) if key else None
    verbs.delegate_decision(row, member)
    return (
        _("%(who)s may decide this now.") % {"who": member.name}
        if member
        else _("Nobody stands in any more.")
    )


def wait_for(request: HttpRequest, row: Decision, act: str) -> str:
    """What it waits for, in one line: another decision or a team."""
    key, team = request.POST.get("needs", ""), request.POST.get("team", "").strip()
    needs = reading.find(Decision, key) if key else None
    due_on = request.POST.get("due_on", "") or None
    refuse_bygone({"due_on": due_on})
    one = Dependency(decision=row, needs=needs, team=team, due_on=due_on, owner=None if needs else me())
    depending.add_dependencies([one])
    return _("Added: %(title)s") % {"title": one.title}


def lean(request: HttpRequest, row: Decision, act: str) -> str:
    """What it leans on, in one line: an assumption that is there, or a new one."""
    key, title = request.POST.get("assumption", ""), request.POST.get("title", "").strip()
    if key:
        under = reading.find(Assumption, key)
    else:
        new = Assumption(title=title, customer=row.customer, subject=row.subject, owner=me())
        (under,) = assumptions.add_assumptions([new])
    talk.add_links([Link(source=ref(row), target=ref(under), relation=grounds.LEANS)])
    return _("It leans on: %(title)s") % {"title": under.title}


ACTS: dict[str, Any] = {
    "lean": lean,
    "choose": choose,
    "option": option,
    "delegate": stand_in,
    "wait": wait_for,
}


# -- the picture --------------------------------------------------------------------------------------------


@page()
@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """What waits for what: of one decision, of a project, of a customer, or of all that is not decided."""
    heading, found, crumb = asked(request)
    drawn = pictured.drawn(found)
    context = {
        "heading": heading,
        "drawn": drawn,
        "chain": found.chain,
        "bottlenecks": found.bottlenecks(),
        "table": pictured.lines(found),
        "count": len(found.rows),
        "crumbs": [
            {"label": kinds.BY_NAME["decision"].many, "url": at("decisions")},
            *crumb,
            {"label": _("Picture")},
        ],
    }
    return render(request, "desk/decision_picture.html", context)


def asked(request: HttpRequest) -> tuple[str, graph.Graph, list[dict[str, Any]]]:
    if key := request.GET.get("of", ""):
        row = reading.find(Decision, key)
        return row.title, graph.near(row), [crumb(row.title, address(DECISION, row))]
    if key := request.GET.get("project", ""):
        project = reading.find(Project, key)
        return project.title, graph.about(f"project:{key}"), [crumb(project.title, at("project", key))]
    if key := request.GET.get("customer", ""):
        customer = reading.find(Customer, key)
        return customer.name, graph.about(customer=customer.pk), [crumb(customer.name, at("customer", key))]
    return _("All that is not decided"), graph.undecided(), []


def crumb(label: str, url: str) -> dict[str, Any]:
    return {"label": label, "url": url}
