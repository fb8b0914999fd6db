"""The thresholds in sentences that a person can read, and what the dates are called in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handrail.kit.words import mark, say

NO_TIER = mark("no tier")
WORDS = (
    mark("strategic"),
    mark("enterprise"),
    mark("commercial"),
    mark("critical"),
    mark("high"),
    mark("red"),
    mark("plan"),
    mark("usage"),
    mark("support"),
    mark("touch"),
    mark("survey"),
    mark("sentiment"),
    mark("risks"),
    mark("renewal"),
)
"""Values of thresholds as their sentences say them, where the translator finds them."""


def in_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        lines = [" ".join((say(key or NO_TIER), str(item))) for key, item in value.items()]
        return ", ".join(lines) or say("none")
    if isinstance(value, list):
        return ", ".join(say(item.replace("_", " ")) for item in value) or say("none")
    if isinstance(value, str) and value.isdigit():
        return f"{int(value):,}".replace(",", say(mark(",."))[0])
    if isinstance(value, str):
        return say(value or mark("unknown"))
    return value


def listed(sentences: list[str]) -> str:
    """Sentences without a stop, as one: "A plan is reviewed; a milestone is due"."""
    first, *others = sentences
    return "; ".join([first, *(text[:1].lower() + text[1:] for text in others)])


SENTENCES = (
    mark(
        "A plan is required from stage %(plan_stage)s above %(plan_arr)s %(currency)s a year, "
        "after an evaluation that an SA validated, and for every deal of a strategic customer."
    ),
    mark("Other currencies are worth, in %(currency)s: %(rates)s."),
    mark("A customer without a tier counts as %(untiered_as)s."),
    mark(
        "A plan is complete with these sections: %(required_sections)s; "
        "with %(criteria_min)s to %(criteria_max)s success criteria, stakeholders, phases and value baselines."
    ),
    mark(
        "A healthy plan was updated within %(fresh_days)s days and reviewed with the customer within "
        "%(review_days)s days; its milestones are on track and no red risk lacks a mitigation."
    ),
    mark(
        "A plan is at risk after %(stale_days)s days without update, with a milestone more than "
        "%(milestone_grace_days)s days late, or after %(engaged_days)s days without contact."
    ),
    mark(
        "A metric declines when at least its last %(decline_readings)s readings get worse, "
        "by more than %(decline_percent)s percent together."
    ),
    mark(
        "A risk is red with the severity %(red_severities)s, with an exposure from %(red_exposure)s (of 125), "
        "or, where closeness is not rated, with likelihood times impact from %(red_product)s (of 25)."
    ),
    mark(
        "An open red risk puts a customer at risk when the renewal is %(red_renewal_days)s days away or less."
    ),
    mark("The last touch may be so many days ago: %(touch_days)s."),
    mark(
        "A usage reading counts for %(usage_days)s days, a survey for %(survey_days)s, "
        "a CSM's sentiment for %(sentiment_days)s."
    ),
    mark("A survey without a target of its own should reach: %(survey_floors)s."),
    mark(
        "A critical support case may be open for %(critical_case_days)s days, any other for %(case_days)s; "
        "up to %(case_limit)s at once. What a customer asks for is answered within %(request_days)s days."
    ),
    mark("Something must be ready for the renewal %(renewal_days)s days before it."),
    mark(
        "A customer is healthy with a live healthy plan, or with a recent touch and at least "
        "%(signals_needed)s of usage, survey and sentiment."
    ),
    mark(
        "The health score is the average of what is known, by these weights: %(score_weights)s. A criterion that "
        "holds counts 100, one that fails 40, one that means danger 0. With a danger it is never green, and without "
        "enough evidence there is no good number."
    ),
    mark("What came in by a form and is no card yet is answered within %(answer_hours)s working hours."),
    mark("Whoever is asked for feedback answers within %(feedback_time)s; then it is raised to others."),
    mark("Rules act up to %(rules_a_day)s times a day; what is beyond that waits for a person."),
    mark("A day's work starts at %(day_starts)s; whole days are due then."),
)
REMINDED = mark("%(dates)s: the owner is reminded %(times)s.")
UNTOLD = mark("%(dates)s: nobody is reminded.")
DATES: dict[str, str] = {
    "customer.renewal": mark("A customer renews"),
    "customer.notice": mark("A customer's last day to give notice"),
    "renewal.due": mark("A renewal of the list is due"),
    "renewal.notice": mark("The last day to give notice of a renewal of the list"),
    "plan.review": mark("A plan is reviewed"),
    "milestone.due": mark("A milestone is due"),
    "waiver.ends": mark("A waiver ends"),
    "handoff.due": mark("A handoff is to be accepted"),
    "promise.due": mark("A promise made before the sale is due"),
    "task.due": mark("A task is due"),
    "feedback.due": mark("Feedback waits for an answer"),
    "assumption.due": mark("An assumption is to be tested"),
    "assumption.expires": mark("An assumption runs out"),
    "decision.due": mark("Something is to be decided"),
    "dependency.due": mark("What a decision waits for is to be looked at"),
    "blocker.due": mark("A blocker is to be solved"),
    "risk.review": mark("A risk is looked at again"),
    "risk.answer": mark("A high risk is answered"),
    "project.outcome": mark("A project’s outcome is to be there"),
    "project.go_live": mark("A project goes live"),
    "step.due": mark("A customer is to be at a step of a rollout"),
    "announcement.due": mark("Somebody is to be told something"),
    "signal.due": mark("An acceptance signal is to be proven"),
    "scopechange.due": mark("A change of scope is to be decided"),
    "card.review": mark("A card waits for its reviewer"),
    "note.fresh": mark("A note is good no longer"),
    "submission.answer": mark("Somebody who sent something by a form is to hear of it"),
    "review.due": mark("A review is held"),
    "review.daily": mark("A daily check is held"),
}
"""Dates that somebody is reminded of. A plan that nobody updates is reminded of by its own thresholds."""
