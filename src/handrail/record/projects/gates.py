"""The kinds of checks there are: each with its judge, its sentences, and what it has to look up.

`wiring.CHECKS` lists them by name; a later room adds its own there, and boards ask it from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from handrail import wiring
from handrail.kit.refusals import Problem
from handrail.kit.words import mark, say
from handrail.record.decisions.models import Decision
from handrail.record.metrics import queries as metrics
from handrail.record.metrics.models import Metric

from . import blocking, checks, words
from .facts import CardFacts, CheckFacts
from .params import Params, clear, known_fields, unknown_kind, unknown_params

Learn = Callable[[Sequence[CheckFacts], Sequence[CardFacts]], Mapping[str, Any]]


def nothing(asked: Sequence[CheckFacts], cards: Sequence[CardFacts]) -> Mapping[str, Any]:
    return {}


def any_params(params: Params) -> Iterable[Problem]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One kind of check. `learn` gives what the judge needs to know by the check's key, in few statements for all
    cards of a move; `problems` says what is wrong with params before they are kept."""

    name: str
    label: str
    judge: checks.Judge
    takes: tuple[str, ...] = ()
    learn: Learn = nothing
    problems: Callable[[Params], Iterable[Problem]] = any_params
    phrases: Mapping[str, words.Phrases] = field(default_factory=dict)


@cache
def gates() -> dict[str, Gate]:
    """Every kind of check there is, by its name."""
    found = {}
    for name, dotted in wiring.CHECKS.items():
        module, _, attribute = dotted.rpartition(".")
        found[name] = getattr(import_module(module), attribute)
    return found


@cache
def judges() -> dict[str, checks.Judge]:
    return {name: gate.judge for name, gate in gates().items()}


@cache
def phrases() -> dict[str, words.Phrases]:
    return {code: said for gate in gates().values() for code, said in gate.phrases.items()}


def said(verdict: Any) -> words.Said:
    return words.said(verdict, phrases())


def learned(asked: Iterable[CheckFacts], cards: Sequence[CardFacts]) -> dict[str, Any]:
    """What all these checks have to know: each kind looks it up once."""
    by_kind: dict[str, list[CheckFacts]] = {}
    for check in asked:
        by_kind.setdefault(check.kind, []).append(check)
    known: dict[str, Any] = {}
    for kind, some in by_kind.items():
        if kind in gates():
            known |= gates()[kind].learn(some, cards)
    return known


def problems_of(kind: str, params: Params) -> Iterator[Problem]:
    gate = gates().get(kind)
    if gate is None:
        yield unknown_kind(kind)
        return
    yield from unknown_params(params, gate.takes)
    yield from gate.problems(params)


# -- the kinds of this room ---------------------------------------------------------------------------------


def named(what: str, model: Any) -> Callable[[Params], Iterator[Problem]]:
    def problems(params: Params) -> Iterator[Problem]:
        key = params.get(what)
        there = isinstance(key, str) and model.objects.filter(key=key, removed_at=None).exists()
        if not there:
            yield Problem(
                "params",
                say("There is no %(noun)s “%(key)s” here.", noun=say(what), key=str(key or "")[:80]),
                say("Name one by its key."),
            )

    return problems


def keys_in(asked: Sequence[CheckFacts], name: str) -> dict[str, str]:
    return {check.key: str(check.params.get(name, "")) for check in asked}


def decisions_of(asked: Sequence[CheckFacts], cards: Sequence[CardFacts]) -> Mapping[str, Any]:
    """One statement."""
    wanted = keys_in(asked, "decision")
    rows = Decision.objects.filter(key__in=set(wanted.values()), removed_at=None)
    there = {key: (title, state) for key, title, state in rows.values_list("key", "title", "state")}
    return {check: there[key] for check, key in wanted.items() if key in there}


def metrics_of(asked: Sequence[CheckFacts], cards: Sequence[CardFacts]) -> Mapping[str, Any]:
    """Two statements."""
    wanted = keys_in(asked, "metric")
    rows = {row.key: row for row in Metric.objects.filter(key__in=set(wanted.values()), removed_at=None)}
    last = metrics.readings_of([row.pk for row in rows.values()], each=1)
    found = {}
    for check, key in wanted.items():
        if (row := rows.get(key)) is not None:
            values = last.get(row.pk)
            latest = values[-1].value if values else None
            found[check] = (row.name, row.unit, row.direction, row.target, latest)
    return found


def blockers_of(asked: Sequence[CheckFacts], cards: Sequence[CardFacts]) -> Mapping[str, Any]:
    """{card's key: what holds it up}."""
    found = blocking.of(cards)
    return {check.key: found for check in asked}


FIELDS = Gate(
    name="fields", label=mark("Fields are filled in"), judge=checks.fields, takes=("fields",),
    problems=known_fields,
)  # fmt: skip
ORDER = Gate(
    name="order", label=mark("No open blocker"), judge=checks.in_order, learn=blockers_of,
)  # fmt: skip
CHECKLIST = Gate(name="checklist", label=mark("The checklist is done"), judge=checks.checklist)
REVIEW = Gate(name="review", label=mark("The reviewer has approved"), judge=checks.reviewed)
DECISION = Gate(
    name="decision", label=mark("A decision is approved"), judge=checks.decided, takes=("decision",),
    learn=decisions_of, problems=named("decision", Decision),
)  # fmt: skip
METRIC = Gate(
    name="metric", label=mark("A metric has reached its target"), judge=checks.at_target, takes=("metric",),
    learn=metrics_of, problems=named("metric", Metric),
)  # fmt: skip
EXPRESSION = Gate(
    name="expression", label=mark("A condition holds"), judge=checks.expression,
    takes=("expression", "says"), problems=clear,
)  # fmt: skip
