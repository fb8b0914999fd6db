"""A drill: pick what has happened, walk path after path, and see what is missing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.people.queries import here
from handrail.kit.refusals import Invalid, NotFound, Problem
from handrail.kit.web.numbers import whole
from handrail.record.drills import paths, queries, states, verbs
from handrail.record.drills.models import Drill
from handrail.record.projects.models import Project

from .. import controls, drilled
from ..answers import at, done, page, problems_of
from ..kinds.drills import DRILL
from .records import described, find, part_of


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what has happened, or write it: the paths are those that the project has now."""
    project = reading.find(Project, key)
    known = list(drilled.scenarios(project))
    context: dict[str, Any] = {
        "project": project,
        "scenarios": list(enumerate(known)),
        "paths": len(queries.critical(project)),
        "typed": request.POST,
        "crumbs": [
            {"label": _("Projects"), "url": at("projects")},
            {"label": project.title, "url": at("project", project.key)},
            {"label": _("New drill")},
        ],
    }
    if request.method != "POST":
        return render(request, "desk/drill_begin.html", context)
    title, scenario = chosen(request, known)
    try:
        if not title:
            raise Invalid(
                [Problem("title", _("Say what has happened."), _("Choose one, or write your own."))]
            )
        (row,) = verbs.add_drills([Drill(project=project, title=title[:300], scenario=scenario)])
    except Invalid as refusal:
        context["problems"] = problems_of(refusal)
        return render(request, "desk/drill_begin.html", context, status=422)
    return done(
        request, _("Added: %(title)s") % {"title": row.title}, f"{at('drill', row.key)}?path=1", go=True
    )


def chosen(request: HttpRequest, known: list[tuple[str, str]]) -> tuple[str, str]:
    """What was written goes before what was chosen."""
    title, scenario = request.POST.get("title", "").strip(), request.POST.get("scenario", "").strip()
    if title:
        return title, scenario
    number = whole(request.POST.get("known", ""))
    return known[number] if number is not None and number < len(known) else ("", scenario)


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, find(DRILL, key, removed_too=True))


def shown(
    request: HttpRequest, row: Any, problems: tuple[Problem, ...] = (), place: str = ""
) -> HttpResponse:
    """With one path open: the one that the address names, or the one on which something was refused."""
    lines = drilled.lines(row)
    number = whole(request.GET.get("path", place)) or 0
    now = lines[number - 1] if 0 < number <= len(lines) else None
    if now is not None and row.state == "held" and not now.gap:
        now = None
    left = [line for line in lines if not line.path.walked]
    gaps = [line for line in lines if line.gap and not line.closed]
    context = {
        **described(DRILL, row),
        "lines": lines,
        "ways": {step.name for step in states.steps_from(row.state)},
        "now": now,
        "left": len(left),
        "begin_url": at("drill-act", row.key, "begin"),
        "first_left": left[0].url if left else "",
        "gaps": gaps,
        "members": [("", _("Nobody")), *controls.members()],
        "said": ngettext("%(n)s gap is open", "%(n)s gaps are open", len(gaps)) % {"n": len(gaps)},
        "problems": problems,
        "live": f"drill:{row.pk}",
        "before_url": lines[now.number - 2].url if now is not None and now.number > 1 else "",
    }
    return render(request, part_of(request, "drill"), context, status=422 if problems else 200)


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """Go on along one path, or end the drill."""
    row: Any = reading.find(Drill, key, lock=True)
    run = {"begin": start, "walk": walk, "hold": hold}.get(act)
    if run is None:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    try:
        message, onward = run(request, row)
    except Invalid as refusal:
        return shown(request, queries.get(key), problems_of(refusal), request.POST.get("path", ""))
    return done(request, message, onward, go=True)


def start(request: HttpRequest, row: Drill) -> tuple[str, str]:
    """One that was prepared: with the paths that the project has now."""
    verbs.begin_drill(row)
    if not row.paths:
        words = _("This project has nothing to walk yet.")
        raise Invalid([Problem("paths", words, _("Give it a board, decisions or risks first."))])
    n = len(row.paths)
    words = ngettext("%(n)s path to walk.", "%(n)s paths to walk.", n)
    return words % {"n": n}, f"{at('drill', row.key)}?path=1"


def walk(request: HttpRequest, row: Drill) -> tuple[str, str]:
    place = (whole(request.POST.get("path", "")) or 0) - 1
    owner = request.POST.get("owner", "").strip()
    called = here(owner) if owner else None
    if owner and called is None:
        words = _("There is nobody called “%s” here.") % owner[:80]
        raise Invalid([Problem("owner", words, _("Choose one from the list, or nobody."))])
    verbs.walk_path(row, place, called, request.POST.get("response", ""))
    left = [n for n, path in enumerate(paths.read(row.paths)) if not path.walked]
    onward = next((n for n in left if n > place), next(iter(left), None))
    where = at("drill", row.key)
    return _("Saved."), where if onward is None or row.state == "held" else f"{where}?path={onward + 1}"


def hold(request: HttpRequest, row: Drill) -> tuple[str, str]:
    verbs.hold_drills([row])
    count = len(queries.gaps([row])[row.pk])
    on_board = any(
        line.task_url == at("card", line.path.task) for line in drilled.lines(row) if line.path.task
    )
    words = (
        ngettext(
            "The drill was held: a card was made of %(n)s gap.",
            "The drill was held: cards were made of %(n)s gaps.",
            count,
        )
        if on_board
        else ngettext(
            "The drill was held: a task was made of %(n)s gap, since no board of the project takes cards just now.",
            "The drill was held: tasks were made of %(n)s gaps, since no board of the project takes cards just now.",
            count,
        )
    )
    nothing = _("The drill was held, and nothing is missing.")
    return (words % {"n": count} if count else nothing), at("drill", row.key)
