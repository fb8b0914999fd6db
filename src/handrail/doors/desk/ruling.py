"""Rules on pages: what they are called, how a form says them, and what their log tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from handrail.house.people.queries import here
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web.numbers import whole
from handrail.kit.words import say
from handrail.watch.rules import acting, checks, deeds, people, queries, reading, taking_back, words
from handrail.watch.rules.facts import DEADLINE, EVENT, HAPPENS, KINDS, SCHEDULE, Fact, When, facts_of
from handrail.watch.rules.models import Rule, Run

from . import kinds
from .answers import at
from .words import Words

ACTIONS = 3
"""How many the form shows; a rule of a file may have more, and keeps them."""


def states() -> dict[str, Words]:
    return {"draft": _("Draft"), "dry": _("Dry run"), "on": _("Switched on"), "off": _("Switched off")}


TONES = {"draft": "", "dry": "accent", "on": "good", "off": ""}


def verdicts() -> dict[str, tuple[Words, str]]:
    """What a run came to, and how it looks."""
    return {
        "acted": (_("Acted"), "good"),
        "would": (_("Would have acted"), "accent"),
        "not_met": (_("Condition not met"), ""),
        "no_data": (_("Not enough is known"), "warn"),
        "held_back": (_("Held back"), ""),
        "refused": (_("Refused"), "warn"),
        "failed": (_("Failed"), "bad"),
        "loop": (_("Loop cut"), "warn"),
        "limited": (_("Left out: the day’s limit"), "warn"),
    }


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the list."""

    row: Rule
    sentence: str
    state: Words
    tone: str
    last: Run | None = None
    count: int = 0


def lines(rows: Sequence[Rule]) -> list[RuleLine]:
    """Three statements, and those for people who are named in a rule."""
    last, counts = queries.last_runs(rows), queries.counted(rows)
    called = states()
    return [
        RuleLine(
            row,
            queries.sentence(row),
            _("Stepped aside") if row.problem else called[row.state],
            "bad" if row.problem else TONES[row.state],
            last.get(row.pk),
            counts.get(row.pk, 0),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the log: on what, what came of it, why, and what was done."""

    run: Run
    url: str
    verdict: Words
    tone: str
    why: list[tuple[str, str]]
    effects: list[dict[str, str]]
    chain: list[str]
    back_url: str = ""
    """Where what it did is taken back, by whoever may."""
    back: dict[str, Any] | None = None


def log(runs: Iterable[Run]) -> list[RunLine]:
    return [logged(run) for run in runs]


def logged(run: Run) -> RunLine:
    said, tone = verdicts()[run.verdict]
    return RunLine(
        run,
        page_of(run.subject_kind, run.subject_key),
        said,
        tone,
        facts_seen(run.subject_kind, run.inputs),
        [effect(one) for one in run.effects],
        [key for key, _kind, _pk in run.chain[:-1]],
        at("rule-back", run.pk) if run.pk and taking_back.can(run) and taking_back.may(run) else "",
        taken_back(run),
    )


def facts_seen(subject: str, inputs: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a rule looked at, in words: the facts by their labels, and what they were."""
    labels = {fact.name: fact.label for fact in facts_of(subject, EVENT)} if subject in KINDS else {}
    return [(say(labels.get(name, name)), spoken(value)) for name, value in sorted(inputs.items())]


def taken_back(run: Run) -> dict[str, Any] | None:
    """By whom and when; None where all of it stands."""
    found = next((effect["back"] for effect in run.effects if "back" in effect), None)
    return {**found, "at": datetime.fromisoformat(found["at"])} if found else None


def spoken(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return _("not known")
    return words.thousands(str(value)) if isinstance(value, int) else words.called(str(value))


def effect(one: Mapping[str, str]) -> dict[str, str]:
    action = acting.actions().get(one["did"])
    return {
        "label": say(action.label) if action else one["did"],
        "title": one.get("title", ""),
        "url": page_of(one.get("kind", ""), one.get("key", "")),
        "words": one.get("words", ""),
    }


def page_of(kind: str, key: str) -> str:
    """The page of a record by its kind and key; empty where it has none."""
    if kind == "member":
        return at("person", key)
    if kind == "escalation":
        return at("raised-one", key)
    if kind == "submission":
        return at("came-in", key)
    if kind == "goal":
        return at("insight", key)
    known = kinds.BY_NAME.get(kind)
    if known is None or not key:
        return ""
    return at(known.page, key) if known.page != "record" else at("record", known, key)


# -- the form -----------------------------------------------------------------------------------------------


def starts() -> list[tuple[str, list[tuple[str, str]]]]:
    """What can start a rule, in groups: a value for the address, and words."""
    happened = [
        (f"{EVENT}:{kind.name}.{happens}", say(words.HAPPENED[happens], one=say(kind.one)))
        for kind in KINDS.values()
        for happens in (*HAPPENS[:4], *kind.further)
    ]
    health = [(f"{EVENT}:{reading.STANDING}", say(words.HAPPENED["health"]))]
    dated = [
        (f"{DEADLINE}:{name}", say("When %(what)s", what=say(words.DATED.get(name, kind.words))))
        for name, kind in reading.dates().items()
    ]
    each = [(f"{SCHEDULE}:{kind}", say(one.each)) for kind, one in KINDS.items()]
    return [
        (_("Something happens"), [*health, *happened]),
        (_("A date comes near"), dated),
        (_("It comes round, for"), each),
    ]


def start_of(when: When) -> str:
    said = reading.written(when)
    if when.trigger == SCHEDULE:
        return f"{SCHEDULE}:{when.subject}"
    return f"{when.trigger}:{said[when.trigger]}"


def empty(start: str) -> dict[str, Any]:
    """What starts a rule, as far as its first choice says."""
    trigger, _colon, said = start.partition(":")
    if trigger == SCHEDULE:
        return {SCHEDULE: "FREQ=WEEKLY;BYDAY=MO", "time": "09:00", "each": said}
    return {trigger: said}


def when_said(sent: QueryDict, start: str) -> dict[str, Any]:
    found = empty(start)
    if EVENT in found and (fields := sent.getlist("fields")):
        found["fields"] = fields
    if DEADLINE in found:
        said = sent.get("at", "").strip() or "reminders"
        found["at"] = said if said in ("reminders", "missed") else said.split(",")
    if SCHEDULE in found:
        found |= {SCHEDULE: sent.get("rule", ""), "time": sent.get("time", "")}
        found |= {"day": sent.get("day", "")} if sent.get("day") else {}
    return found


def then_said(sent: QueryDict, before: Sequence[Any]) -> list[Any]:
    """The actions of the form; what the form does not ask of one stays as it was."""
    found = []
    for number in range(ACTIONS):
        name = sent.get(f"do-{number}", "")
        if name in acting.actions():
            old = before[number] if number < len(before) and name in before[number] else {}
            said = {**old, **action_said(name, sent, number)}
            found.append({key: value for key, value in said.items() if value not in ("", None)})
    return [*found, *before[ACTIONS:]]


def action_said(name: str, sent: QueryDict, number: int) -> dict[str, Any]:
    who, text, extra = (sent.get(f"{part}-{number}", "").strip() for part in ("who", "text", "extra"))
    days = days_of(sent.get(f"days-{number}", "").strip(), f"days-{number}")
    known: dict[str, dict[str, Any]] = {
        "nudge": {"nudge": who or "owner", "words": text},
        "raise": {"raise": who or "manager", "words": text},
        "plan": {"plan": who or "owner", "title": text},
        "task": {"task": text, "for": who, "due": days},
        "card": {"card": text, "stage": extra, "for": who, "due": days},
        "review": {"review": 7 if days is None else days},
        "assign": {"assign": who},
        "set": {"set": pairs(extra)},
        "webhook": {"webhook": extra, "words": text},
    }
    return known.get(name, {name: who or text or True})


def days_of(text: str, field: str) -> int | None:
    days = whole(text, 4)
    if text and days is None:
        raise Invalid([Problem(field, _("Write a whole number of days."))])
    return days


def pairs(text: str) -> dict[str, str]:
    found = (line.partition("=") for line in text.split(","))
    return {name.strip(): value.strip() for name, _sign, value in found if name.strip()}


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as the form shows it."""

    number: int
    do: str
    who: str = ""
    text: str = ""
    days: Any = ""
    extra: str = ""


def action_rows(then: Sequence[Any]) -> list[ActionRow]:
    shown = [action_row(number, said) for number, said in enumerate(then[:ACTIONS])]
    return [*shown, *(ActionRow(number, "") for number in range(len(shown), ACTIONS))]


def action_row(number: int, said: Mapping[str, Any]) -> ActionRow:
    name = next((name for name in acting.actions() if name in said), "")
    who = said.get("for", "") if name in ("task", "card") else said.get(name, "")
    text = said.get(name, "") if name in ("task", "card") else said.get("words", said.get("title", ""))
    days = said.get("review", "") if name == "review" else said.get("due", "")
    extra = said.get("stage", said.get("webhook", ""))
    if name == "set":
        extra = ", ".join(f"{key} = {value}" for key, value in said["set"].items())
    return ActionRow(number, name, who if isinstance(who, str) else "", str(text), days, str(extra))


def row_said(row: Rule, sent: QueryDict, start: str) -> dict[str, Any]:
    """What a form says of a rule."""
    owner = here(sent.get("owner", ""))
    whose: dict[str, Any] = {"owner": owner} if owner is not None else {"owner": None, "owner_gap": "nobody"}
    return {
        **whose,
        "title": sent.get("title", "").strip() or _("New rule"),
        "when": when_said(sent, start),
        "condition": sent.get("condition", ""),
        "then": then_said(sent, row.then),
    }


def whose() -> list[tuple[str, str]]:
    """Whom an action can mean: roles first, then jobs, then people by name."""
    rows = list(people.here().order_by("name").values_list("key", "name", "job"))
    jobs = sorted({job for _key, _name, job in rows if job})
    return [
        *((who, people.called(who)) for who in deeds.WHO),
        *((f"job:{job}", people.called(f"job:{job}")) for job in jobs),
        *((f"member:{key}", name) for key, name, _job in rows),
    ]


def facts(when: When, like: str = "") -> list[Fact]:
    return [fact for fact in checks.known_facts(when) if fact.name.startswith(like)]
