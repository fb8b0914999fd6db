"""What the tests of rules need on the table: a rule that is on, a customer, a deal, and what came of it."""

from __future__ import annotations

from decimal import Decimal

from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity
from handrail.watch.rules import verbs
from handrail.watch.rules.models import Rule, Run


def rule(scene, **values) -> Rule:
    """One that is switched on and owned by Alice."""
    row = Rule(
        **{"title": "A rule", "state": "on", "owner": scene.alice, "then": [{"nudge": "owner"}], **values}
    )
    return verbs.add_rules([row])[0]


def customer(scene, key: str = "harbor-freight", **values) -> Customer:
    row = Customer(**{"key": key, "name": key.title(), "owner": scene.bob, **values})
    return customers.add_customers([row])[0]


def deal(row: Customer, **values) -> Opportunity:
    values = {
        "name": "First deal",
        "kind": "new",
        "stage": "1",
        "arr": Decimal(150_000),
        "owner": row.owner,
    } | values
    return customers.add_opportunities([Opportunity(customer=row, **values)])[0]


def verdicts(**wanted) -> list[str]:
    return list(Run.objects.filter(**wanted).order_by("at", "pk").values_list("verdict", flat=True))
