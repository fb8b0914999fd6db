"""A decision as one reads it aloud: the question, the answer, why, what supports it, what it holds up. And the one
next step."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem, Refused
from handrail.record.customers.models import Customer
from handrail.record.decisions import adr, bringing, depending, graph, queries, verbs, wording
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.decisions.states import STEPS
from handrail.record.projects.models import Project

from .. import decided, kinds, pictured
from ..answers import address, at, back, done, me, page, problems_of
from ..kinds.work import DECISION
from .records import described, find, part_of


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, find(DECISION, key, removed_too=True))


def shown(
    request: HttpRequest, row: Any, problems: tuple[Problem, ...] = (), refusal: Refused | None = None
) -> HttpResponse:
    checks = [wording.said(one) for one in refusal.checks if not one.passed] if refusal is not None else []
    status = 409 if refusal is not None else 422 if problems else 200
    context = {
        **described(DECISION, row),
        **decided.beside(row),
        "brief": decided.cells(DECISION, row, decided.BRIEF),
        "scope": decided.cells(DECISION, row, decided.SCOPE),
        "live": f"decision:{row.pk}" + (f" customer:{row.customer_id}" if row.customer_id else ""),
        "problems": problems,
        "refused": refusal.message if refusal is not None else "",
        "checks": checks,
        "written_so_far": request.POST,
    }
    return render(request, part_of(request, "decision"), context, status=status)


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
    except Refused as refusal:
        return shown(request, queries.get(key), refusal=refusal)
    except Invalid as refusal:
        return shown(request, queries.get(key), problems_of(refusal))
    return done(
        request,
        message,
        back(request, at("decision", key)) if "next" in request.POST else at("decision", key),
    )


def step(request: HttpRequest, row: Decision, act: str) -> str:
    values: dict[str, Any] = {}
    for name in ("answer", "reason"):
        if text := request.POST.get(name, "").strip().replace("\r\n", "\n"):
            values[name] = text
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
    one = Dependency(decision=row, needs=needs, team=team, due_on=due_on, owner=None if needs else me())
    depending.add_dependencies([one])
    return _("Added: %(title)s") % {"title": one.title}


ACTS: dict[str, Any] = {"choose": choose, "option": option, "delegate": stand_in, "wait": wait_for}


# -- records of others ---------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Decision records as Markdown files, and what came of them."""
    customers = [("", "–"), *reading.present(Customer).order_by("name").values_list("key", "name")[:500]]
    context: dict[str, Any] = {
        "customers": customers,
        "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "crumbs": [
            crumb(str(kinds.BY_NAME["decision"].many), at("decisions")),
            {"label": _("Bring in records")},
        ],
    }
    if request.method != "POST":
        return render(request, "desk/decision_bring.html", context)
    files = request.FILES.getlist("files")
    texts = {
        str(one.name): one.read(adr.MOST).decode("utf-8", "replace").replace("\x00", "") for one in files
    }
    key = request.POST.get("customer", "")
    try:
        found = bringing.bring_records(texts, reading.find(Customer, key) if key else None)
    except Invalid as refusal:
        context["problems"] = problems_of(refusal)
        return render(request, "desk/decision_bring.html", context, status=422)
    return render(request, "desk/decision_bring.html", {**context, "found": found})


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
