"""Project: one outcome, the next move and whose it is, its boards, its rollout, and what is done of its playbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem
from handrail.record.assumptions import queries as assumptions
from handrail.record.decisions import queries as decisions
from handrail.record.projects import queries as projects
from handrail.record.projects.models import Project
from handrail.record.rollout import queries as rollout
from handrail.record.scope import queries as scope
from handrail.record.scope.entering import locks as scope_locks
from handrail.watch.playbooks import library, updating
from handrail.watch.playbooks import queries as playbooks
from handrail.watch.playbooks.verbs import begin_project, follow, tick_point
from handrail.watch.reviews import queries as reviews

from .. import blocked, drilled, launch, predicted, readied, rhythm, risky
from ..answers import address, at, back, done, page, problems_of
from ..controls import Control, control, members
from ..kinds.projects import BOARD, PROJECT
from ..parsing import made
from ..values import Cell
from ..words import Words
from .playbooks import row as chosen
from .records import belonging, described, find, part_of, starting

REVIEWS = 12


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    row: Any = find(PROJECT, key, removed_too=True)
    seen = playbooks.look(row)
    following = playbooks.following(row)
    context = {
        **described(PROJECT, row),
        "boards": [
            (board, list(stages_with_counts(board, stages)), Cell(BOARD, board, BOARD.field("owner")))
            for board, stages in seen.boards
        ],
        "answers": launch.answers(row),
        "next_review": rhythm.next_of(row),
        "reviews": rhythm.sessions(reviews.of_project(row)[:REVIEWS]),
        "predicted": predicted.of_project(row),
        "counts": seen.counts,
        "grid": any(count.all for count in seen.counts),
        "said": rollout.said_counts(seen.said),
        "said_all": len(seen.said),
        "following": following,
        "newer": updating.is_newer(following) if following is not None else None,
        "points": playbooks.done_of(following, row, seen) if following is not None else [],
        "playbooks": [(one.name, one.book.title) for one in launch.all_playbooks()] if not following else [],
        "assumed": assumptions.about(f"project:{row.key}")[:8],
        "changes": scope.of_project(row),
        **readied.in_short(row),
        "locked": bool(scope_locks({row.pk})),
        "drills": drilled.of_project(row),
        "risks": list(risky.lines(list(risky.of_project(row)[:8]), twins={})),
        "risks_url": f"{at('risks')}?project={row.key}",
        "decisions": decisions.about(f"project:{row.key}")[:8],
        **blocked.of_project(row),
        "live": f"project:{row.pk} " + " ".join(f"board:{board.pk}" for board, _stages in seen.boards),
        "crumbs": [{"label": _("Projects"), "url": at("projects")}, {"label": row.title}],
    }
    context["points_done"] = sum(1 for point in context["points"] if point.done)
    return render(request, part_of(request, "project"), context)


def stages_with_counts(board: Any, stages: Any) -> Any:
    counts = projects.counts_of(board)
    return ((stage, counts.get(stage.pk, 0)) for stage in stages)


@page()
@require_POST
def point(request: HttpRequest, key: str) -> HttpResponse:
    """A point of the playbook's checklist is ticked; or the project takes a playbook whose checklist it shows."""
    project = reading.find(Project, key)
    here = back(request, at("project", key))
    if name := request.POST.get("playbook", ""):
        follow(project, library.find(name).name)
        return done(request, _("The checklist is there."), here)
    following = playbooks.following(project)
    if following is not None:
        tick_point(following, request.POST.get("point", ""), request.POST.get("done") == "yes")
    return done(request, _("Saved."), here)


# -- from nothing -------------------------------------------------------------------------------------------

KEEPER, STAGES = "workflow_owner", "stages"
"""What a form asks of the board that comes with the project."""
STEPS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (
        gettext_lazy("What shall be different"),
        ("title", "kind", "customer", "owner", "outcome", "baseline", "target", "unit", "by_on"),
    ),
    (gettext_lazy("Its days, and what is read"), ("starts_on", "go_live_on", "ends_on", "metric")),
    (gettext_lazy("Who else"), (KEEPER, "post_launch_owner", "members")),
    (gettext_lazy("How the work is divided"), (STAGES, "tracks", "cohorts")),
)
MOST_STAGES = 40


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the form: open where something in it is wrong or was said already."""

    title: Words
    controls: list[Control] = field(default_factory=list)
    open: bool = False


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Step by step, of which only the name has to be said."""
    given = belonging(PROJECT, request)
    if request.method != "POST":
        return asking(request, given)
    fields = [one for one in PROJECT.asked() if one.name not in given]
    try:
        keeper, stages = of_board(request.POST)
        row: Any = made(PROJECT, fields, request.POST, given)
        begin_project(row, workflow_owner=keeper, stages=stages)
    except Invalid as refusal:
        return asking(request, given, request.POST, problems_of(refusal))
    return done(request, _("Added: %(title)s") % {"title": row.title}, address(PROJECT, row), go=True)


def of_board(typed: Any) -> tuple[Any, list[str]]:
    """Who keeps it, and the names of its stages."""
    problems: list[Problem] = []
    keeper = chosen(typed, KEEPER, Member, problems)
    stages = [line.strip()[:120] for line in typed.get(STAGES, "").splitlines() if line.strip()]
    if len(stages) > MOST_STAGES:
        words = _("These are more than %(n)s stages.") % {"n": MOST_STAGES}
        problems.append(Problem(STAGES, words, _("Leave some out.")))
    if problems:
        raise Invalid(problems)
    return keeper, stages


def asking(
    request: HttpRequest, given: dict[str, Any], typed: Any = None, problems: Any = ()
) -> HttpResponse:
    context = {
        "kind": PROJECT,
        "given": given,
        "next": back(request, at("projects")),
        "action": request.get_full_path(),
        "steps": list(steps(given, typed, problems)),
        "problems": [one for one in problems if one.field not in (*PROJECT.asks, KEEPER, STAGES)],
    }
    return render(request, part_of(request, "new"), context, status=422 if problems else 200)


def steps(given: dict[str, Any], typed: Any, problems: Any) -> Iterator[Step]:
    blank = PROJECT.model(**given, **starting(PROJECT, given))
    known = {one.name: one for one in PROJECT.asked() if one.name not in given}
    found = {name: control(Cell(PROJECT, blank, one), typed, problems) for name, one in known.items()}
    found |= {one.name: one for one in of_the_board(typed, problems)}
    for number, (title, names) in enumerate(STEPS):
        controls = [found[name] for name in names if name in found]
        said = typed is not None and any(typed.get(one.name) for one in controls)
        yield Step(title, controls, number == 0 or said or any(one.errors for one in controls))


def of_the_board(typed: Any, problems: Any) -> Iterator[Control]:
    said = typed if typed is not None else {}
    wrong = {name: [f"{p.message} {p.fix}" for p in problems if p.field == name] for name in (KEEPER, STAGES)}
    label, words = BOARD.field("owner").label, BOARD.field("owner").help
    people = [("", _("Nobody yet")), *members()]
    yield Control(KEEPER, label, words, "select", said.get(KEEPER, ""), choices=people, errors=wrong[KEEPER])
    yield Control(
        STAGES, _("Stages"), _("One per line, in their order: the project has a board with them from the start."),
        "textarea", said.get(STAGES, ""), errors=wrong[STAGES],
    )  # fmt: skip
