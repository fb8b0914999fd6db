"""What is wrong with the params of a check, before it is kept: what needs no database. No Django."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from handrail import wiring
from handrail.kit import cel
from handrail.kit.refusals import Problem
from handrail.kit.words import say

from . import checks
from .own import NAME, REQUIRED

Params = Mapping[str, Any]


def unknown_kind(kind: str) -> Problem:
    fix = say("Write one of: %(known)s.", known=", ".join(wiring.CHECKS))
    return Problem("kind", say("There is no check called “%(kind)s”.", kind=kind[:40]), fix)


def unknown_params(params: Params, takes: tuple[str, ...]) -> Iterator[Problem]:
    for name in params:
        if name not in takes:
            fix = say("Write one of: %(known)s.", known=", ".join(takes) or "{}")
            yield Problem("params", say("This check knows no “%(name)s”.", name=str(name)[:40]), fix)


def known_fields(params: Params) -> Iterator[Problem]:
    asked = params.get("fields")
    fix = say("Write some of: %(known)s.", known=", ".join(checks.REQUIRABLE))
    if not isinstance(asked, list) or not asked:
        yield Problem("params", say("Say which fields have to be filled in."), fix)
        return
    for name in asked:
        own = isinstance(name, str) and REQUIRED in name and NAME.fullmatch(name.removeprefix(REQUIRED))
        if name not in checks.REQUIRABLE and not own:
            yield Problem("params", say("A card has no field “%(name)s”.", name=str(name)[:40]), fix)


def clear(params: Params) -> Iterator[Problem]:
    """What is misspelt or does not answer yes or no is refused before it is kept."""
    try:
        cel.compiled(str(params.get("expression", "")), checks.SPOKEN)
    except cel.Unclear as problem:
        fix = say("Write a condition such as card.priority == 'high'.")
        yield Problem("params", say("This can not be worked out: %(problem)s", problem=str(problem)), fix)


def naming(what: str) -> Callable[[Params], Iterator[Problem]]:
    """That a record is named at all; whether it is there only its table knows."""

    def problems(params: Params) -> Iterator[Problem]:
        if not isinstance(params.get(what), str) or not params[what].strip():
            words = say("There is no %(noun)s “%(key)s” here.", noun=say(what), key="")
            yield Problem("params", words, say("Name one by its key."))

    return problems


SPELLING: dict[str, tuple[tuple[str, ...], Callable[[Params], Iterable[Problem]]]] = {
    "fields": (("fields",), known_fields),
    "checklist": ((), lambda params: ()),
    "review": ((), lambda params: ()),
    "decision": (("decision",), naming("decision")),
    "metric": (("metric",), naming("metric")),
    "expression": (("expression", "says"), clear),
    "order": ((), lambda params: ()),
}
"""Of the kinds of this room, what each takes; of those that later rooms add only the name is known here."""


def misspelt(kind: str, params: Params) -> Iterator[Problem]:
    """What a file says wrong of a check, without looking anything up."""
    if kind not in wiring.CHECKS:
        yield unknown_kind(kind)
    elif kind in SPELLING:
        takes, problems = SPELLING[kind]
        yield from unknown_params(params, takes)
        yield from problems(params)
