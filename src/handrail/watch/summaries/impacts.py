"""What each open issue means for the customer, where its own record has no room for that: whoever wrote it, wrote it
on what the issue is about, on a blocker that names it, or on a risk about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from django.db.models import Q

from handrail.record.blockers.effects import BLOCKED
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.states import OPEN as STANDS
from handrail.record.customers.models import Customer
from handrail.record.decisions import grounds
from handrail.record.decisions.models import Decision
from handrail.record.feedback.models import Feedback
from handrail.record.risks.models import Risk
from handrail.record.risks.states import OPEN
from handrail.record.tasks.models import Task

from .facts import Item, Lines

OWN = {
    "blocker": "blockers/%s/edit/customer_impact/",
    "decision": "decisions/%s/edit/customer_impact/",
    "risk": "risks/%s/edit/impact_text/",
}
"""Kinds on which it is written what they mean for the customer, and where."""


Words = defaultdict[str, list[tuple[int | None, str]]]
"""{kind:key: [(whose customer, what it means for them)]}."""


def kept_words() -> Words:
    return defaultdict(list)


@dataclass(slots=True)
class Told:
    """`own`: on the record itself. `named`: on a blocker or a risk that names it. `about`: what each is about."""

    own: Words = field(default_factory=kept_words)
    named: Words = field(default_factory=kept_words)
    about: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def of(self, one: Item) -> str:
        """Never in the words of another customer's record, which not everybody may see."""
        name = issue(one)
        above = [words for near in self.about[name] for words in self.own[near]]
        for customer, words in (*self.own[name], *self.named[name], *above):
            if customer in (None, one.customer):
                return words
        return ""


def issue(one: Item) -> str:
    """What is raised is the issue, not that it was raised."""
    return one.about if one.kind == "escalation" else f"{one.kind}:{one.key}"


def filled(lines: Lines) -> Lines:
    """With the impact of each, and with where it is written where nobody has. At most seven statements."""
    told = found({issue(one) for items in lines.values() for one in items if not one.impact})
    return {name: [settled(one, told) for one in items] for name, items in lines.items()}


def settled(one: Item, told: Told) -> Item:
    if one.impact:
        return one
    words = told.of(one)
    return replace(one, impact=words[:500]) if words else replace(one, where=where(one))


def where(one: Item) -> str:
    """On its own record, on the decision or the risk that it is about, or else on a blocker or a risk that names it."""
    for name in (issue(one), one.about):
        kind, _, key = name.partition(":")
        if kind in OWN:
            return OWN[kind] % quote(key, safe="")
    kind, _, key = quote(issue(one), safe=":").partition(":")
    if kind in BLOCKED:
        return f"blockers/new/?blocks={kind}:{key}"
    return f"risks/new/?customer={key}" if kind == "customer" else f"risks/new/?subject={kind}:{key}"


def found(names: set[str]) -> Told:
    told = Told()
    if names:
        for name, above in steps(names):
            told.about[name].append(above)
        further = {one for some in told.about.values() for one in some}
        for by, name, customer, text in written(names, names | further):
            if text.strip():
                (told.own if by == "own" else told.named)[name].append((customer, " ".join(text.split())))
    return told


def steps(names: set[str]) -> Iterator[tuple[str, str]]:
    """What tasks and feedback are about, and the decisions that lean on assumptions. Three statements."""
    keys = by_kind(names)
    models: tuple[tuple[str, Any], ...] = (("task", Task), ("feedback", Feedback))
    for kind, model in models:
        rows = model.objects.filter(key__in=keys[kind], removed_at=None).exclude(subject="")
        yield from ((f"{kind}:{key}", subject) for key, subject in rows.values_list("key", "subject"))
    if keys["assumption"]:
        for decision, assumption in grounds.ties(assumptions=keys["assumption"]):
            yield f"assumption:{assumption}", f"decision:{decision}"


def written(issues: set[str], names: set[str]) -> Iterator[tuple[str, str, int | None, str]]:
    """(own or named, kind:key, whose customer, words) on decisions, risks and blockers of these names; and on the open
    risks and blockers that name an issue, or are its customer's. Four statements."""
    keys = by_kind(names)
    decisions = Decision.objects.filter(key__in=keys["decision"], removed_at=None)
    for key, customer, words in decisions.values_list("key", "customer_id", "customer_impact"):
        yield "own", f"decision:{key}", customer, words
    customers = Customer.objects.filter(key__in=by_kind(issues)["customer"])
    whose = {pk: f"customer:{key}" for pk, key in customers.values_list("pk", "key")}
    of = Q(subject__in=issues) | Q(customer_id__in=whose)
    risks = Risk.objects.filter(Q(key__in=keys["risk"]) | of & Q(state__in=OPEN), removed_at=None)
    for key, subject, customer, words in risks.order_by("pk").values_list(
        "key", "subject", "customer_id", "impact_text"
    ):
        yield "own", f"risk:{key}", customer, words
        yield from (("named", name, customer, words) for name in (subject, whose.get(customer or 0, "")))
    held = Blocker.objects.filter(Q(key__in=keys["blocker"]) | Q(state__in=STANDS), removed_at=None)
    for key, blocks, customer, words in held.order_by("pk").values_list(
        "key", "blocks", "customer_id", "customer_impact"
    ):
        yield "own", f"blocker:{key}", customer, words
        yield from (("named", name, customer, words) for name in (*blocks, whose.get(customer or 0, "")))


def by_kind(names: Iterable[str]) -> defaultdict[str, list[str]]:
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        kind, _, key = name.partition(":")
        keys[kind].append(key)
    return keys
