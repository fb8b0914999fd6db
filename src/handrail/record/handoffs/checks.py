"""What has to hold before a handoff is accepted: each point, why, and what would pass it. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handrail.kit.words import mark, say

from .facts import POINTS, Ground, Item

TITLES = {
    "context": mark("The context is verified"),
    "items": mark("The open items are confirmed"),
    "cadence": mark("It is settled how often you meet them"),
    "promises": mark("The promises made before the sale are confirmed"),
}
TICK = mark("Look at it together, and tick it.")


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist. `ready` says that it may be ticked; `passed`, that it was and still holds."""

    code: str
    ready: bool
    passed: bool
    reason: str
    fix: str

    @property
    def title(self) -> str:
        return say(TITLES[self.code])


def points(ground: Ground) -> list[Point]:
    return [point(code, ground) for code in POINTS]


def point(code: str, ground: Ground) -> Point:
    for reason, fix in WANTS[code](ground):
        return Point(code, False, False, reason, fix)
    ticked = code in ground.ticked
    return Point(code, True, ticked, "" if ticked else say("Nobody has ticked it yet."), say(TICK))


def missing(ground: Ground) -> list[Point]:
    return [one for one in points(ground) if not one.passed]


def context(ground: Ground) -> Iterator[tuple[str, str]]:
    if not ground.context.strip():
        yield say("Nothing is written down."), say("Write what whoever takes over has to know.")


def cadence(ground: Ground) -> Iterator[tuple[str, str]]:
    if not ground.cadence.strip():
        yield say("Nobody has said how often."), say("Write it down, such as “every two weeks, Tuesdays”.")


def items(ground: Ground) -> Iterator[tuple[str, str]]:
    if bare := [item for item in ground.items if not item.owned]:
        yield named(mark("Nobody owns: %(names)s."), bare), say("Name one person for each open item.")
    if bare := [item for item in ground.items if item.due_on is None]:
        yield named(mark("Without a date: %(names)s."), bare), say("Give each open item a date.")


def promises(ground: Ground) -> Iterator[tuple[str, str]]:
    if bare := [one for one in ground.promises if not one.owned]:
        fix = say("Name one person for each promise, or settle it.")
        yield named(mark("Nobody owns: %(names)s."), bare), fix


def named(template: str, found: list[Item]) -> str:
    names = ", ".join(say("“%(name)s”", name=item.title[:80]) for item in found[:3])
    more = say(" and %(n)s more", n=len(found) - 3) if len(found) > 3 else ""
    return say(template, names=names + more)


WANTS = {"context": context, "items": items, "cadence": cadence, "promises": promises}
