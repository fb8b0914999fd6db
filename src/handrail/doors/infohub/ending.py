"""After the rows: which risks and metrics are a plan's, and what the files no longer hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handrail.kit.words import say
from handrail.record.customers import queries as customer_queries
from handrail.record.customers.files import last_touch
from handrail.record.customers.models import Touchpoint
from handrail.record.customers.verbs import add_touchpoints
from handrail.record.plans import verbs as plan_verbs
from handrail.record.plans.models import PlanMetric, PlanRisk

from .binding import NOUNS, Noun, all_columns, comparable, held, stored
from .boards import without_cards
from .entities import Entity
from .findings import Finding
from .ground import Ground
from .matching import closed, over


class Ending:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def link_plans(self) -> None:
        for noun, model in (("metric", PlanMetric), ("risk", PlanRisk)):
            wanted: dict[tuple[int, int], Entity] = {}
            for work in list(self.ground.works.values()):
                if work.entity.noun != noun or work.row is None:
                    continue
                for plan in work.entity.plans:
                    over = self.ground.works.get(id(plan))
                    if over is not None and over.row is not None:
                        wanted[over.row.pk, work.row.pk] = work.entity
            self._link(noun, model, wanted)

    def _link(self, noun: str, model: type[Any], wanted: Mapping[tuple[int, int], Entity]) -> None:
        plans = {
            w.row.pk: w.row
            for w in self.ground.works.values()
            if w.entity.noun == "plan" and w.row is not None
        }
        things = {
            w.row.pk: w.row for w in self.ground.works.values() if w.entity.noun == noun and w.row is not None
        }
        there = model.objects.filter(plan_id__in=list(plans), removed_at=None)
        known = {(row.plan_id, getattr(row, f"{noun}_id")): row for row in there}
        new = [
            model(plan=plans[plan], position=entity.position, **{noun: things[thing]})
            for (plan, thing), entity in wanted.items()
            if (plan, thing) not in known
        ]
        plan_verbs.add_parts(new, from_file=True)
        before = self._linked_before(noun, plans, things)
        gone = [row for pair, row in known.items() if pair in before and pair not in wanted]
        plan_verbs.remove_parts(gone, from_file=True)

    def _linked_before(
        self, noun: str, plans: Mapping[int, Any], things: Mapping[int, Any]
    ) -> set[tuple[int, int]]:
        by_plan = {row.key: pk for pk, row in plans.items()}
        by_thing = {row.key: pk for pk, row in things.items()}
        names = {id(entity): name for name, entity in self.ground.past.entities.items()}
        found = set()
        for name, entity in self.ground.past.entities.items():
            if entity.noun == noun:
                for plan in entity.plans:
                    over = names.get(id(plan), "").partition(":")[2]
                    found.add((by_plan.get(over, 0), by_thing.get(name.partition(":")[2], 0)))
        return found

    def note_touches(self) -> None:
        """A last touch that only a file knows of becomes a touchpoint: it is computed, never typed."""
        told: dict[int, tuple[date, Any]] = {}
        for work in self.ground.works_of("stakeholder"):
            day = last_touch(work.entity.extras)
            customer = work.row.customer_id
            if day is not None and day > told.get(customer, (date.min, None))[0]:
                told[customer] = day, work.row
        known = customer_queries.last_touches(list(told))
        new = [
            Touchpoint(
                customer_id=pk,
                kind="meeting",
                on=day,
                summary=f"Last touch: {person.name}",
                people=[person.key],
            )
            for pk, (day, person) in told.items()
            if known.get(pk, date.min) < day
        ]
        add_touchpoints(new)
        self.ground.report.count("touchpoint", created=len(new))

    def remove_what_is_gone(self) -> None:
        """What a kept file held and holds no more. Where it was changed here since, it stays."""
        here = {source.path for source in self.ground.sources}
        found = {
            f"{work.entity.noun}:{work.row.key}"
            for work in self.ground.works.values()
            if work.row is not None
        }
        gone: dict[str, list[Any]] = defaultdict(list)
        for name, entity in self.ground.past.entities.items():
            noun, _, key = name.partition(":")
            if (
                name in found
                or name in self.ground.spared
                or noun not in NOUNS
                or not all(p.source.path in here for p in entity.places)
            ):
                continue
            row = self.ground.matcher.rows[noun].get(key)
            if row is not None and row.removed_at is None and not over(row):
                gone[noun].append((row, entity))
        for noun in reversed(list(NOUNS)):
            self._remove(NOUNS[noun], gone.get(noun, []))

    def _remove(self, noun: Noun, pairs: Sequence[tuple[Any, Entity]]) -> None:
        rows = []
        for row, entity in pairs:
            customer = self.ground.customer_of.get(entity.account)
            old = all_columns(noun, entity.values, entity.extras, self.ground.world, customer)
            if noun.name == "customer":
                continue
            aside = {"owner_text"} | held(noun, entity.values, row, self.ground.world)
            if any(comparable(v) != stored(noun, k, row) for k, v in old.items() if k not in aside):
                message = say(
                    "“%(label)s” is no longer in the file, but was changed here since; it stays.",
                    label=entity.label,
                )
                self.ground.report.flagged.append(
                    Finding(
                        entity.source.path,
                        1,
                        1,
                        "import.kept",
                        "warning",
                        message,
                        say("Remove it here if it is meant to go."),
                    )
                )
            elif not closed(self.ground, row, entity):
                rows.append(row)
        if noun.name == "stage":
            rows = without_cards(self.ground, rows)
        if rows:
            noun.remove(rows)
            self.ground.report.removed[noun.name] += len(rows)
