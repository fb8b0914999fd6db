"""Insights: how the discipline holds over time, with every number opening the records that it counts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.people.queries import here
from handrail.kit.csvio import write_csv
from handrail.kit.refusals import Invalid, Problem
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Project
from handrail.watch.insights import queries, verbs, whose
from handrail.watch.insights.counting import YEARS
from handrail.watch.insights.measures import SPANS, Measure, Period, steps
from handrail.watch.insights.models import Goal

from .. import controls, measures
from ..answers import at, done, page

PER_PAGE = 100
LONGEST = 366 * 10


@page()
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    period = period_of(request) if said(request) else None
    weeks = 0 if period else weeks_of(request)
    found = queries.results_over(steps(period)) if period else queries.results(weeks)
    boards = [measures.Board(one, weeks) for one in found]
    if "file" in request.GET:
        return table(boards)
    here, shown = at("insights"), boards[0].result.total.period
    context = {
        "boards": boards,
        "shown": shown,
        "asked": urlencode({"from": shown.first, "to": shown.last} if period else {"weeks": weeks}),
        "members": [("", _("Nobody yet")), *controls.members()],
        "cohorts": [
            ("", _("All customers")),
            *((name, measures.cohort(name)) for name, _words in whose.cohorts()),
        ],
        "switch": [
            {
                "label": ngettext("%(n)s week", "%(n)s weeks", span) % {"n": span},
                "url": f"{here}?weeks={span}",
                "current": span == weeks,
            }
            for span in SPANS
        ],
    }
    return render(request, "desk/insights.html", context)


def said(request: HttpRequest) -> bool:
    """Whether a time of one's own is asked for."""
    return any(request.GET.get(name) for name in ("from", "to"))


def weeks_of(request: HttpRequest) -> int:
    text = request.GET.get("weeks", "")
    return int(text) if text in map(str, SPANS) else 12


def table(boards: list[measures.Board]) -> HttpResponse:
    """Every point of every measure, as a table for a spreadsheet."""
    rows = (
        (
            one.measure.name,
            point.period.first,
            point.period.last,
            point.good,
            point.all,
            point.value,
            one.result.target,
        )
        for one in boards
        for point in one.result.points
    )
    columns = ("measure", "from", "to", "good", "all", "value", "target")
    return as_file(columns, rows, "insights.csv")


def as_file(columns: tuple[str, ...], rows: object, name: str) -> HttpResponse:
    answer = HttpResponse("".join(write_csv(columns, rows)), content_type="text/csv; charset=utf-8")  # type: ignore[arg-type]
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@page()
@require_safe
def records(request: HttpRequest, name: str) -> HttpResponse:
    """What one number counts, the newest first."""
    one, period = queries.measure(name), period_of(request)
    goal, metric, project = queries.goals().get(one.name), metric_of(request, one), project_of(request)
    result = queries.result(one, [period], goal, queries.asked_of(goal, metric, project))
    rows = result.rows
    which = request.GET.get("which", "")
    chosen = [row for row in rows if which not in ("good", "bad") or row.good == (which == "good")]
    if "file" in request.GET:
        lines = ((each.row.on, each.row.kind, each.title, each.row.good) for each in measures.shown(chosen))
        return as_file(("on", "kind", "title", "good"), lines, f"{one.name}.csv")
    pages = Paginator(chosen, PER_PAGE)
    found = pages.get_page(request.GET.get("page"))
    of = {name: row.key for name, row in (("metric", metric), ("project", project)) if row is not None}
    board = measures.Board(result, 0, of)
    context = {
        "board": board,
        "of": metric or project,
        "period": period,
        "lines": measures.shown(list(found)),
        "pages": found,
        "switch": switch(request, one, board, which),
        "crumbs": [{"label": _("Insights"), "url": at("insights")}, {"label": board.title}],
    }
    return render(request, "desk/insight.html", context)


def metric_of(request: HttpRequest, one: Measure) -> Metric | None:
    """The metric whose number is asked about, where it is computed as this one."""
    key = request.GET.get("metric", "")
    found = reading.find(Metric, key) if key else None
    return found if found is not None and found.measure == one.name else None


def project_of(request: HttpRequest) -> Project | None:
    key = request.GET.get("project", "")
    return reading.find(Project, key) if key else None


def switch(request: HttpRequest, one: Measure, board: measures.Board, which: str) -> list[dict[str, object]]:
    names = [("", _("All"), board.result.total.all)]
    if one.more_is_better:
        total = board.result.total
        names += [("good", board.good_words, total.good), ("bad", board.bad_words, total.all - total.good)]
    return [
        {"label": f"{label} ({count})", "url": f"{board.url}&which={name}", "current": name == which}
        for name, label, count in names
    ]


def period_of(request: HttpRequest) -> Period:
    """The days in the address; twelve weeks where it says none."""
    last = day(request, "to") or today()
    first = day(request, "from") or last - timedelta(weeks=12)
    if first > last or (last - first).days > LONGEST:
        raise Invalid([Problem("from", _("This time can not be shown."), _("Choose up to ten years."))])
    return Period(first, last)


def day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "")
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid([Problem(name, _("This is no day."), _("Choose one from the calendar."))]) from None
    if found is not None and found.year not in YEARS:
        raise Invalid([Problem(name, _("This time can not be shown."), _("Choose up to ten years."))])
    return found


@page("admin")
@require_POST
def aim(request: HttpRequest, name: str) -> HttpResponse:
    """What the workspace wants of a measure, and who looks after it."""
    one = queries.measure(name)
    owner, goal = here(request.POST.get("owner", "")), queries.goals().get(one.name)
    said = {
        "target": number(request, "target"),
        "low": number(request, "low", empty=True),
        "high": number(request, "high", empty=True),
        "cohort": request.POST.get("cohort", ""),
        "owner": owner,
    }
    if goal is None:
        verbs.add_goals([Goal(measure=one.name, **said)])
    else:
        verbs.edit_goal(goal, said if owner is not None else {**said, "owner_gap": "nobody"})
    return done(request, _("Saved."), at("insights"), go=True)


def number(request: HttpRequest, name: str, *, empty: bool = False) -> Decimal | None:
    text = request.POST.get(name, "").strip().replace(",", ".")
    if empty and not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Invalid([Problem(name, _("Write a number."))])
    return found
