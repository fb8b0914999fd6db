"""Rules that wait for a date: asked by the one sweep in the transaction in which the date counts as fired.

Where the house reminds or raises by itself, a rule that says the same (`housed`) drives it and does not double it:
switched on, it decides for each date whether the house speaks; switched off, the house is silent. While no such rule
is in force (there is none, it is a draft, it has stepped aside), the house goes by the policy alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from handrail.house.deadlines.sweeps import Firing

from . import engine, housed, queries
from .engine import Ask
from .facts import MISSED, REMINDERS, When
from .models import Rule

SPEAKS = ("acted", "limited", "failed", "refused", "no_data")
"""Answers after which the house speaks: also where the rule could not do its own part."""
Part = tuple[str, str]
"""A kind of date, and which part of what the house says of it: its reminders, or that it is missed."""


def heed(firings: Sequence[Firing]) -> set[int]:
    """The places of those that the house does not speak of. One statement where no rule waits for dates."""
    rules = queries.waiting_for(firing.deadline.name for firing in firings)
    further = {n for n, firing in enumerate(firings) if firing.passed.further}
    if not rules:
        return further
    asks = [(n, ask) for n, firing in enumerate(firings) for ask in asked(rules, firing)]
    judged = engine.consider(ask for _n, ask in asks)
    lets_speak = {(one.ask.rule.pk, one.ask.occasion) for one in judged if one.run.verdict in SPEAKS}
    lets = {n for n, ask in asks if (ask.rule.pk, ask.occasion) in lets_speak and ask.spoken}
    silent = governed(rules)
    return further | {n for n, firing in enumerate(firings) if part_of(firing) in silent and n not in lets}


def governed(rules: Sequence[tuple[Rule, When]]) -> set[Part]:
    """Parts of the house's own speaking that a rule decides about: one that is on, or off."""
    return {
        (when.name, when.at[0]) for rule, when in rules if rule.state in ("on", "off") and drives(rule, when)
    }


def drives(rule: Rule, when: When) -> bool:
    """Whether something that it does is what the house does of this date by itself."""
    return any(housed.is_house(said, when) for said in rule.then)


def part_of(firing: Firing) -> Part:
    return firing.deadline.name, MISSED if firing.misses else REMINDERS


def asked(rules: Sequence[tuple[Rule, When]], firing: Firing) -> list[Ask]:
    found = []
    for rule, when in rules:
        if rule.state == "off" or when.name != firing.deadline.name:
            continue
        if part_of(firing)[1] == when.at[0] and not firing.passed.further:
            found.append(ask(rule, when, firing, spoken=drives(rule, when)))
        elif firing.passed.offset in when.at:
            found.append(ask(rule, when, firing))
    return found


def ask(rule: Rule, when: When, firing: Firing, *, spoken: bool = False) -> Ask:
    return Ask(rule, when, firing.deadline.subject_id, firing.occasion, spoken=spoken)
