"""Reading what was agreed with customers. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from handrail.house.ledger import reading
from handrail.house.ledger.models import Event
from handrail.record.plans.models import Plan

from . import checks, projection
from .checks import Change
from .models import Agreement, DateRequest, PlanShare


def date_requests_of(plan: Plan, state: str = "") -> list[DateRequest]:
    """The newest first. One statement."""
    rows = reading.present(DateRequest).filter(plan=plan, milestone__removed_at=None)
    return list(rows.filter(**({"state": state} if state else {})).order_by("-pk"))


def agreements_of(plans: Collection[int]) -> dict[int, list[Agreement]]:
    """{plan: who agreed to it}, the newest first. One statement."""
    rows = reading.present(Agreement).filter(plan_id__in=plans).order_by("-pk")
    return reading.grouped(rows, "plan_id")


def looks_of(share: PlanShare, most: int = 20) -> list[Any]:
    """When an address was opened, the newest first. One statement."""
    events = Event.objects.filter(subject_kind="planshare", subject_id=share.pk, kind__endswith=".visited")
    return list(reading.newest_first(events).values_list("at", flat=True)[:most])


@dataclass(frozen=True, slots=True)
class Consent:
    """How a plan stands with its customer: what they would agree to now, and what has changed since they did."""

    terms: dict[str, Any]
    digest: str
    agreements: list[Agreement] = field(default_factory=list)

    @property
    def newest(self) -> Agreement | None:
        return self.agreements[0] if self.agreements else None

    @property
    def holds(self) -> bool:
        """What was agreed to last is what the plan says now."""
        return self.newest is not None and self.newest.digest == self.digest

    @property
    def changes(self) -> list[Change]:
        return checks.differences(self.newest.content, self.terms) if self.newest is not None else []

    @property
    def signers(self) -> list[Agreement]:
        """Everybody who agreed to the version that was agreed to last. Who agreed to the same words before another
        version came in between has not agreed to them again."""
        last = self.newest
        return [
            one for one in self.agreements if last and (one.number, one.digest) == (last.number, last.digest)
        ]


def consent_of(plan: Plan, shown: dict[str, Any] | None = None) -> Consent:
    """One statement beside those of the projection."""
    terms = checks.terms(shown if shown is not None else projection.of_plan(plan))
    return Consent(terms, checks.digest(terms), agreements_of([plan.pk]).get(plan.pk, []))


def standing_of(plan: Plan) -> Consent | None:
    """The same where somebody has agreed already: else nothing is compared, and it is one statement."""
    agreements = agreements_of([plan.pk]).get(plan.pk, [])
    if not agreements:
        return None
    terms = checks.terms(projection.of_plan(plan))
    return Consent(terms, checks.digest(terms), agreements)


def genuine(row: Agreement) -> bool:
    """What is kept is still what was agreed to."""
    return checks.digest(row.content) == row.digest
