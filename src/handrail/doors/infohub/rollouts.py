"""Rollouts on their way out of files and into them: which customers, risks and dates their words mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from handrail.house.ledger.reading import model_of
from handrail.house.talk import subjects
from handrail.kit.words import say
from handrail.record.risks.models import Risk
from handrail.record.rollout.files import HANGING
from handrail.record.rollout.models import Tie
from handrail.record.rollout.shifting import MOST_DAYS

from .entities import Entity

if TYPE_CHECKING:
    from .ground import Ground

ROLLOUTS = frozenset(("step", "announcement", "tie"))


def fold(words: Any) -> str:
    return str(words or "").strip().casefold()


class Rollouts:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.told: set[tuple[Any, ...]] = set()
        self.hung: dict[tuple[str, int, str], Tie] = {}
        """What hangs on a go-live day already."""

    def learn(self, noun: str, mine: Sequence[Entity]) -> None:
        past = [e for e in self.ground.past.entities.values() if e.noun == noun]
        if noun == "announcement":
            self._risks([*mine, *past])
        elif noun == "tie":
            self._subjects([*mine, *past])

    def _risks(self, entities: Sequence[Entity]) -> None:
        told: dict[tuple[str, str], Any] = {}
        for work in self.ground.works_of("risk"):
            for words in filter(None, (fold(work.entity.label), fold(work.entity.ident))):
                told[work.entity.account, words] = work.row
        wanted = {fold(e.values["risk"]) for e in entities} - {""}
        for row in Risk.objects.filter(key__in=wanted, removed_at=None):
            self.ground.world.named["risk", row.key] = row
        for entity in entities:
            meant = told.get((entity.account, fold(entity.values["risk"])))
            if meant is not None:
                entity.values["risk"] = meant.key
                self.ground.world.named["risk", meant.key] = meant

    def _subjects(self, entities: Sequence[Entity]) -> None:
        self.ground.world.subjects = subjects.found(str(e.values["subject"]) for e in entities)
        pks = [found.pk for found in self.ground.world.subjects.values()]
        rows = Tie.objects.filter(subject_id__in=pks, removed_at=None)
        self.hung = {(row.subject_kind, row.subject_id, row.field): row for row in rows}

    def accepts(self, entity: Entity, above: Any) -> bool:
        words = [*(self._wrong_tie(entity, above) if entity.noun == "tie" else self._wrong(entity))]
        told = self._place(entity)
        if not words and told and (above, *told) in self.told:
            words.append(say("It stands in the file twice."))
        self.told.add((above, *told))
        for one in words:
            self.ground.refuse_row(entity, one)
        return not words

    def _wrong(self, entity: Entity) -> Iterable[str]:
        name = str(entity.values["of"] or "").strip()
        known = fold(name) in self.ground.world.customers
        if (name or entity.noun == "step") and not known:
            yield say("There is no customer “%(name)s” here.", name=name[:80])

    def _wrong_tie(self, entity: Entity, above: Any) -> Iterable[str]:
        name, field, days = (entity.values[one] for one in ("subject", "field", "days"))
        found = self.ground.world.subjects.get(name)
        if found is None:
            yield say("There is no record “%(name)s” here.", name=name[:160])
        elif field not in HANGING.get(found.kind, ()):
            yield say("“%(field)s” of “%(name)s” does not hang on a go-live day.", field=field, name=name)
        elif (tie := self.hung.get((found.kind, found.pk, field))) and tie.project_id != above:
            yield say("“%(name)s” hangs on the go-live day of another project.", name=name)
        if days is None or days != int(days) or abs(days) > MOST_DAYS:
            yield say("That is more than %(most)s days.", most=MOST_DAYS)

    def _place(self, entity: Entity) -> tuple[Any, ...]:
        """What there is once in a project."""
        if entity.noun == "step":
            customer = self.ground.world.customers.get(fold(entity.values["of"]))
            return "step", getattr(customer, "pk", None), entity.values["step"]
        if entity.noun == "tie":
            return "tie", entity.values["subject"], entity.values["field"]
        return ()

    def row_of(self, entity: Entity, row: Any) -> Any:
        """A step of another customer, or another date, is another row, whatever its key."""
        if entity.noun == "step" and row is not None:
            return row if self._place(entity) == ("step", row.customer_id, row.step) else None
        if entity.noun != "tie":
            return row
        found = self.ground.world.subjects.get(entity.values["subject"])
        return self.hung.get((found.kind, found.pk, entity.values["field"])) if found is not None else None


def subjects_of(ties: Iterable[Tie]) -> dict[int, str]:
    """What each tie speaks of, as "kind:key", as far as it is there. One statement for each kind."""
    by_kind: dict[str, dict[int, list[int]]] = {}
    for row in ties:
        by_kind.setdefault(row.subject_kind, {}).setdefault(row.subject_id, []).append(row.pk)
    found: dict[int, str] = {}
    for kind, wanted in by_kind.items():
        rows: Any = model_of(kind)._default_manager.filter(pk__in=wanted, removed_at=None)
        for pk, key in rows.values_list("pk", "key"):
            found |= dict.fromkeys(wanted[pk], f"{kind}:{key}")
    return found
