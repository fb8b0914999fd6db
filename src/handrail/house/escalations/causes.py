"""Why something is raised, and how it ends by itself: pure, no Django."""

from __future__ import annotations

from dataclasses import dataclass

from handrail.kit.words import mark

from .rungs import ADMIN, MANAGER, OWNER, TOP, Rung

HAND = "hand"


@dataclass(frozen=True, slots=True)
class Cause:
    """`why` is counted in `days` since the date; `gone` and `moved` are said when it ends by itself."""

    name: str
    why: str
    gone: str
    moved: str
    chain: tuple[Rung, ...]


MISSED = Cause(
    name="milestone.due",
    why=mark("It was due %(days)s days ago and is not done."),
    gone=mark("The milestone was done, or is not needed any more."),
    moved=mark("The milestone has a new date."),
    chain=(Rung(OWNER, 8, True), Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP, 24)),
)
STALE = Cause(
    name="plan.updated",
    why=mark("Nobody has updated this plan for %(days)s days."),
    gone=mark("The plan is complete, or is not needed any more."),
    moved=mark("The plan was brought up to date."),
    chain=(Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP, 24)),
)
CAUSES = {cause.name: cause for cause in (MISSED, STALE)}
HAND_CHAIN = (Rung(MANAGER, 16, True), Rung(ADMIN, 16, True), Rung(TOP, 24))
HAND_HOURS = Rung("", 8, True)
