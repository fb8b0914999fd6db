"""The words of the way of a plan from phase to phase, and of the proposal."""

from __future__ import annotations

from .phrases import Phrases, _

LIFECYCLE = {
    "plan.gone_through": Phrases(
        _("Gone through with the customer"),
        _("The customer went through the plan on %(reviewed_on)s."),
        _("Nobody has noted yet that the customer went through the plan."),
    ),
    "plan.deal_stage": Phrases(
        _("The deal is at stage %(stage)s or later"),
        _("“%(opportunity)s” is at stage %(stage)s or later."),
        _("“%(opportunity)s” has not come to stage %(stage)s yet."),
        _("The stage of “%(opportunity)s” is not known."),
    ),
    "plan.deal_won": Phrases(
        _("The deal is won"),
        _("“%(opportunity)s” is won."),
        _("“%(opportunity)s” is not won yet."),
        _("The stage of “%(opportunity)s” is not known."),
    ),
    "plan.no_deal": Phrases(
        _("The deal is far enough"), _("The plan is for the whole customer and waits for no deal."), ""
    ),
    "plan.proven": Phrases(
        _("Success criteria are met, with evidence"),
        _("%(criteria)s met, each with evidence."),
        _("Not met yet, or without evidence: %(open)s."),
    ),
    "plan.nothing_to_prove": Phrases(
        _("Success criteria are met, with evidence"), "", _("The plan has no success criteria.")
    ),
    "plan.not_asked": Phrases(
        _("No plan is asked for"), _("“%(opportunity)s” needs no plan, so nothing holds its proposal up."), ""
    ),
    "plan.back_reason": Phrases(
        _("Going back takes a reason"),
        _("The reason is given."),
        _("Going back to %(stage)s takes a reason, and none is given."),
    ),
    "plan.unknown_check": Phrases(
        _("A check that is not known here"), "", "", _("Nobody can say whether “%(kind)s” holds.")
    ),
}
REMEDIES = {
    "wait-for-deal": _("Wait for the deal, or bring its stage up to date."),
    "say-why": _("Say why it goes back."),
    "take-check-off": _("Ask an administrator to take this check out of the policy."),
}
PHASES = {
    "initiate": _("Initiate"),
    "develop": _("Develop"),
    "finalize": _("Finalize"),
    "execute": _("Execute"),
    "completed": _("Completed"),
}
