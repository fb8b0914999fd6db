"""Which dates can be moved, by which field of which record; and why the others can not.

A date is never moved in the list of deadlines: that is computed. It is changed where it was promised, through the verb
of the record's own room, which may refuse.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from handrail.doors.desk import kinds
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, NotFound, Problem, Stale
from handrail.kit.words import mark

FIELDS: dict[str, str] = {
    "task.due": "due_on",
    "milestone.due": "due_on",
    "assumption.due": "due_on",
    "assumption.expires": "expires_on",
    "decision.due": "due_on",
    "blocker.due": "due_on",
    "dependency.due": "due_on",
    "handoff.due": "due_on",
    "promise.due": "due_on",
    "plan.review": "next_review_on",
    "risk.review": "review_on",
    "customer.renewal": "renewal_on",
    "renewal.due": "due_on",
    "project.outcome": "by_on",
    "step.due": "due_on",
    "announcement.due": "due_on",
    "scopechange.due": "due_on",
    "signal.due": "due_on",
    "card.review": "review_on",
}
"""The field that a kind of date stands in."""

FIXED: dict[str, str] = {
    "customer.notice": mark("The last day to give notice stands in the contract. Change it at the customer."),
    "renewal.notice": mark("The last day to give notice stands in the contract. Change it at the renewal."),
    "review.due": mark("A review follows its rhythm. Change that under Reviews, or call this one off."),
    "review.daily": mark(
        "A daily check follows its rhythm. Change that under Reviews, or call this one off."
    ),
    "project.go_live": mark(
        "Other dates hang on this one. Open the project and choose “Move the go-live day”."
    ),
    "waiver.ends": mark("A waiver ends on the day for which it was given. Give a new one at the customer."),
}
COMPUTED = mark("This date is computed from other things and can not be moved by itself.")


def why_fixed(one: Deadline) -> str:
    """Why this date can not be moved; empty where it can."""
    if one.name in FIELDS and one.due_on is not None:
        return ""
    return _(FIXED.get(one.name, COMPUTED))


def move(one: Deadline, to: date, was: date | None = None) -> Any:
    """Put it on another day. `was` is the day that the mover saw: where it has changed since, Stale."""
    if why := why_fixed(one):
        raise Invalid([Problem("day", why, _("Open what promises it."))])
    kind, field = kinds.BY_NAME[one.subject_kind], FIELDS[one.name]
    row: Any = reading.present(kind.model).filter(pk=one.subject_id).first()
    if row is None:
        raise NotFound
    if was is not None and getattr(row, field) != was:
        raise Stale(row.revision, {field: (getattr(row, field), to)})
    kind.verbs.edit(row, {field: to}, revision=row.revision)
    return row
