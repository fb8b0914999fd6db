"""Risks: the register, its matrix and its course, and the page of one: how high it is and why, and its next step."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, NotFound, Refusal, Refused
from handrail.kit.web.paging import Leaves
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.record.projects import queries as projects
from handrail.record.risks import exposure, going, queries, register, trend, verbs, wording
from handrail.record.risks.models import Risk
from handrail.record.risks.states import OPEN, STEPS
from handrail.ui.dates import written

from .. import risky, stepped
from ..answers import at, back, done, page
from ..decided import cells
from ..kinds.work import RISK
from ..words import choice
from .insights import as_file
from .records import described, find, part_of

PER_PAGE = 50
COLUMNS = (
    "key", "title", "customer", "about", "category", "state", "severity", "likelihood", "impact", "closeness",
    "exposure", "level", "value_at_stake", "owner", "metric", "mitigation", "fallback", "lacks", "raised_on",
    "review_on", "answer_by", "description", "reason",
)  # fmt: skip
BRIEF = (
    "owner", "severity", "likelihood", "impact", "closeness", "threatens", "metric_text", "stake", "currency",
    "review_on", "category",
)  # fmt: skip
MORE = ("analysis", "text", "likelihood_text", "impact_text", "reason", "raised_on", "source")


# -- the register -------------------------------------------------------------------------------------------


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    asked = risky.Asked.of(request.GET.dict())
    rows = asked.ordered(asked.wanted(going.limits()))
    if "file" in request.GET:
        return as_file(COLUMNS, map(told, rows.iterator()), "risks.csv")
    pages = Leaves(rows, PER_PAGE)
    shown, count = pages.get_page(request.GET.get("page")), pages.count
    menus = [{**menu, "value": getattr(asked, menu["name"])} for menu in risky.menus()]
    return render(
        request,
        "desk/risks.html",
        {
            "kind": RISK,
            "lines": list(risky.lines(list(shown), asked.group)),
            "columns": columns(),
            "sort": asked.sort,
            "menus": menus,
            "narrowed": narrowed(asked),
            "pages": shown,
            "count": ngettext("%(n)s in this view", "%(n)s in this view", count) % {"n": count},
            "clear_url": at("risks") if request.GET else "",
            "file_url": with_(request, file=""),
            "matrix_url": f"{at('risk-matrix')}?{urlencode(asked.narrowed)}",
        },
    )


def with_(request: HttpRequest, **more: str) -> str:
    said = QueryDict(mutable=True)
    said.update(request.GET.dict() | more)
    said.pop("page", None)
    return f"?{said.urlencode()}"


def columns() -> list[dict[str, Any]]:
    return [
        {"key": "title", "label": RISK.field("title").label, "sort": True},
        {"key": "customer", "label": _("Customer"), "sort": True},
        {"key": "score", "label": _("Exposure"), "sort": True},
        {"key": "worth", "label": _("At stake"), "sort": True, "num": True},
        {"key": "state", "label": _("State"), "sort": True},
        {"key": "review_on", "label": _("Look again"), "sort": True},
        {"key": "owner", "label": _("Owner"), "sort": True},
    ]


def narrowed(asked: risky.Asked) -> list[dict[str, Any]]:
    """What no menu says: the customer, the project, the category, the box of the matrix. A form carries it along."""
    said = {"customer": asked.customer, "project": asked.project, "category": asked.category, **asked.rated}
    return [
        {"name": name, "value": value, "words": f"{asked_for(name)}: {value.replace(risky.UNRATED, _('not rated'))}"}
        for name, value in said.items()
        if value
    ]  # fmt: skip


def asked_for(name: str) -> str:
    if name in register.AXES:
        return risky.named(name)
    return {"customer": _("Customer"), "project": _("Project"), "category": _("Category")}[name]


def told(row: Any) -> tuple[Any, ...]:
    return (
        row.key, row.title, row.customer.name if row.customer else "", row.subject, row.category, row.state,
        row.severity, row.likelihood, row.impact, row.closeness, row.score, row.level, row.worth,
        row.owner.name if row.owner else row.owner_text, row.threatens.name if row.threatens else row.metric_text,
        row.mitigation or "; ".join(map(str, row.mitigation_actions)), row.fallback, row.lacks, row.raised_on,
        row.review_on, row.answer_by.isoformat() if row.answer_by else "", row.text, row.reason,
    )  # fmt: skip


@page()
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """How many risks stand where, and how it went over the last weeks."""
    asked = risky.Asked.of(request.GET.dict())
    face = request.GET.get("face", "")
    across, up = risky.PAIRS[int(face)] if face in ("1", "2") else risky.PAIRS[0]
    everything = not asked.narrowed
    only = None if everything else list(asked.wanted(going.limits()).values_list("pk", flat=True))
    weeks = trend.weeks(going.limits(), only)
    here = at("risk-matrix")
    context = {
        "across": risky.named(across),
        "up": risky.named(up),
        "boxes": risky.matrix(asked, across, up),
        "faces": [
            {
                "label": f"{risky.named(y)} × {risky.named(x)}",
                "url": f"{here}?{urlencode({**asked.narrowed, 'face': place})}",
                "current": (x, y) == (across, up),
            }
            for place, (x, y) in enumerate(risky.PAIRS)
        ],
        "heads": [str(n) for n in range(1, 6)],
        "weeks": weeks,
        "open_points": [(written(week.last, "j M"), float(week.open)) for week in weeks],
        "high_points": [(written(week.last, "j M"), float(week.high)) for week in weeks],
        "narrowed": narrowed(asked),
        "clear_url": here if asked.narrowed else "",
        "crumbs": [{"label": RISK.many, "url": at("risks")}, {"label": _("Matrix")}],
    }
    return render(request, "desk/risk_matrix.html", context)


@page()
@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """While somebody writes a new one: what is there already and says nearly the same."""
    key = request.GET.get("customer", "")
    customer = reading.find(Customer, key) if key else None
    rows = register.alike(request.GET.get("title", ""), customer)
    return render(request, "desk/parts/risks_alike.html", {"alike": rows})


# -- one risk -----------------------------------------------------------------------------------------------


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    return shown(request, find(RISK, key, removed_too=True))


def shown(request: HttpRequest, row: Any, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        **described(RISK, row),
        **weighed(row),
        "open": row.state in OPEN and row.removed_at is None,
        "ways": [] if row.removed_at is not None else [way(row, *one) for one in going.possible(row)],
        "projects": projects.called(queries.projects_of(row)),
        "alike": register.alike(row.title, row.customer, [row.pk]) if row.state in OPEN else [],
        "brief": cells(RISK, row, BRIEF),
        "more": cells(RISK, row, MORE),
        "live": stepped.live("risk", row),
        **stepped.after(request, refusal, wording.said),
    }
    return render(request, part_of(request, "risk"), context, status=stepped.status_of(refusal))


def weighed(row: Risk) -> dict[str, Any]:
    one = exposure.of(row, going.limits())
    return {
        "weight": one,
        "level": say(wording.LEVELS[one.level]),
        "level_tone": risky.TONES.get(one.level, ""),
        "explained": risky.explained(row, one),
        "lacks": exposure.missing(
            one.level, row.state, row.mitigation or row.mitigation_actions, row.fallback
        ),
    }


def way(row: Risk, step: Any, verdicts: Any) -> dict[str, Any]:
    """One step from here, and what does not hold yet; the reason is asked for in place."""
    typed = ("risk.reason", "risk.answered")
    return {
        "step": step,
        "label": say(step.label),
        "url": at("risk-act", row.key, step.name),
        "asks_reason": any(one.code in typed and not one.passed for one in verdicts),
        "missing": [wording.said(one) for one in verdicts if not one.passed and one.code not in typed],
    }


@page()
@require_POST
def act(request: HttpRequest, key: str, act: str) -> HttpResponse:
    """A step of the table of states."""
    row: Any = reading.find(Risk, key, lock=True)
    if act not in STEPS:
        raise NotFound(_("There is nothing called “%s” to do here.") % act)
    try:
        verbs.step_risks([row], act, stepped.typed(request, "reason"))
    except (Refused, Invalid) as refusal:
        return shown(request, queries.get(key), refusal)
    message = _("“%(title)s”: %(state)s") % {"title": row.title, "state": choice(row.state)}
    here = at("risk", key)
    return done(request, message, back(request, here) if "next" in request.POST else here)
