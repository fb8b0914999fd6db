from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.metrics import queries, verbs
from handrail.record.metrics.models import Metric, Reading


def test_the_newest_readings_of_many_metrics_in_one_statement(scene):
    with scene.inside():
        (customer,) = add_customers([Customer(name="A")])
        metrics = verbs.add_metrics([Metric(customer=customer, name=f"M{i}") for i in range(3)])
        verbs.add_readings(
            [Reading(metric=m, on=date(2026, i, 1), value=i) for m in metrics for i in (5, 1, 9, 7)]
        )
        with CaptureQueriesContext(connection) as statements:
            found = queries.readings_of([m.pk for m in metrics], each=2)
        assert len(statements) == 1
        assert [[r.value for r in found[m.pk]] for m in metrics] == [[7, 9]] * 3


def test_a_reading_belongs_to_its_metrics_customer(scene):
    with scene.inside():
        (customer,) = add_customers([Customer(name="A")])
        (metric,) = verbs.add_metrics([Metric(customer=customer, name="M")])
        (reading,) = verbs.add_readings([Reading(metric=metric, on=date(2026, 1, 1), value=1)])
        assert reading.customer_id == customer.pk
        facts = queries.facts_of_customers([customer.pk])[customer.pk][metric.pk]
        assert (facts.key, len(facts.readings)) == ("m", 1)
