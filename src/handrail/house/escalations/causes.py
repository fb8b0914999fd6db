"""Why something is raised, and how it ends by itself: pure, no Django."""

from __future__ import annotations

from dataclasses import dataclass

from handrail.kit.words import mark, mark_many

from .rungs import ADMIN, MANAGER, OWNER, TOP, Rung

HAND = "hand"
SURVIVED = "review.survived"
"""A blocker or a decision that was there at the review before and still is (`watch/reviews`)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """`name` is the deadline's that is missed, `rule` says when that is raised: `days` is the policy's number of it.

    `why` is counted in `days` since the date, `why_one` says it of a single one; `gone` and `moved` are said when
    it ends by itself. `chain` is the default one.
    """

    name: str
    rule: tuple[str, str]
    days: str
    why: str
    why_one: str
    gone: str
    moved: str
    chain: tuple[Rung, ...]

    def words(self, days: int) -> str:
        return self.why_one if days == 1 else self.why


MISSED = Cause(
    name="milestone.due",
    rule=mark_many(
        "A milestone that is %(n)s day late is raised %(chain)s.",
        "A milestone that is %(n)s days late is raised %(chain)s.",
    ),
    days="milestone_raised_days",
    why=mark("It was due %(days)s days ago and is not done."),
    why_one=mark("It was due yesterday and is not done."),
    gone=mark("The milestone was done, or is not needed any more."),
    moved=mark("The milestone has a new date."),
    chain=(Rung(OWNER, 8, True), Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP)),
)
STALE = Cause(
    name="plan.updated",
    rule=mark_many(
        "A plan that nobody has updated for %(n)s day after the sale is raised %(chain)s.",
        "A plan that nobody has updated for %(n)s days after the sale is raised %(chain)s.",
    ),
    days="stale_days",
    why=mark("Nobody has updated this plan for %(days)s days."),
    why_one=mark("Nobody has updated this plan since yesterday."),
    gone=mark("The plan is complete, or is not needed any more."),
    moved=mark("The plan was brought up to date."),
    chain=(Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP)),
)
CAUSES = {cause.name: cause for cause in (MISSED, STALE)}
HAND_CHAIN = (Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP))
HAND_HOURS = Rung("", 8, True)
