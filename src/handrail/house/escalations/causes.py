"""Why something is raised, and how it ends by itself: pure, no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handrail.kit.words import mark, say

from .rungs import ADMIN, MANAGER, OWNER, TOP, Rung

HAND = "hand"


@dataclass(frozen=True, slots=True)
class Cause:
    """`why` is counted in `days` since the date; `gone` and `moved` are said when it ends by itself."""

    name: str
    words: str
    why: str
    gone: str
    moved: str
    chain: tuple[Rung, ...]


MISSED = Cause(
    name="milestone.due",
    words=mark("A milestone was missed"),
    why=mark("It was due %(days)s days ago and is not done."),
    gone=mark("The milestone was done, or is not needed any more."),
    moved=mark("The milestone has a new date."),
    chain=(Rung(OWNER, 8, True), Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP, 24)),
)
STALE = Cause(
    name="plan.updated",
    words=mark("A plan is stale after the sale"),
    why=mark("Nobody has updated this plan for %(days)s days."),
    gone=mark("The plan is complete, or is not needed any more."),
    moved=mark("The plan was brought up to date."),
    chain=(Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP, 24)),
)
CAUSES = {cause.name: cause for cause in (MISSED, STALE)}
HAND_CHAIN = (Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP, 24))
HAND_HOURS = Rung("", 8, True)
MOST_RUNGS, MOST_HOURS = 8, 24 * 90


def chain_of(cause: Cause, policy: Mapping[str, Any]) -> tuple[Rung, ...]:
    """The workspace's own chain where it has one that can be read (checked when saved), else the default."""
    given = policy.get("raised")
    chosen = given.get(cause.name) if isinstance(given, Mapping) else None
    if chosen is None:
        return cause.chain
    try:
        return read_chain(chosen)
    except ValueError:
        return cause.chain


def read_chain(found: Any) -> tuple[Rung, ...]:
    """A chain as a file or a form says it: "owner 8 working hours, manager 24 hours"."""
    if isinstance(found, str):
        found = [part for part in found.split(",") if part.strip()]
    if not isinstance(found, list | tuple) or not 0 < len(found) <= MOST_RUNGS:
        raise ValueError(say("Name one to %(most)s people, each with their time.", most=MOST_RUNGS))
    return tuple(read_rung(one) for one in found)


def read_rung(found: Any) -> Rung:
    words = found.split() if isinstance(found, str) else []
    match words:
        case [who, hours, "hours"] if known(who, hours):
            return Rung(who, int(hours), False)
        case [who, hours, "working", "hours"] if known(who, hours):
            return Rung(who, int(hours), True)
    raise ValueError(
        say(
            "Write who and how long, such as “manager 16 working hours”. Known: %(who)s.",
            who="owner, manager, admin, workspace_owner, member:<key>",
        )
    )


def known(who: str, hours: str) -> bool:
    named = who in (OWNER, MANAGER, ADMIN, TOP) or (who.startswith("member:") and len(who) > 7)
    return named and hours.isascii() and hours.isdigit() and 0 < int(hours) <= MOST_HOURS


def written(chain: tuple[Rung, ...]) -> str:
    """As `read_chain` reads it."""
    return ", ".join(f"{r.who} {r.hours} {'working hours' if r.working else 'hours'}" for r in chain)
