"""A verdict as a page shows it: in words, with the record it rests on and a link to what would pass it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handrail.kit.verdict import Evidence, Today, Verdict, from_json
from handrail.watch.health.models import Standing
from handrail.watch.health.queries import this_day
from handrail.watch.health.words import say

from . import kinds
from .answers import at
from .proofs import Proof

RECORDS = {"phase": "adoptionphase", "case": "supportcase", "request": "customerrequest"}
ANCHORS = {
    "fill-sections": "completeness",
    "add-criteria": "criteria",
    "drop-criteria": "criteria",
    "prove-criteria": "criteria",
    "add-stakeholders": "stakeholders",
    "add-phases": "adoption",
    "add-value-metrics": "value",
    "measure-baselines": "value",
    "update-plan": "",
    "review-plan": "reviewed",
    "date-milestones": "adoption",
    "mend-milestones": "adoption",
    "turn-metrics": "value",
    "record-readings": "value",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What `ui/parts/criterion.html` wants to know."""

    passed: bool | None
    words: str
    detail: str
    evidence: str
    evidence_url: str
    remedy: str
    remedy_url: str
    verdict: Verdict
    proofs: tuple[Proof, ...] = ()
    """What people added in support of the records it rests on."""

    @property
    def refs(self) -> list[str]:
        """The records it rests on, as evidence names them."""
        return [
            f"{RECORDS.get(item.kind, item.kind)}:{item.key}" for item in self.verdict.evidence if item.key
        ]


MOST_PROOFS = 5


def resting_on(*lists: Iterable[Reason]) -> set[str]:
    """All records that these reasons rest on; a customer's own evidence is not each check's."""
    return {
        ref for found in lists for reason in found for ref in reason.refs if not ref.startswith("customer:")
    }


def proven(found: Iterable[Reason], proofs: Mapping[str, Iterable[Proof]]) -> list[Reason]:
    """The same reasons, each with what supports the records it rests on."""
    return [
        replace(
            reason, proofs=tuple(proof for ref in reason.refs for proof in proofs.get(ref, ()))[:MOST_PROOFS]
        )
        for reason in found
    ]


def of_standing(row: Standing, customer: str, *, deciding: bool = False) -> list[Reason]:
    """The criteria of a stored standing; only the deciding ones where the page is short."""
    return of_json(decided(row) if deciding else row.criteria, customer)


def decided(row: Standing) -> list[dict[str, Any]]:
    """The deciding criteria; the database has picked them already for a list (`health.queries.brief`)."""
    picked: list[dict[str, Any]] | None = getattr(row, "decided", None)
    return [row.criteria[place] for place in row.deciding] if picked is None else picked


def of_json(stored: Iterable[Mapping[str, Any]], customer: str) -> list[Reason]:
    today = this_day()
    return [reason(from_json(Verdict, verdict), customer, today) for verdict in stored]


def of_verdicts(verdicts: Iterable[Verdict], customer: str) -> list[Reason]:
    today = this_day()
    return [reason(verdict, customer, today) for verdict in verdicts]


def reason(verdict: Verdict, customer: str, today: Today) -> Reason:
    words = say(verdict, today)
    shown = next((item for item in verdict.evidence if item.key), None)
    return Reason(
        passed=verdict.passed,
        words=words.title,
        detail=words.reason,
        evidence=shown.label if shown is not None and shown.kind != "customer" else "",
        evidence_url=url_of(shown) if shown is not None and shown.kind != "customer" else "",
        remedy=words.fix,
        remedy_url="" if verdict.passed or not verdict.remedy else remedy_url(verdict, customer),
        verdict=verdict,
    )


def url_of(item: Evidence) -> str:
    name = RECORDS.get(item.kind, item.kind)
    if name in ("plan", "customer"):
        return at(name, item.key)
    kind = kinds.BY_NAME.get(name)
    return at("record", kind, item.key) if kind is not None else ""


def remedy_url(verdict: Verdict, customer: str) -> str:
    """Where the remedy is carried out: a form, a section of the plan, or the record itself."""
    if verdict.remedy in ("meet-customer", "record-signals"):
        return f"{at('touch')}?customer={customer}"
    if verdict.remedy == "make-plan":
        return f"{at('new', 'plans')}?customer={customer}{deal(verdict)}"
    if verdict.remedy in ("record-waiver", "renew-waiver"):
        return f"{at('waive', customer)}"
    if verdict.remedy in ANCHORS:
        plan = next((item.key for item in verdict.evidence if item.kind == "plan"), "")
        if plan:
            return f"{at('plan', plan)}#{ANCHORS[verdict.remedy]}"
    shown = next((item for item in verdict.evidence if item.key and item.kind != "customer"), None)
    return (url_of(shown) if shown is not None else "") or at("customer", customer)


def deal(verdict: Verdict) -> str:
    key = next((item.key for item in verdict.evidence if item.kind == "opportunity"), "")
    return f"&opportunity={key}" if key else ""


def grounds(row: Standing) -> frozenset[tuple[str, str]]:
    """The records that the deciding verdicts rest on, by kind and key; also the customer itself."""
    evidence = (item for criterion in decided(row) for item in criterion["evidence"])
    return frozenset((RECORDS.get(item["kind"], item["kind"]), item["key"]) for item in evidence)


def need(row: Standing) -> Mapping[str, Any]:
    """Whether a plan is needed, as last judged."""
    found: Mapping[str, Any] = row.need or {"state": row.plan_needed, "criteria": [], "deciding": []}
    return found


def need_reasons(row: Standing, customer: str) -> list[Reason]:
    found = need(row)
    criteria = found.get("criteria", [])
    return of_json([criteria[place] for place in found.get("deciding", [])], customer)
