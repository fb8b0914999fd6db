"""Whether a rule's condition can be read, and whether it holds: pure, no Django.

A condition is CEL over named facts. What is misspelt, or does not fit, is refused with its place and the name that was
meant, before anybody keeps it. Where a fact has no value, the condition that needs it has no answer: no data is not no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from handrail.kit import cel
from handrail.kit.refusals import Problem
from handrail.kit.words import say

from .facts import Fact, When, facts_of

UNKNOWN = re.compile(r"undeclared reference to '([^']+)'")
OVERLOAD = re.compile(r"found no matching overload for '([^']+)' applied to '\(([^)]*)\)'")
ABSENT = re.compile(r'No value with name "([^"]+)"')
WORD = re.compile(r"[a-z_]+\.[a-z_]+")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")


@dataclass(frozen=True, slots=True)
class Answer:
    """`holds` None: something it needs is not known; `missing` says what. `problem`: it came to no answer at all."""

    holds: bool | None
    missing: str = ""
    problem: str = ""


@lru_cache(maxsize=256)
def names(when: When) -> cel.Names:
    return tuple((fact.name, fact.kind) for fact in facts_of(when.subject, when.trigger))


def problems(condition: str, when: When) -> list[Problem]:
    """What is wrong with it, with its place; nothing where it can be kept."""
    if not condition.strip():
        return []
    try:
        cel.compiled(condition, names(when))
    except cel.Unclear as error:
        return [Problem("condition", *explained(str(error), when))]
    return [*misfits(condition, when)]


def explained(message: str, when: When) -> tuple[str, str]:
    """The library's words as ours, and what to write instead."""
    place, _, rest = message.partition(": ")
    known = [name for name, _kind in names(when)]
    if found := UNKNOWN.search(rest or message):
        close = get_close_matches(found[1], known, n=1, cutoff=0.5)
        words = say("There is no fact called “%(name)s”", name=found[1])
        fix = (
            say("Did you mean %(name)s?", name=close[0]) if close else say("Look at the list of facts below.")
        )
        return at(words, place), fix
    if found := OVERLOAD.search(rest or message):
        kinds = " ".join(said_kind(kind) for kind in found[2].split(", "))
        words = say("“%(sign)s” does not fit %(kinds)s", sign=found[1].strip("_"), kinds=kinds)
        return at(words, place), say("Put text between quotation marks, and numbers without them.")
    return message[:300], say("Write a condition such as %(example)s.", example=example(when))


def at(words: str, place: str) -> str:
    found = re.search(r"\d+", place)
    return say("%(words)s, at character %(n)s.", words=words, n=found[0]) if found else f"{words}."


def said_kind(kind: str) -> str:
    return {"string": say("text"), "int": say("a number"), "bool": say("yes or no")}.get(kind, kind)


def example(when: When) -> str:
    first = facts_of(when.subject)[0]
    choice = next((fact for fact in facts_of(when.subject) if fact.choices), first)
    return f'{choice.name} == "{choice.choices[0] if choice.choices else "..."}"'


def misfits(condition: str, when: When) -> Iterable[Problem]:
    """Words that a fact never has: `deal.stage == "proposal"` would never hold."""
    known = {fact.name: fact for fact in facts_of(when.subject, when.trigger) if fact.choices}
    for found in COMPARED.finditer(condition):
        fact, value = known.get(found[1]), found[2]
        if fact is not None and value not in fact.choices:
            words = say("“%(fact)s” is never “%(value)s”", fact=fact.name, value=value[:60])
            close = get_close_matches(value, fact.choices, n=1, cutoff=0.6)
            fix = (
                say("Did you mean %(name)s?", name=close[0])
                if close
                else say("Write one of: %(known)s.", known=", ".join(word or '""' for word in fact.choices))
            )
            yield Problem("condition", at(words, str(found.start(2))), fix)


COMPARED = re.compile(r"\b([a-z_]+\.[a-z_]+)\s*[!=]=\s*\"([^\"]*)\"")


@lru_cache(maxsize=4_096)
def used(condition: str) -> frozenset[str]:
    """The facts that a condition names; what stands between quotation marks is text."""
    return frozenset(WORD.findall(QUOTED.sub('""', condition)))


def judge(condition: str, when: When, values: Mapping[str, Any]) -> Answer:
    """Whether it holds of these values; those that are None are not known."""
    if not condition.strip():
        return Answer(True)
    there = {name: value for name, value in values.items() if value is not None}
    try:
        return Answer(cel.true(condition, names(when), there))
    except cel.Unclear as error:
        found = ABSENT.search(str(error))
        return Answer(None, missing=found[1]) if found else Answer(None, problem=str(error)[:300])


def known_facts(when: When) -> tuple[Fact, ...]:
    return facts_of(when.subject, when.trigger)
