"""Why something is raised, and how it ends by itself: pure, no Django."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handrail.kit.words import mark, mark_many

from .rungs import ADMIN, MANAGER, OWNER, TOP, Rung

HAND = "hand"
SURVIVED = "review.survived"
"""A blocker or a decision that was there at the review before and still is (`watch/reviews`)."""


@dataclass(frozen=True, slots=True)
class Cause:
    """`name` is the deadline's that is missed, `rule` says when that is raised: `days` is the policy's number of it.

    `why` is counted in `days` since the date, `why_one` says it of a single one; `gone` and `moved` are said when
    it ends by itself. `chain` is the default one. Where `days` is empty, it is raised at the moment that was promised,
    and `why_now` says it of the first hours.
    """

    name: str
    rule: tuple[str, str]
    days: str
    why: str
    why_one: str
    gone: str
    moved: str
    chain: tuple[Rung, ...]
    why_now: str = ""

    def words(self, days: int) -> str:
        if days == 0 and self.why_now:
            return self.why_now
        return self.why_one if days == 1 else self.why

    def number(self, policy: object) -> int:
        """The policy's number of days."""
        return int(getattr(policy, self.days)) if self.days else 0


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
UNANSWERED = Cause(
    name="feedback.due",
    rule=mark_many(
        "Feedback that its owner did not answer in time is raised %(chain)s.",
        "Feedback that its owner did not answer in time is raised %(chain)s.",
    ),
    days="",
    why=mark("The time to answer this was over %(days)s days ago."),
    why_one=mark("The time to answer this was over yesterday."),
    why_now=mark("The time to answer this is over."),
    gone=mark("It was answered, or is not needed any more."),
    moved=mark("There is new time to answer it."),
    chain=(Rung(MANAGER, 8, True), Rung(ADMIN, 16, True), Rung(TOP)),
)
UNDECIDED = Cause(
    name="decision.due",
    rule=mark_many(
        "What is undecided %(n)s day after its date, or at two reviews in a row, is raised %(chain)s.",
        "What is undecided %(n)s days after its date, or at two reviews in a row, is raised %(chain)s.",
    ),
    days="decision_raised_days",
    why=mark("It was to be decided %(days)s days ago."),
    why_one=mark("It was to be decided yesterday."),
    gone=mark("It was decided, or is not asked any more."),
    moved=mark("The decision has a new date."),
    chain=(Rung(OWNER, 8, True), Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP)),
)
CAUSES = {cause.name: cause for cause in (MISSED, STALE, UNANSWERED, UNDECIDED)}
HAND_CHAIN = (Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP))
HAND_HOURS = Rung("", 8, True)


def hand_chain(who: str) -> tuple[Rung, ...]:
    """What is raised by hand to them, and who is asked if they do not answer."""
    return (replace(HAND_HOURS, who=who), *HAND_CHAIN)
