from __future__ import annotations

import pytest

from handrail.kit.refusals import Invalid
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.risks import queries, verbs
from handrail.record.risks.models import Risk


def test_actions_are_a_mitigation_too(scene):
    with scene.inside():
        (customer,) = add_customers([Customer(name="A")])
        (risk,) = verbs.add_risks([Risk(customer=customer, title="R", mitigation_actions=["Call", "Fix"])])
        facts = queries.facts_of_customers([customer.pk])[customer.pk][risk.pk]
        assert facts.mitigation == "Call; Fix"


def test_a_rating_is_one_to_five(scene):
    with scene.inside(), pytest.raises(Invalid):
        verbs.add_risks([Risk(title="R", likelihood=6)])


def test_closed_risks_are_not_open(scene):
    with scene.inside():
        (risk,) = verbs.add_risks([Risk(title="R")])
        assert list(queries.open_risks()) == [risk]
        verbs.edit_risk(risk, {"state": "mitigated", "reason": "It is over"})
        assert not queries.open_risks().exists()
