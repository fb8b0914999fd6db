"""What a judgement needs to know about a customer. Facts come from the database or from files alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from handrail.kit.verdict import Titled, Where

Tier = Literal["strategic", "enterprise", "commercial", ""]
DealKind = Literal["new", "expansion", "renewal", ""]
Stage = Literal[1, 2, 3, 4, "won", "lost"]
Sentiment = Literal["good", "neutral", "poor"]
Severity = Literal["critical", "high", "medium", "low", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverFacts:
    """A manager's decision that no plan is needed; it counts from `on` through `until`, or for good."""

    record: ClassVar[str] = "waiver"
    key: str
    by: str
    reason: str
    on: date | None = None
    until: date | None = None
    at: Where | None = None

    @property
    def label(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityFacts(Titled):
    """A deal. `stage` is None when the CRM's own `stage_text` is mapped onto nothing; "" kind is unknown.

    `sa_validated` None means that nobody can tell. An empty `currency` is the workspace's.
    """

    record: ClassVar[str] = "opportunity"
    key: str
    title: str = ""
    kind: DealKind = ""
    stage: Stage | None = None
    stage_text: str = ""
    arr: Decimal | None = None
    currency: str = ""
    close_on: date | None = None
    sa_validated: bool | None = False
    waiver: WaiverFacts | None = None
    at: Where | None = None
    marks: Mapping[str, Where] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts(Titled):
    """A support case, open until `solved_on`."""

    record: ClassVar[str] = "case"
    key: str
    title: str = ""
    severity: Severity = ""
    opened_on: date | None = None
    solved_on: date | None = None
    at: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts(Titled):
    """What a customer asks for, open until it is planned, done or declined."""

    record: ClassVar[str] = "request"
    key: str
    title: str = ""
    is_open: bool = True
    asked_on: date | None = None
    at: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderFacts:
    """A person at the customer. Roles: executive_sponsor, economic_buyer, champion, user, influencer."""

    record: ClassVar[str] = "stakeholder"
    key: str
    name: str
    title: str = ""
    role: str = ""
    last_touch_on: date | None = None
    left_on: date | None = None
    at: Where | None = None

    @property
    def label(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """`last_touch_on` is computed from touchpoints. `cases` None means that support is not connected.

    `marks` gives the place of single fields; a field without one stands at `at`.
    """

    record: ClassVar[str] = "customer"
    key: str
    name: str = ""
    tier: Tier = ""
    arr: Decimal | None = None
    currency: str = ""
    renewal_on: date | None = None
    notice_on: date | None = None
    owner: str = ""
    last_touch_on: date | None = None
    last_touch_key: str = ""
    touch_count: int = 0
    sentiment: Sentiment | None = None
    sentiment_on: date | None = None
    opportunities: tuple[OpportunityFacts, ...] = ()
    cases: tuple[CaseFacts, ...] | None = None
    requests: tuple[RequestFacts, ...] = ()
    stakeholders: tuple[StakeholderFacts, ...] = ()
    at: Where | None = None
    marks: Mapping[str, Where] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.name or self.key
