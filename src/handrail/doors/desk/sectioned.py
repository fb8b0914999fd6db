"""Which sections of a plan a note has changed: recorded where the plan is edited from the note, or chosen on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest

from handrail.house.ledger import reading
from handrail.house.talk.models import Link
from handrail.house.talk.relations import CHANGED, section_of, section_words
from handrail.house.talk.subjects import ref
from handrail.house.talk.verbs import add_links
from handrail.kit.refusals import NotFound
from handrail.record.notes.models import Note
from handrail.record.plans import queries
from handrail.record.plans.facts import SECTIONS
from handrail.record.plans.models import Part, Plan

from .answers import at

KNOWN = (*SECTIONS, "competition", "commercial")
MOST_PLANS = 10


def of_note(row: Any) -> dict[str, Any]:
    """What it changed in the plans of its customer, and what else can be said. Two statements; none without one."""
    if row.customer_id is None or row.removed_at is not None:
        return {}
    plans = queries.of_customers([row.customer_id]).get(row.customer_id, [])[:MOST_PLANS]
    links = Link.objects.filter(source=ref(row), relation__startswith=CHANGED, removed_at=None)
    known = {ref(plan): plan for plan in plans}
    return {
        "changed_sections": [
            (known[one.target], section_words(section_of(one.relation)), one)
            for one in links.order_by("pk")
            if one.target in known
        ],
        "plans_to_change": [(plan, f"{at('plan', plan.key)}?note={row.key}") for plan in plans],
        "sections_known": [(name, section_words(name)) for name in KNOWN],
        "sections_url": at("note-sections", row.key),
    }


def by_note(links: Iterable[Link]) -> dict[str, list[str]]:
    """{note: the sections it changed, in words}."""
    found: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if section := section_of(link.relation):
            found[link.source.partition(":")[2]].append(section_words(section))
    return found


def say_changed(note: Note, plan: Plan, section: str) -> bool:
    """Once for each section of a plan of the note's customer. Whether it is news."""
    if section not in KNOWN or plan.customer_id != note.customer_id:
        raise NotFound("")
    link = Link(source=ref(note), target=ref(plan), relation=f"{CHANGED}{section}")
    same = {"source": link.source, "target": link.target, "relation": link.relation}
    if Link.objects.filter(**same, removed_at=None).exists():
        return False
    add_links([link])
    return True


def note_in(request: HttpRequest) -> Note | None:
    """The note from whose page the plan was opened, as the address of the page tells."""
    for address in told(request):
        for key in parse_qs(urlsplit(address).query).get("note", []):
            try:
                return reading.find(Note, key)
            except NotFound:
                return None
    return None


def note_in_address(request: HttpRequest, plan: Plan) -> Note | None:
    """Of the page of a plan that was opened from a note of its customer. No statement where it was not."""
    key = request.GET.get("note", "")
    return (
        Note.objects.filter(key=key, customer_id=plan.customer_id, removed_at=None).first() if key else None
    )


def told(request: HttpRequest) -> Sequence[str]:
    named = (request.headers.get("HX-Current-URL"), request.POST.get("next"), request.headers.get("Referer"))
    return [address for address in named if address and "note=" in address]


def follow(request: HttpRequest, row: Any, column: str = "") -> None:
    """Something in a plan was changed by hand: where it was opened from a note, the note says which section."""
    plan, section = (row.plan, row.SECTION) if isinstance(row, Part) else (row, column)
    if not isinstance(plan, Plan) or section not in KNOWN or not told(request):
        return
    note = note_in(request)
    if note is not None and note.customer_id == plan.customer_id:
        say_changed(note, plan, section)
