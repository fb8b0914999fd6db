"""What the reviews of a cycle ask beside what needs attention: questions with what was read, predictions, decisions and
their evidence, plans against risks. Pure judgement over plain facts, no Django.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from .facts import Cycle, Held, Minded, Point, Question, Reason, Signal, Taken

WEIGHTS = {
    "asked": 100, "missed": 95, "refuted": 82, "failed_test": 82, "unshown": 76, "claimed": 74, "other_evidence": 74,
    "short": 80, "wrong": 80, "came_true": 78, "undecided": 75, "unproven": 72,
    "bare": 70, "unread": 65, "untested": 65, "decided_late": 60, "came_up": 45, "mitigated_by": 28, "came_as_said": 8,
    "nothing_counts": 7, "first": 6,
    "on_target": 6, "away": 6, "still": 5, "towards": 4, "fell": 6, "reads": 4, "stands": 4,
    "taught_shorten": 68, "taught_keep": 7,
}  # fmt: skip
"""How heavy each reason weighs; the questions of a review come first."""


def points(cycle: Cycle, kind: str) -> list[Point]:
    """The questions, and what this kind of review goes through."""
    return [*questions(cycle, kind), *(point for through in KINDS.get(kind, ()) for point in through(cycle))]


# -- questions ----------------------------------------------------------------------------------------------


def questions(cycle: Cycle, kind: str) -> Iterator[Point]:
    for one in cycle.questions:
        about = None if one.signal is not None and not one.signal.pk else one.signal or one.risk
        yield Point(title=one.says, reasons=(Reason("asked"), *read(one, kind)), **place(about))


def read(one: Question, kind: str) -> Iterator[Reason]:
    """What the record answers. After the launch, a number that did not come near its target is a miss; at a checkpoint
    also one that has no target and is worse than it was."""
    if one.signal is not None:
        reason = reading(one.signal)
        yield reason
        if kind in AFTER_LAUNCH and reason.code in ("away", "still", "fell"):
            yield Reason("missed", {"metric": one.signal.title})
    if one.risk is not None:
        yield Reason("stands", {"risk": one.risk.title, "state": one.risk.state})
        yield plan_against(one.risk)


def reading(one: Signal) -> Reason:
    """Where a number stands, and which way it goes."""
    if one.now is None:
        return Reason("nothing_counts" if one.measure else "unread", {"metric": one.title, **counted(one)})
    params = {
        "metric": one.title,
        "now": plain(one.now),
        "unit": one.unit,
        "on": one.on.isoformat() if one.on else "",
        **counted(one),
    }
    if one.target is None:
        if one.was is not None and fell(one):
            return Reason("fell", {**params, "was": plain(one.was)})
        return Reason("reads", params)
    params["target"] = plain(one.target)
    if reached(one):
        before = {"was": plain(one.was)} if one.live and one.was is not None else {}
        return Reason("on_target", {**params, **before})
    if one.live and one.was is None:
        return Reason("first", params)
    if one.was is None or one.was == one.now:
        return Reason("still", params)
    better = (one.now > one.was) == (one.direction == "up")
    return Reason("towards" if better else "away", {**params, "was": plain(one.was)})


AFTER_LAUNCH = ("week_two", "checkpoint")


def fell(one: Signal) -> bool:
    """Worse than the reading before, or than where it began."""
    if one.now is None or one.was is None or one.was == one.now:
        return False
    return (one.now < one.was) == (one.direction == "up")


def counted(one: Signal) -> dict[str, Any]:
    """Of what was computed just now: from which records."""
    if not one.live or one.first is None or one.on is None:
        return {}
    days = {"first": one.first.isoformat(), "last": one.on.isoformat()}
    return {"measure": one.measure, "of": f"{one.kind}:{one.key}", "count": one.count, **days}


def reached(one: Signal) -> bool:
    if one.now is None or one.target is None:
        return False
    return one.now >= one.target if one.direction == "up" else one.now <= one.target


def plan_against(one: Minded) -> Reason:
    if not one.mitigation:
        return Reason("bare")
    return Reason("mitigated_by", {"mitigation": one.mitigation[:200]})


# -- what a kind of review goes through ---------------------------------------------------------------------


def risks(cycle: Cycle) -> Iterator[Point]:
    """Whether what is done about each open risk still fits."""
    for one in cycle.risks:
        if one.open:
            yield Point(title=one.title, reasons=(plan_against(one),), **place(one))


def evidence(cycle: Cycle) -> Iterator[Point]:
    """Gates whose signals are not proven; what is not decided, or was approved with nothing behind it; numbers that
    nobody has read."""
    for seen in cycle.shown:
        reason = Reason(SHOWN.get(seen.code, "unshown"), seen.params)
        yield Point(title=seen.title, reasons=(reason,), **place(seen))
    for one in cycle.decisions:
        if one.open:
            yield Point(title=one.title, reasons=(Reason("undecided", due(one)),), **place(one))
        elif one.approved and not one.proven:
            yield Point(title=one.title, reasons=(Reason("unproven"),), **place(one))
    for signal in cycle.signals:
        if signal.now is None:
            yield Point(title=signal.title, reasons=(reading(signal),), **place(signal))


SHOWN = {
    "signal.metric": "refuted", "signal.test": "failed_test", "signal.claimed": "claimed",
    "signal.other_evidence": "other_evidence",
}  # fmt: skip
"""What is said of a signal that is not proven; of all others nothing shows it."""


def came_up(cycle: Cycle) -> Iterator[Point]:
    """What is open and came after the launch, and decisions that are still missing."""
    for one in cycle.came:
        reasons = (Reason("came_up", {"on": one.on.isoformat()}), *(() if one.owned else (Reason("gap"),)))
        yield Point(title=one.title, reasons=reasons, **place(one))
    for taken in cycle.decisions:
        if taken.open:
            yield Point(title=taken.title, reasons=(Reason("undecided", due(taken)),), **place(taken))


def predictions(cycle: Cycle) -> Iterator[Point]:
    """Each number that was to be reached, and each assumption, beside what came of it."""
    for one in cycle.signals:
        if one.target is not None:
            yield Point(title=one.title, reasons=(came(one),), **place(one))
    for held in cycle.assumptions:
        yield Point(title=held.title, reasons=(assumed(held),), **place(held))


def assumed(one: Held) -> Reason:
    return Reason(ASSUMED.get(one.state, "untested"))


ASSUMED = {"validated": "came_as_said", "invalidated": "wrong"}


def came(one: Signal) -> Reason:
    if one.now is None:
        return reading(one)
    params = {
        "metric": one.title,
        "now": plain(one.now),
        "unit": one.unit,
        **counted(one),
        "target": plain(one.target or Decimal()),
    }
    if reached(one):
        return Reason("came_as_said", params)
    return Reason("short", {**params, "before": plain(one.baseline) if one.baseline is not None else ""})


def looking_back(cycle: Cycle) -> Iterator[Point]:
    """Predictions, risks that came true, and decisions that came late."""
    yield from predictions(cycle)
    for risk in cycle.risks:
        if risk.state == "materialised":
            yield Point(title=risk.title, reasons=(Reason("came_true"),), **place(risk))
    for one in cycle.decisions:
        if one.open:
            yield Point(title=one.title, reasons=(Reason("undecided", due(one)),), **place(one))
        elif one.due_on is not None and one.decided_on is not None and one.decided_on > one.due_on:
            days = (one.decided_on - one.due_on).days
            yield Point(
                title=one.title, reasons=(Reason("decided_late", {**due(one), "days": days}),), **place(one)
            )
    yield from cycle.taught


KINDS: dict[str, tuple[Callable[[Cycle], Iterable[Point]], ...]] = {
    "midpoint": (risks,),
    "evidence": (evidence,),
    "month_one": (came_up,),
    "prediction": (predictions,),
    "retrospective": (looking_back,),
}
NARROW = frozenset({"checkpoint", "prediction", "week_two", "retrospective"})
"""Reviews that look at nothing else: what needs attention has its weekly review."""


def due(one: Taken) -> dict[str, Any]:
    return {"due": one.due_on.isoformat() if one.due_on else ""}


def place(one: Any) -> dict[str, Any]:
    """Of which record a point is; of none where a question names none."""
    if one is None:
        return {}
    return {"kind": one.kind, "pk": one.pk, "key": one.key, "customer": one.customer}


def plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
