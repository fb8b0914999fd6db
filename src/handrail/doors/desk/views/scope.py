"""A project's scope on one page: the gate before the lock, who can take what, and what is to come in all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, NotFound, Problem, Refusal, Refused
from handrail.kit.web.numbers import whole
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Project
from handrail.record.scope import locking, queries, verbs, wording
from handrail.record.scope.states import STEPS

from .. import scoped, stepped
from ..answers import at, done, page, problems_of
from ..kinds.projects import PROJECT
from ..kinds.scope import SCOPE_CHANGE
from .records import described, find, part_of

MOST_METRICS = 200


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    project: Any = find(PROJECT, key)
    return shown(request, project)


def shown(
    request: HttpRequest, project: Project, problems: tuple[Any, ...] = (), refusal: Refused | None = None
) -> HttpResponse:
    context = {
        "project": project,
        **scoped.of_project(project),
        "problems": problems,
        "refused": refusal.message if refusal is not None else "",
        "written_so_far": request.POST,
        "live": f"project:{project.pk}",
        "crumbs": [
            {"label": _("Projects"), "url": at("projects")},
            {"label": project.title, "url": at("project", project.key)},
            {"label": _("Scope")},
        ],
    }
    status = 409 if refusal is not None else 422 if problems else 200
    return render(request, "desk/scope.html", context, status=status)


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    project = reading.find(Project, key, lock=True)
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    try:
        message = run(request, project)
    except Refused as refusal:
        return shown(request, project, refusal=refusal)
    except Invalid as refusal:
        return shown(request, project, problems_of(refusal))
    return done(request, message, at("scope", key))


def lock(request: HttpRequest, project: Project) -> str:
    reason = request.POST.get("reason", "").strip()
    locking.lock_scope(project, reason=reason, override="override" in request.POST)
    return _("The scope is locked: what comes in now is asked for, weighed and decided.")


def unlock(request: HttpRequest, project: Project) -> str:
    locking.unlock_scope(project, request.POST.get("reason", ""))
    return _("The scope is open again.")


def capacity(request: HttpRequest, project: Project) -> str:
    member = reading.find(Member, request.POST.get("member", ""))
    said = request.POST.get("takes", "").strip()
    takes = whole(said, 5)
    if said and takes is None:
        raise Invalid([Problem("takes", _("This is a whole number, or empty."))])
    locking.say_capacity(project, member, takes)
    return _("Noted.")


ACTS: dict[str, Callable[[HttpRequest, Project], str]] = {
    "lock": lock,
    "unlock": unlock,
    "capacity": capacity,
}


# -- one scope change ---------------------------------------------------------------------------------------


@page()
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    return of_change(request, find(SCOPE_CHANGE, key, removed_too=True))


def of_change(request: HttpRequest, row: Any, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        **described(SCOPE_CHANGE, row),
        **scoped.beside(row),
        "live": f"scopechange:{row.pk} project:{row.project_id}",
        "metrics": metrics_for(row),
        "weighing": typed_in(request, row),
        **stepped.after(request, refusal, wording.said),
    }
    return render(request, part_of(request, "scope_change"), context, status=stepped.status_of(refusal))


def typed_in(request: HttpRequest, row: Any) -> dict[str, str]:
    """What somebody has just typed of the weighing, else what is written."""
    stood = {name: getattr(row, name) for name in ("metric_text", "cost", "given_up")}
    stood["metric"] = row.metric.key if row.metric is not None else ""
    return {name: request.POST.get(name, text) for name, text in stood.items()}


def metrics_for(row: Any) -> list[tuple[str, str]]:
    """Those of the project's customer, and those of nobody's. One statement."""
    rows = (
        reading.present(Metric).filter(customer__in=[row.customer_id])
        if row.customer_id
        else reading.present(Metric)
    )
    return [("", "–"), *rows.order_by("name").values_list("key", "name")[:MOST_METRICS]]


@page()
@require_POST
def step(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """A step of the table."""
    row = queries.get(key, lock=True)
    if act not in STEPS:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    values: dict[str, Any] = {**stepped.typed(request, "why", "metric_text", "cost", "given_up", "reason")}
    if metric := request.POST.get("metric", ""):
        values["metric"] = reading.find(Metric, metric)
    try:
        verbs.step_scope_changes([row], act, values)
    except (Refused, Invalid) as refusal:
        return of_change(request, queries.get(key), refusal)
    return done(request, said(act) % {"title": row.title}, at("scope-change", key))


def said(act: str) -> str:
    return {
        "weigh": _("Weighed: %(title)s. Who decides is told."),
        "accept": _("Accepted: %(title)s. Its cards are on the board."),
        "decline": _("Declined: %(title)s"),
        "withdraw": _("Withdrawn: %(title)s"),
        "again": _("Asked again: %(title)s"),
    }[act]
