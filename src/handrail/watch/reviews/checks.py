"""What gets on the agenda, and why: pure judgement over plain facts. No Django.

The same facts and the same day give the same agenda, in the same order: the worst first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from . import asked
from .facts import AtRisk, Left, LetThrough, Name, Point, Reason, Silent, Thing, World

MOST = 200
"""So many can be looked at together; the worst are."""
STALE = {"task": 8, "decision": 14, "risk": 30}
"""Days without a change after which work that has begun is stale: longer ago than the last weekly review."""
REPEATED = 2
"""In so many reviews before, one after the other, and now again: the third time in three cycles."""
WEIGHTS = {
    "survived": 90, "no_mitigation": 70, "no_fallback": 65, "blocked": 60,
    "at_risk": 55, "repeated": 50, "overdue": 40, "gap": 35, "soon": 30,
    "let_through": 25, "left": 20, "silent": 15, "stale": 10,
}  # fmt: skip
WEIGHED = {**WEIGHTS, **asked.WEIGHTS}
EXCEPTIONS = frozenset(
    {"no_mitigation", "no_fallback", "blocked", "overdue", "gap", "stale", "silent", "at_risk"}
)
"""Codes that count as the same exception again."""
DAILY = frozenset({"blocked", "overdue", "soon", "survived"})
"""What a daily check looks at: the urgent."""


def agenda(world: World, kind: str) -> list[Point]:
    """The questions as they are asked, then every exception with all its reasons, the worst first; not more than can be
    looked at is the caller's to cut."""
    points = merged(
        [
            *(replace(point, weight=weight(point.reasons)) for point in asked.points(world.cycle, kind)),
            *(found(world, kind) if kind not in asked.NARROW else ()),
            *(left_over(one) for one in world.left if kind != "daily" or not one.kind),
        ]
    )
    places = {one.says: place for place, one in enumerate(world.cycle.questions)}
    return sorted(
        points,
        key=lambda point: (
            places.get(point.title, len(places)), -point.weight, point.kind, point.key, point.title
        ),
    )  # fmt: skip


def fitting(points: Sequence[Point]) -> list[Point]:
    """The worst, as many as can be looked at; and each card that was let through, which has no other day."""
    return [point for place, point in enumerate(points) if place < MOST or was_let_through(point)]


def was_let_through(point: Point) -> bool:
    return any(reason.code == "let_through" for reason in point.reasons)


def found(world: World, kind: str) -> Iterator[Point]:
    wanted = DAILY if kind == "daily" else WEIGHTS.keys() - {"soon"}
    for thing in world.things:
        reasons = tuple(one for one in of_thing(thing, world) if one.code in wanted)
        if reasons and (kind != "daily" or urgent(thing, world)):
            yield point_of(thing, reasons, world)
    if kind == "daily":
        return
    for risky in world.at_risk:
        yield at_risk(risky, world)
    for card in world.let_through:
        yield let_through(card)
    for stage in world.silent:
        yield silent(stage, world)


def of_thing(one: Thing, world: World) -> Iterator[Reason]:
    """Why this record needs to be looked at; nothing where it does not."""
    if survived(one, world):
        yield Reason(
            "survived", {"since": plain(one.blocked_on or one.asked_on), "review": plain(world.before)}
        )
    if one.lacks:
        yield Reason(f"no_{one.lacks}")
    if one.blocked:
        yield Reason("blocked", {"since": plain(one.blocked_on)})
    if one.due_on is not None and one.due_on < world.today:
        yield Reason("overdue", {"due": plain(one.due_on), "days": (world.today - one.due_on).days})
    elif one.due_on is not None and one.due_on <= world.soon:
        yield Reason("soon", {"due": plain(one.due_on)})
    if not one.owned:
        yield Reason("gap")
    if stale(one, world) and one.moved_on is not None:
        days = (world.today - one.moved_on).days
        yield Reason("stale", {"since": plain(one.moved_on), "days": days})


def survived(one: Thing, world: World) -> bool:
    """A blocker, or a decision that nobody waits longer for, was there a whole cycle ago and still is."""
    if world.before is None:
        return False
    if one.kind == "decision":
        waits = one.due_on is None or one.due_on < world.today
        return waits and one.asked_on is not None and one.asked_on <= world.before
    return one.blocked and one.blocked_on is not None and one.blocked_on <= world.before


def stale(one: Thing, world: World) -> bool:
    """Work that has begun and that nobody has touched. What has a date far ahead and has not begun may rest."""
    after = STALE.get(one.kind)
    return (
        after is not None
        and one.running
        and one.moved_on is not None
        and (world.today - one.moved_on).days >= after
    )


def urgent(one: Thing, world: World) -> bool:
    """It touches a customer, its priority is high, or it is due within two working days: no more fits a day."""
    near = one.due_on is not None and one.due_on <= world.soon
    return near or one.pressing or (one.blocked and one.customer is not None)


def point_of(one: Thing, reasons: Sequence[Reason], world: World) -> Point:
    return weighed(
        Point(
            title=one.title,
            kind=one.kind,
            pk=one.pk,
            key=one.key,
            customer=one.customer,
            reasons=tuple(reasons),
        ),
        world,
    )


def at_risk(one: AtRisk, world: World) -> Point:
    reason = Reason("at_risk", {"since": plain(one.since), "why": list(one.why)})
    return weighed(
        Point(title=one.title, kind="customer", pk=one.pk, key=one.key, customer=one.pk, reasons=(reason,)),
        world,
    )


def let_through(one: LetThrough) -> Point:
    params = {"stage": one.stage, "by": one.by, "why": one.why, "on": plain(one.on)}
    reasons = (Reason("let_through", params),)
    return Point(
        title=one.title, kind=one.kind, pk=one.pk, key=one.key, customer=one.customer, reasons=reasons,
        weight=WEIGHTS["let_through"],
    )  # fmt: skip


def silent(one: Silent, world: World) -> Point:
    reasons = (Reason("silent", {"board": one.board}),)
    return weighed(
        Point(title=one.title, kind="stage", pk=one.pk, key=one.key, customer=one.customer, reasons=reasons),
        world,
    )


def left_over(one: Left) -> Point:
    return Point(
        title=one.title, kind=one.kind, pk=one.pk, key=one.key, customer=one.customer, carried=one.carried,
        reasons=(*one.let_through, Reason("left", {"times": one.carried})), weight=WEIGHTS["left"],
    )  # fmt: skip


def weighed(point: Point, world: World) -> Point:
    """With what the last reviews say about it: an exception that comes a third time weighs more."""
    assert point.pk is not None
    name: Name = (point.kind, point.pk)
    again = [one.code for one in point.reasons if world.seen.get((name, one.code), 0) >= REPEATED]
    repeated = tuple(Reason("repeated", {"code": code, "times": REPEATED + 1}) for code in again[:1])
    reasons = (*point.reasons, *repeated)
    return replace(point, reasons=reasons, weight=weight(reasons))


def weight(reasons: Sequence[Reason]) -> int:
    """The worst of them, and a little for each further one."""
    heavy = sorted((WEIGHED[one.code] for one in reasons), reverse=True)
    return heavy[0] + len(heavy) - 1


def merged(points: Sequence[Point]) -> list[Point]:
    """One point for each record, whatever put it there; what nobody's record is stands alone, and so does a question
    beside another one that is read from the same record."""
    alone = [point for point in points if point.pk is None]
    by_name: defaultdict[Name, list[Point]] = defaultdict(list)
    for point in points:
        if point.pk is not None:
            some = by_name[point.kind, point.pk]
            (alone if some and is_asked(point) else some).append(point)
    return [*alone, *(one_of(some) for some in by_name.values())]


def is_asked(point: Point) -> bool:
    return any(reason.code == "asked" for reason in point.reasons)


def one_of(some: Sequence[Point]) -> Point:
    """What is left over says so only where nothing else put it there."""
    told = [reason for point in some for reason in point.reasons]
    reasons = tuple(reason for place, reason in enumerate(told) if reason not in told[:place])
    others = tuple(one for one in reasons if one.code != "left")
    kept = others or reasons
    return replace(some[0], reasons=kept, carried=max(point.carried for point in some), weight=weight(kept))


def plain(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
