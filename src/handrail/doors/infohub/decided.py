"""What files say of decisions: the step to another state, what replaces one, and what one waits for.

Like the phases of a plan: a decision that an import brings for the first time stands as its file says, a step in a
file is judged when all evidence has come in, and one that may not be taken is a line of the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from handrail.kit.gating import allowed
from handrail.kit.refusals import Invalid, NotAllowed
from handrail.kit.words import say
from handrail.record.decisions import chains, graph, keeping, verbs, wording
from handrail.record.decisions import deciding as steps
from handrail.record.decisions.deciding import Going
from handrail.record.decisions.models import Decision
from handrail.record.decisions.wording import NAMES

from .binding import NOUNS, columns_of
from .entities import Entity

if TYPE_CHECKING:
    from .ground import Ground, Work
    from .rows import Rows

Pairs = list[tuple[Any, dict[str, Any]]]
WITH_STATE = ("state", "decided_on", "decided_by", "asked_on", "asked_by", "reason")
NOUN, REPLACED = "decision", "replaced_by"
KEPT = (
    (keeping.refuse_appointed, ("owner", "owner_gap", "owner_text", "delegate")),
    (keeping.refuse_rewritten, keeping.WRITTEN),
)
"""What is refused of a change in a file, and what is then left out of it."""


class Decisions:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.going: list[Going] = []

    # -- states -----------------------------------------------------------------------------------------------

    def hold(self, pairs: Pairs) -> Pairs:
        """The changes without those of the state, which wait until the evidence is there; and without those of who
        decides, and of approved words, that are not for whoever imports to make."""
        for row, values in pairs:
            self.leave(row, values)
            self.set_aside(row, values)
            if verbs.goes_on(row, values):
                held = {name: values.pop(name) for name in WITH_STATE if name in values}
                self.going.append(Going(row, held.pop("state"), held))
        return [(row, values) for row, values in pairs if values]

    def set_aside(self, row: Decision, values: dict[str, Any]) -> None:
        """A day on which it was decided is not given to what still waits: logs date what is open as well. What the file
        names stays beside it, as with decisions from Markdown."""
        try:
            keeping.refuse_dated(row, values)
        except Invalid:
            day = values.pop("decided_on")
            fields = keeping.beside(values.pop("fields", row.fields), day)
            if fields != row.fields:
                values["fields"] = fields

    def work_of(self, row: Decision) -> Work:
        return next(work for work in self.ground.works_of(NOUN) if work.row is row)

    def leave(self, row: Decision, values: dict[str, Any]) -> None:
        for refuse, names in KEPT:
            try:
                refuse(row, values)
            except NotAllowed as refusal:
                for name in names:
                    values.pop(name, None)
                self.ground.flag(
                    self.work_of(row).entity, names[0], "import.kept", refusal.message, refusal.fix
                )

    def hold_new(self, rows: Sequence[Decision]) -> None:
        """What is decided already where the files are those of this place: decided here, and judged."""
        for row in rows:
            keeping.set_aside(row)
        if self.ground.before is not None:
            self.going += [
                Going(row, row.state, came="proposed")
                for row in rows
                if row.state in ("approved", "rejected")
            ]

    def bring(self, rows: Rows) -> None:
        works = {id(work.row): work for work in self.ground.works_of(NOUN)}
        for one in self.going:
            self.furnish(one, works[id(one.row)])
        steps.judge(self.going)
        going = []
        for one in self.going:
            if allowed(one.verdicts):
                going.append(one)
            else:
                self.refuse(works[id(one.row)], one)
        changed = [one for one in going if one.row.state != one.goes]
        self.ground.report.count(NOUN, changed=steps.go(changed) if changed else 0)
        self.replace(rows)

    def furnish(self, one: Going, work: Work) -> None:
        """Why, and by what it is replaced, as far as its file says so."""
        one.values["reason"] = (
            one.values.get("reason") or self.ground.why or one.row.rationale or one.row.reason
        )
        if one.goes == "superseded":
            one.values[REPLACED] = self.successor(work.entity)

    def successor(self, entity: Entity) -> Any:
        self.know()
        field = NOUNS[NOUN].shape.field(REPLACED)
        return columns_of(NOUNS[NOUN], field, entity.values, self.ground.world, None).get(REPLACED)

    def replace(self, rows: Rows) -> None:
        """Which decision stands in the place of another, once all of them are there."""
        if any(entity.values.get(REPLACED) for entity in self.ground.entities if entity.noun == NOUN):
            pairs = []
            for work in self.ground.works_of(NOUN):
                found = self.successor(work.entity) if work.row.state == "superseded" else None
                if found is not None and found.pk not in (work.row.pk, work.row.replaced_by_id):
                    pairs.append((work.row, {REPLACED: found}))
            verbs.edit_decisions(pairs)

    def refuse(self, work: Work, one: Going) -> None:
        place = work.entity.place_of("state")
        at = place.source.where(place.row.place("state"))
        words = [wording.said(verdict) for verdict in one.verdicts if not verdict.passed]
        message = say(
            "“%(decision)s” can not be “%(state)s”: %(checks)s",
            decision=one.row.title, state=say(NAMES[one.goes]), checks=" ".join(said.reason for said in words),
        )  # fmt: skip
        fix = " ".join(dict.fromkeys(said.fix for said in words))
        self.ground.refuse(place.source.path, at.line, at.column, "gate", message, fix)

    # -- what it waits for ------------------------------------------------------------------------------------

    def know(self) -> None:
        """Decisions by their keys, and by the ids that these files give them."""
        named = self.ground.world.named
        if (NOUN, "") not in named:
            named[NOUN, ""] = None
            named.update(
                {(NOUN, row.key.casefold()): row for row in Decision.objects.filter(removed_at=None)}
            )
            for work in self.ground.works_of(NOUN):
                named[NOUN, work.entity.ident.casefold() or work.row.key] = work.row

    def accepts(self, entity: Entity) -> bool:
        """One that waits for nothing that is here, or for two things, is a line of the report."""
        needs, team = str(entity.values["needs"]), str(entity.values["team"])
        there = self.ground.world.named.get((NOUN, needs.casefold())) if needs else None
        if needs and there is None:
            self.ground.refuse_row(entity, say("There is no decision “%(name)s” here.", name=needs))
            return False
        if bool(needs) == bool(team):
            self.ground.refuse_row(
                entity, say("This has to name one decision or one team that it waits for.")
            )
            return False
        return True

    def without_circles(self, new: Sequence[Work]) -> list[Work]:
        """Those that close no circle; the others are told with their way."""
        waiting = [work for work in new if work.row.needs is not None]
        edges = [(work.row.decision.pk, work.row.needs.pk) for work in waiting]
        there = graph.ahead_of([other for _, other in edges]) if edges else []
        if not edges or not chains.circle(there, edges):
            return list(new)
        kept: list[Work] = []
        for work in new:
            edge = (work.row.decision.pk, work.row.needs.pk) if work.row.needs is not None else None
            if edge is not None and (path := chains.circle(there, [edge])):
                names = graph.titles(path)
                called = " → ".join(f"“{names[pk][0]}”" for pk in path)
                self.ground.refuse_row(work.entity, say("This would be a circle: %(path)s.", path=called))
                work.row = None
                continue
            there += [edge] if edge is not None else []
            kept.append(work)
        return kept
