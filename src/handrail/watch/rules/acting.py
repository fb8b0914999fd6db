"""What a rule can do: each kind of action with its sentence and the verb that it calls.

`wiring.ACTIONS` lists them by name; a room adds its own there. An action is written `{nudge: owner, words: ...}`: its
name with what matters most, and what else there is to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from handrail import wiring
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import deeds, people
from .deeds import Deed, Param, Said
from .facts import KINDS, When
from .gathering import label


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
    """`says` makes its part of the sentence; `act` does it through the record's verb and tells what was done;
    `problems` are those that only the workspace's own records show."""

    deed: Deed
    says: Callable[[Said], str]
    act: Callable[[Doing], Effect]
    problems: Callable[[Said, When], Iterator[Problem]] = field(default=lambda said, when: iter(()))
    stays: str = ""
    """Why what it did can not be taken back; empty: its changes are."""

    @property
    def name(self) -> str:
        return self.deed.name

    @property
    def label(self) -> str:
        return self.deed.label

    @property
    def params(self) -> tuple[Param, ...]:
        return self.deed.params

    @property
    def kinds(self) -> frozenset[str]:
        return self.deed.kinds

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
    """What is wrong with the words of each action; where nothing is, what does not fit the workspace."""
    known = {name: action.deed for name, action in actions().items()}
    found = [problem for _number, problem in deeds.problems(then, when, known)]
    return found or [problem for said in then for problem in unknown_here(said, when)]


def unknown_here(said: Said, when: When) -> Iterator[Problem]:
    action = action_of(said)
    assert action is not None  # its words were looked at before
    for param in action.params:
        kind, _, key = str(said.get(param.name, "")).partition(":")
        if param.kind == "who" and kind == "member" and not people.here().filter(key=key).exists():
            words = say(
                "“%(value)s” does not fit “%(name)s”.", value=str(said[param.name])[:60], name=param.name
            )
            yield Problem("then", words, say("Nobody here has this key."))
    yield from action.problems(said, when)


def refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise Invalid(problems)
