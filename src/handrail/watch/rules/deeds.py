"""What a rule can do, as it stands in a file: each kind of action with what it takes, and what is wrong with one.
Pure, no Django: the verbs that they call are `actions.py`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handrail.kit.refusals import Problem
from handrail.kit.words import mark, say

from .facts import KINDS, LEVELS, When, facts_of
from .reading import nearest

Said = Mapping[str, Any]
MOST = 5
"""Actions of one rule."""
WHO = ("owner", "customer_owner", "manager", "admin", "workspace_owner")
PATTERN = re.compile(
    r"owner|customer_owner|manager|admin|workspace_owner|job:[\w /&-]{1,60}|member:[\w.~-]{1,80}"
)
REVIEWED = {"plan": "next_review_on", "risk": "review_on"}
SETTABLE = {
    "customer": ("tier", "sentiment", "industry", "region", "size"),
    "opportunity": ("kind", "sa_validated"),
    "renewal": ("forecast", "risk_reason"),
    "supportcase": ("severity", "escalated"),
    "plan": ("phase", "status", "next_review_on"),
    "milestone": ("state", "due_on"),
    "task": ("state", "priority", "next_action", "due_on"),
    "risk": ("state", "severity", "review_on"),
    "decision": ("state", "due_on"),
    "project": ("state",),
    "customerrequest": ("kind", "state"),
    "handoff": ("due_on",),
    "promise": ("due_on",),
    "assumption": ("due_on",),
    "blocker": ("due_on",),
    "scopechange": ("due_on",),
}
"""What a rule may set: never the words of people, nor what a CRM is the truth of."""


@dataclass(frozen=True, slots=True)
class Param:
    """One thing that an action can be told. `kind`: who, text, days, priority, stage, channel, field or flag."""

    name: str
    kind: str
    label: str
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One kind of action. The first of `params` bears its name and is what matters most."""

    name: str
    label: str
    params: tuple[Param, ...]
    kinds: frozenset[str] = frozenset()
    """Kinds of records that it can be done to; empty: to all."""
    problems: Callable[[Said, When], Iterator[Problem]] = field(default=lambda said, when: iter(()))


UNGIVEN = {"supportcase", "escalation", "scopechange", "submission"}
"""What no rule gives to somebody: it has an owner elsewhere, or people say who decides."""


# -- what is wrong with one ---------------------------------------------------------------------------------


def problems(then: Any, when: When, deeds: Mapping[str, Deed]) -> Iterator[tuple[int, Problem]]:
    """Each with the number of the action that it is about; 0 where it is about all of them."""
    if not isinstance(then, list) or not then:
        yield (
            0,
            Problem("then", say("It does not say what is to be done."), say("Choose at least one action.")),
        )
        return
    if len(then) > MOST:
        yield (
            0,
            Problem("then", say("Up to %(most)s things are done.", most=MOST), say("Make two rules of it.")),
        )
        return
    for number, said in enumerate(then):
        yield from ((number, problem) for problem in problems_of(said, when, deeds))


def deed_of(said: Any, deeds: Mapping[str, Deed]) -> Deed | None:
    return next((deeds[name] for name in deeds if name in said), None) if isinstance(said, Mapping) else None


def problems_of(said: Any, when: When, deeds: Mapping[str, Deed]) -> Iterator[Problem]:
    deed = deed_of(said, deeds)
    if deed is None:
        name = next(iter(said), "") if isinstance(said, Mapping) else str(said)
        words = say("There is no action called “%(name)s”.", name=str(name)[:40])
        yield Problem("then", words, nearest(str(name), deeds))
        return
    if deed.kinds and when.subject not in deed.kinds:
        known = ", ".join(say(KINDS[kind].one) for kind in sorted(deed.kinds))
        words = say(
            "“%(action)s” can not be done to %(what)s.", action=deed.name, what=say(KINDS[when.subject].one)
        )
        yield Problem("then", words, say("It can be done to: %(known)s.", known=known))
        return
    known_names = {param.name for param in deed.params}
    for name in said:
        if name not in known_names:
            words = say("“%(action)s” takes no “%(name)s”.", action=deed.name, name=str(name)[:40])
            yield Problem("then", words, nearest(str(name), sorted(known_names)))
    for param in deed.params:
        yield from misread(param, said.get(param.name), deed)
    yield from deed.problems(said, when)


def misread(param: Param, value: Any, deed: Deed) -> Iterator[Problem]:
    if value in (None, ""):
        if param.needed:
            words = say("“%(action)s” needs “%(name)s”.", action=deed.name, name=param.name)
            yield Problem("then", words, say(param.label))
        return
    wrong = WRONG.get(param.kind)
    if wrong is not None and (fix := wrong(value)):
        words = say("“%(value)s” does not fit “%(name)s”.", value=str(value)[:60], name=param.name)
        yield Problem("then", words, fix)


def wrong_who(value: Any) -> str:
    if isinstance(value, str) and PATTERN.fullmatch(value):
        return ""
    return say("Write one of: %(known)s.", known=", ".join((*WHO, "job:CSM", "member:…")))


def wrong_text(value: Any) -> str:
    return "" if isinstance(value, str) and len(value) <= 300 else say("Write up to 300 letters.")


def wrong_days(value: Any) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 365
    return "" if whole else say("Write a whole number of days, up to 365.")


def wrong_flag(value: Any) -> str:
    return "" if value is True else say("Write true.")


WRONG: dict[str, Callable[[Any], str]] = {
    "who": wrong_who,
    "text": wrong_text,
    "days": wrong_days,
    "flag": wrong_flag,
}


def no_priority(said: Said, when: When) -> Iterator[Problem]:
    if said.get("priority") not in (None, *LEVELS):
        words = say("“%(value)s” is no priority.", value=str(said["priority"])[:40])
        yield Problem("then", words, say("Write one of: %(known)s.", known=", ".join(filter(None, LEVELS))))


def unfit(said: Said, when: When) -> Iterator[Problem]:
    """Each field must be one that a rule may set, and of few words one of these."""
    given = said.get("set")
    if not isinstance(given, Mapping) or not given:
        yield Problem("then", say("It does not say which field is set to what."), "set: {priority: high}")
        return
    alias = KINDS[when.subject].alias
    choices = {fact.name: fact.choices for fact in facts_of(when.subject)}
    for name, value in given.items():
        known = choices.get(f"{alias}.{name}", ())
        if name not in SETTABLE[when.subject]:
            words = say("A rule can not set “%(name)s”.", name=str(name)[:40])
            yield Problem(
                "then", words, say("Write one of: %(known)s.", known=", ".join(SETTABLE[when.subject]))
            )
        elif known and value not in known:
            words = say("“%(fact)s” is never “%(value)s”", fact=name, value=str(value)[:60])
            yield Problem("then", f"{words}.", nearest(str(value), [word or '""' for word in known]))


# -- the list -----------------------------------------------------------------------------------------------

FOR, DUE = Param("for", "who", mark("Who does it.")), Param("due", "days", mark("Days until it is due."))
PRIORITY = Param("priority", "priority", mark("How urgent it is."))
WORDS = Param("words", "text", mark("What they are told. {title} and {customer} are filled in."))

DEEDS: dict[str, Deed] = {
    deed.name: deed
    for deed in (
        Deed(name="nudge", label=mark("Remind somebody"),
             params=(Param("nudge", "who", mark("Who is told."), True), WORDS)),
        Deed(name="raise", label=mark("Raise it to somebody"),
             params=(Param("raise", "who", mark("To whom it is raised."), True), WORDS)),
        Deed(name="plan", label=mark("Make a success plan"), kinds=frozenset({"opportunity", "customer"}),
             params=(Param("plan", "who", mark("Who owns the plan."), True),
                     Param("title", "text", mark("What it is called.")))),
        Deed(name="task", label=mark("Make a task"), problems=no_priority,
             params=(Param("task", "text", mark("What is to be done."), True), FOR, DUE, PRIORITY)),
        Deed(name="card", label=mark("Put a card on a board"),
             params=(Param("card", "text", mark("What is to be done."), True),
                     Param("stage", "text", mark("The key of the stage."), True), FOR, DUE)),
        Deed(name="review", label=mark("Ask for a review"), kinds=frozenset(REVIEWED),
             params=(Param("review", "days", mark("Within how many days."), True),)),
        Deed(name="assign", label=mark("Give it to somebody"), kinds=frozenset(KINDS) - UNGIVEN,
             params=(Param("assign", "who", mark("Whose it becomes."), True),)),
        Deed(name="set", label=mark("Set a field"), problems=unfit, kinds=frozenset(SETTABLE),
             params=(Param("set", "field", mark("Which field gets which value."), True),)),
        Deed(name="webhook", label=mark("Tell another program"),
             params=(Param("webhook", "channel", mark("The key of a channel of the workspace."), True), WORDS)),
        Deed(name="handoff", label=mark("Start a handoff"), kinds=frozenset({"opportunity"}),
             params=(Param("handoff", "flag", mark("Write true."), True),)),
        Deed(name="block", label=mark("Block our proposal"), kinds=frozenset({"opportunity"}),
             params=(Param("block", "flag", mark("Write true."), True),)),
    )
}  # fmt: skip
