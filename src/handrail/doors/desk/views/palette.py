"""Go to anything: customers and plans by name, for the palette."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.record.customers import queries as customers
from handrail.record.plans import queries as plans
from handrail.record.tasks import queries as tasks
from handrail.ui.looks import VERDICTS
from handrail.watch.health.queries import standings_of

from ..answers import at, page

MOST = 8


@page()
@require_safe
def find(request: HttpRequest) -> JsonResponse:
    """[{label, url, hint, group}], what begins with the words first."""
    wanted = request.GET.get("q", "").strip()[:100]
    return JsonResponse(found(wanted) if wanted else [], safe=False)


def found(wanted: str) -> list[dict[str, Any]]:
    rows = list(customers.listing(search=wanted).order_by("name")[:MOST])
    states = {pk: row.state for pk, row in standings_of([row.pk for row in rows]).items()}
    entries = [
        entry(row.name, at("customer", row.key), word(states.get(row.pk, "")), _("Customers")) for row in rows
    ]
    made = plans.listing(search=wanted).order_by("title")[:MOST]
    entries += [entry(row.title, at("plan", row.key), row.customer.name, _("Plans")) for row in made]
    todo = tasks.listing(search=wanted).filter(state__in=tasks.OPEN).order_by("title")[:MOST]
    entries += [
        entry(r.title, at("record", "tasks", r.key), r.customer.name if r.customer else "", _("Tasks"))
        for r in todo
    ]
    return sorted(entries, key=lambda e: not e["label"].casefold().startswith(wanted.casefold()))


def word(state: str) -> str:
    return str(VERDICTS[state].word) if state in VERDICTS else ""


def entry(label: str, url: str, hint: str, group: str) -> dict[str, Any]:
    return {"label": label, "url": url, "hint": hint, "group": group}
