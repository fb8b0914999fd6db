"""For every code of a verdict its title and three sentences; for every remedy what to do."""

from __future__ import annotations

from .lifecycle import LIFECYCLE, PHASES
from .lifecycle import REMEDIES as ON_THE_WAY
from .phrases import Phrases, _

REQUIRED = {
    "plan.asked_of_open": Phrases(
        _("Plans are for deals that are open or won"),
        "",
        _("“%(opportunity)s” is lost, so it needs no plan."),
    ),
    "plan.asked_of_kind": Phrases(
        _("New business and expansions need plans"),
        _("“%(opportunity)s” is new business or an expansion."),
        _("“%(opportunity)s” is a renewal, and a renewal does not ask for a new plan."),
        _("It is not known whether “%(opportunity)s” is new business, an expansion or a renewal."),
    ),
    "plan.asked_by_value": Phrases(
        _("Stage %(stage)s or later, above %(limit)s a year"),
        _("“%(opportunity)s” has reached stage %(stage)s and is worth more than %(limit)s a year."),
        _("“%(opportunity)s” has not reached stage %(stage)s, or is not worth more than %(limit)s a year."),
        _("The stage or the yearly value of “%(opportunity)s” is not known in a way that can be compared."),
    ),
    "plan.asked_by_evaluation": Phrases(
        _("Technical evaluation validated by an SA"),
        _("An SA validated the technical evaluation of “%(opportunity)s”."),
        _("No SA has validated a technical evaluation of “%(opportunity)s”."),
        _("It is not known whether an SA validated a technical evaluation of “%(opportunity)s”."),
    ),
    "plan.asked_by_tier": Phrases(
        _("Strategic customer"),
        _("%(customer)s is a strategic customer: every deal needs a plan."),
        _("%(customer)s is not a strategic customer."),
        _("The tier of %(customer)s is not known, so it may be strategic."),
    ),
    "plan.left_to_manager": Phrases(
        _("Commercial customer, up to %(limit)s a year"),
        _("%(customer)s is a commercial customer and the deal is small: the manager may choose."),
        _("%(customer)s is not a commercial customer, or the deal is above %(limit)s a year."),
        _("The tier of %(customer)s or the yearly value of the deal is not known."),
    ),
    "plan.waiver": Phrases(
        _("Waived by a manager"),
        _("%(by)s waived the plan until %(until_on)s: %(reason)s"),
        _("The waiver by %(by)s ended on %(until_on)s, %(until_ago)s."),
    ),
    "plan.waiver_open": Phrases(
        _("Waived by a manager"), _("%(by)s waived the plan, with no end date: %(reason)s"), ""
    ),
    "plan.waiver_begun": Phrases(
        _("Waived by a manager"), "", _("The waiver by %(by)s begins on %(from_on)s, %(from_ago)s.")
    ),
    "plan.waiver_signed": Phrases(
        _("Waived by a manager"), "", _("There is a waiver, but it does not say who waived the plan and why.")
    ),
    "plan.waiver_missing": Phrases(_("Waived by a manager"), "", "", _("Nobody has waived the plan.")),
    "plan.present": Phrases(
        _("A plan covers the deal"),
        _("“%(plan)s” covers “%(opportunity)s”."),
        _("“%(opportunity)s” needs a plan, and there is none for it."),
    ),
}

COMPLETE = {
    "plan.sections": Phrases(
        _("Required sections are filled"),
        _("All %(sections_count)s required sections are filled."),
        _("Still empty: %(empty_sections)s."),
    ),
    "plan.criteria": Phrases(
        _("%(least)s to %(most)s success criteria"),
        _("The plan has %(criteria)s."),
        _("The plan has %(criteria)s; it should have %(least)s to %(most)s."),
    ),
    "plan.stakeholders": Phrases(
        _("Stakeholders are identified"),
        _("The plan names %(people)s at the customer."),
        _("The plan names nobody at the customer."),
    ),
    "plan.phases": Phrases(
        _("Adoption phases are defined"),
        _("The adoption has %(phases)s."),
        _("The adoption has no phases yet."),
    ),
    "plan.value_metrics": Phrases(_("Value metrics have a baseline"), "", _("The plan has no value metric.")),
    "plan.baselines": Phrases(
        _("Value metrics have a baseline"),
        _("The plan has %(metrics)s, each with a baseline."),
        _("Without a baseline: %(without)s."),
    ),
    "plan.achieved": Phrases(
        _("Success criteria are met, with evidence"),
        _("The plan is completed: %(criteria)s met, each with evidence."),
        _("The plan is completed, but not met or without evidence: %(open)s."),
        _("The plan is completed and has no success criteria."),
    ),
}

PLAN = {
    "plan.updated": Phrases(
        _("Updated within %(limit_days)s"),
        _("Last updated %(updated_on)s, %(updated_ago)s."),
        _("Last updated %(updated_on)s, %(updated_ago)s; a healthy plan is updated within %(limit_days)s."),
        _("No date of a last update is known up to today."),
    ),
    "plan.not_stale": Phrases(
        _("Not stale: updated in the last %(limit_days)s"),
        _("Last updated %(updated_on)s, %(updated_ago)s; the limit is %(limit_days)s."),
        _("Last updated %(updated_on)s, %(updated_ago)s; the limit is %(limit_days)s."),
        _("No date of a last update is known up to today."),
    ),
    "plan.reviewed": Phrases(
        _("Reviewed with the customer within %(limit_days)s"),
        _("Last reviewed with the customer %(reviewed_on)s, %(reviewed_ago)s."),
        _("Last reviewed with the customer %(reviewed_on)s, %(reviewed_ago)s; the limit is %(limit_days)s."),
        _("The date of the last review with the customer lies in the future."),
    ),
    "plan.first_review": Phrases(
        _("Reviewed with the customer within %(limit_days)s"),
        _("Not reviewed yet, but made only %(made_on)s, %(made_ago)s: the first review is not late."),
        _("Never reviewed with the customer since it was made %(made_on)s, %(made_ago)s."),
        _("Neither a review with the customer nor the day the plan was made is known."),
    ),
    "plan.on_track": Phrases(
        _("Milestones are on track"),
        _("%(milestones)s dated, none late."),
        _("%(count_milestones)s late: %(milestones)s; the oldest was due %(due_on)s, %(due_ago)s."),
        _("No milestone has a date, so nothing shows that the plan is on track."),
    ),
    "plan.called_late": Phrases(
        _("Milestones are on track"), "", _("Marked as late, with no date: %(milestones)s.")
    ),
    "plan.not_overdue": Phrases(
        _("No milestone is overdue by more than %(limit_days)s"),
        _("No open milestone is more than %(limit_days)s past its date."),
        _("%(count_milestones)s overdue: %(milestones)s; the oldest was due %(due_on)s, %(due_ago)s."),
        _("No milestone has a date."),
    ),
    "plan.not_declining": Phrases(
        _("Value metrics are not declining"),
        _("The last readings do not get worse: %(metrics)s."),
        _("Getting worse: %(metrics)s."),
        _("No metric has %(readings)s yet, so no trend can be seen."),
    ),
    "plan.engaged": Phrases(
        _("The customer is engaged"),
        _("Last contact %(contact_on)s, %(contact_ago)s."),
        _("No touch and no review since %(contact_on)s, %(contact_ago)s; the limit is %(limit_days)s."),
        _("No touch and no review with the customer is recorded."),
    ),
    "risks.mitigated": Phrases(
        _("No red risk without mitigation"),
        _("No open red risk lacks a mitigation."),
        _("Red and without a mitigation: %(risks)s."),
        _("No risk is recorded."),
    ),
    "risks.rated": Phrases(
        _("No red risk without mitigation"), "", "", _("Not rated, so perhaps red: %(risks)s.")
    ),
    "risks.none_red": Phrases(
        _("No open red risk near the renewal"), _("No open risk is red."), "", _("No risk is recorded.")
    ),
    "risks.clear_before_renewal": Phrases(
        _("No open red risk near the renewal"),
        _("Red, but the renewal on %(renewal_on)s is not within the next %(limit_days)s: %(risks)s."),
        _("The renewal is %(renewal_on)s, %(renewal_ago)s, and still open and red: %(risks)s."),
        _("Open and red, and no renewal date is known: %(risks)s."),
    ),
}

CUSTOMER = {
    "customer.touched": Phrases(
        _("In touch within %(limit_days)s"),
        _("Last contact %(contact_on)s, %(contact_ago)s."),
        _("Last contact %(contact_on)s, %(contact_ago)s; for this tier the limit is %(limit_days)s."),
        _("No touchpoint is recorded."),
    ),
    "customer.not_silent": Phrases(
        _("Not silent for more than %(limit_days)s"),
        _("Last contact %(contact_on)s, %(contact_ago)s."),
        _("Nothing heard since %(contact_on)s, %(contact_ago)s; the limit is %(limit_days)s."),
        _("No touchpoint is recorded."),
    ),
    "customer.usage_fresh": Phrases(
        _("Usage was read within %(limit_days)s"),
        _("Usage was read in the last %(limit_days)s."),
        "",
        _("There is no usage reading from the last %(limit_days)s."),
    ),
    "customer.usage_on_target": Phrases(
        _("Usage reaches its target"),
        _("At target, the target in brackets: %(metrics)s."),
        _("Short of the target in brackets: %(metrics)s."),
        _("No recent usage reading can be compared with a target."),
    ),
    "customer.usage_steady": Phrases(
        _("Usage is not declining"),
        _("The last readings do not get worse: %(metrics)s."),
        _("Getting worse: %(metrics)s."),
        _("There are too few recent usage readings to see a trend."),
    ),
    "customer.survey": Phrases(
        _("The last survey is good"),
        _("The score of %(scored_on)s is %(score)s; at least as good as %(floor)s."),
        _("The score of %(scored_on)s, %(scored_ago)s, is %(score)s; it should be %(floor)s or better."),
        _("There is no survey from the last %(limit_days)s."),
    ),
    "customer.survey_floor": Phrases(
        _("The last survey is good"), "", "", _("“%(metric)s” has a score but nothing to compare it with.")
    ),
    "customer.sentiment": Phrases(
        _("The CSM's sentiment is not poor"),
        _("The CSM's sentiment was %(sentiment)s on %(felt_on)s, %(felt_ago)s."),
        _("The CSM's sentiment is poor."),
        _("No sentiment was recorded in the last %(limit_days)s."),
    ),
    "customer.no_critical_case": Phrases(
        _("No critical support case is open"),
        _("No critical support case is open."),
        _("Critical and open: %(titles)s."),
        _("No support cases are connected."),
    ),
    "customer.no_old_critical_case": Phrases(
        _("No critical case is open for more than %(limit_days)s"),
        _("No critical case is open for more than %(limit_days)s."),
        _("Critical and open for more than %(limit_days)s: %(titles)s."),
    ),
    "customer.no_old_case": Phrases(
        _("No support case is open for more than %(limit_days)s"),
        _("No support case is open for more than %(limit_days)s."),
        _("Open for more than %(limit_days)s: %(titles)s."),
    ),
    "customer.few_cases": Phrases(
        _("No more than %(limit)s support cases are open"),
        _("Open: %(cases)s."),
        _("Open: %(cases)s; the limit is %(limit)s."),
    ),
    "customer.requests_answered": Phrases(
        _("What they asked for is answered within %(limit_days)s"),
        _("Nothing they asked for waits longer than %(limit_days)s for an answer."),
        _("Waiting for an answer for more than %(limit_days)s: %(titles)s."),
    ),
    "customer.sponsor": Phrases(
        _("A sponsor is there"),
        _("Sponsors or buyers: %(people)s."),
        _("The sponsor has left and nobody took the place: %(people)s."),
        _("No executive sponsor or economic buyer is known."),
    ),
    "customer.renewal_known": Phrases(
        _("The renewal date is known"), "", "", _("No renewal date is recorded.")
    ),
    "customer.renewal_settled": Phrases(
        _("The renewal is settled"), "", _("The renewal date %(renewal_on)s passed, %(renewal_ago)s.")
    ),
    "customer.renewal_ready": Phrases(
        _("Something is ready for the renewal"),
        _("The renewal is %(renewal_on)s, %(renewal_ago)s: more than %(limit_days)s off, or prepared."),
        _("The renewal is %(renewal_on)s, %(renewal_ago)s, with no renewal deal and no review planned."),
    ),
    "customer.evidence": Phrases(
        _("Enough is known to call it healthy"),
        _("Known and good: %(signals)s."),
        "",
        _("Too little is known to call it healthy; missing: %(missing)s."),
    ),
}

CATALOGUE: dict[str, Phrases] = {**REQUIRED, **COMPLETE, **PLAN, **CUSTOMER, **LIFECYCLE}

REMEDIES: dict[str, str] = {
    **ON_THE_WAY,
    "none": _("Nothing to do."),
    "wait": _("Nothing to do until then, or change its first day."),
    "name-deal-kind": _("Say whether the deal is new business, an expansion or a renewal."),
    "complete-deal": _(
        "Map the deal's stage, enter its yearly value; its currency needs a rate in the policy."
    ),
    "record-evaluation": _("Record whether an SA validated a technical evaluation."),
    "name-tier": _("Set the customer's tier, or say in the policy what a customer without one counts as."),
    "record-waiver": _("Record who waives the plan, why, and until when."),
    "renew-waiver": _("Make a plan, or ask the manager for a new waiver."),
    "make-plan": _("Make a plan for the deal, link an existing one, or record a manager's waiver."),
    "fill-sections": _("Fill the empty sections of the plan."),
    "add-criteria": _("Agree at least one measurable success criterion."),
    "drop-criteria": _("Keep the success criteria that matter most and drop or merge the others."),
    "prove-criteria": _("Attach evidence to each met criterion, or reopen the plan."),
    "add-stakeholders": _("Name the people at the customer who decide on and use the product."),
    "add-phases": _("Define the phases of the adoption."),
    "add-value-metrics": _("Add at least one value metric with a baseline."),
    "measure-baselines": _("Enter the baseline of each value metric."),
    "update-plan": _("Go through the plan and save what has changed."),
    "review-plan": _("Review the plan with the customer and record the date."),
    "date-milestones": _("Give the milestones their dates."),
    "mend-milestones": _("Finish the milestone, or agree a new date with its owner."),
    "turn-metrics": _("Find out why it gets worse and agree what to do; a better reading passes this."),
    "record-readings": _("Record the next readings."),
    "meet-customer": _("Talk to the customer and log the touchpoint."),
    "mitigate-risks": _("Write down the mitigation of each red risk."),
    "rate-risks": _("Rate the likelihood and the impact of each risk."),
    "record-risks": _("Record the risks, if there are any."),
    "close-risks": _("Mitigate or accept the red risk before the renewal."),
    "record-renewal": _("Enter the renewal date."),
    "prepare-renewal": _("Open a renewal deal, or plan a review with the customer before the date."),
    "settle-renewal": _("Record how the renewal went and enter the next date."),
    "record-usage": _("Record a usage reading, or connect a source of readings."),
    "raise-usage": _("Agree with the customer how usage will reach the target."),
    "run-survey": _("Ask the customer for a score and record it."),
    "answer-survey": _("Talk about the score with the customer, and ask again."),
    "set-survey-target": _("Set a target for the survey."),
    "talk-sentiment": _(
        "Write down what is wrong and what you do about it; change the sentiment after that."
    ),
    "record-sentiment": _("Record how you think the customer is doing."),
    "connect-support": _("Import the support cases, or connect the support desk."),
    "answer-requests": _("Tell them what becomes of it: planned, done or declined."),
    "solve-cases": _("Get the oldest and most severe cases solved first."),
    "name-sponsor": _("Find out who sponsors or pays now, and name that person."),
    "record-signals": _("Log a touchpoint, and record usage, a survey score or your own sentiment."),
}

TERMS: dict[str, str] = {
    **PHASES,
    "background": _("background"),
    "outcomes": _("outcomes"),
    "stakeholders": _("stakeholders"),
    "current_state": _("current state"),
    "desired_state": _("desired state"),
    "technical_activities": _("technical activities"),
    "evaluation": _("evaluation"),
    "success_criteria": _("success criteria"),
    "adoption": _("adoption"),
    "initiatives": _("initiatives"),
    "value": _("value"),
    "handoff": _("handoff"),
    "responsibilities": _("responsibilities"),
    "risks": _("risks"),
    "touch": _("touch"),
    "usage": _("usage"),
    "survey": _("survey"),
    "sentiment": _("sentiment"),
    "plan": _("a healthy plan"),
    "good": _("good"),
    "neutral": _("neutral"),
    "poor": _("poor"),
}
STATES: dict[str, str] = {
    "healthy": _("Healthy"),
    "watch": _("Watch"),
    "at_risk": _("At risk"),
    "no_data": _("No data"),
    "completed": _("Completed"),
    "complete": _("Complete"),
    "incomplete": _("Incomplete"),
    "required": _("Plan required"),
    "missing": _("Plan missing"),
    "present": _("Has a plan"),
    "waived": _("Plan waived"),
    "optional": _("Plan optional"),
    "not_required": _("No plan required"),
    "unknown": _("Cannot tell yet"),
}
