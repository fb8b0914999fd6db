"""What a judgement needs to know about a success plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from handrail.kit.verdict import Titled, Where
from handrail.record.customers.facts import StakeholderFacts
from handrail.record.metrics.facts import MetricFacts
from handrail.record.risks.facts import RiskFacts

Phase = Literal["initiate", "develop", "finalize", "execute", "completed"]
PRE_SALES = frozenset({"initiate", "develop", "finalize"})
PlanStatus = Literal["draft", "in_review", "customer_accepted", "active", "completed"]
MilestoneState = Literal["planned", "in_progress", "done", "late", "dropped"]
Side = Literal["vendor", "customer"]
SECTIONS = (
    "background",
    "outcomes",
    "stakeholders",
    "current_state",
    "desired_state",
    "technical_activities",
    "evaluation",
    "success_criteria",
    "adoption",
    "initiatives",
    "value",
    "handoff",
    "responsibilities",
    "risks",
)


@dataclass(frozen=True, slots=True)
class SectionFacts:
    filled: bool
    at: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts(Titled):
    record: ClassVar[str] = "outcome"
    key: str
    title: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    current: Decimal | None = None
    by_on: date | None = None
    owner: str = ""
    at: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionFacts(Titled):
    """A success criterion; `evidence` counts what supports its status."""

    record: ClassVar[str] = "criterion"
    key: str
    title: str
    measurement: str = ""
    target: str = ""
    met: bool = False
    evidence: int = 0
    at: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionPhaseFacts:
    record: ClassVar[str] = "phase"
    key: str
    name: str
    at: Where | None = None

    @property
    def label(self) -> str:
        return self.name or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFacts(Titled):
    record: ClassVar[str] = "milestone"
    key: str
    title: str
    phase: str = ""
    due_on: date | None = None
    done_on: date | None = None
    state: MilestoneState = "planned"
    owner: str = ""
    owner_text: str = ""
    side: Side = "vendor"
    at: Where | None = None
    marks: Mapping[str, Where] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.state not in ("done", "dropped") and self.done_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffFacts:
    record: ClassVar[str] = "handoff"
    key: str
    state: Literal["", "requested", "accepted", "returned"] = ""
    giver: str = ""
    taker: str = ""
    on: date | None = None
    open_items: int = 0
    unowned_promises: int = 0
    at: Where | None = None

    @property
    def label(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts(Titled):
    """`updated_on` is a person's last change. An empty `opportunity_key` means a plan for the whole customer.

    A section that is not in `sections` counts as empty. `marks` gives the place of single fields.
    """

    record: ClassVar[str] = "plan"
    key: str
    title: str = ""
    customer_key: str = ""
    opportunity_key: str = ""
    phase: Phase = "initiate"
    status: PlanStatus = "draft"
    owner: str = ""
    created_on: date | None = None
    updated_on: date | None = None
    customer_reviewed_on: date | None = None
    next_review_on: date | None = None
    sections: Mapping[str, SectionFacts] = field(default_factory=dict)
    outcomes: tuple[OutcomeFacts, ...] = ()
    criteria: tuple[CriterionFacts, ...] = ()
    stakeholders: tuple[StakeholderFacts, ...] = ()
    phases: tuple[AdoptionPhaseFacts, ...] = ()
    milestones: tuple[MilestoneFacts, ...] = ()
    metrics: tuple[MetricFacts, ...] = ()
    risks: tuple[RiskFacts, ...] = ()
    handoff: HandoffFacts | None = None
    at: Where | None = None
    marks: Mapping[str, Where] = field(default_factory=dict)

    @property
    def is_completed(self) -> bool:
        return self.phase == "completed" or self.status == "completed"

    @property
    def is_live(self) -> bool:
        """Sold and not finished: the customer is using what was promised."""
        return not self.is_completed and self.phase not in PRE_SALES
