"""Readings of metrics from another tool's export: through the preview, once for each day, with what is not there made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_metrics, add_readings
from handrail.record.plans.models import Plan, PlanMetric
from handrail.record.plans.verbs import add_plans

from .importer import Importer, importer

__all__ = ["importer"]  # the fixture

EXPORT = """\ufeffStichtag;Kunde;Erfolgsplan;Kennzahl;Istwert;Einheit;Quelle;Exportiert von
31.01.2026;Northwind;;Fehlgriffe;11,2;%;WMS;anna
28.02.2026;Northwind;;Fehlgriffe;9,25;%;WMS;anna
28.02.2026;Northwind;;Fehlgriffe;9,25;%;WMS;anna
31.01.2026;;Northwind plan;Durchsatz;1.250;Paletten;WMS;anna
28.02.2026;;Northwind plan;Durchsatz;1.310,5;Paletten;WMS;anna
31.03.2026;;No such plan;Durchsatz;7;Paletten;WMS;anna
30.04.2026;Northwind;;Fehlgriffe;;%;WMS;anna
"""
FILE = {"kennzahlen_export.csv": EXPORT}


def test_an_export_of_readings_comes_in_once(importer: Importer) -> None:
    with importer.scene.inside():
        (north,) = add_customers([Customer(name="Northwind")])
        (plan,) = add_plans([Plan(customer=north, title="Northwind plan")])
        (misses,) = add_metrics([Metric(customer=north, name="fehlgriffe")])
        add_readings([Reading(metric=misses, on=date(2026, 1, 31), value=Decimal(12))])
    preview = importer.refused(FILE)
    assert {problem.code for problem in preview.refused} == {"no_customer", "incomplete"}
    assert preview.numbers("created") == {"readings": 3}
    assert preview.numbers("changed") == {"readings": 1}
    assert {flag.remark.code for flag in preview.flags} >= {"metric_made", "twice"}
    assert [row.name for row in importer.rows(Metric)] == ["fehlgriffe"]
    importer.apply(FILE, accept_partial=True)
    rows = {(row.metric_id, row.on): row for row in importer.rows(Reading)}
    made = importer.row(Metric, name="Durchsatz")
    assert (made.customer_id, made.unit, made.owner_gap) == (north.pk, "Paletten", "nobody")
    assert {key: (row.value, row.source) for key, row in rows.items()} == {
        (misses.pk, date(2026, 1, 31)): (Decimal("11.2"), "WMS"),
        (misses.pk, date(2026, 2, 28)): (Decimal("9.25"), "WMS"),
        (made.pk, date(2026, 1, 31)): (Decimal(1250), "WMS"),
        (made.pk, date(2026, 2, 28)): (Decimal("1310.5"), "WMS"),
    }
    assert {row.customer_id for row in rows.values()} == {north.pk}
    assert [(row.plan_id, row.metric_id) for row in importer.rows(PlanMetric)] == [(plan.pk, made.pk)]
    again = importer.apply(FILE, accept_partial=True)
    assert (again.numbers("created"), again.numbers("changed")) == ({"readings": 0}, {"readings": 0})
    twice = importer.refused(
        {"kpi.csv": "Customer,KPI,Date,Value\nNorthwind,Seats,2026-03-01,1\nNorthwind,Seats,2026-03-01,2\n"}
    )
    assert [problem.code for problem in twice.refused] == ["twice"]


def test_a_plan_is_looked_for_at_the_customer_of_its_row(importer: Importer) -> None:
    """Many plans bear the same title."""
    with importer.scene.inside():
        north, south = add_customers([Customer(name="Northwind"), Customer(name="Southwind")])
        mine, theirs = add_plans([Plan(customer=one, title="Success plan") for one in (north, south)])
        add_plans([Plan(customer=south, title="Harbour plan")])
    head = "Customer,Plan,KPI,Date,Value\n"
    of_both = "Northwind,Success plan,Seats,2026-03-01,1\nSouthwind,Success plan,Docks,2026-03-01,2\n"
    importer.apply({"kpi.csv": head + of_both})
    links = [(row.plan_id, row.metric.name, row.metric.customer_id) for row in linked(importer)]
    assert links == [(mine.pk, "Seats", north.pk), (theirs.pk, "Docks", south.pk)]
    refused = importer.refused(
        {
            "kpi.csv": f"{head},Success plan,Cranes,2026-03-01,3\nNorthwind,Harbour plan,Seats,2026-04-01,4\n"
            f",Harbour plan,Cranes,2026-03-01,5\n,{mine.key},Seats,2026-05-01,6\n"
        }
    )
    assert [(problem.code, problem.line) for problem in refused.refused] == [
        ("plan_unknown", 2),
        ("plan_unknown", 3),
    ]
    assert refused.numbers("created") == {"readings": 2}


def linked(importer: Importer) -> list[PlanMetric]:
    with importer.scene.inside():
        return list(PlanMetric.objects.select_related("metric").order_by("pk"))
