"""Red risks: which they are, whether they have an answer, and whether a renewal is near."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handrail.kit.verdict import Citable, Evidence, Today, Verdict, cite, plain
from handrail.record.customers.facts import CustomerFacts
from handrail.record.risks.exposure import is_red as is_red
from handrail.record.risks.facts import RiskFacts
from handrail.watch.health.policy import Policy


def mitigated(subject: Citable, risks: Sequence[RiskFacts], policy: Policy) -> Verdict:
    """No open red risk without a mitigation. No risk, or one that nobody rated, is no data."""
    rated = [(risk, is_red(risk, policy)) for risk in risks if risk.is_open]
    bare = [risk for risk, red in rated if red and not risk.mitigation.strip()]
    if bare:
        evidence = tuple(cite(risk, "mitigation") for risk in bare)
        return Verdict("risks.mitigated", False, {"risks": _names(bare)}, evidence, "mitigate-risks")
    unrated = [risk for risk, red in rated if red is None]
    if unrated:
        evidence = tuple(cite(risk, "severity", None) for risk in unrated)
        return Verdict("risks.rated", None, {"risks": _names(unrated)}, evidence, "rate-risks")
    if not risks:
        return Verdict("risks.mitigated", None, {}, (cite(subject, "risks", None),), "record-risks")
    reds = [risk for risk, red in rated if red]
    return Verdict("risks.mitigated", True, {}, tuple(cite(r, "mitigation") for r in reds) or _states(risks))


def clear_before_renewal(
    subject: Citable,
    risks: Sequence[RiskFacts],
    customer: CustomerFacts | None,
    policy: Policy,
    today: Today,
) -> Verdict:
    """No open red risk, mitigated or not, while the renewal is near."""
    reds = [risk for risk in risks if risk.is_open and is_red(risk, policy)]
    renewal = customer.renewal_on if customer else None
    if not reds:
        absent = (cite(subject, "risks", None),)
        return Verdict("risks.none_red", bool(risks) or None, {}, _states(risks) or absent, "record-risks")
    evidence = (cite(customer or subject, "renewal_on", renewal and plain(renewal)), *_states(reds))
    params = {"risks": _names(reds), "limit_days": policy.red_renewal_days}
    if renewal is None:
        return Verdict("risks.clear_before_renewal", None, params, evidence, "record-renewal")
    near, until = approaching(renewal, policy.red_renewal_days, today)
    params["renewal_on"] = plain(renewal)
    return Verdict("risks.clear_before_renewal", not near, params, evidence, "close-risks", until)


def approaching(on: date, days: int, today: Today) -> tuple[bool, datetime | None]:
    """Whether `on` is at most `days` ahead and not past, and until when that answer holds."""
    ahead = -today.since(on)
    if ahead < 0:
        return False, None
    if ahead > days:
        return False, today.start(on, -days)
    return True, today.start(on, 1)


def _states(risks: Sequence[RiskFacts]) -> tuple[Evidence, ...]:
    return tuple(cite(risk, "state") for risk in risks)


def _names(risks: Sequence[RiskFacts]) -> list[str]:
    return [risk.label for risk in risks]
