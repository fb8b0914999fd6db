"""Looking through a plan with its customer: begun by one of us, with what is open on both sides."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from handrail.doors.desk.answers import at, me
from handrail.house.ledger import reading
from handrail.kit import clock
from handrail.record.plans import queries as of_plans
from handrail.record.plans.models import Plan
from handrail.watch.reviews import queries, verbs
from handrail.watch.reviews.models import Review

from . import page

SHOWN = 3


def under_way(plan: Plan) -> Review | None:
    return queries.of_plan(plan).filter(state="open").first()


def held(plan: Plan) -> list[dict[str, Any]]:
    """The last times, with their minutes. One statement."""
    return [
        {"at": row.ended_at or row.at, "url": at("review", row.key)}
        for row in queries.of_plan(plan).filter(state="done")[:SHOWN]
    ]


def begin(key: str) -> Review:
    """The one that is under way, or a new one. What the record says is on its agenda by itself; what the customer
    asked, proposed or has not agreed to yet is brought up."""
    plan = reading.find(Plan, key, lock=True)
    if (there := under_way(plan)) is not None:
        return there
    kind = "qbr" if of_plans.cadence_of(plan).stage == "steady_state" else "value"
    title = _("%(plan)s with %(customer)s") % {"plan": plan.title, "customer": plan.customer.name}
    (row,) = verbs.add_reviews([Review(plan=plan, kind=kind, title=title[:200], owner=me(), at=clock.now())])
    verbs.open_review(row)
    known = {item.title for item in queries.items_of(row)}
    for point in page.of_plan(plan).agenda:
        if point.title not in known:
            verbs.bring_up(row, f"{point.title} ({point.why})")
    return row
