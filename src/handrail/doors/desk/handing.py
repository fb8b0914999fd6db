"""The form of handing over: what waits for somebody, and who gets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from handrail.house.people import books, queries
from handrail.house.people.models import Handover
from handrail.house.people.owning import holdings
from handrail.house.workspaces.models import Member
from handrail.kit.words import mark, say
from handrail.record.customers.models import Customer

from . import kinds

GAP, AS_ABOVE = "gap", ""


def form(member: Member, typed: Any = None) -> dict[str, Any]:
    """All of one book: its kinds and customers with their counts, each with a choice of who takes it."""
    shelf = books.look(member)
    people = [(row.key, row.name) for row in queries.may_own() if row.pk != member.pk]
    typed = typed or {}
    names = dict(
        Customer.objects.filter(pk__in=[pk for pk in shelf.customers if pk]).values_list("pk", "name")
    )
    keys = dict(Customer.objects.filter(pk__in=list(names)).values_list("pk", "key"))
    return {
        "shelf": shelf,
        "people": people,
        "to": typed.get("to", ""),
        "reason": typed.get("reason", ""),
        "until": typed.get("until", ""),
        "kinds": [
            {"name": f"kind-{name}", "label": word(name, count), "value": typed.get(f"kind-{name}", "")}
            for name, count in shelf.kinds.items()
        ],
        "customers": [
            {"name": f"customer-{keys[pk]}", "label": names[pk], "count": sum(counts.values()),
             "value": typed.get(f"customer-{keys[pk]}", "")}
            for pk, counts in sorted(shelf.customers.items(), key=lambda item: names.get(item[0] or 0, ""))
            if pk in names
        ],
    }  # fmt: skip


PLAIN = {
    "cadence": mark("rhythm of reviews"),
    "review": mark("review"),
    "goal": mark("target of a measure"),
    "briefing": mark("summary that is sent regularly"),
    "customer.insiders": mark("private customer that may be seen"),
}
"""Kinds without a page of records of their own."""


def word(kind: str, count: int) -> str:
    if kind in PLAIN:
        return f"{count} × {say(PLAIN[kind])}"
    kind, _dot, place = kind.partition(".")
    known = kinds.BY_NAME.get(kind)
    if place and known is not None:
        return f"{count} × {known.one} ({known.field(place).label})"
    return f"{count} × {known.many if known is not None and count != 1 else known.one if known else kind}"


def wishes(typed: Mapping[str, Any]) -> books.Wishes:
    """What the form says. An empty choice of a kind or customer follows the one above it."""
    named = {row.key: row for row in queries.may_own()}
    people: dict[str, Member | None] = {**named, GAP: None}
    customers = {
        name.removeprefix("customer-"): people[value]
        for name, value in typed.items()
        if name.startswith("customer-") and value in people
    }
    rows = Customer.objects.filter(key__in=list(customers), removed_at=None).values_list("pk", "key")
    return books.Wishes(
        to=named.get(typed.get("to", "")),
        kinds={
            holding.name: people[typed[f"kind-{holding.name}"]]
            for holding in holdings()
            if typed.get(f"kind-{holding.name}") in people
        },
        customers={pk: customers[key] for pk, key in rows},
    )


def told(handover: Handover) -> dict[str, Any]:
    """A handover as its line on the page of a book."""
    counts = {kind: len(items) for kind, items in handover.items.items()}
    people = {row.pk: row.name for row in books.receivers(handover)}
    return {
        "row": handover,
        "words": ", ".join(word(kind, count) for kind, count in counts.items()) or _("nothing"),
        "to": sorted(people.values()),
        "open": handover.returned_at is None and handover.kind != "for_good",
        "kept": kept(handover),
    }


def kept(handover: Handover) -> list[dict[str, Any]]:
    """What did not come back, by name where the reader may see it. One statement for each kind."""
    why = {
        books.ELSEWHERE: _("has another owner now"),
        books.OVER: _("is over, or was removed"),
    }
    lines = []
    for holding in holdings():
        wanted = {pk: reason for kind, pk, reason in handover.kept if kind == holding.name}
        for row in holding.model._default_manager.filter(pk__in=list(wanted)) if wanted else ():
            lines.append({"title": str(row), "why": why.get(wanted[row.pk], "")})
    return lines
