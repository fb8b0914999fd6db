"""The sentences of a judged step and of an exposure, in the language of whoever is listening. No Django."""

from __future__ import annotations

from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.words import mark, say

from .exposure import HIGHEST, Exposure

NAMES = {
    "identified": mark("Identified"),
    "assessed": mark("Assessed"),
    "mitigating": mark("Being mitigated"),
    "monitoring": mark("Watched"),
    "mitigated": mark("Mitigated"),
    "accepted": mark("Accepted"),
    "materialised": mark("It happened"),
}
PHRASES: dict[str, tuple[str, str, str]] = {
    "risk.no_step": NO_STEP,
    "risk.no_way": (
        mark("There is a way there"),
        "",
        mark("A risk does not go from “%(came)s” to “%(goes)s”."),
    ),
    "risk.owned": (mark("Somebody looks after it"), mark("It has an owner."), mark("Nobody owns this risk.")),
    "risk.rated": (
        mark("It is rated"),
        mark("Likelihood and impact are there."),
        mark("Its likelihood or its impact is not rated."),
    ),
    "risk.mitigation": (
        mark("It is written what we do about it"),
        mark("The mitigation is written."),
        mark("It is not written what we do about it."),
    ),
    "risk.fallback": (
        mark("There is a fallback before work starts"),
        mark("The fallback is written, or the risk is not high."),
        mark("It is high, and it is not written what happens if it comes true all the same."),
    ),
    "risk.day": (
        mark("There is a day to look at it again"),
        mark("The day is there."),
        mark("No day to look at it again is named, or it is past."),
    ),
    "risk.answered": (
        mark("It is said how"),
        mark("It is said what was done about it."),
        mark("Nothing says how it was mitigated."),
    ),
    "risk.reason": (mark("A reason is given"), mark("The reason is given."), mark("No reason is given.")),
}
REMEDIES: dict[str, str] = {
    "name-owner": mark("Name the one person who looks after it."),
    "rate-risk": mark("Rate likelihood and impact from 1 to 5."),
    "write-mitigation": mark("Write what you do about it."),
    "write-fallback": mark("Write the fallback."),
    "name-day": mark("Name a day from today on."),
    "say-how": mark("Write what was done, or why it is over."),
    "give-reason": mark("Write in a sentence why."),
}
LEVELS = {
    "high": mark("High"), "medium": mark("Medium"), "low": mark("Low"), "": mark("Not rated"),
}  # fmt: skip

said = Phrasebook(PHRASES, REMEDIES, NAMES).said


def explained(one: Exposure) -> list[str]:
    """Why it is as high as it is, a sentence each."""
    found = [reckoned(one), *(say(WHYS[why], **given) for why, given in one.whys)]
    return [sentence for sentence in found if sentence]


def reckoned(one: Exposure) -> str:
    if one.score is not None:
        return say(
            "Likelihood %(likelihood)s × impact %(impact)s × closeness to the customer %(closeness)s"
            " = %(score)s of %(highest)s.",
            likelihood=one.likelihood, impact=one.impact, closeness=one.closeness, score=one.score, highest=HIGHEST,
        )  # fmt: skip
    if one.product is not None:
        return say(
            "Likelihood %(likelihood)s × impact %(impact)s = %(product)s of 25;"
            " how close it is to the customer is not rated.",
            likelihood=one.likelihood, impact=one.impact, product=one.product,
        )  # fmt: skip
    return say("Likelihood and impact are not both rated.")


WHYS = {
    "score": mark("That is high: it counts as high from %(limit)s on."),
    "product": mark("That is high: without a closeness it counts as high from %(limit)s on."),
    "word": mark("Somebody called it “%(word)s”, and such risks count as high."),
    "below": mark("It counts as high from %(limit)s on."),
}
