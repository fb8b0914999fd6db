"""What a file gets wrong about a rule: its condition, what it does, and to whom. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handrail.house.workspaces.owners import Directory
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.watch.rules.deeds import DEEDS, deed_of, problems
from handrail.watch.rules.facts import When
from handrail.watch.rules.reading import when_of

from .entities import Account, Entity
from .findings import Finding
from .pointing import at, at_field

CODE = "rule.part"


def ruled(account: Account, directory: Directory) -> Iterator[Finding]:
    for rule in account.of("rule"):
        yield from judged(rule, directory)


def judged(rule: Entity, directory: Directory) -> Iterator[Finding]:
    """What starts it is read with the file; where that can not be, nothing else has a meaning."""
    try:
        when = when_of(rule.values["when"])
    except Invalid as refused:
        if not rule.values["when"] and "when" not in rule.row.places:
            yield finding(rule, "when", refused.problems[0])
        return
    yield from conditioned(rule, when)
    then = list(rule.values["then"])
    for number, problem in problems(then, when, DEEDS):
        yield done(rule, then, number, problem)
    for number, who in strangers(then, directory):
        words = say("“%(value)s” does not fit “%(name)s”.", value=who[:60], name="member")
        yield done(rule, then, number, Problem("then", words, say("Nobody here has this key.")))


def conditioned(rule: Entity, when: When) -> Iterator[Finding]:
    """The reader of conditions is loaded only where there is one."""
    condition = str(rule.values["condition"])
    if condition.strip():
        from handrail.watch.rules import checks

        yield from (finding(rule, "condition", problem) for problem in checks.problems(condition, when))


def finding(rule: Entity, name: str, problem: Problem) -> Finding:
    return at_field(rule, name, CODE, "error", problem.message, problem.fix)


def done(rule: Entity, then: Sequence[Any], number: int, problem: Problem) -> Finding:
    """At the action that it is about."""
    place = rule.place_of("then")
    path = (*place.row.place("then"), number) if then else place.row.place("then")
    return at(place.source, path, CODE, "error", problem.message, problem.fix)


def strangers(then: Sequence[Any], directory: Directory) -> Iterator[tuple[int, str]]:
    """Members whom an action names and the files do not; where these name nobody, they are elsewhere."""
    known = directory.by_key
    for number, said in enumerate(then) if known else ():
        deed = deed_of(said, DEEDS)
        for param in deed.params if deed is not None else ():
            kind, _, key = str(said.get(param.name, "") if isinstance(said, Mapping) else "").partition(":")
            if param.kind == "who" and kind == "member" and key.casefold() not in known:
                yield number, str(said[param.name])
