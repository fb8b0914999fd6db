"""The ledger's reader "rules": which changes concern a rule, and what it says to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handrail.house.ledger.append import Line, full_kind
from handrail.house.ledger.models import Claim, Event
from handrail.house.workspaces.scope import current

from . import engine, queries
from .engine import Ask, Link
from .facts import KINDS, When
from .heeding import ANY
from .models import Rule, Run

CAUSE, BACK = "rule:", "back:"
"""How the cause of what a run did begins; and before that, where it was taken back."""


def heard() -> frozenset[str]:
    """Kinds of records of which some change starts a rule here. No statement."""
    return frozenset(kind.partition(".")[0] for kind in events())


def events() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = current().workspace.heeds.get("events", {})
    return found


def touched(lines: Sequence[Line]) -> list[Line]:
    """No statement."""
    wanted = events()
    return [line for line in lines if concerns(wanted.get(full_kind(line)), line.changes)] if wanted else []


def concerns(fields: Sequence[str] | None, changes: Mapping[str, Any]) -> bool:
    if fields is None:
        return False
    return ANY in fields or any(name in changes or f"{name}_id" in changes for name in fields)


def consider_claimed(claims: Sequence[Claim]) -> None:
    """The events of these tickets, by every rule that listens to them."""
    found = Event.objects.filter(
        workspace_id=current().workspace_id,
        at__in={claim.event_at for claim in claims},
        id__in=[claim.event_id for claim in claims],
    )
    told = list(found.order_by("id"))
    rules, chains = queries.listening_to(event.kind for event in told), chains_of(told)
    engine.consider(
        ask
        for event in told
        for rule, when in rules[event.kind]
        for ask in asked(rule, when, event, chains.get(event.cause, ()))
    )


def asked(rule: Rule, when: When, event: Event, chain: tuple[Link, ...]) -> Iterator[Ask]:
    if not concerns(when.fields or (ANY,), event.changes):
        return
    subject = event.about_id if when.happens == "health" else event.subject_id
    if subject is not None:
        yield Ask(rule, when, subject, f"e{event.id}", before_of(when, event), chain)


def before_of(when: When, event: Event) -> dict[str, str]:
    """What its fields were before this change; what did not change has no "before"."""
    if when.happens == "health":
        old = event.changes.get("state", [None])[0]
        return {"before.health": old or "no_data"}
    pairs = {name: event.changes[name][0] for name in KINDS[when.subject].before if name in event.changes}
    return {f"before.{name}": str(old or "") for name, old in pairs.items()}


def chains_of(told: Sequence[Event]) -> dict[str, tuple[Link, ...]]:
    """{cause: the rules and records that led to it}. One statement where a rule did; none otherwise. What a run did
    and somebody took back was led to by the same: no rule does it again at once."""
    numbers = {
        event.cause: int(event.cause.rpartition(":")[2])
        for event in told
        if event.cause.removeprefix(BACK).startswith(CAUSE)
    }
    if not numbers:
        return {}
    runs = dict(Run.objects.filter(pk__in=numbers.values()).values_list("pk", "chain"))
    return {
        cause: tuple((str(key), str(kind), int(pk)) for key, kind, pk in runs.get(number, ()))
        for cause, number in numbers.items()
    }
