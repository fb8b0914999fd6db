"""What files say of a plan's phase: judged when all of the plan has come in, so that a plan that may not go is a line.

A plan that an import brings for the first time stands as its file says: it is the history of another place. One that
comes with a push or a watched folder is made here, and has to pass like one that is made on a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from handrail.kit.gating import allowed
from handrail.kit.words import say
from handrail.record.plans import moving
from handrail.record.plans.models import PHASES, Plan
from handrail.record.plans.moving import NAMES, Shift
from handrail.watch.health.queries import this_day
from handrail.watch.health.words import say as spoken

if TYPE_CHECKING:
    from .ground import Ground, Work

Pairs = list[tuple[Any, dict[str, Any]]]


class Phases:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.going: list[Shift] = []

    def hold(self, pairs: Pairs) -> Pairs:
        """The changes without those of the phase, which wait until the plan's parts are there."""
        for row, values in pairs:
            if phase := moving.split(row, values):
                held: dict[str, Any] = {
                    name: values.pop(name) for name in ("phase", "status") if name in values
                }
                held.pop("phase", None)
                self.going.append(Shift(row, phase, held))
        return [(row, values) for row, values in pairs if values]

    def hold_new(self, rows: Iterable[Plan]) -> None:
        """Plans that begin late where the files are those of this place."""
        if self.ground.before is None:
            return
        for row in rows:
            goes = PHASES[-1] if row.status == "completed" else row.phase
            if goes in PHASES[1:]:
                self.going.append(Shift(row, goes, {"status": row.status}, came=PHASES[0]))

    def bring(self) -> None:
        works = {id(work.row): work for work in self.ground.works_of("plan")}
        moving.judge_shifts(self.going, self.ground.why)
        refused = [one for one in self.going if not allowed(one.verdicts)]
        for one in refused:
            self.refuse(works[id(one.plan)], one)
        if refused and not self.ground.trial:
            moving.note(refused, self.ground.why)
        going = [one for one in self.going if one not in refused]
        for one in going:
            one.values["updated_on"] = one.plan.updated_on
        changed = moving.shift(going, reason=self.ground.why) if going else 0
        self.ground.report.count("plan", changed=changed)

    def refuse(self, work: Work, one: Shift) -> None:
        entity, today = work.entity, this_day()
        place = entity.place_of("phase")
        at = place.source.where(place.row.place("phase"))
        words = [spoken(verdict, today) for verdict in one.verdicts if not verdict.passed]
        message = say(
            "“%(plan)s” can not go to “%(phase)s”: %(checks)s",
            plan=one.plan.title,
            phase=say(NAMES[one.goes]),
            checks=" ".join(said.reason for said in words),
        )
        fix = " ".join(dict.fromkeys(said.fix for said in words))
        self.ground.refuse(place.source.path, at.line, at.column, "gate", message, fix)
