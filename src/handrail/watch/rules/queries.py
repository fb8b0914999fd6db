"""Reading rules and their runs. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from json import dumps, loads
from typing import Any

from django.db.models import Count, QuerySet

from handrail.house.ledger import reading
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotFound
from handrail.kit.words import say
from handrail.watch.health.queries import policy_of

from . import acting, words
from .facts import When
from .models import Rule, Run
from .reading import ledger_kinds, names_of, when_of

MOST_ID = 2**63


def at_work(states: Sequence[str] = ("on", "dry"), **wanted: Any) -> list[Rule]:
    """Rules that look at what happens, but those that have stepped aside. One statement."""
    rows = Rule.objects.filter(
        workspace_id=current().workspace_id, state__in=states, removed_at=None, problem="", **wanted
    )
    return list(rows.select_related("owner").order_by("pk"))


def listening_to(kinds: Iterable[str]) -> dict[str, list[tuple[Rule, When]]]:
    """{the ledger's kind of event: the rules at work that listen to it}. One statement."""
    kinds = set(kinds)
    said = {name for kind in kinds for name in names_of(kind)}
    found: dict[str, list[tuple[Rule, When]]] = {kind: [] for kind in kinds}
    for rule, when in with_meaning(at_work(when__event__in=sorted(said))):
        for kind in kinds.intersection(ledger_kinds(when)):
            found[kind].append((rule, when))
    return found


def waiting_for(names: Iterable[str]) -> list[tuple[Rule, When]]:
    """Rules that wait for dates of these names, also those that are switched off. One statement."""
    return with_meaning(at_work(("on", "dry", "off"), when__deadline__in=sorted(set(names))))


def meant(rule: Rule) -> When | None:
    """What starts it; None where that can not be read any more: the rule is left alone, and its page says so."""
    return read(dumps(rule.when, sort_keys=True))


def read_now(said: Any) -> When | None:
    """The same of what a form says."""
    return read(dumps(said, sort_keys=True, default=str))


@lru_cache(maxsize=4_096)
def read(text: str) -> When | None:
    try:
        return when_of(loads(text))
    except Invalid:
        return None


def with_meaning(rules: Iterable[Rule]) -> list[tuple[Rule, When]]:
    return [(rule, when) for rule in rules if (when := meant(rule)) is not None]


def sentence(rule: Rule) -> str:
    """The rule as one sentence; no statement but for people who are named in it."""
    when = meant(rule)
    if when is None:
        return rule.title
    return words.sentence(when, rule.condition, acting.sentences(rule.then), policy_of(current().workspace))


def listing(**filters: Any) -> QuerySet[Rule]:
    """One statement."""
    return reading.present(Rule).filter(**filters).order_by("title", "pk")


def get(key: str) -> Rule:
    """One statement; NotFound where there is none."""
    return reading.find(Rule, key)


def runs(rule: Rule | None = None) -> QuerySet[Run]:
    """The log, the newest first. One statement."""
    rows = Run.objects.filter(workspace_id=current().workspace_id).select_related("rule")
    return (rows.filter(rule=rule) if rule is not None else rows).order_by("-at", "-pk")


def run(number: int) -> Run:
    """One statement; NotFound where there is none, or it is about a customer whom one may not see."""
    found = runs().filter(pk=number).first() if number < MOST_ID else None
    if found is None:
        raise NotFound(say("There is no such line in the log."), say("Open the log of the rules again."))
    return found


def runs_of(kind: str, pk: int) -> QuerySet[Run]:
    """What rules did to one record, and why. One statement."""
    return runs().filter(subject_kind=kind, subject_id=pk)


def last_runs(rules: Sequence[Rule]) -> dict[int, Run]:
    """{rule: its last run that did something or would have}. One statement."""
    rows = Run.objects.filter(
        rule__in=rules, verdict__in=("acted", "would", "failed", "refused", "loop", "limited")
    )
    return {run.rule_id: run for run in rows.order_by("rule_id", "-at", "-pk").distinct("rule_id")}


def counted(rules: Sequence[Rule]) -> dict[int, int]:
    """{rule: how often it has acted}. One statement."""
    rows = Run.objects.filter(rule__in=rules, verdict="acted").values_list("rule_id").annotate(Count("pk"))
    return dict(rows)


def troubled() -> QuerySet[Rule]:
    """Rules that have stepped aside. One statement."""
    return listing(state__in=("on", "dry")).exclude(problem="")
