"""One page for every kind of record: shown, made, removed, brought back, moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.talk import relations, subjects
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.metrics.models import Metric
from handrail.record.plans import acting
from handrail.record.plans.models import Part
from handrail.record.plans.verbs import edit_parts
from handrail.record.projects.models import Stage
from handrail.record.projects.verbs import edit_stages
from handrail.record.tasks.models import Task

from .. import (
    beginning,
    blocked,
    charts,
    lifecycle,
    promised,
    proofs,
    raised,
    repeated,
    sectioned,
    served,
    story,
    things,
)
from ..answers import address, at, back, done, is_part, page, problems_of
from ..controls import Control, control
from ..kinds import BY_NAME, Kind
from ..kinds.talk import NAMES as TALK
from ..parsing import made
from ..values import Cell
from ..values import name as name_of


@page()
@require_safe
def record(request: HttpRequest, kind: Kind, key: str) -> HttpResponse:
    row = find(kind, key, removed_too=True)
    held = blocked.naming(kind.name, key) if kind.name == "milestone" else {}
    return render(request, part_of(request, "record"), {**described(kind, row), **held})


def find(kind: Kind, key: str, *, removed_too: bool = False) -> Tenanted:
    try:
        return reading.find(kind.model, key)
    except NotFound:
        if not removed_too:
            raise
        return reading.find(kind.model, key, removed=True)


def part_of(request: HttpRequest, name: str) -> str:
    return f"desk/parts/{name}.html" if is_part(request) else f"desk/{name}.html"


def described(kind: Kind, row: Tenanted) -> dict[str, Any]:
    # what a connection says stands in its heading
    apart = kind.by_name if kind.name == "link" else kind.apart
    filled = [Cell(kind, row, field) for field in kind.fields if field.name not in apart]
    talk = kind.name in TALK
    return {
        "kind": kind,
        "row": row,
        "title": title_of(kind, row),
        "cells": filled,
        "crumbs": crumbs(kind, row),
        "history": story.of_record(kind, row),
        "topic": f"{kind.name}:{row.pk}",
        "raised": [] if talk else raised.of_record(row),
        "raise_url": "" if talk or row.removed_at or kind.name == "teamplace" else raised.raise_url(row),
        "still": row.removed_at is not None or kind.name == "link",
        **of_deal(row),
        **of_task(row),
        **repeated.of_task(row),
        **served.of_decision(row),
        **of_metric(row),
        **(proofs.about(row) if talk else proofs.beside(kind, row)),
        **promised.beside(kind.name, row),
    }


def of_metric(row: Any) -> dict[str, Any]:
    """Its line, and where its number comes from. One statement."""
    if not isinstance(row, Metric):
        return {}
    return {"chart": charts.of_metrics([row])[0], "counted_url": charts.counted_url(row)}


def of_deal(row: Any) -> dict[str, Any]:
    """Whether we may propose, where the record is a deal that has come so far."""
    if not isinstance(row, Opportunity) or not lifecycle.asked_of(row):
        return {}
    return {"proposal": lifecycle.of_deal(row), "live": ""}


def of_task(row: Any) -> dict[str, Any]:
    """The milestones that a task which is done serves, to be called reached in place."""
    if not isinstance(row, Task) or row.state != "done" or row.removed_at is not None:
        return {}
    return {"reached": [stone for stone, _task in acting.served_by([row])]}


def title_of(kind: Kind, row: Any) -> str:
    """What a person calls it; a connection by what both its ends are called. One statement for such."""
    if kind.name != "link":
        return name_of(kind, row)
    known = things.found([row.source, row.target])
    ends = [known[end].title if end in known else end for end in (row.source, row.target)]
    return f"{ends[0]} {relations.said(row.relation)} {ends[1]}"


OF_PROJECTS = (
    "project", "board", "stage", "check", "card", "step", "announcement", "scopechange", "signal", "drill",
)  # fmt: skip


def crumbs(kind: Kind, row: Any) -> list[dict[str, Any]]:
    path: list[dict[str, Any]] = [{"label": _("Customers"), "url": at("customers")}]
    if kind.name in OF_PROJECTS:
        path = [{"label": _("Projects"), "url": at("projects")}]
    if kind.name == "plantemplate":
        path = [{"label": _("Plans"), "url": at("plans")}, {"label": kind.many, "url": at("plan-templates")}]
    if kind.name == "blocker":
        path = [{"label": _("Blockers"), "url": at("blockers")}]
    if kind.name == "feedback":
        path = [{"label": kind.many, "url": at("feedback")}]
    if kind.name == "assumption":
        path = [{"label": kind.many, "url": at("assumptions")}]
    if kind.name == "risk":
        path = [{"label": kind.many, "url": at("risks")}]
    if kind.name in ("decision", "dependency", "constraint"):
        path = [{"label": _("Decisions"), "url": at("decisions")}]
    if customer := getattr(row, "customer", None):
        path.append({"label": customer.name, "url": at("customer", customer.key)})
    for name in ("decision", "project", "board", "stage"):
        if isinstance(parent := getattr(row, name, None), Tenanted):
            path.append({"label": str(parent), "url": address(BY_NAME[name], parent)})
    if plan := getattr(row, "plan", None):
        path.append({"label": plan.title, "url": at("plan", plan.key)})
    return [*path, {"label": kind.one}]


# -- whole records ------------------------------------------------------------------------------------------


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: Kind) -> HttpResponse:
    given = belonging(kind, request)
    fields = [field for field in kind.asked() if field.name not in given]
    blank: Any = kind.model(**given, **starting(kind, given))
    if "title" in kind.asks and (called := request.GET.get("title", "").strip()):
        blank.title = called[:200]
    context = {"kind": kind, "given": given, "next": back(request), "action": request.get_full_path()}
    if kind.name == "risk":
        context["alike_url"] = at("risk-alike")
    if request.method != "POST":
        controls = [control(Cell(kind, blank, f)) for f in fields] + beginning.controls(blank)
        return render(request, part_of(request, "new"), {**context, **folded(kind, controls)})
    try:
        row = kind.verbs.add([beginning.said(made(kind, fields, request.POST, given), request.POST)])[0]
        sectioned.follow(request, row)
    except Invalid as refusal:
        problems = problems_of(refusal)
        controls = [control(Cell(kind, blank, f), request.POST, problems) for f in fields]
        controls += beginning.controls(blank, request.POST.get(beginning.NAME))
        elsewhere = [p for p in problems if p.field not in kind.asks]
        context = {**context, **folded(kind, controls), "problems": elsewhere}
        return render(request, part_of(request, "new"), context, status=422)
    own_page = kind.page != "record"
    onward = address(kind, row) if own_page else back(request, address(kind, row))
    message = _("Added: %(title)s") % {"title": name_of(kind, row)}
    return done(request, message, onward, go=own_page)


def folded(kind: Kind, controls: list[Control]) -> dict[str, Any]:
    """What a form shows at once, and what stands folded below it: open where something in it is wrong."""
    more = [one for one in controls if one.name in kind.folded]
    shown = [one for one in controls if one.name not in kind.folded]
    return {"controls": shown, "more": more, "unfolded": any(one.errors for one in more)}


def belonging(kind: Kind, request: HttpRequest) -> dict[str, Any]:
    """What a new record belongs to, named in the address: ?customer=…, ?plan=…, ?opportunity=…"""
    given: dict[str, Any] = {}
    for name in ("customer", "plan", "metric", "decision", "opportunity", "project", "board", "stage"):
        key = request.GET.get(name, "")
        column: Any = next((f for f in kind.model._meta.concrete_fields if f.name == name), None)
        if key and column is not None:
            given[name] = reading.find(column.related_model, key)
    if kind.name == "blocker" and (held := request.GET.get("blocks", "")):
        given |= holding(held)
    if kind.name in ("assumption", "decision", "risk") and (named := request.GET.get("subject", "")):
        given |= about(named)
    if "plan" in given:
        given["customer"] = given["plan"].customer
    if "decision" in given:
        given["customer"] = given["decision"].customer
    if kind.parent and kind.parent not in given and not getattr(column_of(kind, kind.parent), "null", True):
        raise NotFound(_("Say which %(parent)s this belongs to.") % {"parent": kind.parent})
    return given


def about(named: str) -> dict[str, Any]:
    """What a decision, a risk or an assumption is about, and whose that is."""
    found = subjects.found([named]).get(named)
    if found is None:
        raise NotFound(_("“%(key)s” is no longer there.") % {"key": named[:160]})
    customer = Customer.objects.filter(pk=found.customer_id).first() if found.customer_id else None
    return {"subject": named} | ({"customer": customer} if customer is not None else {})


def holding(named: str) -> dict[str, Any]:
    """What a blocker holds up, and whose that is."""
    found = about(named)
    return {"blocks": [named]} | ({"customer": found["customer"]} if "customer" in found else {})


def column_of(kind: Kind, name: str) -> Any:
    return kind.model._meta.get_field(name)


def starting(kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """What a form starts with: yours, today, in the workspace's currency."""
    names = reading.names(kind.model)
    starts: dict[str, Any] = {"owner": current().member} if kind.owned and kind.name != "handoff" else {}
    if kind.name == "dependency":
        starts = {}
    if "currency" in names:
        starts["currency"] = current().workspace.currency
    if "on" in names and column_of(kind, "on").null is False:
        starts["on"] = today()
    if kind.page == "plan" and "customer" in given:
        starts["title"] = _("Success plan %(name)s") % {"name": given.get("opportunity") or given["customer"]}
    return starts


@page()
@require_POST
def remove(request: HttpRequest, kind: Kind, key: str) -> HttpResponse:
    row: Any = find(kind, key)
    kind.verbs.remove([row])
    onward = home(row)
    seen = (request.META.get("HTTP_REFERER") or "").rstrip("/").endswith(f"/{kind.slug}/{key}")
    if seen:
        request.META["HTTP_REFERER"] = onward
    message = _("Removed: %(title)s") % {"title": title_of(kind, row)}
    return done(request, message, back(request, onward), closes=seen)


def home(row: Any) -> str:
    """Where its reader goes on when it is gone: the plan or customer it was in, the record it was said of."""
    for name in ("plan", "customer"):
        if (parent := getattr(row, name, None)) is not None:
            return at(name, parent.key)
    return proofs.subject_url(row) or at("today")


@page()
@require_POST
def restore(request: HttpRequest, kind: Kind, key: str) -> HttpResponse:
    row = reading.find(kind.model, key, removed=True)
    kind.verbs.restore([row])
    return done(request, _("It is back."), back(request, address(kind, row)), stays=True)


@page()
@require_POST
def move(request: HttpRequest, kind: Kind, key: str) -> HttpResponse:
    """One place up or down among the parts of the same plan, or one earlier or later among the stages of a board."""
    within, edit = order_of(kind)
    row: Any = find(kind, key)
    siblings: Any = reading.present(kind.model)
    rows = list(siblings.filter(**{within: getattr(row, within)}).order_by("position", "pk"))
    here = next(n for n, other in enumerate(rows) if other.pk == row.pk)
    there = here + (-1 if request.POST.get("way") == "up" else 1)
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        edit([(other, {"position": n}) for n, other in enumerate(rows, 1)])
    return done(request, _("Moved."), back(request))


def order_of(kind: Kind) -> tuple[str, Callable[..., int]]:
    """Within what rows of this kind have an order, and the verb that changes it."""
    if issubclass(kind.model, Part):
        return "plan_id", edit_parts
    if kind.model is Stage:
        return "board_id", edit_stages
    raise NotFound(_("These have no order of their own."))
