"""Every threshold of the judgement, with the defaults, as a workspace may set them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from handrail import wiring
from handrail.house.deadlines import policy as dates
from handrail.house.escalations import policy as escalations
from handrail.house.escalations.causes import CAUSES
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.verdict import plain
from handrail.kit.words import mark, say
from handrail.record.customers import deadlines as customers
from handrail.record.decisions import deadlines as decisions
from handrail.record.handoffs import deadlines as handoffs
from handrail.record.notes import deadlines as notes
from handrail.record.outside import deadlines as outside
from handrail.record.plans import deadlines as plans
from handrail.record.plans.checks import PlanRules
from handrail.record.plans.facts import SECTIONS
from handrail.record.projects import deadlines as projects
from handrail.record.risks import deadlines as risks
from handrail.record.rollout import deadlines as rollout
from handrail.record.tasks import deadlines as tasks

from . import asking

KINDS = (
    *customers.KINDS,
    *plans.KINDS,
    *handoffs.KINDS,
    *tasks.KINDS,
    *decisions.KINDS,
    *risks.KINDS,
    *projects.KINDS,
    *rollout.KINDS,
    *notes.KINDS,
    *outside.KINDS,
    *(kind for dotted in wiring.DATES_ABOVE for kind in cast(Any, wiring.load(dotted))),
)
"""Every kind of date; the policy says when somebody is reminded of it."""
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
    raised: Mapping[str, tuple[str, ...]] = field(default_factory=escalations.defaults)
    rules_a_day: int = 2_000
    answer_hours: int = outside.HOURS

    @classmethod
    def from_mapping(cls, given: Mapping[str, Any], called: Callable[[str], str] = str) -> Policy:
        """The defaults, changed by `given`. Raises Invalid with one problem for every bad or unknown key.

        `called` is what a threshold is called where that is read: by its key in a file, in words on a page.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for key, found in given.items():
            try:
                values[key] = _read(key, found)
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
        return {f.name: _written(getattr(self, f.name)) for f in fields(self)}

    def describe(self) -> list[str]:
        """The policy as sentences a person can read."""
        told = {name: value for name, value in self.as_mapping().items() if name not in IN_WORDS_OF_THEIR_OWN}
        spoken = {name: _spoken(value) for name, value in told.items()}
        said = [say(text, **spoken) for text in SENTENCES if self.rates or "%(rates)s" not in text]
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
            escalations.sentence(
                cause, getattr(self, cause.days), escalations.read_chain(self.raised[name]), names
            )
            for name, cause in CAUSES.items()
        ]


def listed(sentences: list[str]) -> str:
    """Sentences without a stop, as one: "A plan is reviewed; a milestone is due"."""
    first, *others = sentences
    return "; ".join([first, *(text[:1].lower() + text[1:] for text in others)])


def _written(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _written(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else plain(value)


IN_WORDS_OF_THEIR_OWN = ("raised", "reminders", "phase_stages", "phase_asks", "cadences")
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


def _spoken(value: Any) -> Any:
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
    "decision.due": mark("Something is to be decided"),
    "dependency.due": mark("What a decision waits for is to be looked at"),
    "risk.review": mark("A risk is looked at again"),
    "project.outcome": mark("A project’s outcome is to be there"),
    "project.go_live": mark("A project goes live"),
    "step.due": mark("A customer is to be at a step of a rollout"),
    "announcement.due": mark("Somebody is to be told something"),
    "card.review": mark("A card waits for its reviewer"),
    "note.fresh": mark("A note is good no longer"),
    "submission.answer": mark("Somebody who sent something by a form is to hear of it"),
    "review.due": mark("A review is held"),
    "review.daily": mark("A daily check is held"),
}
"""Dates that somebody is reminded of. A plan that nobody updates is reminded of by its own thresholds."""


# -- reading --------------------------------------------------------------------------------------------

Reader = Callable[[Any], Any]


def _read(key: str, found: Any) -> Any:
    reader = _READERS.get(key)
    if reader is None:
        raise ValueError(
            say("There is no such threshold. Allowed: %(readers)s.", readers=", ".join(sorted(_READERS)))
        )
    return reader(found)


def _whole(low: int, high: int) -> Reader:
    def read(found: Any) -> int:
        if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:
            raise ValueError(say("Write a whole number from %(low)s to %(high)s.", low=low, high=high))
        return found

    return read


def _amount(low: int | None = 0) -> Reader:
    def wanted() -> str:
        return say("Write a number.") if low is None else say("Write a number, %(low)s or more.", low=low)

    def read(found: Any) -> Decimal:
        if isinstance(found, bool) or not isinstance(found, int | float | str | Decimal):
            raise ValueError(wanted())
        try:
            number = Decimal(str(found))
        except InvalidOperation:
            raise ValueError(say("Write a number, such as 100000 or 2.5.")) from None
        if not number.is_finite() or (low is not None and number < low):
            raise ValueError(wanted())
        return number

    return read


def _rate(found: Any) -> Decimal:
    number: Decimal = _amount()(found)
    if number == 0:
        raise ValueError(say("A currency is worth more than 0."))
    return number


def _currency(found: Any) -> str:
    if not (isinstance(found, str) and len(found) == 3 and found.isascii() and found.isupper()):
        raise ValueError(say("Write a currency as three capital letters, such as EUR."))
    return found


def _one_of(allowed: tuple[str, ...]) -> Reader:
    def read(found: Any) -> str:
        if found not in allowed:
            raise ValueError(
                say("Write one of: %(known)s.", known=", ".join(word or "(empty)" for word in allowed))
            )
        return str(found)

    return read


def _list_of(item: Reader, says: str) -> Reader:
    def read(found: Any) -> tuple[Any, ...]:
        if not isinstance(found, list | tuple) or not found:
            raise ValueError(say("Write a list of %(what)s.", what=say(says)))
        return tuple(dict.fromkeys(item(entry) for entry in found))

    return read


def _table(key: Reader, value: Reader, says: str, base: Mapping[str, Any] | None = None) -> Reader:
    """A table; with a `base`, the entries that are not given keep their default."""

    def read(found: Any) -> dict[str, Any]:
        if not isinstance(found, Mapping):
            raise ValueError(say("Write a table of %(what)s.", what=say(says)))
        return {**(base or {}), **{key(name): value(item) for name, item in found.items()}}

    return read


def _word(found: Any) -> str:
    if not isinstance(found, str) or not found.strip():
        raise ValueError(say("Write a word."))
    return found.strip().lower()


_DAYS = _whole(1, 3650)
_READERS: dict[str, Reader] = {
    **{f.name: _DAYS for f in fields(Policy) if f.name.endswith("_days")},
    "currency": _currency,
    "rates": _table(_currency, _rate, mark("currencies and what one unit is worth")),
    "plan_arr": _amount(),
    "plan_stage": _whole(1, 4),
    "untiered_as": _one_of(TIERS),
    "required_sections": _list_of(_one_of(SECTIONS), mark("sections")),
    "criteria_min": _whole(0, 20),
    "criteria_max": _whole(1, 20),
    "proposal_stage": _whole(1, 4),
    "phase_stages": asking.read_stages,
    "phase_asks": asking.read_asks,
    "cadences": asking.read_cadences,
    "milestone_grace_days": _whole(0, 365),
    "decline_readings": _whole(2, 12),
    "decline_percent": _amount(),
    "red_exposure": _whole(1, 125),
    "red_product": _whole(1, 25),
    "red_severities": _list_of(_word, mark("severities")),
    "touch_days": _table(_one_of(TIERS), _DAYS, mark("tiers and days"), Policy().touch_days),
    "survey_floors": _table(_word, _amount(None), mark("survey units and their lowest good score")),
    "case_limit": _whole(0, 1000),
    "signals_needed": _whole(1, 3),
    "score_weights": _table(
        _one_of(tuple(SCORED)), _whole(0, 100), mark("parts of the score and their weights"), SCORED
    ),
    "answer_hours": _whole(1, 400),
    "rules_a_day": _whole(1, 1_000_000),
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
