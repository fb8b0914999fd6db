"""What a rule can do: each kind of action with its sentence, what is wrong with it, and the verb that it calls.

`wiring.ACTIONS` lists them by name; a room adds its own there. An action is written `{nudge: owner, words: ...}`: its
name with what matters most, and what else there is to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from handrail import wiring
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import mark, say

from . import people
from .facts import KINDS, When
from .gathering import label
from .reading import nearest

Said = Mapping[str, Any]
MOST = 5
"""Actions of one rule."""


@dataclass(frozen=True, slots=True)
class Param:
    """One thing that an action can be told. `kind`: who, text, days, priority, stage, channel, field or flag."""

    name: str
    kind: str
    label: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Doing:
    """One action on one record: the rule, the run that it belongs to, and the record as it is now."""

    rule: Any
    occasion: str
    run: int
    row: Any
    said: Said

    @property
    def kind(self) -> str:
        return str(self.row._meta.model_name)

    @property
    def about(self) -> int | None:
        return self.row.pk if self.kind == "customer" else getattr(self.row, "customer_id", None)

    @property
    def path(self) -> str:
        return KINDS[self.kind].path.format(self.row.key)

    def who(self, name: str) -> Member | None:
        return people.named(str(self.said.get(name) or "owner"), self.row)

    def words(self, name: str) -> str:
        """A text of the rule with the record's names in it."""
        text = str(self.said.get(name) or "")
        customer = people.customer_of(self.row)
        return text.replace("{title}", label(self.row)).replace("{customer}", str(customer or ""))[:500]


Effect = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Action:
    """`says` makes its part of the sentence; `act` does it through the record's verb and tells what was done."""

    name: str
    label: str
    says: Callable[[Said], str]
    act: Callable[[Doing], Effect]
    params: tuple[Param, ...]
    kinds: frozenset[str] = frozenset()
    """Kinds of records that it can be done to; empty: to all."""
    house: bool = False
    """With a date, it is the house's own reminder or escalation of that date that this lets speak."""
    problems: Callable[[Said, When], Iterator[Problem]] = field(default=lambda said, when: iter(()))

    @property
    def main(self) -> Param:
        return self.params[0]


@cache
def actions() -> dict[str, Action]:
    """Every kind of action there is, by its name. One whose room is not there yet is left out."""
    found = {}
    for name, dotted in wiring.ACTIONS.items():
        module, _, attribute = dotted.rpartition(".")
        found[name] = getattr(import_module(module), attribute)
    return found


def action_of(said: Said) -> Action | None:
    return next((action for name, action in actions().items() if name in said), None)


def offered(when: When) -> list[Action]:
    return [one for one in actions().values() if not one.kinds or when.subject in one.kinds]


# -- in words -----------------------------------------------------------------------------------------------


def sentences(then: Sequence[Said]) -> list[str]:
    found = [(action_of(said), said) for said in then]
    return [action.says(said) if action else say("do something unknown") for action, said in found]


# -- before it is kept --------------------------------------------------------------------------------------


def problems(then: Any, when: When) -> list[Problem]:
    if not isinstance(then, list) or not then:
        return [
            Problem("then", say("It does not say what is to be done."), say("Choose at least one action."))
        ]
    if len(then) > MOST:
        return [
            Problem("then", say("Up to %(most)s things are done.", most=MOST), say("Make two rules of it."))
        ]
    return [problem for said in then for problem in problems_of(said, when)]


def problems_of(said: Any, when: When) -> Iterator[Problem]:
    action = action_of(said) if isinstance(said, dict) else None
    if action is None:
        name = next(iter(said), "") if isinstance(said, dict) else str(said)
        words = say("There is no action called “%(name)s”.", name=str(name)[:40])
        yield Problem("then", words, nearest(str(name), actions()))
        return
    if action.kinds and when.subject not in action.kinds:
        known = ", ".join(say(KINDS[kind].one) for kind in sorted(action.kinds))
        words = say(
            "“%(action)s” can not be done to %(what)s.", action=action.name, what=say(KINDS[when.subject].one)
        )
        yield Problem("then", words, say("It can be done to: %(known)s.", known=known))
        return
    known_names = {param.name for param in action.params}
    for name in said:
        if name not in known_names:
            words = say("“%(action)s” takes no “%(name)s”.", action=action.name, name=str(name)[:40])
            yield Problem("then", words, nearest(str(name), known_names))
    for param in action.params:
        yield from misread(param, said.get(param.name), action)
    yield from action.problems(said, when)


def misread(param: Param, value: Any, action: Action) -> Iterator[Problem]:
    if value in (None, ""):
        if param.needed:
            words = say("“%(action)s” needs “%(name)s”.", action=action.name, name=param.name)
            yield Problem("then", words, say(param.label))
        return
    wrong = WRONG.get(param.kind)
    if wrong is not None and (fix := wrong(value)):
        words = say("“%(value)s” does not fit “%(name)s”.", value=str(value)[:60], name=param.name)
        yield Problem("then", words, fix)


def wrong_who(value: Any) -> str:
    if isinstance(value, str) and people.PATTERN.fullmatch(value):
        kind, _, key = value.partition(":")
        if kind != "member" or people.here().filter(key=key).exists():
            return ""
        return say("Nobody here has this key.")
    return say("Write one of: %(known)s.", known=", ".join((*people.WHO, "job:CSM", "member:…")))


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
WHO = Param("who", "who", mark("Say who."))


def refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise Invalid(problems)
