"""Readings of one metric, pasted as a table: all of them or none, each wrong line told."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid
from handrail.record.metrics import lines, verbs
from handrail.record.metrics.models import Metric

from ..answers import at, back, done, page, problems_of


@page()
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, key: str) -> HttpResponse:
    metric = reading.find(Metric, key)
    if request.method != "POST":
        return form(request, metric)
    try:
        count = verbs.bring_readings(metric, lines.read(request.POST.get("lines", "")))
    except Invalid as refusal:
        return form(request, metric, problems=problems_of(refusal), status=422)
    message = ngettext("%(n)s reading is taken over.", "%(n)s readings are taken over.", count) % {"n": count}
    here = at("customer", metric.customer.key) if metric.customer else at("record", "metrics", key)
    return done(request, message, back(request, here) if "next" in request.POST else here, go=True)


def form(request: HttpRequest, metric: Metric, status: int = 200, **more: Any) -> HttpResponse:
    path = [{"label": _("Customers"), "url": at("customers")}]
    if metric.customer:
        path.append({"label": metric.customer.name, "url": at("customer", metric.customer.key)})
    told = {
        "metric": metric,
        "typed": request.POST.get("lines", ""),
        "next": back(request),
        "crumbs": [*path, {"label": _("Readings")}],
        **more,
    }
    return render(request, "desk/readings.html", told, status=status)
