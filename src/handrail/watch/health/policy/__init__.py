"""Every threshold of the judgement, with the defaults, as a workspace may set them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from handrail.house.deadlines import policy as dates
from handrail.house.escalations import policy as escalations
from handrail.house.escalations.causes import CAUSES
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.verdict import plain
from handrail.kit.words import mark, say
from handrail.record.decisions import evidencing
from handrail.record.feedback import policy as answering
from handrail.record.outside import deadlines as outside
from handrail.record.plans.checks import PlanRules
from handrail.record.plans.facts import SECTIONS

from .. import asking
from .kinds import KINDS
from .reading import Reader, amount, currency, list_of, one_of, rate, table, whole, word
from .sentences import DATES, REMINDED, SENTENCES, UNTOLD, in_words, listed

TIERS = ("strategic", "enterprise", "commercial", "")
SCORED = {
    "plan": 25, "usage": 20, "support": 15, "touch": 15, "survey": 10, "sentiment": 5, "risks": 5, "renewal": 5,
}  # fmt: skip
"""How much each part of the health score weighs, where a workspace says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(PlanRules):
    """Days are whole days in the workspace's zone; a limit of 30 days still holds on the thirtieth."""

    fresh_days: int = 30
    stale_days: int = 60
    review_days: int = 92
    milestone_grace_days: int = 7
    decline_readings: int = 2
    decline_percent: Decimal = Decimal(5)
    engaged_days: int = 120
    red_exposure: int = 60
    red_product: int = 15
    red_severities: tuple[str, ...] = ("critical", "high", "red")
    red_renewal_days: int = 60
    touch_days: Mapping[str, int] = field(
        default_factory=lambda: {"strategic": 30, "enterprise": 45, "commercial": 90, "": 60}
    )
    usage_days: int = 45
    survey_days: int = 180
    survey_floors: Mapping[str, Decimal] = field(
        default_factory=lambda: {"nps": Decimal(0), "csat": Decimal("3.5"), "of 10": Decimal(7)}
    )
    sentiment_days: int = 90
    critical_case_days: int = 7
    case_days: int = 30
    case_limit: int = 5
    request_days: int = 60
    renewal_days: int = 45
    signals_needed: int = 1
    score_weights: Mapping[str, int] = field(default_factory=lambda: dict(SCORED))
    day_starts: str = dates.STARTS
    reminders: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dates.defaults(KINDS))
    milestone_raised_days: int = 1
    decision_raised_days: int = 7
    decision_evidence: str = evidencing.ASKED
    raised: Mapping[str, tuple[str, ...]] = field(default_factory=escalations.defaults)
    rules_a_day: int = 2_000
    answer_hours: int = outside.HOURS
    feedback_time: str = answering.TIME

    @classmethod
    def from_mapping(cls, given: Mapping[str, Any], called: Callable[[str], str] = str) -> Policy:
        """The defaults, changed by `given`. Raises Invalid with one problem for every bad or unknown key.

        `called` is what a threshold is called where that is read: by its key in a file, in words on a page.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for key, found in given.items():
            try:
                values[key] = read(key, found)
            except ValueError as error:
                problems.append(
                    Problem(
                        str(key),
                        say("%(key)s is %(found)s.", key=called(str(key)), found=f"{found!r}"),
                        str(error),
                    )
                )
        policy = replace(cls(), **values)
        problems.extend(_contradictions(policy, called))
        if problems:
            raise Invalid(problems)
        return policy

    def as_mapping(self) -> dict[str, Any]:
        """The policy as JSON values; `from_mapping` gives the same policy back."""
        return {f.name: written(getattr(self, f.name)) for f in fields(self)}

    def describe(self) -> list[str]:
        """The policy as sentences a person can read."""
        told = {name: value for name, value in self.as_mapping().items() if name not in IN_WORDS_OF_THEIR_OWN}
        spoken = {name: in_words(value) for name, value in told.items()}
        spoken["feedback_time"] = answering.spoken(self.feedback_time)
        said = [say(text, **spoken) for text in SENTENCES if self.rates or "%(rates)s" not in text]
        said.append(say(evidencing.SENTENCES[self.decision_evidence]))
        return [*said, *asking.sentences(self), *self.describe_reminders()]

    def describe_reminders(self) -> list[str]:
        """Dates that are reminded of alike, in one sentence."""
        alike: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for name, offsets in self.reminders.items():
            alike[offsets].append(say(DATES[name]))
        return [
            say(REMINDED if offsets else UNTOLD, dates=listed(dated), times=dates.spoken(offsets))
            for offsets, dated in alike.items()
        ]

    def describe_raised(self, names: Mapping[str, str] | None = None) -> list[str]:
        """Whom what goes wrong is raised to, a sentence for each cause. `names` are of members, by key."""
        return [
            escalations.sentence(cause, cause.number(self), escalations.read_chain(self.raised[name]), names)
            for name, cause in CAUSES.items()
        ]


def written(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: written(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else plain(value)


IN_WORDS_OF_THEIR_OWN = ("raised", "reminders", "phase_stages", "phase_asks", "cadences", "decision_evidence")


# -- reading -------------------------------------------------------------------------------------------------


def read(key: str, found: Any) -> Any:
    reader = READERS.get(key)
    if reader is None:
        raise ValueError(
            say("There is no such threshold. Allowed: %(readers)s.", readers=", ".join(sorted(READERS)))
        )
    return reader(found)


DAYS = whole(1, 3650)
READERS: dict[str, Reader] = {
    **{f.name: DAYS for f in fields(Policy) if f.name.endswith("_days")},
    "currency": currency,
    "rates": table(currency, rate, mark("currencies and what one unit is worth")),
    "plan_arr": amount(),
    "plan_stage": whole(1, 4),
    "untiered_as": one_of(TIERS),
    "required_sections": list_of(one_of(SECTIONS), mark("sections")),
    "criteria_min": whole(0, 20),
    "criteria_max": whole(1, 20),
    "proposal_stage": whole(1, 4),
    "phase_stages": asking.read_stages,
    "phase_asks": asking.read_asks,
    "cadences": asking.read_cadences,
    "milestone_grace_days": whole(0, 365),
    "decline_readings": whole(2, 12),
    "decline_percent": amount(),
    "red_exposure": whole(1, 125),
    "red_product": whole(1, 25),
    "red_severities": list_of(word, mark("severities")),
    "touch_days": table(one_of(TIERS), DAYS, mark("tiers and days"), Policy().touch_days),
    "survey_floors": table(word, amount(None), mark("survey units and their lowest good score")),
    "case_limit": whole(0, 1000),
    "signals_needed": whole(1, 3),
    "score_weights": table(
        one_of(tuple(SCORED)), whole(0, 100), mark("parts of the score and their weights"), SCORED
    ),
    "decision_evidence": one_of(tuple(evidencing.SENTENCES)),
    "answer_hours": whole(1, 400),
    "feedback_time": answering.read_time,
    "rules_a_day": whole(1, 1_000_000),
    "day_starts": dates.read_start,
    "reminders": dates.read_reminders(KINDS),
    "raised": escalations.read_raised,
}


def _contradictions(policy: Policy, called: Callable[[str], str]) -> Iterator[Problem]:
    """Pairs of thresholds that cannot both be meant."""
    for low, high, gap in (
        ("fresh_days", "stale_days", 1),
        ("criteria_min", "criteria_max", 0),
        ("review_days", "engaged_days", 0),
    ):
        least, most = getattr(policy, low), getattr(policy, high)
        if least + gap > most:
            names = {"low": called(low), "high": called(high)}
            message = say("%(low)s is %(least)s and %(high)s is %(most)s.", **names, least=least, most=most)
            rule = (
                mark("%(high)s must be more than %(low)s.")
                if gap
                else mark("%(high)s must be at least %(low)s.")
            )
            yield Problem(high, message, say(rule, **names))
