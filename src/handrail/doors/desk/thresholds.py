"""The policy as a form: each threshold with its words, read and written the way its default is shaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import available_timezones

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from handrail.house.access.workspace import edit_workspace
from handrail.house.deadlines.policy import read_offsets
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web.numbers import whole
from handrail.kit.words import quoted, say
from handrail.watch.health.foreseeing import Foreseen, foresee
from handrail.watch.health.policy import Policy
from handrail.watch.health.policy.sentences import DATES
from handrail.watch.health.queries import policy_of
from handrail.watch.health.thresholds import set_policy

from .controls import Control
from .words import Words

GROUPS: tuple[tuple[Words, tuple[tuple[str, Words, Words], ...]], ...] = (
    (
        _("When a plan is required"),
        (
            ("plan_stage", _("From stage"), _("1 to 4")),
            ("plan_arr", _("Above this yearly value"), ""),
            (
                "untiered_as",
                _("A customer without a tier counts as"),
                _("strategic, enterprise, commercial, or empty"),
            ),
            ("rates", _("Worth of other currencies"), _("One per line, such as USD: 0.92")),
        ),
    ),
    (
        _("When a plan is complete"),
        (
            ("required_sections", _("Required sections"), _("With commas between them.")),
            ("criteria_min", _("Least success criteria"), ""),
            ("criteria_max", _("Most success criteria"), ""),
        ),
    ),
    (
        _("The way of a plan"),
        (
            (
                "phase_stages",
                _("Phases go with stages of the deal"),
                _("One per line, such as develop: 3; stages are 1 to 4 and won."),
            ),
            (
                "phase_asks",
                _("What is asked on the way"),
                _(
                    "One per line, checks with ; between them: leave initiate: sections background outcomes. Checks:"
                    " sections, complete, required, criteria, stakeholders, phases, baselines, reviewed, deal, proven."
                ),
            ),
            ("proposal_stage", _("Our proposal waits from stage"), _("1 to 4")),
            (
                "cadences",
                _("How often you look at it with the customer"),
                _(
                    "One per line, such as implementation: 2 weeks; milestones is at each one, nothing is by hand."
                ),
            ),
        ),
    ),
    (
        _("When a plan is healthy"),
        (
            ("fresh_days", _("Updated within days"), ""),
            ("stale_days", _("At risk after days without update"), ""),
            ("review_days", _("Reviewed with the customer within days"), ""),
            ("engaged_days", _("At risk after days without contact"), ""),
            ("milestone_grace_days", _("A milestone may be late by days"), ""),
            ("decline_readings", _("Readings that make a trend"), ""),
            ("decline_percent", _("A decline counts from percent"), ""),
        ),
    ),
    (
        _("Decisions"),
        (
            (
                "decision_evidence",
                _("Evidence before something is approved"),
                _("asked: where the decision asks for it; customers: also of every customer; always."),
            ),
        ),
    ),
    (
        _("Risks and the renewal"),
        (
            ("red_severities", _("Red severities"), _("With commas between them.")),
            ("red_exposure", _("Red from exposure"), _("Likelihood x impact x closeness, of 125.")),
            ("red_product", _("Red from likelihood x impact"), _("Of 25, where closeness is not rated.")),
            ("red_renewal_days", _("A red risk counts days before the renewal"), ""),
            ("renewal_days", _("Something is ready days before the renewal"), ""),
        ),
    ),
    (
        _("Signals of a customer"),
        (
            (
                "touch_days",
                _("Days between touches, by tier"),
                _("One per line; the line without a tier is for all others."),
            ),
            ("usage_days", _("A usage reading counts for days"), ""),
            ("survey_days", _("A survey counts for days"), ""),
            ("survey_floors", _("Lowest good survey score"), _("One per line, such as nps: 0")),
            ("sentiment_days", _("A feeling counts for days"), ""),
            ("critical_case_days", _("A critical case may be open for days"), ""),
            ("case_days", _("A case may be open for days"), ""),
            ("case_limit", _("Open cases at once"), ""),
            ("request_days", _("A request is answered within days"), ""),
            (
                "answer_hours",
                _("What came in by a form is answered within working hours"),
                _("Eight are a working day. What came in before keeps the time that was promised."),
            ),
            (
                "feedback_time",
                _("Feedback is answered within"),
                _(
                    "48h or 2d are hours and days, 16wh or 2wd working hours and days: eight hours are one. It counts "
                    "from now on: what is asked already keeps the time that was promised."
                ),
            ),
            (
                "signals_needed",
                _("Signals needed besides a touch"),
                _("1 to 3 of usage, survey and feeling."),
            ),
        ),
    ),
    (
        _("Health score"),
        (
            (
                "score_weights",
                _("Weight of each part"),
                _("One per line, 0 to 100; 0 leaves a part out."),
            ),
        ),
    ),
)


PREFIX = "reminders."
LABELS: dict[str, Words] = {
    **{name: label for _title, fields in GROUPS for name, label, _help in fields},
    "day_starts": _("A day's work starts at"),
    "rules_a_day": _("Rules act up to so many times a day"),
    "milestone_raised_days": _("A milestone is raised after days"),
    "decision_raised_days": _("A decision is raised after days"),
}


def plain(name: str) -> str:
    """What a threshold is called on a page."""
    return quoted(str(LABELS.get(name, name)))


def sentences() -> list[str]:
    return policy_of(current().workspace).describe()


def groups(typed: QueryDict | None = None, problems: tuple[Problem, ...] = ()) -> list[dict[str, Any]]:
    now = policy_of(current().workspace).as_mapping()
    return [
        {
            "title": title,
            "controls": [
                control(name, label, help, now[name], typed, problems) for name, label, help in fields
            ],
        }
        for title, fields in GROUPS
    ] + [{"title": _("Reminders"), "controls": list(reminding(now, typed, problems))}]


def reminding(
    now: Mapping[str, Any], typed: QueryDict | None, problems: tuple[Problem, ...]
) -> Iterator[Control]:
    help = _("Whole days are due then: a reminder of today comes at this time.")
    yield control("day_starts", LABELS["day_starts"], help, now["day_starts"], typed, problems)
    most = _("At four fifths of it the owners of the workspace hear of it.")
    yield control("rules_a_day", LABELS["rules_a_day"], most, now["rules_a_day"], typed, problems)
    for number, (name, label) in enumerate(DATES.items()):
        first = _("-7d is 7 days before, 0d the day itself, +1w a week after; empty for never.")
        chosen = now["reminders"][name]
        mine = problems if PREFIX + name in {p.field for p in problems} else ()
        yield control(PREFIX + name, say(label), "" if number else first, chosen, typed, mine)


def control(
    name: str, label: Words, help: Words, value: Any, typed: QueryDict | None, problems: tuple[Problem, ...]
) -> Control:
    errors = [f"{problem.message} {problem.fix}" for problem in problems if problem.field == name]
    shown = typed[name] if typed is not None and name in typed else written(value)
    kind = "textarea" if isinstance(value, Mapping) else "text"
    return Control(name, label, help, kind, shown, errors=errors)


def written(value: Any) -> str:
    if isinstance(value, Mapping):
        lines = ((key, "; ".join(item) if isinstance(item, list) else item) for key, item in value.items())
        return "\n".join(f"{key}: {item}" for key, item in lines)
    return ", ".join(value) if isinstance(value, list) else str(value)


def save(data: QueryDict) -> None:
    set_policy(changes_in(data), revision=whole(data.get("revision", "")))


def preview(data: QueryDict) -> Foreseen:
    """What saving this would change."""
    return foresee(changes_in(data))


def changes_in(data: QueryDict) -> dict[str, Any]:
    """What differs from the defaults; the rest goes back to them. What was not sent stays as it is."""
    defaults = Policy(currency=current().workspace.currency).as_mapping()
    now = policy_of(current().workspace).as_mapping()
    known = [name for _title, fields in GROUPS for name, _label, _help in fields]
    given = {name: read(str(data[name]), defaults[name]) if name in data else now[name] for name in known}
    if "rules_a_day" in data:
        given["rules_a_day"] = read(str(data["rules_a_day"]), defaults["rules_a_day"])
    known += ["day_starts", "reminders", *(["rules_a_day"] if "rules_a_day" in data else [])]
    starts = data.get("day_starts", now["day_starts"])
    given |= {"day_starts": starts.strip(), "reminders": reminders(data)}
    given |= {"currency": current().workspace.currency}
    chosen = Policy.from_mapping(given, called=plain).as_mapping()
    return {name: chosen[name] if chosen[name] != defaults[name] else None for name in known}


def reminders(data: QueryDict) -> dict[str, tuple[str, ...]]:
    """Every line of the form, as before where it did not come; what can not be read is said beside its field."""
    chosen, problems = dict(policy_of(current().workspace).reminders), []
    for name, label in DATES.items():
        try:
            chosen[name] = read_offsets(data.get(PREFIX + name, chosen[name]))
        except ValueError as error:
            message = str(_("“%(name)s” is not understood.")) % {"name": say(label)}
            problems.append(Problem(PREFIX + name, message, str(error)))
    if problems:
        raise Invalid(problems)
    return chosen


def read(text: str, default: Any) -> Any:
    """Text as the policy's own reader wants it; what it does not understand it says itself."""
    text = text.strip()
    if isinstance(default, Mapping):
        parts = (line.partition(":") for line in text.splitlines() if line.strip())
        if any(isinstance(item, list) for item in default.values()):
            return {key.strip(): item.split(";") for key, _colon, item in parts}
        return {key.strip(): whole_or_text(item.strip()) for key, _colon, item in parts}
    if isinstance(default, list):
        return [word.strip() for word in text.split(",") if word.strip()]
    return whole_or_text(text) if isinstance(default, int) else text


def whole_or_text(text: str) -> int | str:
    """Text that is no plain number stays text: the policy's own reader says what is wrong with it."""
    number = whole(text, 19)
    return text if number is None else number


def rename(data: QueryDict) -> None:
    """Only what was sent: a form that broke off empties nothing."""
    given = {"name": data.get("name"), "time_zone": data.get("zone"), "currency": data.get("currency")}
    values = {name: value.strip() for name, value in given.items() if value is not None}
    if "currency" in values:
        values["currency"] = values["currency"].upper()
    edit_workspace(values)


def zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
