"""Reading when a rule starts, as it stands in a file, a row or a form: pure, no Django.

`{event: opportunity.saved, fields: [stage, arr]}`, `{deadline: milestone.due, at: reminders}` or
`{schedule: FREQ=MONTHLY;BYMONTHDAY=1, time: "09:00", each: plan}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from handrail.house.deadlines.kinds import Kind as DateKind
from handrail.house.deadlines.policy import read_offsets
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.watch.health.policy.kinds import KINDS as DATES
from handrail.watch.reviews import recurrence

from .facts import (
    DEADLINE,
    EVENT,
    KINDS,
    MISSED,
    MONTHLY,
    REMINDERS,
    SAVED,
    SCHEDULE,
    TRIGGERS,
    YEARLY,
    When,
)

KEYS = {
    EVENT: ("event", "fields"),
    DEADLINE: ("deadline", "at"),
    SCHEDULE: ("schedule", "time", "each", "day"),
}
STANDING = "customer.health"
"""What a manager calls it when the state of a customer changes; the ledger's own word is standing.changed."""
DAYS_OF: dict[str, tuple[str, ...]] = {"customer": ("anniversary_on", "renewal_on")}
"""Fields that may say on which day of the month each record has its turn."""


@cache
def dates() -> dict[str, DateKind]:
    """Kinds of dates that a rule can wait for, by their names."""
    return {kind.name: kind for kind in DATES if kind.name.partition(".")[0] in KINDS}


def when_of(found: Any) -> When:
    """What starts the rule. Invalid, with what to write instead, where it can not be read."""
    if not isinstance(found, Mapping) or len(named := [name for name in TRIGGERS if name in found]) != 1:
        fix = say("Write one of: %(known)s.", known="event, deadline, schedule")
        raise Invalid([Problem("when", say("It does not say what starts the rule."), fix)])
    trigger = named[0]
    if unknown := [str(key) for key in found if key not in KEYS[trigger]]:
        raise unclear(
            say("“%(key)s” is not known here.", key=unknown[0][:40]), nearest(unknown[0], KEYS[trigger])
        )
    return READERS[trigger](found)


def event(found: Mapping[str, Any]) -> When:
    said = str(found["event"])
    if said == STANDING:
        return When(trigger=EVENT, subject="customer", happens="health")
    subject, _, happens = said.partition(".")
    if subject not in KINDS or happens not in KINDS[subject].happens:
        raise unclear(
            say("Nothing is known that is called “%(said)s”.", said=said[:60]), nearest(said, events())
        )
    fields = texts(found.get("fields"))
    for name in fields:
        if name not in KINDS[subject].fields:
            words = say("“%(name)s” is no field that a rule can look at.", name=name[:40])
            raise unclear(words, nearest(name, KINDS[subject].fields))
    return When(trigger=EVENT, subject=subject, happens=happens, fields=fields)


def events() -> list[str]:
    return [*(f"{kind.name}.{happens}" for kind in KINDS.values() for happens in kind.happens), STANDING]


def deadline(found: Mapping[str, Any]) -> When:
    name = str(found["deadline"])
    kind = dates().get(name)
    if kind is None:
        raise unclear(say("There is no date called “%(name)s”.", name=name[:60]), nearest(name, dates()))
    at = found.get("at", REMINDERS)
    if at == MISSED and not kind.missed:
        raise unclear(say("This date can not be missed."), say("Write distances such as -7d, 0d."))
    if at in (REMINDERS, MISSED):
        return When(trigger=DEADLINE, subject=name.partition(".")[0], name=name, at=(at,))
    try:
        offsets = read_offsets(at)
    except ValueError as error:
        raise unclear(str(error), "at: [-7d, 0d]") from None
    if not offsets:
        raise unclear(say("It does not say how long before or after the date."), "at: [-7d, 0d]")
    return When(trigger=DEADLINE, subject=name.partition(".")[0], name=name, at=offsets)


def schedule(found: Mapping[str, Any]) -> When:
    each, day = str(found.get("each", "")), str(found.get("day", ""))
    if each not in KINDS:
        raise unclear(say("It does not say for which records."), nearest(each, KINDS))
    rule = understood(recurrence.read, str(found["schedule"]))
    time = understood(recurrence.time_of, time_text(found.get("time", "09:00")))
    if day and day not in DAYS_OF.get(each, ()):
        raise unclear(
            say("“%(name)s” is not the day of each.", name=day[:40]), nearest(day, DAYS_OF.get(each, ()))
        )
    if day and rule not in (MONTHLY, YEARLY):
        words = say("With a day of its own each comes round once a month or once a year.")
        raise unclear(words, say("Write one of: %(known)s.", known=f"{MONTHLY}, {YEARLY}"))
    return When(trigger=SCHEDULE, subject=each, rule=rule, time=f"{time:%H:%M}", day=day)


def time_text(raw: Any) -> str:
    """YAML takes 10:30 for a number of minutes where nobody quotes it."""
    whole = isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 24 * 60
    return f"{raw // 60:02}:{raw % 60:02}" if whole else str(raw)


def understood(reader: Callable[[str], Any], text: str) -> Any:
    try:
        return reader(text)
    except ValueError as error:
        raise unclear(str(error), "FREQ=WEEKLY;BYDAY=MO") from None


READERS: dict[str, Callable[[Mapping[str, Any]], When]] = {
    EVENT: event,
    DEADLINE: deadline,
    SCHEDULE: schedule,
}


def unclear(message: str, fix: str) -> Invalid:
    return Invalid([Problem("when", message, fix)])


def nearest(said: str, known: Any) -> str:
    """The name that was meant, perhaps; else all there are."""
    close = get_close_matches(said, list(known), n=1, cutoff=0.6)
    if close:
        return say("Did you mean %(name)s?", name=close[0])
    return say("Write one of: %(known)s.", known=", ".join(known))


def texts(raw: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in (raw if isinstance(raw, list | tuple) else [raw] if raw else ()))


def written(when: When) -> dict[str, Any]:
    """The one way in which this is kept."""
    if when.trigger == EVENT:
        happens = STANDING if when.happens == "health" else f"{when.subject}.{when.happens}"
        return {"event": happens, **({"fields": list(when.fields)} if when.fields else {})}
    if when.trigger == DEADLINE:
        at = when.at[0] if when.at[0] in (REMINDERS, MISSED) else list(when.at)
        return {"deadline": when.name, "at": at}
    day = {"day": when.day} if when.day else {}
    return {"schedule": when.rule, "time": when.time, "each": when.subject, **day}


def ledger_kinds(when: When) -> Iterator[str]:
    """What the ledger calls the events that this rule listens to."""
    if when.trigger != EVENT:
        return
    if when.happens == "health":
        yield "standing.changed"
    elif when.happens == SAVED:
        yield from (f"{when.subject}.{one}" for one in ("created", "changed", "restored"))
    else:
        yield f"{when.subject}.{when.happens}"


def names_of(kind: str) -> Iterator[str]:
    """By which words a rule listens to events that the ledger calls so: what `ledger_kinds` undoes."""
    if kind == "standing.changed":
        yield STANDING
        return
    subject, _, happens = kind.partition(".")
    yield kind
    if happens in ("created", "changed", "restored"):
        yield f"{subject}.{SAVED}"
