"""The dates that plans, milestones and waivers promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

OPEN_MILESTONES = ("planned", "in_progress")
REVIEW = Kind(
    name="plan.review",
    words=mark("Plan review"),
    says=Says(
        before=mark("The next review of this plan is in %(days)s days."),
        tomorrow=mark("The next review of this plan is tomorrow."),
        today=mark("The next review of this plan is today."),
        yesterday=mark("The review of this plan was to be yesterday."),
        after=mark("The review of this plan was to be %(days)s days ago."),
    ),
    offsets=("-7d", "-1d", "0d"),
    step=mark("Prepare the review"),
    path="plans/{key}/",
)
UPDATED = Kind(
    name="plan.updated",
    words=mark("Plan updated"),
    says=Says(
        before="",
        tomorrow="",
        today=mark("This plan was updated today."),
        yesterday=mark("Nobody has updated this plan since yesterday."),
        after=mark("Nobody has updated this plan for %(days)s days."),
    ),
    offsets=("+fresh_days",),
    missed="+stale_days",
    thresholds={"fresh_days": 30, "stale_days": 60},
    step=mark("Bring the plan up to date"),
    path="plans/{key}/",
    late=timedelta(days=14),
)
MILESTONE = Kind(
    name="milestone.due",
    words=mark("Milestone"),
    says=Says(
        before=mark("This milestone is due in %(days)s days."),
        tomorrow=mark("This milestone is due tomorrow."),
        today=mark("This milestone is due today."),
        yesterday=mark("This milestone was due yesterday and is not done."),
        after=mark("This milestone was due %(days)s days ago and is not done."),
    ),
    offsets=("-7d", "-1d", "0d"),
    missed="+milestone_raised_days",
    thresholds={"milestone_raised_days": 1},
    step=mark("Open the plan"),
    path="milestones/{key}/",
)
WAIVER = Kind(
    name="waiver.ends",
    words=mark("Waiver ends"),
    says=Says(
        before=mark("The waiver of the plan ends in %(days)s days."),
        tomorrow=mark("The waiver of the plan ends tomorrow."),
        today=mark("The waiver of the plan ends today."),
        yesterday=mark("The waiver of the plan ended yesterday."),
        after=mark("The waiver of the plan ended %(days)s days ago."),
    ),
    offsets=("-14d", "0d"),
    step=mark("Open the customer"),
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
