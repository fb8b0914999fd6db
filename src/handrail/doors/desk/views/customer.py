"""Customer: one story on one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from handrail.house.ledger.rows import today
from handrail.kit.refusals import Invalid
from handrail.record.assumptions import queries as assumptions
from handrail.record.customers import queries as customers
from handrail.record.customers.models import Customer
from handrail.record.decisions import queries as decisions
from handrail.record.metrics import queries as metrics
from handrail.record.plans import queries as plans
from handrail.record.plans import verbs as planning
from handrail.record.plans.models import Waiver
from handrail.record.risks import queries as risks
from handrail.record.tasks import queries as tasks
from handrail.watch.health import queries as health
from handrail.watch.health.models import Standing

from .. import blocked, charts, kinds, promised, proofs, raised, reasons, scores, story
from ..answers import at, back, me, page, problems_of
from ..controls import control
from ..grids import Grid, grid
from ..parsing import made
from ..values import Cell
from .records import find, part_of

FACTS = (
    "owner",
    "tier",
    "arr",
    "renewal_on",
    "notice_on",
    "sentiment",
    "sentiment_note",
    "industry",
    "region",
    "size",
    "website",
    "parent",
    "currency",
    "anniversary_on",
    "private",
)


@page()
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    row: Any = find(kinds.BY_NAME["customer"], key, removed_too=True)
    standing = health.standings_of([row.pk]).get(row.pk)
    cards = plan_cards(row)
    items, more = story.of_customer(row, before=request.GET.get("before", ""))
    return render(
        request,
        "desk/customer.html",
        {
            "customer": row,
            "kind": kinds.BY_NAME["customer"],
            "crumbs": [{"label": _("Customers"), "url": at("customers")}, {"label": row.name}],
            "standing": standing,
            "facts": [Cell(kinds.BY_NAME["customer"], row, f) for f in kinds.BY_NAME["customer"].some(FACTS)],
            "plans": cards,
            "grids": grids(row),
            "metrics": charts.of_metrics(metrics.of_customers([row.pk]).get(row.pk, [])),
            "days": story.by_day(items),
            "older": f"?before={more}#timeline" if more else "",
            "live": f"customer:{row.pk}",
            "raised": raised.of_customer(row.pk),
            "raise_url": raised.raise_url(row),
            **judged(standing, row),
            **blocked.of_customer(row.pk, row.key),
            **promised.of_customer(row, cards["rows"]),
            **proofs.beside(kinds.BY_NAME["customer"], row),
        },
    )


def judged(standing: Standing | None, row: Customer) -> dict[str, Any]:
    """Why it stands as it does, and whether it needs a plan."""
    if standing is None:
        return {"criteria": [], "deciding": [], "need": "", "need_why": [], "score": None}
    criteria = reasons.of_standing(standing, row.key)
    criteria = reasons.proven(criteria, proofs.cited(reasons.resting_on(criteria)))
    return {
        "open_criteria": sorted((r for r in criteria if not r.passed), key=lambda r: r.passed is None),
        "criteria": [r for r in criteria if r.passed],
        "deciding": [criteria[place] for place in standing.deciding],
        "need": standing.plan_needed,
        "need_why": reasons.need_reasons(standing, row.key),
        **scores.of_standing(standing, today(), criteria),
    }


def plan_cards(row: Customer) -> dict[str, Any]:
    return {
        "rows": plans.of_customers([row.pk]).get(row.pk, []),
        "waivers": plans.waivers_of([row.pk]).get(row.pk, []),
        "start_url": f"{at('new', 'plans')}?customer={row.key}",
        "waive_url": at("waive", row.key),
        "copy_url": f"{at('copy-plan')}?customer={row.key}",
        "may_waive": planning.may_waive(me()),
    }


def grids(row: Customer) -> list[Grid]:
    pk, here = row.pk, [row.pk]
    return [
        grid(
            "opportunity",
            customers.opportunities_of(here).get(pk, []),
            OPPORTUNITY,
            row,
            audience="",
            empty=_("No deal is known."),
        ),
        grid(
            "task",
            current(tasks.of_customers(here).get(pk, []), tasks.OPEN),
            TASK,
            row,
            audience="",
            empty=_("Nothing is left to do."),
        ),
        grid(
            "risk",
            red_first(risks.of_customers(here).get(pk, [])),
            RISK,
            row,
            audience="",
            empty=_("No risk is recorded."),
        ),
        grid(
            "assumption",
            list(assumptions.of_customer(pk)),
            ASSUMPTION,
            row,
            audience="",
            empty=_("Nothing is assumed about them."),
        ),
        grid(
            "decision",
            decisions.of_customers(here).get(pk, []),
            DECISION,
            row,
            audience="",
            empty=_("Nothing waits to be decided."),
        ),
        grid(
            "stakeholder",
            customers.stakeholders_of(here).get(pk, []),
            PERSON,
            row,
            audience="",
            empty=_("Nobody is known at the customer."),
        ),
        grid(
            "teamplace",
            customers.team_of(here).get(pk, []),
            TEAM,
            row,
            title=_("Account team"),
            audience="",
            empty=_("Nobody of ours helps the owner with this customer."),
        ),
        grid(
            "touchpoint",
            customers.touchpoints_of(here).get(pk, [])[:10],
            TOUCH,
            row,
            audience="",
            empty=_("No call, meeting, mail or visit is logged."),
        ),
        grid(
            "supportcase",
            customers.cases_of(here).get(pk, [])[:20],
            CASE,
            row,
            audience="",
            empty=_("No support case is connected."),
        ),
        grid(
            "customerrequest",
            customers.requests_of(here).get(pk, [])[:20],
            REQUEST,
            row,
            audience="",
            empty=_("They have asked for nothing yet."),
        ),
        grid(
            "renewal",
            customers.renewals_of(here).get(pk, []),
            RENEWAL,
            row,
            audience="",
            empty=_("No renewal is written down."),
        ),
    ]


OPPORTUNITY = ("name", "kind", "stage", "stage_text", "arr", "close_on", "owner")
ASSUMPTION = ("title", "impact", "cost", "state", "due_on", "owner")
TASK = ("title", "due_on", "state", "priority", "owner")
RISK = ("title", "severity", "state", "mitigation", "review_on", "owner")
DECISION = ("title", "state", "due_on", "owner")
PERSON = ("name", "title", "buying_role", "email", "sentiment")
TEAM = ("member", "job")
TOUCH = ("on", "kind", "summary", "people", "member")
CASE = ("number", "title", "severity", "opened_on", "solved_on")
REQUEST = ("title", "kind", "state", "asked_on", "owner")
RENEWAL = ("due_on", "notice_on", "forecast", "risk_reason", "state")


def current(rows: Iterable[Any], states: Iterable[str]) -> list[Any]:
    """What is open, and behind it the last few that are done."""
    rows = list(rows)
    open_rows = [row for row in rows if row.state in states]
    return open_rows + [row for row in rows if row.state not in states][-5:]


def red_first(rows: Iterable[Any]) -> list[Any]:
    order = {"critical": 0, "high": 1, "medium": 2, "low": 3}
    closed = risks.CLOSED
    return sorted(
        rows,
        key=lambda r: (r.state in closed, order.get(r.severity, 4), -(r.likelihood or 0) * (r.impact or 0)),
    )


# -- waivers ------------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: HttpRequest, key: str) -> HttpResponse:
    """A manager says that no plan is needed, why, and until when."""
    row = customers.get(key)
    kind = kinds.BY_NAME["waiver"]
    fields, blank = kind.some(kind.asks), Waiver(customer=row)
    context = {
        "kind": kind,
        "given": {"customer": row},
        "next": back(request, at("customer", key)),
        "heading": _("Waive the plan"),
        "action": request.get_full_path(),
    }
    if request.method != "POST":
        controls = [control(Cell(kind, blank, f)) for f in fields]
        return render(request, part_of(request, "new"), {**context, "controls": controls})
    try:
        written: Any = made(kind, fields, request.POST, {"customer": row})
        planning.waive(row, written.opportunity, me(), written.reason, written.until_on)
    except Invalid as refusal:
        controls = [control(Cell(kind, blank, f), request.POST, problems_of(refusal)) for f in fields]
        return render(request, part_of(request, "new"), {**context, "controls": controls}, status=422)
    return HttpResponseRedirect(at("customer", key))
