"""Rollout: customers by affected, told, ready and live; who is told what; and blockers told on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.kit.csvio import write_csv
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.record.risks.models import Risk
from handrail.record.rollout import queries, verbs
from handrail.record.rollout.models import STEPS, Announcement, Step
from handrail.watch.playbooks import queries as playbooks

from .. import controls
from ..answers import at, back, done, me, page
from ..kinds.projects import PROJECT
from ..words import choice
from .playbooks import day
from .records import find

STATES = ("done", "open", "skipped")
MOST = 500
"""Customers that a grid shows at once; the filter finds the others, and the file holds all."""


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    project: Any = find(PROJECT, key)
    shown = chosen(project, request.GET)
    lines = queries.lines(shown)
    said = queries.announcements_of(project)
    context = {
        "project": project,
        "lines": lines[:MOST],
        "more": max(len(lines) - MOST, 0),
        "counts": queries.counts_of(project),
        "steps": [(name, choice(name)) for name in STEPS],
        "said": said,
        "blockers": queries.blockers_of([line.customer.pk for line in lines], said),
        "today": today(),
        "members": [("", _("Nobody yet")), *controls.members()],
        "cohorts": [("", _("Any cohort")), *((name, name) for name in cohorts(project, shown))],
        "places": [("", _("Any state")), *((name, waiting(name)) for name in STEPS)],
        "states": [(name, choice(name)) for name in STATES],
        "missing": missing(project, lines),
        "filtered": any(request.GET.get(name) for name in ("q", "cohort", "waits")),
        "live": f"project:{project.pk}",
        "crumbs": [
            {"label": _("Projects"), "url": at("projects")},
            {"label": project.title, "url": at("project", project.key)},
            {"label": _("Rollout")},
        ],
    }
    return render(request, "desk/rollout.html", context)


def chosen(project: Project, asked: Any) -> list[Step]:
    """The steps of the customers that the filter asks for. One statement."""
    rows = queries.steps_of(project)
    if words := asked.get("q", "").strip()[:100]:
        rows = rows.filter(customer__name__icontains=words)
    if cohort := asked.get("cohort", ""):
        rows = rows.filter(cohort=cohort)
    found = list(rows)
    if (step := asked.get("waits", "")) in STEPS:
        waits = {one.customer_id for one in found if one.step == step and one.state == "open"}
        found = [one for one in found if one.customer_id in waits]
    return found


def waiting(step: str) -> str:
    return _("Not yet: %(step)s") % {"step": choice(step)}


def cohorts(project: Project, steps: list[Step]) -> list[str]:
    return list(dict.fromkeys([*map(str, project.cohorts), *(step.cohort for step in steps if step.cohort)]))


def missing(project: Project, lines: list[queries.Line]) -> list[tuple[str, str]]:
    """Customers that are not in the grid yet. One statement."""
    rows = reading.present(Customer).exclude(
        pk__in=Step.objects.filter(project=project, removed_at=None).values("customer_id")
    )
    if project.customer_id is not None:
        rows = rows.filter(pk=project.customer_id)
    return list(rows.order_by("name").values_list("key", "name")[:2_000])


@page()
@require_safe
def export(request: HttpRequest, key: str) -> HttpResponse:
    """Every customer of the grid as a table: each step's state, owner, day and when it was done."""
    project: Any = find(PROJECT, key)
    heads = ["customer", "name", "cohort"]
    heads += [f"{step}_{what}" for step in STEPS for what in ("state", "owner", "due", "done")]
    rows = [csv_line(line) for line in queries.lines(queries.steps_of(project))]
    answer = HttpResponse("".join(write_csv(heads, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{project.key}-rollout.csv"'
    return answer


def csv_line(line: queries.Line) -> list[Any]:
    found: list[Any] = [line.customer.key, line.customer.name, line.cohort]
    for _name, step in line.cells:
        found += (
            [step.state, step.owner.name if step.owner else "", step.due_on, step.done_on]
            if step
            else [""] * 4
        )
    return found


# -- doing --------------------------------------------------------------------------------------------------


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    run = ACTS.get(act)
    if run is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    project = reading.find(Project, key)
    return done(request, run(project, request.POST), back(request, at("rollout", key)))


def tick(project: Project, typed: Any) -> str:
    """What is ticked now and was not is done; what was ticked and is not any more is open again."""
    now, was = set(typed.getlist("step")), set(typed.getlist("was"))
    rows = {row.key: row for row in queries.steps_of(project, key__in=now ^ was)}
    pairs = [(rows[key], {"state": "done"}) for key in now - was if key in rows]
    pairs += [
        (rows[key], {"state": "open"}) for key in was - now if key in rows and rows[key].state == "done"
    ]
    return said(verbs.edit_steps(pairs))


def said(number: int) -> str:
    return ngettext("%(n)s step is changed.", "%(n)s steps are changed.", number) % {"n": number}


def column(project: Project, typed: Any) -> str:
    """One step of every customer shown: done, open or not asked; its owner, its day."""
    step = typed.get("column", "")
    rows = [row for row in chosen(project, typed) if row.step == step]
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    if (state := typed.get("state", "")) in STATES:
        values["state"] = state
    if owner := typed.get("owner", ""):
        values["owner"] = member(owner)
    if on := day(typed, "due_on", problems):
        values["due_on"] = on
    if problems:
        raise Invalid(problems)
    if not values:
        fix = _("Choose a state, an owner or a day.")
        raise Invalid([Problem("column", _("Nothing is chosen that could be set."), fix)])
    return said(verbs.edit_steps([(row, values) for row in rows]))


def member(key: str) -> Member:
    return reading.find(Member, key)


def put(project: Project, typed: Any) -> str:
    keys = typed.getlist("customer")[:5_000]
    rows = list(reading.present(Customer).filter(key__in=keys))
    if not rows:
        raise Invalid([Problem("customer", _("No customer is chosen."), _("Choose some from the list."))])
    owner = typed.get("owner", "")
    verbs.put_customers(
        project,
        rows,
        cohort=typed.get("cohort", "").strip(),
        owner=member(owner) if owner else None,
        days=playbooks.days_of(project),
    )
    words = ngettext("%(n)s customer is in the rollout.", "%(n)s customers are in the rollout.", len(rows))
    return words % {"n": len(rows)}


def take(project: Project, typed: Any) -> str:
    rows = list(Customer.objects.filter(key__in=typed.getlist("customer")))
    verbs.take_customers(project, rows)
    return _("Taken out of the rollout.")


def tell(project: Project, typed: Any) -> str:
    """A blocker is told to the customer, on purpose: first as a planned message, which a person reads over."""
    row = verbs.plan_blocker(project, reading.find(Risk, typed.get("risk", "")), me())
    return _("Planned for today: %(title)s") % {"title": row.title}


def told(project: Project, typed: Any) -> str:
    rows = reading.present(Announcement).filter(project=project, key__in=typed.getlist("message"))
    verbs.edit_announcements([(row, {"state": "told"}) for row in rows])
    return _("Marked as told.")


ACTS: dict[str, Callable[[Project, Any], str]] = {
    "tick": tick,
    "column": column,
    "put": put,
    "take": take,
    "tell": tell,
    "told": told,
}
