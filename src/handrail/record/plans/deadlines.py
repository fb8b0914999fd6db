"""The dates that plans, milestones and waivers promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.house.deadlines.kinds import gettext_noop as _

OPEN_MILESTONES = ("planned", "in_progress")
REVIEW = Kind(
    name="plan.review",
    words=_("Plan review"),
    says=Says(
        before=_("The next review of this plan is in %(days)s days."),
        tomorrow=_("The next review of this plan is tomorrow."),
        today=_("The next review of this plan is today."),
        yesterday=_("The review of this plan was to be yesterday."),
        after=_("The review of this plan was to be %(days)s days ago."),
    ),
    offsets=("-7d", "-1d", "0d"),
    step=_("Prepare the review"),
    path="plans/{key}/",
)
UPDATED = Kind(
    name="plan.updated",
    words=_("Plan updated"),
    says=Says(
        before="",
        tomorrow="",
        today=_("This plan was updated today."),
        yesterday=_("Nobody has updated this plan since yesterday."),
        after=_("Nobody has updated this plan for %(days)s days."),
    ),
    offsets=("+fresh_days",),
    missed="+stale_days",
    thresholds={"fresh_days": 30, "stale_days": 60},
    step=_("Bring the plan up to date"),
    path="plans/{key}/",
    late=timedelta(days=14),
)
MILESTONE = Kind(
    name="milestone.due",
    words=_("Milestone"),
    says=Says(
        before=_("This milestone is due in %(days)s days."),
        tomorrow=_("This milestone is due tomorrow."),
        today=_("This milestone is due today."),
        yesterday=_("This milestone was due yesterday and is not done."),
        after=_("This milestone was due %(days)s days ago and is not done."),
    ),
    offsets=("-7d", "-1d", "0d"),
    missed="+1d",
    step=_("Open the plan"),
    path="milestones/{key}/",
)
WAIVER = Kind(
    name="waiver.ends",
    words=_("Waiver ends"),
    says=Says(
        before=_("The waiver of the plan ends in %(days)s days."),
        tomorrow=_("The waiver of the plan ends tomorrow."),
        today=_("The waiver of the plan ends today."),
        yesterday=_("The waiver of the plan ended yesterday."),
        after=_("The waiver of the plan ended %(days)s days ago."),
    ),
    offsets=("-14d", "0d"),
    step=_("Open the customer"),
    path="waivers/{key}/",
)
KINDS = (REVIEW, UPDATED, MILESTONE, WAIVER)


def plan(row: Any) -> Iterator[Promise]:
    """A plan that nobody updates is only a nuisance before the sale; after it, a promise is broken."""
    if row.phase == "completed" or row.status == "completed":
        return
    if row.next_review_on:
        yield Promise(REVIEW.name, row.next_review_on, row.title, told(row))
    if row.updated_on:
        yield Promise(UPDATED.name, row.updated_on, row.title, told(row), breaks=sold(row))


def sold(row: Any) -> bool:
    """The deal was won; without a deal, the plan is carried out."""
    deal = row.opportunity if row.opportunity_id else None
    if deal is not None and deal.removed_at is None:
        return bool(deal.stage == "won")
    return bool(row.phase == "execute")


def milestone(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state in OPEN_MILESTONES and row.plan.phase != "completed":
        yield Promise(MILESTONE.name, row.due_on, row.title, told(row))


def waiver(row: Any) -> Iterator[Promise]:
    if row.until_on:
        yield Promise(WAIVER.name, row.until_on, row.customer.name, (row.customer.owner_id, row.by_id))
