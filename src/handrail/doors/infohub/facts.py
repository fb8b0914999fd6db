"""What a judgement needs to know, out of files. The places of values go with them. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from handrail.house.workspaces.owners import Directory, match
from handrail.kit.shapes import Row
from handrail.kit.verdict import Where
from handrail.record.customers import files as customers
from handrail.record.customers.facts import CustomerFacts, WaiverFacts
from handrail.record.metrics import files as metrics
from handrail.record.plans import files as plans
from handrail.record.plans.facts import SECTIONS, PlanFacts
from handrail.record.risks import files as risks
from handrail.watch.health.facts import HealthFacts

from .entities import Account, Entity


@dataclass(slots=True)
class Person:
    """A member as workspace.yaml tells it: what a directory asks for."""

    name: str
    email: str = ""
    key: str = ""
    left_on: Any = None
    external_ids: Any = None
    role: str = "member"


def directory_of(members: Sequence[Row]) -> Directory:
    made = []
    for row in members:
        v = row.values
        ids = v["external_ids"] if isinstance(v["external_ids"], dict) else {}
        made.append(Person(v["name"], v["email"], v["key"] or v["name"], v["left_on"], ids, v["role"]))
    return Directory.of(made)


def health_facts(account: Account, directory: Directory) -> HealthFacts:
    return Gatherer(account, directory).health()


class Gatherer:
    """One account's facts."""

    def __init__(self, account: Account, directory: Directory) -> None:
        self.account = account
        self.directory = directory

    def health(self) -> HealthFacts:
        linked = {id(e) for e in self.account.entities if e.plans}
        own_metrics = [e for e in self.account.of("metric") if id(e) not in linked]
        own_risks = [e for e in self.account.of("risk") if id(e) not in linked]
        return HealthFacts(
            customer=self.customer(),
            plans=tuple(self.plan(e) for e in self.account.of("plan")),
            metrics=tuple(self.metric(e) for e in own_metrics),
            risks=tuple(self.risk(e) for e in own_risks),
        )

    # Places

    def at(self, entity: Entity) -> Where:
        return entity.source.where(entity.row.path)

    def marks(self, entity: Entity, *more: str) -> dict[str, Where]:
        found = {}
        for place in reversed(entity.places):
            for name, path in place.row.places.items():
                found[name] = place.source.where(path)
        return found

    def owner(self, entity: Entity) -> str:
        """A member's key, or the words of a person nobody has listed; empty for anything else."""
        words = str(entity.values.get("owner") or "")
        found = match(words, self.directory)
        if found.member is not None:
            return str(found.member.key)
        return words if found.gap == "unknown" and found.guest is None else ""

    # Things

    def customer(self) -> CustomerFacts:
        touches = [(e.values["on"], e.ident) for e in self.account.of("touchpoint") if e.values["on"]]
        people = tuple(customers.stakeholder_facts(e.row, self.at(e)) for e in self.account.of("stakeholder"))
        touches += [(p.last_touch_on, p.key) for p in people if p.last_touch_on]
        cases = self.account.of("supportcase")
        asked = self.account.of("customerrequest")
        return customers.with_touches(
            self.described(),
            touches,
            opportunities=self.deals(),
            stakeholders=people,
            requests=tuple(customers.request_facts(e.row, self.at(e)) for e in asked),
            cases=tuple(customers.case_facts(e.row, self.at(e)) for e in cases) if cases else None,
        )

    def described(self) -> CustomerFacts:
        entity = self.account.customer
        if entity is None:
            first = self.account.sources[0].where(()) if self.account.sources else None
            return CustomerFacts(key=self.account.name, name=self.account.name, at=first)
        row = replace(entity.row, values=entity.values)
        facts = customers.customer_facts(
            row, self.account.name, self.at(entity), self.marks(entity), self.owner(entity)
        )
        if facts.renewal_on is not None:
            return facts
        dates = sorted(e.values["due_on"] for e in self.account.of("renewal") if e.values["due_on"])
        return replace(facts, renewal_on=dates[0] if dates else None)

    def deals(self) -> tuple[Any, ...]:
        waivers = self.waivers()
        made = []
        for entity in self.account.of("opportunity"):
            facts = customers.opportunity_facts(entity.row, self.at(entity), self.marks(entity))
            waiver = waivers.get(facts.key) or waivers.get(facts.title) or waivers.get("")
            made.append(replace(facts, waiver=waiver))
        return tuple(made)

    def waivers(self) -> dict[str, WaiverFacts]:
        return {
            e.values["opportunity"]: WaiverFacts(
                key=e.ident or e.label,
                by=e.values["by"],
                reason=e.values["reason"],
                on=e.values["given_on"],
                until=e.values["until_on"],
                at=self.at(e),
            )
            for e in self.account.of("waiver")
        }

    def risk(self, entity: Entity) -> Any:
        row = replace(entity.row, values=entity.values)
        return risks.risk_facts(row, self.at(entity), self.marks(entity), self.owner(entity))

    def metric(self, entity: Entity) -> Any:
        readings = [e.row for e in self.account.of("reading") if e.parent is entity]
        row = replace(entity.row, values=entity.values, children=readings)
        return metrics.metric_facts(row, self.at(entity), self.marks(entity), self.owner(entity))

    def plan(self, entity: Entity) -> PlanFacts:
        row = entity.row
        mine = [e for e in self.account.entities if e.plan is entity]
        inside = [e for e in self.account.entities if entity in e.plans]
        people = self.account.of("stakeholder")
        return plans.plan_facts(
            self.with_people(row, people),
            entity.ident or entity.label or self.account.name,
            self.account.name,
            at=self.at(entity),
            marks=self.section_marks(entity),
            owner=self.owner(entity),
            people=[customers.stakeholder_facts(e.row, self.at(e)) for e in people],
            phases=[plans.phase_facts(e.row, self.at(e)) for e in mine if e.noun == "adoptionphase"],
            milestones=[self.milestone(e) for e in mine if e.noun == "milestone"],
            outcomes=[plans.outcome_facts(e.row, self.at(e)) for e in mine if e.noun == "outcome"],
            criteria=[plans.criterion_facts(e.row, self.at(e)) for e in mine if e.noun == "criterion"],
            metrics=[self.metric(e) for e in inside if e.noun == "metric"],
            risks=[self.risk(e) for e in inside if e.noun == "risk"],
        )

    def with_people(self, row: Row, people: Sequence[Entity]) -> Row:
        """The plan's section of people is the customer's: filled by whichever file names them."""
        named = [*row.children, *(e.row for e in people if e.row not in row.children)]
        title = row.values["title"] or f"Success plan of {self.account.name}"
        return replace(row, children=named, values=row.values | {"title": title})

    def milestone(self, entity: Entity) -> Any:
        phase = entity.parent.label if entity.parent and entity.parent.noun == "adoptionphase" else ""
        return plans.milestone_facts(
            entity.row, self.at(entity), self.marks(entity), self.owner(entity), phase
        )

    def section_marks(self, entity: Entity) -> dict[str, Where]:
        found = self.marks(entity)
        for name in SECTIONS:
            if isinstance(entity.row.node, dict) and name in entity.row.node:
                found[name] = entity.source.where((*entity.row.path, name))
        return found
