"""Scopes of projects on their way out of files: one for each project; and what is not for whoever brings the file to
say is one line of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from handrail.kit.refusals import Invalid, Refusal, Refused
from handrail.kit.words import say
from handrail.record.projects.models import Stage
from handrail.record.scope import wording
from handrail.record.scope.models import Commitment

from .entities import Entity
from .nouns import Noun

if TYPE_CHECKING:
    from .ground import Ground, Work

SCOPES = frozenset(("commitment", "scopechange", "signal"))
Pairs = list[tuple[Any, dict[str, Any]]]


class Scopes:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.told: set[Any] = set()

    def learn(self, noun: str, mine: Sequence[Entity]) -> None:
        """A signal names a stage of one of its project's boards, by title or key."""
        if noun != "signal":
            return
        projects = {
            id(work.entity): work.row.pk for work in self.ground.works_of("project") if work.row is not None
        }
        here: dict[tuple[int, str], Stage] = {}
        stages = Stage.objects.filter(
            board__project__in=projects.values(), removed_at=None, board__removed_at=None
        )
        for row in stages.select_related("board").order_by("board_id", "position", "pk"):
            for words in (row.key, row.title.casefold()):
                here.setdefault((row.board.project_id, words), row)
            self.ground.world.named["stage", row.key] = row
        told = {
            (id(work.entity.parent.parent), words.casefold()): work.row.key
            for work in self.ground.works_of("stage")
            if work.row is not None and work.entity.parent is not None
            for words in (work.entity.ident, work.entity.label)
            if words
        }
        for entity in mine:
            words = str(entity.values["stage"]).strip().casefold()
            meant = here.get((projects.get(id(entity.parent), 0), words))
            entity.values["stage"] = told.get((id(entity.parent), words)) or (meant.key if meant else "")

    def accepts(self, entity: Entity, above: Any) -> bool:
        if entity.noun == "commitment":
            if above in self.told:
                self.ground.refuse_row(entity, say("It stands in the file twice."))
                return False
            self.told.add(above)
        return True

    def row_of(self, entity: Entity, row: Any, above: Any) -> Any:
        """A project has one, whatever its key."""
        if entity.noun != "commitment" or row is not None:
            return row
        return Commitment.objects.filter(project=above, removed_at=None).first()

    def write(self, noun: Noun, new: Sequence[Work], pairs: Pairs) -> tuple[list[Work], Pairs]:
        """One by one, so that what is refused is one line."""
        entities = {id(w.row): w.entity for w in self.ground.works_of(noun.name) if w.row is not None}
        made = [work for work in new if self._tried(work.entity, lambda work=work: noun.add([work.row]))]
        for work in new:
            if work not in made:
                work.row = None
        kept = [
            pair for pair in pairs if self._tried(entities[id(pair[0])], lambda pair=pair: noun.edit([pair]))
        ]
        return made, kept

    def _tried(self, entity: Entity, write: Any) -> bool:
        try:
            with transaction.atomic():
                write()
        except Refusal as refusal:
            self.ground.refuse_row(entity, told(refusal))
            return False
        return True


def told(refusal: Refusal) -> str:
    if isinstance(refusal, Refused):
        missing = [
            wording.said(one) for one in refusal.checks if not one.passed and one.code in wording.PHRASES
        ]
        return " ".join([refusal.message, *(one.reason for one in missing)])
    if isinstance(refusal, Invalid):
        return " ".join(f"{one.message} {one.fix}".strip() for one in refusal.problems)
    return f"{refusal.message} {refusal.fix}".strip()
