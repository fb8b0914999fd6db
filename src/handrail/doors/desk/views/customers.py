"""Customers: who needs me. Sort, filter, search, and one owner for many at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handrail.house.ledger.rows import today
from handrail.house.people.queries import here
from handrail.kit.refusals import Invalid, Problem
from handrail.record.customers import queries as customers
from handrail.record.customers import verbs
from handrail.record.customers.models import TIERS, Customer
from handrail.ui.looks import VERDICTS
from handrail.watch.health.models import STATES
from handrail.watch.health.queries import standings_of

from .. import book, controls, proofs, reasons, scores
from ..answers import at, back, done, me, page
from ..words import PLAN_STATES, choice


@page()
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    member, day = me(), today()
    wanted = book.Wanted.read(request.GET, "" if request.GET.get("owner") else book.begin(member))
    counts = book.counts(wanted, member, day)
    rows = [shown(item, day) for item in book.page(wanted, member, day)]
    return render(
        request,
        "desk/customers.html",
        {
            "rows": rows,
            "wanted": wanted,
            "columns": columns(),
            "filters": filters(wanted, counts),
            "owners": [
                ("all", _("Everybody’s")),
                ("mine", _("Mine")),
                ("team", _("My team’s")),
                ("gap", _("Nobody’s")),
                *controls.members(),
            ],
            "pages": Paginator(range(counts["all"]), book.PER_PAGE).get_page(wanted.page),
            "count": ngettext("%(n)s customer", "%(n)s customers", counts["all"]) % {"n": counts["all"]},
            "clear_url": f"{at('customers')}?owner=all" if wanted.filtered else "",
            "all_url": f"{at('customers')}?owner=all",
        },
    )


def shown(item: book.Listed, day: date) -> dict[str, Any]:
    standing = item.standing
    return {
        "customer": item.customer,
        "standing": standing,
        "moved": scores.moved(standing, day) if standing else None,
        "plan": plan_words(standing) if standing else ("", ""),
    }


def plan_words(standing: Any) -> tuple[str, Any]:
    """The tone and the word of the plan's state; a missing plan is worse than an incomplete one."""
    state = "missing" if standing.plan_needed == "missing" else standing.plan_state
    if state:
        return PLAN_STATES.get(state, ("", choice(state)))
    return ("", _("Waived")) if standing.plan_needed == "waived" else ("", "")


def columns() -> list[dict[str, Any]]:
    words = (
        ("pick", _("Choose"), False),
        ("name", _("Customer"), True),
        ("health", _("Health"), True),
        ("score", _("Score"), True),
        ("plan", _("Plan"), True),
        ("arr", _("Yearly value"), True),
        ("renewal", _("Renewal"), True),
        ("touch", _("Last touch"), True),
        ("next", _("Next milestone"), True),
        ("owner", _("Owner"), True),
    )
    return [
        {
            "key": key,
            "label": label,
            "sort": sort,
            "num": key in ("arr", "score"),
            "hide_label": key == "pick",
        }
        for key, label, sort in words
    ]


def filters(wanted: book.Wanted, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Each filter as a select, with how many stand behind each choice."""
    plans = {
        "missing": _("Plan missing"),
        "incomplete": _("Plan incomplete"),
        "complete": _("Plan complete"),
        "needed": _("Plan needed"),
        "waived": _("Plan waived"),
    }
    return [
        select("health", _("Any health"), [(s, VERDICTS[s].word) for s in STATES], wanted, counts),
        select("plan", _("Any plan"), list(plans.items()), wanted, counts),
        select("tier", _("Any tier"), [(tier, choice(tier)) for tier in TIERS], wanted, counts),
        select(
            "renewal",
            _("Any renewal"),
            [(str(d), _("Renews within %s days") % d) for d in book.RENEWALS],
            wanted,
            counts,
        ),
        select(
            "moved",
            _("Any change"),
            [("worse", _("Worse than last week")), ("better", _("Better than last week"))],
            wanted,
            counts,
        ),
    ]


def select(
    name: str, empty: str, options: Any, wanted: book.Wanted, counts: dict[str, int]
) -> dict[str, Any]:
    words = [
        (value, f"{word} ({counts[f'{name}:{value}']})" if f"{name}:{value}" in counts else word)
        for value, word in options
    ]
    return {"name": name, "label": empty, "value": getattr(wanted, name), "options": [("", empty), *words]}


@page()
@require_safe
def why(request: HttpRequest, key: str) -> HttpResponse:
    """What decides how one customer stands, for the place where the question was asked."""
    row = customers.get(key)
    standing = standings_of([row.pk]).get(row.pk)
    found = reasons.of_standing(standing, key, deciding=True) if standing else []
    found = reasons.proven(found, proofs.cited(reasons.resting_on(found)))
    return render(
        request, "desk/parts/deciding.html", {"customer": row, "criteria": found, "standing": standing}
    )


@page()
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """One owner for all that are ticked."""
    owner = here(request.POST.get("owner", ""))
    keys = request.POST.getlist("pick")[: book.PER_PAGE]
    if owner is None or not keys:
        message = _("Tick the customers and choose who shall own them.")
        raise Invalid([Problem("owner", message)])
    rows = list(Customer.objects.filter(key__in=keys, removed_at=None))
    changed = verbs.edit_customers((row, {"owner": owner}) for row in rows)
    words = ngettext(
        "%(n)s customer now belongs to %(who)s.", "%(n)s customers now belong to %(who)s.", changed
    )
    return done(request, words % {"n": changed, "who": owner.name}, back(request, at("customers")))
